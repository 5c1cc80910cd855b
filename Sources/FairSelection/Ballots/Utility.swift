/// What a voter is taken to gain when a project is funded.
public enum Utility: String, Sendable, CaseIterable {
    /// A supporter gains what the project costs: money spent in one's interest. What cities use.
    case cost
    /// A supporter gains 1, whatever the project costs.
    case cardinality
    /// A supporter gains the points given to it; 1 where ballots have no points.
    case points
    /// Of k ranked projects the first gives k − 1, the last 0 (pabutools' Additive_Borda_Sat).
    case borda

    /// A supporter's gain without the factor that belongs to the project.
    func value(points: Int?, position: Int, of length: Int) -> Int {
        switch self {
        case .cost, .cardinality: points.map { $0 > 0 ? 1 : 0 } ?? 1
        case .points: max(points ?? 1, 0)
        case .borda: length - 1 - position
        }
    }

    /// The factor that belongs to the project.
    func scale(of project: Election.Project) -> Int { self == .cost ? project.cost : 1 }
}
