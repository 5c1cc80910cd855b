extension SearchIndex {
    /// Number of texts that have no vector yet: they are found by their words alone.
    public var textsToEncode: Int { state.textsToEncode }

    /// Gives vectors to some of the texts that have none, and returns how many of them are left.
    ///
    /// Takes about 0.2 ms for each token; searches and updates go on meanwhile. Call it until nothing is left, after every
    /// ``update(_:removing:position:)``.
    @discardableResult
    public func encode(atMost limit: Int) -> Int {
        guard let space else { return 0 }
        return encode(atMost: limit) { row, segment in space.vectors(ofRow: row, in: segment) }
    }

    /// As ``encode(atMost:)``, with vectors from elsewhere: nobody can wait until a million texts are read, only to
    /// measure how fast they are searched.
    ///
    /// - Parameter vectors: what a text in a language, by its code, shall mean.
    @discardableResult
    package func encode(atMost limit: Int, as vectors: (_ text: String, _ language: String) -> [[Float]]) -> Int {
        encode(atMost: limit) { row, segment in
            vectors(segment.body(ofRow: row), segment.language(ofRow: row)).map(RoundedVector.init)
        }
    }

    /// Reads the words of some of the texts that ``encode(atMost:)`` has read, and returns how many texts are left.
    ///
    /// Reasons compare words by their meaning; words that were read beforehand need not be read while somebody waits. Takes
    /// some 1.2 ms for each new word, of which at most 30,000 are read. Call it when no text is left to encode.
    @discardableResult
    public func readWords(ofTexts limit: Int) -> Int { wordVectors?.readWords(ofTexts: limit) ?? 0 }

    private func encode(atMost limit: Int, _ vectors: (_ row: Int, Segment) -> [RoundedVector]) -> Int {
        guard let space else { return 0 }
        var known = KnownVectors(dimension: space.dimension)
        var documents: [String] = []
        for live in state.segments where documents.count < limit {
            for row in live.rowsToEncode.prefix(limit - documents.count) {
                known.add(live.segment.rowFingerprints[row], vectors(row, live.segment))
                wordVectors?.keep(
                    live.segment.title(ofRow: row) + "\n" + live.segment.body(ofRow: row),
                    in: live.segment.tongue(ofRow: row))
                documents.append(live.segment.id(of: Int(live.segment.content.rowDocuments[row])))
            }
        }
        fill(with: known, of: documents)
        return state.textsToEncode
    }

    /// Takes over the vectors of texts that another index has encoded in the same space.
    public func takeVectors(from other: SearchIndex) {
        guard let space, other.space?.fingerprint == space.fingerprint else { return }
        if let words = other.wordVectors?.known { wordVectors?.add(words) }
        fill(with: other.state.vectors(dimension: space.dimension))
    }

    /// Puts vectors in their places, by the fingerprints of their texts.
    ///
    /// - Parameters:
    ///   - documents: those whose texts have vectors now; nil for any.
    ///   - surroundings: what the vectors were measured by, when they have been.
    func fill(with known: KnownVectors, of documents: [String]? = nil, measuredBy surroundings: Surroundings? = nil) {
        guard known.count > 0 else { return }
        writing.withLock { _ in
            let after = state.filled(with: known, of: documents, measuredBy: surroundings)
            current.withLock { $0 = after }
        }
        measureAgainWhenOutdated()
    }

    /// Measuring all vectors takes a while, in which updates come in; what they brought is then measured too.
    private func measureAgainWhenOutdated() {
        var before = state
        guard before.surroundings.isOutdated(for: before.segments) else { return }
        let surroundings = Surroundings(before.segments)
        var measured = before.measured(by: surroundings, keeping: [])
        let isCurrent = { [self] in
            writing.withLock { _ in
                guard state.generation == before.generation else { return false }
                current.withLock { $0 = measured }
                return true
            }
        }
        while !isCurrent() {
            before = state
            measured = before.measured(by: surroundings, keeping: measured.segments)
        }
    }
}

