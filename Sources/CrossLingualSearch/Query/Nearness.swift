/// How near a query's meaning is to every document's.
struct Nearness {
    /// By segment and document; ``unknown`` for a document that has no vector.
    private(set) var values: [[Float]]

    /// What stands for the nearness of a document that has not been encoded: that of one about something else.
    static let unknown: Float = -0.1

    /// - Parameter query: of length 1.
    /// - Complexity: linear in the numbers of all vectors, some 15 ns for each vector.
    init(of query: [Float], in state: IndexState) {
        let means = state.surroundings.means
        let rounded = RoundedVector(query)
        values = state.segments.map { live in
            let content = live.segment.content
            let shifts = live.segment.tongues.map { means[$0]?.product(with: query) ?? 0 }
            var best = [Float](repeating: Self.unknown, count: content.documentCount)
            for (number, vectors) in live.vectors.enumerated() {
                let firstRow = number * RowVectors.capacity
                vectors.scan(rounded) { row, vector, product in
                    let document = Int(content.rowDocuments[firstRow + row])
                    let shift = shifts[Int(content.rowLanguages[firstRow + row])]
                    let likeness = (product - shift) * vectors.inverseLengths[vector]
                    best[document] = max(
                        best[document], likeness - Ranking.crowdingWeight * vectors.crowding[vector])
                }
            }
            return best
        }
    }

    /// Adds what words say about a document.
    mutating func add(_ value: Float, segment: Int, document: Int) { values[segment][document] += value }
}
