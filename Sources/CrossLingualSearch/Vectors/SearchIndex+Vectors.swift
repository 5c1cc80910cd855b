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
        var known = KnownVectors(dimension: space.dimension)
        for live in state.segments where known.count < limit {
            for (_, row) in live.rowsToEncode.prefix(limit - known.count) {
                known.add(live.segment.rowFingerprints[row], space.vectors(ofRow: row, in: live.segment))
            }
        }
        fill(with: known)
        return state.textsToEncode
    }

    /// Takes over the vectors of texts that another index has encoded in the same space.
    public func takeVectors(from other: SearchIndex) {
        guard let space, other.space?.fingerprint == space.fingerprint else { return }
        fill(with: other.state.vectors(dimension: space.dimension))
    }

    /// Puts vectors in their places, by the fingerprints of their texts.
    ///
    /// - Parameter surroundings: what the vectors were measured by, when they have been.
    func fill(with known: KnownVectors, measuredBy surroundings: Surroundings? = nil) {
        guard known.count > 0 else { return }
        writing.withLock { _ in
            let after = state.filled(with: known, measuredBy: surroundings)
            current.withLock { $0 = after }
        }
        // Measuring all vectors takes a while; updates that come in between only mean that it is tried again next time.
        let before = state
        guard before.surroundings.isOutdated(for: before.segments) else { return }
        let measured = before.measuredAgain()
        writing.withLock { _ in
            if state.generation == before.generation { current.withLock { $0 = measured } }
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
        for live in segments {
            for (block, row) in live.encodedRows {
                known.add(live.segment.rowFingerprints[row], row % RowVectors.capacity, of: live.vectors[block])
            }
        }
        return known
    }

    /// The vectors of documents' texts: a document that is replaced often keeps its words.
    func vectors(ofDocuments ids: [String], dimension: Int) -> KnownVectors {
        var known = KnownVectors(dimension: dimension)
        for live in segments {
            for document in ids.compactMap(live.segment.document(withID:)) {
                for row in live.segment.rows(of: document) {
                    let block = live.vectors[row / RowVectors.capacity]
                    guard block.isEncoded[row % RowVectors.capacity] else { continue }
                    known.add(live.segment.rowFingerprints[row], row % RowVectors.capacity, of: block)
                }
            }
        }
        return known
    }

    /// The state with the vectors of more texts.
    fileprivate func filled(with known: KnownVectors, measuredBy surroundings: Surroundings?) -> IndexState {
        let surroundings = surroundings ?? self.surroundings
        var segments = segments
        for (number, live) in segments.enumerated() {
            for (block, vectors) in live.vectors.enumerated() where vectors.missing > 0 {
                let first = block * RowVectors.capacity
                let fingerprints = live.segment.rowFingerprints[first..<(first + vectors.rowCount)]
                if let filled = known.filling(vectors, fingerprints) { segments[number].vectors[block] = filled }
            }
            segments[number].measure(by: surroundings, again: false)
        }
        return with(segments, surroundings)
    }

    /// The state with all vectors measured by the catalogue as it is.
    fileprivate func measuredAgain() -> IndexState {
        let surroundings = Surroundings(segments)
        var segments = segments
        for number in segments.indices { segments[number].measure(by: surroundings, again: true) }
        return with(segments, surroundings)
    }
}
