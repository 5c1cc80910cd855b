import Foundation

/// A document and its score, before explanation.
struct Candidate {
    let segment: Int
    let document: Int
    var score: Float
}

/// Adds up what every document of the index contributes to a plan, one group after the other.
struct Scorer {
    let state: IndexState

    /// Working memory for one segment, reused for every group.
    private struct Scratch {
        /// By row: weighted frequency and surest member of the group at hand; 0 where it does not occur.
        var frequency: [Float]
        var surest: [Float]
        var rows: [UInt32] = []
        /// By document: the group's contribution before its rarity; 0 where it does not occur.
        var best: [Float]
        var documents: [UInt32] = []
        /// By document: the sum over the groups so far.
        var totals: [Float]

        init(_ segment: Segment) {
            frequency = Array(repeating: 0, count: segment.rowCount)
            surest = frequency
            best = Array(repeating: 0, count: segment.documentCount)
            totals = best
        }
    }

    /// Scores of all documents that answer any group, unordered; 1 is what every group once would
    /// give. The groups' rarity comes along.
    func candidates(for plan: QueryPlan) -> (candidates: [Candidate], rarity: [Double]) {
        var scratch = state.segments.map { Scratch($0.segment) }
        let documents = Double(max(1, state.documentCount))
        var attainable = 0.0
        var rarity: [Double] = []
        for group in plan.groups {
            var found = 0
            for (number, live) in state.segments.enumerated() {
                match(group, in: live.segment, &scratch[number])
                found += scratch[number].documents.count
            }
            let frequency = min(documents, Double(found))
            let value = group.weight * log(1 + (documents - frequency + 0.5) / (frequency + 0.5))
            rarity.append(value)
            attainable += value
            for number in scratch.indices { Self.add(Float(value), to: &scratch[number]) }
        }
        let scale = attainable > 0 ? Float(1 / attainable) : 0
        var result: [Candidate] = []
        for (number, live) in state.segments.enumerated() {
            for (document, total) in scratch[number].totals.enumerated() where total > 0 && live.isLive(document) {
                result.append(Candidate(segment: number, document: document, score: total * scale))
            }
        }
        return (result, rarity)
    }

    /// Finds the documents that have a member of the group, and what each of them gets before rarity.
    private func match(_ group: QueryPlan.Group, in segment: Segment, _ scratch: inout Scratch) {
        for member in group.members {
            let terms = member.keys.compactMap { segment.term($0, member.tongue) }
            guard terms.count == member.keys.count, let first = terms.first else { continue }
            let weight = Float(member.weight)
            if terms.count == 1 {
                for posting in segment.postings(ofTerm: first) {
                    let occurrence = Occurrence(packed: segment.content.occurrences[posting])
                    note(segment.content.postingRows[posting], occurrence, weight, &scratch)
                }
            } else {
                for (row, occurrence) in common(terms, in: segment) { note(row, occurrence, weight, &scratch) }
            }
        }
        settle(segment, &scratch)
    }

    @inline(__always)
    private func note(
        _ row: UInt32, _ occurrence: Occurrence, _ weight: Float, _ scratch: inout Scratch
    ) {
        let count =
            Float(occurrence.body + occurrence.part) + Ranking.titleWeight * Float(occurrence.title)
        let place = Int(row)
        if scratch.frequency[place] == 0 { scratch.rows.append(row) }
        scratch.frequency[place] += weight * count
        scratch.surest[place] = max(scratch.surest[place], weight)
    }

    /// Rows that have all the terms, with the occurrence of the rarest.
    private func common(_ terms: [Int], in segment: Segment) -> [(UInt32, Occurrence)] {
        let ordered = terms.sorted { segment.postings(ofTerm: $0).count < segment.postings(ofTerm: $1).count }
        var rows = segment.postings(ofTerm: ordered[0]).map {
            (segment.content.postingRows[$0], Occurrence(packed: segment.content.occurrences[$0]))
        }
        for term in ordered.dropFirst() {
            let range = segment.postings(ofTerm: term)
            rows = rows.filter { row, _ in
                var low = range.lowerBound
                var high = range.upperBound
                while low < high {
                    let middle = (low + high) / 2
                    if segment.content.postingRows[middle] < row { low = middle + 1 } else { high = middle }
                }
                return low < range.upperBound && segment.content.postingRows[low] == row
            }
        }
        return rows
    }

    /// Turns frequencies of rows into contributions of documents; of a document's language versions the better counts.
    private func settle(_ segment: Segment, _ scratch: inout Scratch) {
        let average = Float(state.averageLength)
        for row in scratch.rows {
            let place = Int(row)
            let document = segment.content.rowDocuments[place]
            let frequency = scratch.frequency[place]
            let length = Float(segment.content.rowLengths[place]) / average
            let norm = Ranking.k1 * (1 - Ranking.b + Ranking.b * length)
            let value = scratch.surest[place] * frequency * (Ranking.k1 + 1) / (frequency + norm)
            if scratch.best[Int(document)] == 0 { scratch.documents.append(document) }
            scratch.best[Int(document)] = max(scratch.best[Int(document)], value)
            scratch.frequency[place] = 0
            scratch.surest[place] = 0
        }
        scratch.rows.removeAll(keepingCapacity: true)
    }

    /// Adds the group's contributions to the totals and clears them for the next group.
    private static func add(_ value: Float, to scratch: inout Scratch) {
        for document in scratch.documents {
            scratch.totals[Int(document)] += value * scratch.best[Int(document)]
            scratch.best[Int(document)] = 0
        }
        scratch.documents.removeAll(keepingCapacity: true)
    }
}
