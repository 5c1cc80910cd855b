/// Everything a search reads; replaced as a whole.
struct IndexState: Sendable {
    let segments: [LiveSegment]
    var position = 0
    /// What the segments' vectors were measured by.
    let surroundings: Surroundings
    /// Number of texts that have no vector yet.
    let textsToEncode: Int
    /// Whether nearly all texts have vectors: an encoded text would pass one that answers better by words alone.
    let comparesMeaning: Bool
    /// Differs from that of every state before.
    let generation: Int

    var documentCount: Int { segments.reduce(0) { $0 + $1.liveCount } }
    var rowCount: Int { segments.reduce(0) { $0 + $1.segment.rowCount } }

    /// Mean number of content words of a row, at least 1.
    let averageLength: Double

    init(segments: [LiveSegment] = [], position: Int = 0) {
        self.init(segments: segments, position: position, surroundings: Surroundings(), generation: 0)
    }

    private init(segments: [LiveSegment], position: Int, surroundings: Surroundings, generation: Int) {
        self.segments = segments
        self.position = position
        self.surroundings = surroundings
        self.generation = generation
        var words = 0.0
        var rows = 0
        for live in segments {
            rows += live.segment.rowCount
            words += Double(live.segment.wordCount)
        }
        averageLength = max(1, rows > 0 ? words / Double(rows) : 1)
        textsToEncode = segments.reduce(0) { $0 + $1.textsToEncode }
        comparesMeaning = surroundings.count > 0 && textsToEncode * 10 <= rows
    }

    /// Number of documents with the term, removed documents included until the next merge.
    func frequency(_ key: String, _ tongue: Tongue) -> Int {
        segments.reduce(0) { sum, live in
            sum + (live.segment.term(key, tongue).map { live.segment.postings(ofTerm: $0).count } ?? 0)
        }
    }

    /// Where the document with the identifier is; nil when it is not, or was removed.
    func place(of id: String) -> (segment: Int, document: Int)? {
        for (number, live) in segments.enumerated() {
            if let document = live.segment.document(withID: id), live.isLive(document) { return (number, document) }
        }
        return nil
    }

    /// What the first passage of a row means, of length 1; nil for a row that has no vector.
    func direction(ofRow row: Int, in segment: Int) -> [Float]? {
        let live = segments[segment]
        guard live.isEncoded(row: row) else { return nil }
        let block = live.vectors[row / RowVectors.capacity]
        return block.vectors(ofRow: row % RowVectors.capacity).first.map {
            surroundings.means.direction(of: block.vector($0), in: live.segment.tongue(ofRow: row)).vector
        }
    }

    /// Languages the documents are written in, in the order of their numbers.
    var tongues: [Tongue] {
        Tongue.allCases.filter { tongue in tongue != .concept && rowCount(in: tongue) > 0 }
    }

    /// Number of rows in the tongue.
    func rowCount(in tongue: Tongue) -> Int {
        segments.reduce(0) { $0 + $1.segment.rowCounts[Int(tongue.rawValue)] }
    }

    /// How many times larger a segment is than the next: every word of a query is looked up in each segment, so few of
    /// them pay, although more is copied by merging.
    private static let growth = 8

    /// The state after a batch. Older segments of similar size are merged, so that there are only logarithmically many.
    func applying(_ new: LiveSegment?, removing ids: some Sequence<String>, position: Int?) -> IndexState {
        var segments = segments
        for id in ids {
            for index in segments.indices where segments[index].remove(id: id) { break }
        }
        segments.removeAll { $0.liveCount == 0 }
        if let new { segments.append(new) }
        while let last = segments.last, segments.count > 1,
            segments[segments.count - 2].liveCount < Self.growth * last.liveCount
        {
            let merged = LiveSegment.merged(Array(segments.suffix(2)))
            segments.replaceSubrange((segments.count - 2)..., with: [merged])
        }
        for index in segments.indices where segments[index].removedCount * 3 > segments[index].segment.documentCount {
            segments[index] = LiveSegment.merged([segments[index]])
        }
        return IndexState(
            segments: segments, position: position ?? self.position, surroundings: surroundings,
            generation: generation + 1)
    }

    /// The state with other vectors, or other measures of them.
    func with(_ segments: [LiveSegment], _ surroundings: Surroundings) -> IndexState {
        IndexState(segments: segments, position: position, surroundings: surroundings, generation: generation + 1)
    }
}
