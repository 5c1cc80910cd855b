import Foundation

/// How near a query's meaning is to every document's.
struct Nearness {
    /// By segment and document; ``unknown`` for a document that has no vector.
    private(set) var values: [[Float]]

    /// What stands for the nearness of a document that has not been encoded: that of one about something else.
    static let unknown: Float = -0.1

    /// - Parameter query: of length 1.
    /// - Complexity: linear in the numbers of all vectors, some 15 ns for each vector; many are looked at on two processors.
    init(of query: [Float], in state: IndexState) {
        let means = state.surroundings.means
        let rounded = RoundedVector(query)
        values = state.segments.map { live in
            let shifts = live.segment.tongues.map { means[$0]?.product(with: query) ?? 0 }
            var best = [Float](repeating: Self.unknown, count: live.segment.documentCount)
            best.withUnsafeMutableBufferPointer { best in
                // Each part has documents of its own, and their places.
                nonisolated(unsafe) let best = best
                let parts = Self.parts(of: live)
                DispatchQueue.concurrentPerform(iterations: parts.count) { part in
                    for block in parts[part] { Self.scan(block, of: live, rounded, shifts, into: best) }
                }
            }
            return best
        }
    }

    private static func scan(
        _ block: Int, of live: LiveSegment, _ query: RoundedVector, _ shifts: [Float],
        into best: UnsafeMutableBufferPointer<Float>
    ) {
        let content = live.segment.content
        let vectors = live.vectors[block]
        let firstRow = block * RowVectors.capacity
        vectors.scan(query) { row, vector, product in
            let document = Int(content.rowDocuments[firstRow + row])
            let shift = shifts[Int(content.rowLanguages[firstRow + row])]
            let likeness = (product - shift) * vectors.inverseLengths[vector]
            best[document] = max(best[document], likeness - Ranking.crowdingWeight * vectors.crowding[vector])
        }
    }

    /// The blocks of a segment, in two parts where that saves time; no document is in both.
    private static func parts(of live: LiveSegment) -> [Range<Int>] {
        let (blocks, documents) = (live.vectors.count, live.segment.content.rowDocuments)
        let fewest = 8
        guard blocks >= fewest else { return [0..<blocks] }
        let middle = (blocks / 2..<blocks).first { block in
            let row = block * RowVectors.capacity
            return documents[row] != documents[row - 1]
        }
        return middle.map { [0..<$0, $0..<blocks] } ?? [0..<blocks]
    }

    /// Adds what words say about a document.
    mutating func add(_ value: Float, segment: Int, document: Int) { values[segment][document] += value }
}
