/// The fit of a formula over all cases, in each cluster, and for each unit that occurs in several clusters.
///
/// With countries in several years a year is a cluster and a country a unit; with places in metropolises a metropolis
/// is a cluster and there are no units.
///
/// Source: R. García-Castro and M. A. Ariño, "A General Approach to Panel Data Set-Theoretic Research", Journal of
/// Advances in Management Sciences & Information Systems 2, 2016.
public struct ClusterFit: Sendable, Hashable {
    /// The fit among some of the cases.
    public struct Part: Sendable, Hashable {
        public let name: String
        public let cases: Int
        public let fit: Sufficiency
    }

    public let pooled: Sufficiency
    /// Each cluster by itself ("between").
    public let between: [Part]
    /// Each unit over its clusters ("within"); empty without units.
    public let within: [Part]
    /// How unevenly consistency is spread: √Σ (share of each part in the sum − 1/parts)². 0 when all are alike.
    public let distanceBetween: Double?
    public let distanceWithin: Double?

    /// - Parameters:
    ///   - clusters: The cluster of each case of the study.
    ///   - units: The unit of each case.
    public init(_ terms: [Term], _ study: Study, clusters: [String], units: [String] = []) {
        let x = study.memberships(of: terms)
        let y = study.outcomeMemberships
        pooled = Sufficiency(x, y)
        between = Self.parts(clusters, x, y)
        within = Self.parts(units, x, y)
        distanceBetween = Self.distance(between)
        distanceWithin = Self.distance(within)
    }

    private static func parts(_ names: [String], _ x: [Double], _ y: [Double]) -> [Part] {
        guard names.count == x.count else { return [] }
        return Set(names).sorted().map { name in
            let places = names.indices.filter { names[$0] == name }
            return Part(
                name: name, cases: places.count, fit: Sufficiency(places.map { x[$0] }, places.map { y[$0] }))
        }
    }

    private static func distance(_ parts: [Part]) -> Double? {
        let values = parts.compactMap(\.fit.consistency)
        let total = values.reduce(0, +)
        guard values.count > 1, total > 0 else { return nil }
        let even = 1 / Double(values.count)
        return values.reduce(0) { $0 + ($1 / total - even) * ($1 / total - even) }.squareRoot()
    }
}