extension VectorSpace {
    /// One vector for each passage of the row.
    fileprivate func vectors(ofRow row: Int, in segment: Segment) -> [RoundedVector] {
        let passages = Passages.of(title: segment.title(ofRow: row), body: segment.body(ofRow: row))
        let tongue = segment.tongue(ofRow: row)
        return passages.compactMap { vector(of: $0, as: .passage, in: tongue).map(RoundedVector.init) }
    }
}

extension Segment {
    /// Tells one document from another.
    func documentFingerprint(ofRow row: Int) -> UInt64 {
        content.ids.bytes.withUnsafeBytes { bytes in
            Checksum.of(UnsafeRawBufferPointer(rebasing: bytes[content.ids.range(Int(content.rowDocuments[row]))]))
        }
    }
}

extension IndexState {
    /// The vectors of all texts.
    func vectors(dimension: Int) -> KnownVectors {
        var known = KnownVectors(dimension: dimension)
        known.add(
            segments.flatMap { live in
                live.vectors.indices.map { (live.segment.rowFingerprints[live.rows(ofBlock: $0)], live.vectors[$0]) }
            })
        return known
    }

    /// The vectors of documents' texts: a document that is replaced often keeps its words.
    func vectors(ofDocuments ids: [String], dimension: Int) -> KnownVectors {
        var known = KnownVectors(dimension: dimension)
        for live in segments {
            for row in live.rows(ofDocuments: ids) where live.isEncoded(row: row) {
                known.add(
                    live.segment.rowFingerprints[row], row % RowVectors.capacity,
                    of: live.vectors[row / RowVectors.capacity])
            }
        }
        return known
    }

    /// The state with the vectors of more texts.
    fileprivate func filled(
        with known: KnownVectors, of documents: [String]?, measuredBy surroundings: Surroundings?
    ) -> IndexState {
        let surroundings = surroundings ?? self.surroundings
        var segments = segments
        var first = 0
        for (number, live) in segments.enumerated() {
            let blocks = documents.map { Set(live.rows(ofDocuments: $0).map { $0 / RowVectors.capacity }).sorted() }
            for block in blocks ?? Array(live.vectors.indices) where live.vectors[block].missing > 0 {
                let fingerprints = live.segment.rowFingerprints[live.rows(ofBlock: block)]
                guard let filled = known.filling(live.vectors[block], fingerprints, at: first + block) else { continue }
                segments[number].replace(block, with: filled)
                segments[number].measure(block, by: surroundings, again: false)
            }
            first += live.vectors.count
        }
        return with(segments, surroundings)
    }

    /// The state with all vectors measured by other surroundings.
    ///
    /// - Parameter known: segments that were measured by them before.
    fileprivate func measured(by surroundings: Surroundings, keeping known: [LiveSegment]) -> IndexState {
        var segments = segments
        for (number, live) in segments.enumerated() {
            let before = known.first { $0.segment === live.segment }
            for block in live.vectors.indices {
                if let before, before.vectors[block].missing == live.vectors[block].missing {
                    segments[number].replace(block, with: before.vectors[block])
                } else {
                    segments[number].measure(block, by: surroundings, again: true)
                }
            }
        }
        return with(segments, surroundings)
    }
}

extension LiveSegment {
    fileprivate func rows(ofDocuments ids: [String]) -> [Int] {
        ids.compactMap(segment.document(withID:)).flatMap { segment.rows(of: $0) }
    }

    /// Rows of live documents that have been encoded.
    var encodedRows: some Sequence<Int> {
        vectors.indices.lazy.flatMap { block in
            rows(ofBlock: block).lazy.filter { isEncoded(row: $0) && isLive(row: $0) }
        }
    }

    /// Rows of live documents that have not been encoded.
    var rowsToEncode: some Sequence<Int> {
        vectors.indices.lazy.filter { vectors[$0].missing > 0 }.flatMap { block in
            rows(ofBlock: block).lazy.filter { !isEncoded(row: $0) && isLive(row: $0) }
        }
    }
}
