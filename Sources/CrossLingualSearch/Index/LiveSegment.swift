/// A segment with the documents removed from it since it was built.
struct LiveSegment: Sendable {
    let segment: Segment
    private(set) var removedCount = 0
    private var removed: [UInt64]
    /// Number of rows of live documents.
    private(set) var liveRowCount: Int
    /// What the rows mean, in blocks of ``RowVectors/capacity``; empty in an index without a vector space.
    private(set) var vectors: [RowVectors]
    /// Number of rows of live documents that have not been encoded.
    private(set) var textsToEncode: Int

    /// - Parameter vectors: blocks for all rows; none in an index without a vector space.
    init(_ segment: Segment, vectors: [RowVectors] = []) {
        self.segment = segment
        self.vectors = vectors
        removed = Array(repeating: 0, count: (segment.documentCount + 63) / 64)
        liveRowCount = segment.rowCount
        textsToEncode = vectors.reduce(0) { $0 + $1.missing }
    }

    /// Memory, in bytes.
    var bytes: Int { segment.content.bytes + vectors.reduce(0) { $0 + $1.bytes } }

    var liveCount: Int { segment.documentCount - removedCount }

    @inline(__always)
    func isLive(_ document: Int) -> Bool { removed[document >> 6] & (1 << UInt64(document & 63)) == 0 }

    func isLive(row: Int) -> Bool { isLive(Int(segment.content.rowDocuments[row])) }

    /// Returns whether the document was here and live.
    @discardableResult
    mutating func remove(id: String) -> Bool {
        guard let document = segment.document(withID: id), isLive(document) else { return false }
        let rows = segment.rows(of: document)
        liveRowCount -= rows.count
        if !vectors.isEmpty { textsToEncode -= rows.count { !isEncoded(row: $0) } }
        removed[document >> 6] |= 1 << UInt64(document & 63)
        removedCount += 1
        return true
    }

    func isEncoded(row: Int) -> Bool {
        vectors[row / RowVectors.capacity].isEncoded[row % RowVectors.capacity]
    }

    /// Rows of a block.
    func rows(ofBlock block: Int) -> Range<Int> {
        (block * RowVectors.capacity)..<(block * RowVectors.capacity + vectors[block].rowCount)
    }

    /// Puts other vectors in the place of a block's.
    mutating func replace(_ block: Int, with other: RowVectors) {
        textsToEncode -= missing(block)
        vectors[block] = other
        textsToEncode += missing(block)
    }

    private func missing(_ block: Int) -> Int {
        guard vectors[block].missing > 0 else { return 0 }
        return rows(ofBlock: block).count { !isEncoded(row: $0) && isLive(row: $0) }
    }

    /// One segment with the live documents of all, in order.
    static func merged(_ parts: [LiveSegment]) -> LiveSegment {
        LiveSegment(Segment(SegmentMerge(parts).content), vectors: RowVectors.joined(parts))
    }

    /// What is left when removed documents are left out.
    var liveContent: SegmentContent { removedCount == 0 ? segment.content : SegmentMerge([self]).content }
}

/// Concatenates documents and joins the sorted terms of several segments.
private struct SegmentMerge {
    var content = SegmentContent()
    private var names: [String: UInt32] = [:]
    /// New document numbers by segment and old number; nil for removed documents.
    private var documentMaps: [[UInt32?]] = []

    init(_ parts: [LiveSegment]) {
        for part in parts { addDocuments(of: part) }
        addTerms(of: parts.map(\.segment))
    }

    private mutating func addDocuments(of part: LiveSegment) {
        let old = part.segment.content
        let map = old.names.map { name -> UInt32 in
            if let known = names[name] { return known }
            let number = UInt32(content.names.count)
            names[name] = number
            content.names.append(name)
            return number
        }
        var numbers = [UInt32?](repeating: nil, count: old.documentCount)
        for document in 0..<old.documentCount where part.isLive(document) {
            let number = UInt32(content.documentCount)
            numbers[document] = number
            content.ids.append(old.ids[document])
            content.kinds.append(UInt16(truncatingIfNeeded: map[Int(old.kinds[document])]))
            let tags = Int(old.tagStarts[document])..<Int(old.tagStarts[document + 1])
            content.tags.append(contentsOf: old.tags[tags].map { map[Int($0)] })
            content.tagStarts.append(UInt32(content.tags.count))
            for row in part.segment.rows(of: document) {
                content.rowDocuments.append(number)
                content.rowLanguages.append(UInt16(truncatingIfNeeded: map[Int(old.rowLanguages[row])]))
                content.rowLengths.append(contentsOf: CollectionOfOne(old.rowLengths[row]))
                content.rowFingerprints.append(contentsOf: CollectionOfOne(old.rowFingerprints[row]))
                content.texts.append(old.texts[2 * row])
                content.texts.append(old.texts[2 * row + 1])
            }
            content.rowStarts.append(UInt32(content.rowDocuments.count))
        }
        documentMaps.append(numbers)
    }

    private mutating func addTerms(of segments: [Segment]) {
        var cursors = [Int](repeating: 0, count: segments.count)
        var documents: [UInt32] = []
        var impacts: [UInt8] = []
        while let least = leastTerm(segments, cursors) {
            let before = documents.count
            for (number, segment) in segments.enumerated() where cursors[number] < segment.content.terms.count {
                guard segment.content.terms[cursors[number]].elementsEqual(least) else { continue }
                let postings = segment.postings(ofTerm: cursors[number])
                let old = (segment.content.postingDocuments[postings], segment.content.impacts[postings])
                for (document, impact) in zip(old.0, old.1) {
                    guard let document = documentMaps[number][Int(document)] else { continue }
                    documents.append(document)
                    impacts.append(impact)
                }
                cursors[number] += 1
            }
            guard documents.count > before else { continue }
            content.terms.append(least)
            content.postingStarts.append(UInt32(documents.count))
        }
        content.postingDocuments = Numbers(documents)
        content.impacts = Numbers(impacts)
    }

    private func leastTerm(_ segments: [Segment], _ cursors: [Int]) -> ArraySlice<UInt8>? {
        var least: ArraySlice<UInt8>?
        for (number, segment) in segments.enumerated() where cursors[number] < segment.content.terms.count {
            let candidate = segment.content.terms[cursors[number]]
            if let current = least, !candidate.lexicographicallyPrecedes(current) { continue }
            least = candidate
        }
        return least
    }
}
