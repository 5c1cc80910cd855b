import SeededRandom

/// How often each proposal is selected when the scores are drawn anew within the spread of the reviewers.
///
/// Source of the idea: G. Mavrotas, E. Makryvelios, "Combining multiple criteria analysis, mathematical programming and
/// Monte Carlo simulation to tackle uncertainty in Research and Development project portfolio selection", European
/// Journal of Operational Research 291 (2021).
public struct Redraws: Sendable {
    /// How many times scores were drawn.
    public let draws: Int
    /// How often each proposal was selected, in the order of `JointCall.proposals`.
    public let selected: [Int]

    /// - Parameters:
    ///   - spread: the standard error of a score for proposals that have none of their own, in units of the score.
    ///   - progress: is told the draws done, after each.
    public init(
        of call: JointCall, mode: JointCallMode, draws: Int, spread: Int, seed: UInt64,
        nodeLimit: Int = JointCall.usualNodeLimit, progress: (Int) -> Void = { _ in }
    ) throws(JointCallFault) {
        var generator = SeededGenerator(seed: seed)
        var counts = [Int](repeating: 0, count: call.proposals.count)
        let places = Dictionary(uniqueKeysWithValues: zip(call.proposals.map(\.id), call.proposals.indices))
        for draw in 0..<max(0, draws) {
            let scores = call.proposals.map {
                Self.redrawn($0.score, spread: $0.spread ?? spread, using: &generator)
            }
            let other = try call.rescored(scores)
            for position in other.selection(mode, nodeLimit: nodeLimit).selected {
                if let place = places[other.proposals[position].id] { counts[place] += 1 }
            }
            progress(draw + 1)
        }
        self.draws = max(0, draws)
        selected = counts
    }

    /// A score with a nearly normal error: the sum of twelve uniform numbers, which every machine adds up alike.
    private static func redrawn(_ score: Int, spread: Int, using generator: inout SeededGenerator) -> Int {
        let error = (0..<12).reduce(-6.0) { sum, _ in sum + generator.unit() }
        let drawn = Double(score) + (error * Double(spread)).rounded()
        return Int(min(max(drawn, 0), Double(JointCall.highestScore)))
    }
}
