public import Foundation

/// Layout of a file of vectors: the arrays of a ``SnapshotWriter`` with magic, version, the space's fingerprint, the
/// number of numbers in a vector and a checksum of the rest; then by text fingerprint, number of vectors, and vector
/// their numbers, units, inverse lengths and crowding; then the surroundings.
///
/// The file stands beside the snapshot of the index and does not depend on it: a text that has the same words has the
/// same vectors, whatever the index was built from.
private enum VectorFile {
    static let magic: UInt64 = 0x4345_5653_4f4e_4e49
    static let version: UInt64 = 1
}

extension SearchIndex {
    /// Writes the vectors of all texts to one file, atomically; nothing in an index without a vector space.
    public func saveVectors(to file: URL) throws {
        guard let space else { return }
        let state = state
        var payload = SnapshotWriter()
        let known = state.vectors(dimension: space.dimension)
        payload.append(known.fingerprints)
        known.vectors.write(to: &payload)
        state.surroundings.write(to: &payload)
        var head = SnapshotWriter()
        let checksum = payload.data.withUnsafeBytes(Checksum.of)
        head.append([VectorFile.magic, VectorFile.version, space.fingerprint, UInt64(space.dimension), checksum])
        try (head.data + payload.data).write(to: file, options: .atomic)
    }

    /// Takes in what ``saveVectors(to:)`` wrote, as far as texts have no vectors yet.
    ///
    /// - Throws: ``SnapshotError``: the file is absent or damaged, or was made in another space; then encode anew.
    public func loadVectors(from file: URL) throws(SnapshotError) {
        func damaged(_ reason: String) -> SnapshotError { .damaged(file: file.path, reason: reason) }
        guard let space else { return }
        guard let data = try? Data(contentsOf: file, options: .mappedIfSafe) else { throw damaged("it cannot be read") }
        var reader = SnapshotReader(data: data)
        guard let head = reader.next(UInt64.self), head.count == 5, head[0] == VectorFile.magic else {
            throw damaged("it does not begin like a file of vectors")
        }
        guard head[1] == VectorFile.version else {
            throw .otherVersion(found: Int(clamping: head[1]), expected: Int(VectorFile.version))
        }
        guard head[2] == space.fingerprint, head[3] == UInt64(space.dimension) else { throw .otherVectorSpace }
        guard data.dropFirst(reader.position).withUnsafeBytes(Checksum.of) == head[4] else {
            throw damaged("its checksum does not fit its content")
        }
        guard let fingerprints = reader.next(UInt64.self),
            let all = RowVectors(from: &reader, dimension: space.dimension), all.rowCount == fingerprints.count,
            let surroundings = Surroundings(from: &reader, dimension: space.dimension), reader.isAtEnd
        else { throw damaged("its parts do not fit together") }
        fill(with: KnownVectors(fingerprints: fingerprints, vectors: all), measuredBy: surroundings)
    }
}
