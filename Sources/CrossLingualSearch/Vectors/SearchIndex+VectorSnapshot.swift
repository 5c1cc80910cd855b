public import Foundation

/// Layout of a file of vectors (``SealedFileWriter``): an array of magic, version, the space's fingerprint, the number of
/// numbers in a vector and that of the blocks; the arrays of the surroundings; those of the words; and for each block the fingerprints of its
/// texts and the arrays of its vectors.
///
/// The file stands beside the snapshot of the index and does not depend on it: a text that has the same words has the
/// same vectors, whatever the index was built from. Where the order of the texts is the same too, a block stays in the
/// mapped file.
private enum VectorFile {
    static let magic: UInt64 = 0x4345_5653_4f4e_4e49
    static let version: UInt64 = 3
}

extension SearchIndex {
    /// Writes the vectors of all texts to one file, atomically; nothing in an index without a vector space.
    ///
    /// Needs the memory of a block only.
    public func saveVectors(to file: URL) throws {
        guard let space else { return }
        let state = state
        let blocks = state.segments.reduce(0) { $0 + ($1.liveRowCount + RowVectors.capacity - 1) / RowVectors.capacity }
        let writer = try SealedFileWriter(file)
        try writer.append(
            [VectorFile.magic, VectorFile.version, space.fingerprint, UInt64(space.dimension), UInt64(blocks)])
        try state.surroundings.write(to: writer)
        try wordVectors?.write(to: writer)
        for live in state.segments {
            try RowVectors.forEachJoined([live]) { block, fingerprints in
                try writer.append(fingerprints)
                try block.write(to: writer)
            }
        }
        try writer.finish()
    }

    /// Takes in what ``saveVectors(to:)`` wrote, as far as texts have no vectors yet.
    ///
    /// - Throws: ``SnapshotError``: the file is absent or damaged, or was made in another space; then encode anew.
    public func loadVectors(from file: URL) throws(SnapshotError) {
        func damaged(_ reason: String) -> SnapshotError { .damaged(file: file.path, reason: reason) }
        guard let space else { return }
        guard var reader = SealedFileReader(file) else { throw damaged("it cannot be read") }
        guard let head = reader.next(UInt64.self), head.count == 5, head[0] == VectorFile.magic else {
            throw damaged("it does not begin like a file of vectors")
        }
        guard head[1] == VectorFile.version else {
            throw .otherVersion(found: Int(clamping: head[1]), expected: Int(VectorFile.version))
        }
        guard head[2] == space.fingerprint, head[3] == UInt64(space.dimension) else { throw .otherVectorSpace }
        guard let surroundings = Surroundings(from: &reader, dimension: space.dimension) else {
            throw damaged("what the vectors were measured by cannot be read")
        }
        guard let words = WordVectors.words(from: &reader, dimension: space.wordDimension) else {
            throw damaged("the vectors of words cannot be read")
        }
        var blocks: [(fingerprints: ArraySlice<UInt64>, vectors: RowVectors)] = []
        while !reader.isAtEnd {
            guard let fingerprints = reader.next(UInt64.self),
                let vectors = RowVectors(from: &reader, dimension: space.dimension),
                vectors.rowCount == fingerprints.count
            else { throw damaged("block \(blocks.count) is cut short or was changed") }
            blocks.append((fingerprints[...], vectors))
        }
        guard UInt64(blocks.count) == head[4] else { throw damaged("it ends after block \(blocks.count)") }
        reader.release()
        var known = KnownVectors(dimension: space.dimension)
        known.add(blocks)
        fill(with: known, measuredBy: surroundings)
        wordVectors?.add(words)
    }
}
