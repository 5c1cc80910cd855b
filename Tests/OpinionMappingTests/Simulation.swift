import OpinionMapping
import SeededRandom

/// Conversations with a known truth.
struct Simulation {
    /// For each camp the probability of agreeing with each statement, of those who do not pass.
    var shares: [[Double]]
    var passing = 0.1

    /// Camps whose shares are drawn apart from each other.
    init(camps: Int, statements: Int, generator: inout SeededGenerator) {
        shares = (0..<camps).map { _ in (0..<statements).map { _ in generator.unit() < 0.5 ? 0.15 : 0.85 } }
    }

    init(shares: [[Double]]) { self.shares = shares }

    /// Person p, named by its number, belongs to camp p modulo the number of camps.
    func conversation(people: Int, votesEach: Int, generator: inout SeededGenerator) -> Conversation {
        var conversation = Conversation()
        let statements = shares[0].count
        for person in 0..<people {
            var order = Array(0..<statements)
            generator.shuffle(&order)
            for statement in order.prefix(votesEach) {
                let share = shares[person % shares.count][statement]
                let stance: Stance =
                    generator.unit() < passing ? .pass : generator.unit() < share ? .agree : .disagree
                conversation.add(participant: String(person), statement: String(statement), stance: stance)
            }
        }
        return conversation
    }

    /// The same votes in another order.
    static func shuffled(_ conversation: Conversation, seed: UInt64) -> Conversation {
        var generator = SeededGenerator(seed: seed)
        var votes = conversation.votes
        generator.shuffle(&votes)
        var shuffled = Conversation()
        for vote in votes {
            shuffled.add(
                participant: conversation.participants[Int(vote.participant)],
                statement: conversation.statements[Int(vote.statement)], stance: vote.stance)
        }
        return shuffled
    }
}
