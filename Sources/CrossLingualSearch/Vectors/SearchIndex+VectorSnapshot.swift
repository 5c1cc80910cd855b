public import Foundation

/// Layout of a file of vectors: sealed parts (``SealedFileWriter``), each the arrays of a ``SnapshotWriter``. The first
/// holds magic, version, the space's fingerprint, the number of numbers in a vector and that of the blocks; the second
/// the surroundings; and each of the others a block: the fingerprints of its texts, then its vectors.
///
/// The file stands beside the snapshot of the index and does not depend on it: a text that has the same words has the
/// same vectors, whatever the index was built from. Where the order of the texts is the same too, a block stays in the
/// mapped file.
private enum VectorFile {
    static let magic: UInt64 = 0x4345_5653_4f4e_4e49
    static let version: UInt64 = 2
}

extension SearchIndex {
    /// Writes the vectors of all texts to one file, atomically; nothing in an index without a vector space.
    ///
    /// Needs the memory of a block only.
    public func saveVectors(to file: URL) throws {
        guard let space else { return }
        let state = state
        let rows = state.segments.reduce(0) { $0 + $1.liveRowCount }
        let blocks = (rows + RowVectors.capacity - 1) / RowVectors.capacity
        let sink = try SealedFileWriter(file)
        var head = SnapshotWriter()
        head.append([VectorFile.magic, VectorFile.version, space.fingerprint, UInt64(space.dimension), UInt64(blocks)])
        try sink.append(head.data)
        var surroundings = SnapshotWriter()
        state.surroundings.write(to: &surroundings)
        try sink.append(surroundings.data)
        try RowVectors.forEachJoined(state.segments) { block, fingerprints in
            var part = SnapshotWriter()
            part.append(Array(fingerprints))
            block.write(to: &part)
            try sink.append(part.data)
        }
        try sink.finish()
    }

    /// Takes in what ``saveVectors(to:)`` wrote, as far as texts have no vectors yet.
    ///
    /// - Throws: ``SnapshotError``: the file is absent or damaged, or was made in another space; then encode anew.
    public func loadVectors(from file: URL) throws(SnapshotError) {
        func damaged(_ reason: String) -> SnapshotError { .damaged(file: file.path, reason: reason) }
        guard let space else { return }
        guard let data = try? Data(contentsOf: file, options: .alwaysMapped) else { throw damaged("it cannot be read") }
        var parts = SealedParts(data)
        var reader = SnapshotReader(data: parts.next() ?? Data())
        guard let head = reader.next(UInt64.self), head.count == 5, head[0] == VectorFile.magic else {
            throw damaged("it does not begin like a file of vectors")
        }
        guard head[1] == VectorFile.version else {
            throw .otherVersion(found: Int(clamping: head[1]), expected: Int(VectorFile.version))
        }
        guard head[2] == space.fingerprint, head[3] == UInt64(space.dimension) else { throw .otherVectorSpace }
        reader = SnapshotReader(data: parts.next() ?? Data())
        guard let surroundings = Surroundings(from: &reader, dimension: space.dimension), reader.isAtEnd else {
            throw damaged("what the vectors were measured by cannot be read")
        }
        var blocks: [(fingerprints: ArraySlice<UInt64>, vectors: RowVectors)] = []
        while let part = parts.next() {
            reader = SnapshotReader(data: part)
            guard let fingerprints = reader.next(UInt64.self),
                let vectors = RowVectors(from: &reader, dimension: space.dimension),
                vectors.rowCount == fingerprints.count, reader.isAtEnd
            else { throw damaged("the parts of block \(blocks.count) do not fit together") }
            blocks.append((fingerprints[...], vectors))
        }
        guard parts.isAtEnd, UInt64(blocks.count) == head[4] else {
            throw damaged("block \(blocks.count) is cut short or was changed")
        }
        var known = KnownVectors(dimension: space.dimension)
        known.add(blocks)
        fill(with: known, measuredBy: surroundings)
    }
}
