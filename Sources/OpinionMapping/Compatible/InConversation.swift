/// Who takes part in the map of Polis: whoever once had voted on 7 statements, or on all there were, and so many of the
/// most active others that there are 15. Nobody leaves again.
struct InConversation {
    private static let enoughVotes = 7
    private static let fewest = 15

    private(set) var isIn: [Bool]
    private(set) var votes: [Int]
    private var statementCount = 0
    private var memberCount = 0

    /// Replays the votes of a conversation one by one in the order given; O(votes), while fewer than 15 are in also
    /// O(participants) a vote.
    init(replaying conversation: Conversation) {
        isIn = [Bool](repeating: false, count: conversation.participants.count)
        votes = [Int](repeating: 0, count: conversation.participants.count)
        var seenStatements = [Bool](repeating: false, count: conversation.statements.count)
        var seen: Set<UInt64> = []
        seen.reserveCapacity(conversation.votes.count)
        for vote in conversation.votes {
            guard seen.insert(UInt64(vote.participant) << 32 | UInt64(vote.statement)).inserted else { continue }
            votes[Int(vote.participant)] += 1
            if !seenStatements[Int(vote.statement)] {
                seenStatements[Int(vote.statement)] = true
                statementCount += 1
            }
            admit(Int(vote.participant))
            if memberCount < Self.fewest { fill() }
        }
    }

    /// Everybody's votes taken at once, when nobody knows in which order they came.
    init(atOnce table: VoteTable) {
        votes = table.participants.indices.map { table.row($0).count }
        isIn = [Bool](repeating: false, count: votes.count)
        var seen = [Bool](repeating: false, count: table.statements.count)
        for entry in table.entries { seen[VoteTable.statement(entry)] = true }
        statementCount = seen.count { $0 }
        for participant in votes.indices { admit(participant) }
        if memberCount < Self.fewest { fill() }
    }

    private mutating func admit(_ participant: Int) {
        guard !isIn[participant], votes[participant] > 0, votes[participant] >= min(Self.enoughVotes, statementCount)
        else { return }
        isIn[participant] = true
        memberCount += 1
    }

    private mutating func fill() {
        let others = votes.indices.filter { !isIn[$0] && votes[$0] > 0 }
        let active = CompatibleRepresentative.stablySorted(others) { votes[$0] > votes[$1] }
        for participant in active.prefix(Self.fewest - memberCount) {
            isIn[participant] = true
            memberCount += 1
        }
    }
}
