import Foundation

/// A plan laid over the index: the postings of every member in every segment, weighted in whole numbers, which add up
/// alike in any order.
struct ResolvedPlan {
    /// The postings of one member.
    struct List {
        /// Whether they are in the part's ``Part/joined`` arrays, or else in the segment's.
        let isJoined: Bool
        let range: Range<Int>
        /// Its first block among the bounds.
        let firstBlock: Int
        /// Share of the member in its group, then what it weighs in all.
        var share: Double
        var weight: UInt32 = 0
    }

    /// Postings of documents that have all words of a phrase.
    struct Joined {
        var documents: [UInt32] = []
        var impacts: [UInt8] = []
        var bounds: [UInt8] = []
    }

    /// What the plan meets in one segment.
    struct Part {
        var lists: [List] = []
        /// The lists of every group.
        var groups: [Range<Int>] = []
        var joined = Joined()
    }

    private(set) var parts: [Part]
    /// Share in the score by group.
    let rarity: [Double]
    /// Points of a document that would score 1.
    let fullPoints: Double
    /// By impact; a list's weight times these, shifted, is what a posting is worth.
    let points: [UInt32]

    static let shift: UInt32 = 12
    private static let heaviest = 65_535.0

    /// - Complexity: linear in the members; the postings themselves are not read, but those of phrases.
    init(_ plan: QueryPlan, state: IndexState) {
        var parts = state.segments.map { _ in Part() }
        let documents = Double(max(1, state.documentCount))
        let rowCounts = Tongue.allCases.map { Double(max(1, state.rowCount(in: $0))) }
        rarity = plan.groups.map { group in
            let starts = parts.map(\.lists.count)
            var absent = [Double](repeating: 1, count: rowCounts.count)
            for member in group.members {
                var found = 0
                for (number, live) in state.segments.enumerated() {
                    found += parts[number].add(member, of: live.segment)
                }
                let tongue = Int(member.tongue.rawValue)
                absent[tongue] *= 1 - min(1, Double(found) / rowCounts[tongue])
            }
            for number in parts.indices { parts[number].groups.append(starts[number]..<parts[number].lists.count) }
            return group.weight * Self.rarity(absent, rowCounts, documents: documents)
        }
        let unit = Self.heaviest / max(rarity.max() ?? 0, .leastNormalMagnitude)
        for number in parts.indices {
            for (group, lists) in parts[number].groups.enumerated() {
                for list in lists {
                    let weight = rarity[group] * parts[number].lists[list].share * unit
                    parts[number].lists[list].weight = UInt32(weight.rounded())
                }
            }
        }
        self.parts = parts
        fullPoints = rarity.reduce(0, +) * unit * Impact.one / Double(1 << Self.shift)
        points = Impact.points(averageLength: state.averageLength)
    }

    /// The inverse document frequency of the union of a group's members: within a language as if the members occurred
    /// independently, which saves walking all of them to count.
    private static func rarity(_ absent: [Double], _ rowCounts: [Double], documents: Double) -> Double {
        let union = zip(absent, rowCounts).reduce(0) { $0 + (1 - $1.0) * $1.1 }
        let frequency = min(documents, union)
        return log(1 + (documents - frequency + 0.5) / (frequency + 0.5))
    }
}

extension ResolvedPlan.Part {
    /// Adds the postings of a member, if the segment has it; returns how many there are.
    fileprivate mutating func add(_ member: QueryPlan.Member, of segment: Segment) -> Int {
        let terms = member.keys.compactMap { segment.term($0, member.tongue) }
        guard terms.count == member.keys.count, let first = terms.first else { return 0 }
        if terms.count > 1 { return join(terms, of: segment, share: member.weight) }
        let range = segment.postings(ofTerm: first)
        lists.append(
            ResolvedPlan.List(
                isJoined: false, range: range, firstBlock: Int(segment.bounds.starts[first]), share: member.weight))
        return range.count
    }

    /// Documents that have all the terms, with the impact of the rarest.
    private mutating func join(_ terms: [Int], of segment: Segment, share: Double) -> Int {
        let content = segment.content
        let start = joined.documents.count
        let ranges = terms.map(segment.postings(ofTerm:)).sorted { $0.count < $1.count }
        let postings = content.postingDocuments.withUnsafeBufferPointer { Self.common(ranges, in: $0) }
        for posting in postings {
            joined.documents.append(content.postingDocuments[posting])
            joined.impacts.append(content.impacts[posting])
        }
        let range = start..<joined.documents.count
        guard !range.isEmpty else { return 0 }
        lists.append(
            ResolvedPlan.List(isJoined: true, range: range, firstBlock: joined.bounds.count, share: share))
        joined.bounds += PostingBounds.bounds(of: joined.impacts[range])
        return range.count
    }

    /// Those postings of the first range whose documents stand in all others too.
    private static func common(_ ranges: [Range<Int>], in documents: UnsafeBufferPointer<UInt32>) -> [Int] {
        var result: [Int] = []
        var places = ranges.dropFirst().map(\.lowerBound)
        for posting in ranges[0] {
            var isEverywhere = true
            for number in places.indices where isEverywhere {
                let end = ranges[number + 1].upperBound
                places[number] = firstPosting(
                    notBefore: documents[posting], from: places[number], to: end, in: documents)
                guard places[number] < end else { return result }
                isEverywhere = documents[places[number]] == documents[posting]
            }
            if isEverywhere { result.append(posting) }
        }
        return result
    }
}

/// Place of the first posting of a document at or after the given one, sought in growing steps from `place`; `end` when
/// there is none.
@inline(__always)
func firstPosting(
    notBefore document: UInt32, from place: Int, to end: Int, in documents: UnsafeBufferPointer<UInt32>
) -> Int {
    var low = place
    var step = 1
    while low + step < end, documents[low + step] < document {
        low += step
        step *= 2
    }
    var high = min(end, low + step)
    while low < high {
        let middle = (low + high) / 2
        if documents[middle] < document { low = middle + 1 } else { high = middle }
    }
    return low
}
