/// The vectors of texts, by the fingerprints of the texts.
struct KnownVectors {
    private(set) var fingerprints: [UInt64] = []
    private(set) var vectors: RowVectors
    private var rows: [UInt64: Int] = [:]

    init(dimension: Int) { vectors = RowVectors(dimension: dimension) }

    /// - Precondition: as many rows as fingerprints.
    init(fingerprints: [UInt64], vectors: RowVectors) {
        self.fingerprints = fingerprints
        self.vectors = vectors
        rows = Dictionary(zip(fingerprints, 0...)) { first, _ in first }
    }

    var count: Int { fingerprints.count }

    mutating func add(_ fingerprint: UInt64, _ new: [RoundedVector]) {
        note(fingerprint)
        vectors.append(new)
    }

    mutating func add(_ fingerprint: UInt64, _ row: Int, of other: RowVectors) {
        note(fingerprint)
        vectors.append(row, of: other)
    }

    private mutating func note(_ fingerprint: UInt64) {
        rows[fingerprint] = fingerprints.count
        fingerprints.append(fingerprint)
    }

    /// Blocks for the rows of a segment, filled as far as their texts are known.
    func blocks(for segment: Segment) -> [RowVectors] {
        var blocks: [RowVectors] = []
        for (row, fingerprint) in segment.rowFingerprints.enumerated() {
            if row % RowVectors.capacity == 0 { blocks.append(RowVectors(dimension: vectors.dimension)) }
            append(fingerprint, to: &blocks[blocks.count - 1])
        }
        return blocks
    }

    /// A block whose rows that have no vectors are filled as far as their texts are known; nil when none is.
    func filling(_ block: RowVectors, _ fingerprints: ArraySlice<UInt64>) -> RowVectors? {
        guard zip(fingerprints, block.isEncoded).contains(where: { !$1 && rows[$0] != nil }) else { return nil }
        var filled = RowVectors(dimension: block.dimension)
        for (row, fingerprint) in fingerprints.enumerated() {
            if block.isEncoded[row] { filled.append(row, of: block) } else { append(fingerprint, to: &filled) }
        }
        return filled
    }

    private func append(_ fingerprint: UInt64, to block: inout RowVectors) {
        if let row = rows[fingerprint] { block.append(row, of: vectors) } else { block.append(nil) }
    }
}
