import Foundation

/// How urgently a statement wants more votes, as Polis weighs it: a statement is shown with a probability in proportion
/// to this among those that a person has not seen.
///
/// With A agrees, P passes, S votes of people who are in groups, and the extremity E of the statement on the map:
/// p = (P+1)/(S+2), a = (A+1)/(S+2), priority = ((1−p) · (E+1) · a · (1 + 8 · 2^(−S/5)))². A statement that is only
/// about the voter has 7² = 49.
public enum RoutingPriority {
    private static let meta = 49.0

    /// - Parameters:
    ///   - counts: votes of people who are in groups.
    ///   - extremity: the distance of the statement's place from the middle of the map.
    public static func value(_ counts: VoteCounts, extremity: Double, isMeta: Bool) -> Double {
        guard !isMeta else { return meta }
        let votes = Double(counts.votes)
        let pass = (Double(counts.passes) + 1) / (votes + 2)
        let agree = (Double(counts.agrees) + 1) / (votes + 2)
        let newness = 1 + 8 * pow(2, -votes / 5)
        let importance = (1 - pass) * (extremity + 1) * agree * newness
        return importance * importance
    }
}
