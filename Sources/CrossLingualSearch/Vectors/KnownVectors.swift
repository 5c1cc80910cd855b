/// The vectors of texts, by the fingerprints of the texts.
struct KnownVectors {
    private let dimension: Int
    private var blocks: [(fingerprints: ArraySlice<UInt64>, vectors: RowVectors)] = []
    private var places: [UInt64: (block: UInt32, row: UInt32)] = [:]

    init(dimension: Int) { self.dimension = dimension }

    /// Number of texts.
    var count: Int { places.count }

    mutating func add(_ fingerprint: UInt64, _ vectors: [RoundedVector]) {
        note(fingerprint)
        blocks[0].vectors.append(vectors)
    }

    mutating func add(_ fingerprint: UInt64, _ row: Int, of other: RowVectors) {
        note(fingerprint)
        blocks[0].vectors.append(row, of: other)
    }

    private mutating func note(_ fingerprint: UInt64) {
        if blocks.isEmpty { blocks.append(([], RowVectors(dimension: dimension))) }
        places[fingerprint] = (0, UInt32(blocks[0].vectors.rowCount))
    }

    /// Blocks, with the fingerprints of the texts of their rows; after it, no single text may be added.
    mutating func add(_ more: [(fingerprints: ArraySlice<UInt64>, vectors: RowVectors)]) {
        places.reserveCapacity(more.reduce(places.count) { $0 + $1.vectors.rowCount })
        for (fingerprints, vectors) in more {
            for (row, fingerprint) in fingerprints.enumerated() where vectors.isEncoded[row] {
                places[fingerprint] = (UInt32(blocks.count), UInt32(row))
            }
            blocks.append((fingerprints, vectors))
        }
    }

    /// Blocks for the rows of a segment, filled as far as their texts are known.
    func blocks(for segment: Segment) -> [RowVectors] {
        var blocks: [RowVectors] = []
        for row in 0..<segment.rowCount {
            if row % RowVectors.capacity == 0 { blocks.append(RowVectors(dimension: dimension)) }
            append(segment.rowFingerprints[row], to: &blocks[blocks.count - 1])
        }
        return blocks
    }

    /// A block whose rows that have no vectors are filled as far as their texts are known; nil when none is.
    ///
    /// - Parameter place: the block's number in the index, where the same texts may be known together: then nothing is
    ///   copied.
    func filling(_ block: RowVectors, _ fingerprints: ArraySlice<UInt64>, at place: Int) -> RowVectors? {
        if place < blocks.count, blocks[place].vectors.missing == 0, blocks[place].fingerprints == fingerprints {
            return blocks[place].vectors
        }
        guard zip(fingerprints, block.isEncoded).contains(where: { !$1 && places[$0] != nil }) else { return nil }
        var filled = RowVectors(dimension: block.dimension)
        for (row, fingerprint) in fingerprints.enumerated() {
            if block.isEncoded[row] { filled.append(row, of: block) } else { append(fingerprint, to: &filled) }
        }
        return filled
    }

    private func append(_ fingerprint: UInt64, to block: inout RowVectors) {
        guard let place = places[fingerprint] else { return block.append(nil) }
        block.append(Int(place.row), of: blocks[Int(place.block)].vectors)
    }
}
