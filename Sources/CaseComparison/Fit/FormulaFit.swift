/// The fit of any formula, also one that no truth table gave.
public struct FormulaFit: Sendable, Hashable {
    public let terms: [Solution.TermFit]
    public let fit: Sufficiency

    /// - Parameter terms: The conjunctions of the formula.
    public init(_ terms: [Term], _ study: Study) {
        var fitter = ModelFitter(study)
        let model = fitter.model(terms.map { Implicant($0, in: study.space) }, assumptions: nil)
        self.terms = model.terms
        fit = model.fit
    }
}
