/// What lengths and likenesses of vectors are measured by; taken from the catalogue as it was at some time.
struct Surroundings: Sendable {
    let means: LanguageMeans
    let crowding: Crowding
    /// Number of vectors in the catalogue at that time.
    let count: Int

    init() {
        means = LanguageMeans()
        crowding = Crowding()
        count = 0
    }

    init(_ segments: [LiveSegment]) {
        means = LanguageMeans(segments)
        crowding = Crowding(segments, means)
        count = segments.vectorCount
    }

    func write(to writer: SealedFileWriter) throws {
        try writer.append([UInt64(count)])
        try means.write(to: writer)
        try crowding.write(to: writer)
    }

    init?(from reader: inout SealedFileReader, dimension: Int) {
        guard let count = reader.next(UInt64.self)?.first,
            let means = LanguageMeans(from: &reader, dimension: dimension),
            let crowding = Crowding(from: &reader, dimension: dimension)
        else { return nil }
        self.count = Int(clamping: count)
        self.means = means
        self.crowding = crowding
    }

    /// Whether the catalogue has grown, or shrunk, too much since.
    func isOutdated(for segments: [LiveSegment]) -> Bool {
        let change = abs(segments.vectorCount - count)
        let isComplete = segments.allSatisfy { $0.textsToEncode == 0 }
        return change > count / 10 || isComplete && change > 0 && count < Self.small
    }

    /// Below so many vectors each one moves the means.
    private static let small = 500
}

extension [LiveSegment] {
    var vectorCount: Int { reduce(0) { $0 + $1.vectors.reduce(0) { $0 + $1.vectorCount } } }
}

extension LiveSegment {
    /// Measures the vectors that have not been.
    mutating func measure(by surroundings: Surroundings) {
        for block in vectors.indices { measure(block, by: surroundings, again: false) }
    }

    /// Measures the vectors of a block that have not been, or all of them.
    mutating func measure(_ block: Int, by surroundings: Surroundings, again: Bool) {
        var measured = vectors[block]
        for row in rows(ofBlock: block) {
            for number in measured.vectors(ofRow: row % RowVectors.capacity)
            where again || measured.inverseLengths[number] == 0 {
                let seen = surroundings.means.direction(of: measured.vector(number), in: segment.tongue(ofRow: row))
                measured.inverseLengths[number] = seen.inverseLength
                measured.crowding[number] = surroundings.crowding.around(
                    seen.vector, of: segment.documentFingerprint(ofRow: row))
            }
        }
        replace(block, with: measured)
    }
}
