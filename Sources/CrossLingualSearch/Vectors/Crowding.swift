import CEncoderKernels

/// How crowded the catalogue is around a text.
///
/// In spaces of many dimensions some texts are near to everything and would be among the answers to every need. What a
/// text is near to anyway is taken off its likeness to a query (cross-domain similarity local scaling: Conneau et al.,
/// "Word translation without parallel data", 2018). Measured against a sample of the catalogue.
struct Crowding: Sendable {
    private static let sampleSize = 512
    /// Nearest neighbours that count.
    private static let neighbours = 5

    private var vectors: RowVectors?
    /// The document of each vector.
    private var documents: [UInt64] = []

    init() {}

    /// Takes evenly spaced texts as the sample.
    init(_ segments: [LiveSegment], _ means: LanguageMeans) {
        let count = segments.reduce(0) { $0 + $1.liveRowCount - $1.textsToEncode }
        let step = max(1, count / Self.sampleSize)
        var place = 0
        for live in segments {
            for row in live.encodedRows {
                place += 1
                let block = live.vectors[row / RowVectors.capacity]
                guard place % step == 0, let number = block.vectors(ofRow: row % RowVectors.capacity).first else {
                    continue
                }
                let direction = means.direction(of: block.vector(number), in: live.segment.tongue(ofRow: row))
                var vectors = self.vectors ?? RowVectors(dimension: direction.vector.count)
                vectors.append([RoundedVector(direction.vector)])
                self.vectors = vectors
                documents.append(live.segment.documentFingerprint(ofRow: row))
            }
        }
    }

    /// The mean likeness of a direction to its nearest neighbours in the sample, its own document left out; 0 when the
    /// sample is smaller than that.
    /// - Complexity: linear in the numbers of the sample.
    func around(_ direction: [Float], of document: UInt64) -> Float {
        guard let vectors else { return 0 }
        var nearest = [Float](repeating: -1, count: Self.neighbours)
        vectors.scan(RoundedVector(direction)) { _, number, product in
            guard product > nearest[0], documents[number] != document else { return }
            var place = 0
            while place + 1 < nearest.count, nearest[place + 1] < product {
                nearest[place] = nearest[place + 1]
                place += 1
            }
            nearest[place] = product
        }
        return nearest[0] < 0 ? 0 : nearest.reduce(0, +) / Float(nearest.count)
    }

    func write(to writer: SealedFileWriter) throws {
        try writer.append(documents)
        try vectors?.write(to: writer)
    }

    init?(from reader: inout SealedFileReader, dimension: Int) {
        guard let documents = reader.next(UInt64.self) else { return nil }
        self.documents = documents
        guard !documents.isEmpty else { return }
        guard let vectors = RowVectors(from: &reader, dimension: dimension), vectors.vectorCount == documents.count
        else { return nil }
        self.vectors = vectors
    }
}
