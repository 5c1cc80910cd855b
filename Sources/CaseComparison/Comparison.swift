/// A complete comparison of cases: truth table, necessity and solutions, from one study and one set of options.
///
/// The same study and options give the same result on every machine.
public struct Comparison: Sendable {
    /// What is asked for.
    public struct Options: Sendable, Hashable {
        public var thresholds = Thresholds()
        public var necessity = NecessitySearch.Thresholds()
        public var solutions: Set<Solution.Kind> = [.complex, .parsimonious, .intermediate]
        /// Expectations as texts; see `Expectations`.
        public var expectations: [String] = []
        /// Counterfactuals that must not be used.
        public var untenable = Untenable()
        /// Leave out prime implicants that cover only a part of what another covers. Hides models.
        public var rowDominance = false
        public var limits = Limits()

        public init() {}
    }

    /// Changes whenever the same study and options could give another result.
    public static let engineVersion = "1"

    public let study: Study
    public let options: Options
    public let table: TruthTable
    public let necessity: NecessitySearch
    public let untenable: UntenableFindings
    public let solutions: [Solution]

    /// Works everything out.
    /// - Throws: `CaseTableError` for an option that cannot be used.
    public init(_ study: Study, _ options: Options = Options()) throws(CaseTableError) {
        self.study = study
        self.options = options
        let table = try TruthTable(study, options.thresholds)
        necessity = try NecessitySearch(study, options.necessity, limits: options.limits)
        let expectations = try Expectations(options.expectations, conditions: study.conditions)
        let (findings, judged) = try UntenableFindings.find(study, table, necessity, options)
        untenable = findings
        self.table = judged
        var solutions: [Solution] = []
        let (complex, complexSolution) = Self.complex(judged, study, options)
        if options.solutions.contains(.complex) { solutions.append(complexSolution) }
        if options.solutions != [.complex] {
            let (short, solution) = Self.parsimonious(judged, study, untenable: findings.cubes, options)
            if options.solutions.contains(.parsimonious) { solutions.append(solution) }
            if options.solutions.contains(.intermediate) {
                solutions += Self.intermediate(complex, short, judged, study, expectations, options)
            }
        }
        self.solutions = solutions
    }
}
