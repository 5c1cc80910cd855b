/// How far a solution agrees with the solutions of other reasonable settings.
///
/// The order of the test solutions does not matter: their intersection and union are taken over all of them.
///
/// Source: I.-E. Oana and C. Q. Schneider, "A Robustness Test Protocol for Applied QCA", Sociological Methods &
/// Research 53(1), 2024.
public struct RobustnessFit: Sendable, Hashable {
    /// Coverage of the core, what the solution shares with all test solutions, by that of the solution.
    public let coverage: Double?
    /// Consistency of the solution by that of the core.
    public let consistency: Double?
    /// Σ min / Σ max of the solution and the intersection of the test solutions.
    public let overlapWithIntersection: Double?
    /// Σ min / Σ max of the solution and the union of the test solutions.
    public let overlapWithUnion: Double?
    /// Cases in the solution and not in the core, by their places in the study.
    public let shakyCases: [Int]
    /// Cases in some test solution and not in the solution.
    public let possibleCases: [Int]

    /// - Parameters:
    ///   - initial: The conjunctions of the solution.
    ///   - tests: Those of each test solution, at least one.
    public init(_ initial: [Term], tests: [[Term]], _ study: Study) {
        let own = study.memberships(of: initial)
        let others = tests.map { study.memberships(of: $0) }
        let least = own.indices.map { index in others.map { $0[index] }.min() ?? own[index] }
        let most = own.indices.map { index in others.map { $0[index] }.max() ?? own[index] }
        let core = zip(own, least).map { min($0, $1) }
        let y = study.outcomeMemberships
        let (fit, coreFit) = (Sufficiency(own, y), Sufficiency(core, y))
        coverage = coreFit.coverage.flatMap { part in fit.coverage.flatMap { quotient(part, $0) } }
        consistency = fit.consistency.flatMap { part in coreFit.consistency.flatMap { quotient(part, $0) } }
        overlapWithIntersection = Self.overlap(own, least)
        overlapWithUnion = Self.overlap(own, most)
        let half = 0.5 + Study.halfTolerance
        shakyCases = own.indices.filter { own[$0] > half && core[$0] <= half }
        possibleCases = own.indices.filter { own[$0] <= half && most[$0] > half }
    }

    private static func overlap(_ first: [Double], _ second: [Double]) -> Double? {
        quotient(
            zip(first, second).reduce(0) { $0 + min($1.0, $1.1) }, zip(first, second).reduce(0) { $0 + max($1.0, $1.1) }
        )
    }
}
