/// Krippendorff's alpha for units that coders themselves cut out of a continuum, for one code.
///
/// Source: K. Krippendorff, "On the Reliability of Unitizing Continuous Data", Sociological Methodology 25, 1995.
/// Several documents are one continuum whose sections do not run from one into the next.
///
/// Observed: over each ordered pair of coders, the squared distances of both ends of units that overlap, and the
/// squared length of a unit that lies wholly in the other's gap; divided by m (m − 1) L². Expected: the same for all
/// ways of putting all the coders' units anywhere in the continuum.
struct UnitizingAlpha {
    private let coders: Double
    private let lengths: [Double]
    /// Σ of squared differences within each document.
    private let differences: [Double]
    /// Every unit and every gap of every coder, longest first, with its document.
    private let sections: [Section]

    private struct Section {
        let document: Int
        let length: Double
        let isUnit: Bool
    }

    init(_ spans: Spans) {
        coders = Double(spans.spans.first?.count ?? 0)
        lengths = spans.lengths.map(Double.init)
        differences = spans.spans.map(Self.differences)
        var sections: [Section] = []
        for (document, coders) in spans.spans.enumerated() {
            for units in coders {
                for (section, isUnit) in Self.sections(units, length: spans.lengths[document]) {
                    sections.append(Section(document: document, length: Double(section.count), isUnit: isUnit))
                }
            }
        }
        // Gaps before units of the same length: a unit fits into a gap as long as itself.
        self.sections = sections.sorted { ($0.length, $1.isUnit ? 1 : 0) > ($1.length, $0.isUnit ? 1 : 0) }
    }

    /// Units and the gaps before, between and after them.
    private static func sections(_ units: [Range<Int>], length: Int) -> [(Range<Int>, isUnit: Bool)] {
        var sections: [(Range<Int>, isUnit: Bool)] = []
        var end = 0
        for unit in units {
            if unit.lowerBound > end { sections.append((end..<unit.lowerBound, false)) }
            sections.append((unit, true))
            end = unit.upperBound
        }
        if length > end { sections.append((end..<length, false)) }
        return sections
    }

    private static func differences(_ coders: [[Range<Int>]]) -> Double {
        var sum = 0.0
        for (index, one) in coders.enumerated() {
            for other in coders[..<index] { sum += 2 * differences(one, other) }
        }
        return sum
    }

    /// One sweep over the units of two coders. O(n), since the units of one coder do not overlap.
    private static func differences(_ one: [Range<Int>], _ other: [Range<Int>]) -> Double {
        var sum = 0.0
        var firstLeft = 0
        for unit in one {
            while firstLeft < other.count, other[firstLeft].upperBound <= unit.lowerBound { firstLeft += 1 }
            var index = firstLeft
            while index < other.count, other[index].lowerBound < unit.upperBound {
                let start = Double(unit.lowerBound) - Double(other[index].lowerBound)
                let end = Double(unit.upperBound) - Double(other[index].upperBound)
                sum += start * start + end * end
                index += 1
            }
            if index == firstLeft { sum += Double(unit.count) * Double(unit.count) }
        }
        return sum + lonely(other, among: one)
    }

    /// The squared lengths of units that overlap none of the others.
    private static func lonely(_ units: [Range<Int>], among others: [Range<Int>]) -> Double {
        var sum = 0.0
        var next = 0
        for unit in units {
            while next < others.count, others[next].upperBound <= unit.lowerBound { next += 1 }
            let overlaps = next < others.count && others[next].lowerBound < unit.upperBound
            if !overlaps { sum += Double(unit.count) * Double(unit.count) }
        }
        return sum
    }

    /// The observed and the expected disagreement of documents so often drawn; nil when no unit is in them.
    func disagreements(_ weights: [Int32]) -> (observed: Double, expected: Double)? {
        let length = zip(weights, lengths).reduce(0) { $0 + Double($1.0) * $1.1 }
        guard coders > 1, length > 0 else { return nil }
        let observed =
            zip(weights, differences).reduce(0) { $0 + Double($1.0) * $1.1 }
            / (coders * (coders - 1) * length * length)
        let units = sections.reduce(0) { $0 + ($1.isUnit ? Double(weights[$1.document]) : 0) }
        guard units > 0 else { return nil }
        var (sum, within) = (0.0, 0.0)
        // Of the gaps met so far, none shorter than the present section: how many, and their lengths.
        var (gaps, gapLengths) = (0.0, 0.0)
        for section in sections {
            let weight = Double(weights[section.document])
            let size = section.length
            guard section.isUnit else {
                gaps += weight
                gapLengths += weight * size
                continue
            }
            sum += weight * (units - 1) / 3 * (2 * size * size * size - 3 * size * size + size)
            sum += weight * size * size * (gapLengths - gaps * (size - 1))
            within += weight * size * (size - 1)
        }
        let continuum = coders * length
        let places = continuum * (continuum - 1) - within
        return places > 0 ? (observed, 2 / length * sum / places) : nil
    }

    /// Alpha of documents so often drawn; nil when no disagreement could be expected.
    func value(_ weights: [Int32]) -> Double? {
        guard let (observed, expected) = disagreements(weights), expected > 0 else { return nil }
        return 1 - observed / expected
    }
}
