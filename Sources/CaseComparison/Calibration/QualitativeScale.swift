/// A scale of words that raters use, each word with a degree of membership and the rule for giving it.
///
/// Source: N. Legewie, "Anchored Calibration: From Qualitative Data to Fuzzy Sets", Forum Qualitative Social Research
/// 18(3), 2017; X. Basurto and J. Speer, "Structuring the Calibration of Qualitative Data as Sets for QCA", Field
/// Methods 24(2), 2012.
public struct QualitativeScale: Sendable, Hashable {
    /// One step.
    public struct Step: Sendable, Hashable {
        /// As raters write it: a word or a number.
        public let label: String
        public let membership: Double
        /// When the step is given.
        public let rule: String?
        /// A passage that shows it.
        public let passage: String?

        public init(_ label: String, _ membership: Double, rule: String? = nil, passage: String? = nil) {
            self.label = label
            self.membership = membership
            self.rule = rule
            self.passage = passage
        }
    }

    public let steps: [Step]

    /// - Parameter steps: From out to in; four or more are usual, none of them at 0.5.
    /// - Throws: `CaseTableError` when degrees do not rise, lie outside 0...1, or are exactly 0.5.
    public init(_ steps: [Step]) throws(CaseTableError) {
        guard steps.count >= 2 else {
            throw .wrongAnchorCount(column: "the scale", found: steps.count, expected: "four or more steps")
        }
        for step in steps where !(0...1).contains(step.membership) || step.membership == 0.5 {
            throw .unusableSetting(
                name: "membership of the step \(step.label) (0.5 says neither in nor out)", value: step.membership,
                lowest: 0, highest: 1)
        }
        guard zip(steps, steps.dropFirst()).allSatisfy({ $0.membership < $1.membership }),
            Set(steps.map(\.label)).count == steps.count
        else { throw .anchorsOutOfOrder(column: "the scale") }
        self.steps = steps
    }

    /// Steps at even distances from 0 to 1: four labels give 0, 1/3, 2/3, 1.
    public static func even(_ labels: [String]) throws(CaseTableError) -> QualitativeScale {
        try QualitativeScale(labels.enumerated().map { Step($0.element, Double($0.offset) / Double(labels.count - 1)) })
    }

    /// The memberships of a column of ratings.
    /// - Throws: `CaseTableError` naming the line of a rating that is no step.
    public func memberships(of column: CaseTable.Column, in table: CaseTable) throws(CaseTableError) -> [Double] {
        var memberships: [Double] = []
        for (index, cell) in column.cells.enumerated() {
            let place = table.place(index, column.name)
            let step: Step?
            let written: String
            switch cell {
            case .missing: throw .missing([place])
            case .text(let text): (step, written) = (steps.first { $0.label == text }, text)
            case .number(let number): (step, written) = (steps.first { Double($0.label) == number }, "\(number)")
            }
            guard let step else { throw .notAStep(place, text: written, steps: steps.map(\.label)) }
            memberships.append(step.membership)
        }
        return memberships
    }
}
