/// How often a statement was answered, and how.
public struct VoteCounts: Sendable, Hashable {
    public var agrees: Int
    public var disagrees: Int
    public var passes: Int

    public init(agrees: Int = 0, disagrees: Int = 0, passes: Int = 0) {
        self.agrees = agrees
        self.disagrees = disagrees
        self.passes = passes
    }

    /// Every vote, passes included.
    public var votes: Int { agrees + disagrees + passes }

    mutating func add(_ value: Int, times: Int = 1) {
        switch value {
        case 1: agrees += times
        case -1: disagrees += times
        default: passes += times
        }
    }

    static func + (first: VoteCounts, second: VoteCounts) -> VoteCounts {
        VoteCounts(
            agrees: first.agrees + second.agrees, disagrees: first.disagrees + second.disagrees,
            passes: first.passes + second.passes)
    }

    static func - (first: VoteCounts, second: VoteCounts) -> VoteCounts {
        VoteCounts(
            agrees: first.agrees - second.agrees, disagrees: first.disagrees - second.disagrees,
            passes: first.passes - second.passes)
    }
}

extension VoteTable {
    /// The counts of every statement over some participants, or over all.
    func counts(of participants: [Int]? = nil) -> [VoteCounts] {
        var counts = [VoteCounts](repeating: VoteCounts(), count: statements.count)
        for participant in participants ?? Array(self.participants.indices) {
            for entry in entries[row(participant)] { counts[Self.statement(entry)].add(Self.value(entry)) }
        }
        return counts
    }
}
