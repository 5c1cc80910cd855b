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

    /// What a group found in one segment: rows, in no order, with summed frequency and surest member.
    private struct Match {
        var rows: [UInt32] = []
        var documents = 0
    }

    /// Reused for every group; as long as the segment has rows.
    private struct Scratch {
        var frequency: [Float]
        var surest: [Float]
        var totals: [Float]
    }

    /// Scores of all documents that answer any group, unordered, 0…1. Rarity per group comes along.
    func candidates(for plan: QueryPlan) -> (candidates: [Candidate], rarity: [Double]) {
        var scratch = state.segments.map { live in
            Scratch(
                frequency: Array(repeating: 0, count: live.segment.rowCount),
                surest: Array(repeating: 0, count: live.segment.rowCount),
                totals: Array(repeating: 0, count: live.segment.documentCount))
        }
        let documents = Double(max(1, state.documentCount))
        var attainable = 0.0
        var rarity: [Double] = []
        for group in plan.groups {
            var matches: [Match] = []
            for (number, live) in state.segments.enumerated() {
                matches.append(match(group, in: live.segment, &scratch[number]))
            }
            let found = min(documents, Double(matches.reduce(0) { $0 + $1.documents }))
            let idf = pow(log(1 + (documents - found + 0.5) / (found + 0.5)), Ranking.idfPower)
            rarity.append(group.weight * idf)
            attainable += group.weight * idf
            for (number, live) in state.segments.enumerated() {
                add(matches[number], factor: Float(group.weight * idf), in: live.segment, &scratch[number])
            }
        }
        let scale = attainable > 0 ? Float(1 / attainable) : 0
        var result: [Candidate] = []
        for (number, live) in state.segments.enumerated() {
            for (document, total) in scratch[number].totals.enumerated() where total > 0 && live.isLive(document) {
                result.append(Candidate(segment: number, document: document, score: min(1, total * scale)))
            }
        }
        return (result, rarity)
    }

    /// Marks the rows that have a member of the group and counts their documents.
    private func match(_ group: QueryPlan.Group, in segment: Segment, _ scratch: inout Scratch) -> Match {
        var match = Match()
        for member in group.members {
            let terms = member.keys.compactMap { segment.term($0, member.tongue) }
            guard terms.count == member.keys.count, let first = terms.first else { continue }
            let weight = Float(member.weight)
            if terms.count == 1 {
                for posting in segment.postings(ofTerm: first) {
                    let occurrence = Occurrence(packed: segment.content.occurrences[posting])
                    note(segment.content.postingRows[posting], occurrence, weight, &match, &scratch)
                }
            } else {
                for (row, occurrence) in common(terms, in: segment) {
                    note(row, occurrence, weight, &match, &scratch)
                }
            }
        }
        var previous: UInt32?
        match.rows.sort()
        for row in match.rows {
            let document = segment.content.rowDocuments[Int(row)]
            if document != previous { match.documents += 1 }
            previous = document
        }
        return match
    }

    @inline(__always)
    private func note(
        _ row: UInt32, _ occurrence: Occurrence, _ weight: Float, _ match: inout Match, _ scratch: inout Scratch
    ) {
        let whole = Float(occurrence.body) + Ranking.titleWeight * Float(occurrence.title)
        let count = whole + Ranking.compoundWeight * Float(occurrence.part)
        let place = Int(row)
        if scratch.frequency[place] == 0 { match.rows.append(row) }
        scratch.frequency[place] += weight * count
        let sureness = whole > 0 ? weight : weight * Ranking.compoundWeight
        scratch.surest[place] = max(scratch.surest[place], sureness)
    }

    /// Rows that have all the terms, with the frequency of the rarest.
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

    /// Adds the group's contribution; of a document's language versions the better one counts.
    private func add(_ match: Match, factor: Float, in segment: Segment, _ scratch: inout Scratch) {
        let average = Float(state.averageLength)
        var previous: Int?
        var best: Float = 0
        for row in match.rows {
            let place = Int(row)
            let document = Int(segment.content.rowDocuments[place])
            if document != previous, let previous {
                scratch.totals[previous] += best
                best = 0
            }
            previous = document
            let frequency = scratch.frequency[place]
            let length = Float(segment.content.rowLengths[place]) / average
            let norm = Ranking.k1 * (1 - Ranking.b + Ranking.b * length)
            let saturation = frequency * (Ranking.k1 + 1) / (frequency + norm)
            best = max(best, factor * scratch.surest[place] * saturation)
            scratch.frequency[place] = 0
            scratch.surest[place] = 0
        }
        if let previous { scratch.totals[previous] += best }
    }
}
