/// The measures on the passages of one code.
struct PassageMeasures {
    let spans: Spans
    let coders: [String]
    let resampling: Resampling

    /// Each document counts as drawn once.
    private var once: [Int32] { spans.lengths.map { _ in 1 } }

    private func intervals(_ statistics: [([Int32]) -> Double?]) -> [ConfidenceInterval?] {
        resampling.intervals(
            units: spans.lengths.indices.map { Int32(truncatingIfNeeded: $0) }, patterns: spans.lengths.count,
            statistics)
    }

    var unitizingAlpha: Estimate {
        let alpha = UnitizingAlpha(spans)
        guard let value = alpha.value(once) else {
            let isCoded = spans.spans.contains { $0.contains { !$0.isEmpty } }
            return Estimate(.undefined(isCoded ? .noVariation(value: "coded") : .nothingCoded))
        }
        return Estimate(.value(value), interval: intervals([{ alpha.value($0) }])[0])
    }

    var pairs: [PassageOverlap] {
        coders.indices.flatMap { first in (first + 1..<coders.count).map { overlap(first, $0) } }
    }

    private func overlap(_ first: Int, _ second: Int) -> PassageOverlap {
        let byDocument = spans.lengths.indices.map { document in
            CharacterCounts(
                spans.spans[document][first], spans.spans[document][second], length: spans.lengths[document])
        }
        func total(_ weights: [Int32]) -> CharacterCounts {
            zip(weights, byDocument).reduce(into: CharacterCounts()) { $0.add($1.1, times: Double($1.0)) }
        }
        let intervals = intervals([
            { total($0).percent }, { total($0).kappa }, { total($0).jaccard }, { total($0).f1 },
        ])
        let counts = total(once)
        return PassageOverlap(
            first: coders[first], second: coders[second], both: Int(counts.both), onlyFirst: Int(counts.onlyFirst),
            onlySecond: Int(counts.onlySecond), neither: Int(counts.neither),
            percent: Estimate(counts.coefficient(counts.percent), interval: intervals[0]),
            kappa: Estimate(counts.coefficient(counts.kappa), interval: intervals[1]),
            jaccard: Estimate(counts.coefficient(counts.jaccard), interval: intervals[2]),
            f1: Estimate(counts.coefficient(counts.f1), interval: intervals[3]),
            paradox: KappaParadox(
                percent: counts.percent, kappa: counts.kappa, values: ["uncoded", "coded"],
                counts: [
                    2 * counts.neither + counts.onlyFirst + counts.onlySecond,
                    2 * counts.both + counts.onlyFirst + counts.onlySecond,
                ]))
    }
}

/// The characters of some documents by which of two coders gave them a code. Doubles, so that no sum can overflow.
struct CharacterCounts {
    private(set) var both = 0.0
    private(set) var onlyFirst = 0.0
    private(set) var onlySecond = 0.0
    private(set) var neither = 0.0

    init() {}

    /// - Parameters: spans that do not overlap, in order. O(n).
    init(_ first: [Range<Int>], _ second: [Range<Int>], length: Int) {
        var index = 0
        for span in first {
            while index < second.count, second[index].upperBound <= span.lowerBound { index += 1 }
            var next = index
            while next < second.count, second[next].lowerBound < span.upperBound {
                both += Double(span.clamped(to: second[next]).count)
                next += 1
            }
        }
        onlyFirst = first.reduce(0) { $0 + Double($1.count) } - both
        onlySecond = second.reduce(0) { $0 + Double($1.count) } - both
        neither = Double(length) - both - onlyFirst - onlySecond
    }

    mutating func add(_ other: CharacterCounts, times weight: Double) {
        both += weight * other.both
        onlyFirst += weight * other.onlyFirst
        onlySecond += weight * other.onlySecond
        neither += weight * other.neither
    }

    var percent: Double? {
        let all = both + onlyFirst + onlySecond + neither
        return all > 0 ? (both + neither) / all : nil
    }

    var kappa: Double? { Kappa.cohen([[both, onlyFirst], [onlySecond, neither]]) }

    var jaccard: Double? {
        let coded = both + onlyFirst + onlySecond
        return coded > 0 ? both / coded : nil
    }

    var f1: Double? {
        let coded = 2 * both + onlyFirst + onlySecond
        return coded > 0 ? 2 * both / coded : nil
    }

    func coefficient(_ value: Double?) -> Coefficient {
        if let value { return .value(value) }
        if both + onlyFirst + onlySecond + neither == 0 { return .undefined(.nothingToCompare) }
        return .undefined(both > 0 ? .noVariation(value: "coded") : .nothingCoded)
    }
}
