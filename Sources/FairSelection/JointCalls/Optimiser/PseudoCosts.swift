/// What settling each proposal has cost the linear programme so far, for choosing what to settle next.
///
/// Source: T. Achterberg, T. Koch, A. Martin, "Branching Rules Revisited", Operations Research Letters 33 (2005):
/// proposals of which little is known are tried out before they are chosen (reliability branching).
struct PseudoCosts {
    /// The two answers about a proposal.
    enum Answer: Int {
        case out
        case taken
    }

    /// How often both answers must have been seen before their average is relied on.
    private static let reliable = 4

    private var sums: [[Double]]
    private var counts: [[Int]]

    init(proposals: Int) {
        sums = [[Double]](repeating: [0, 0], count: proposals)
        counts = [[Int]](repeating: [0, 0], count: proposals)
    }

    /// Notes that the objective fell by `loss` when a share was moved by `distance` to an answer.
    mutating func note(_ proposal: Int, _ answer: Answer, loss: Double, distance: Double) {
        guard distance > 1e-6 else { return }
        sums[proposal][answer.rawValue] += max(0, loss) / distance
        counts[proposal][answer.rawValue] += 1
    }

    func isReliable(_ proposal: Int) -> Bool {
        counts[proposal][0] >= Self.reliable && counts[proposal][1] >= Self.reliable
    }

    /// How much settling the proposal is expected to help: both answers should cost something.
    func merit(_ proposal: Int, share: Double) -> Double {
        Self.merit(
            out: average(proposal, .out) * share, taken: average(proposal, .taken) * (1 - share))
    }

    static func merit(out: Double, taken: Double) -> Double { max(out, 1e-6) * max(taken, 1e-6) }

    private func average(_ proposal: Int, _ answer: Answer) -> Double {
        let count = counts[proposal][answer.rawValue]
        return count > 0 ? sums[proposal][answer.rawValue] / Double(count) : 1
    }
}
