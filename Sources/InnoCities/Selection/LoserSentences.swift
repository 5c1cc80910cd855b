import FairSelection
import Languages

/// Why a project lost, in sentences whose every number was counted.
struct LoserSentences {
    private let selection: Selection
    private let ballots: PabulibElection
    private let effectiveSupport: [Int]?
    private let remedies: [Int: Remedy]
    /// How many winners are named that the supporters' money went to.
    private static let namedWinners = 3

    init(
        _ selection: Selection, _ ballots: PabulibElection, _ effectiveSupport: [Int]?, _ remedies: [Int: Remedy]
    ) {
        self.selection = selection
        self.ballots = ballots
        self.effectiveSupport = effectiveSupport
        self.remedies = remedies
    }

    func sentences(_ project: Int) -> [Message] {
        let cost = ballots.election.projects[project].cost
        let votes = ballots.votes(for: project)
        let (id, amount, voters) = (id(project), ballots.amount(cost), ballots.voters(votes))
        var sentences = [Message("Project \(id) costs \(amount). Voters who named it: \(voters).")]
        if votes > 0, let percent = effectiveSupport?[project] {
            let share = Double(percent) / 100
            sentences.append(Message("At best its supporters could have paid \(percent: share) of its cost."))
        }
        if votes > 0, let shares = selection.shares { sentences += trail(shares.moneyTrail(of: project)) }
        return sentences + ways(remedies[project], cost)
    }

    private func ways(_ remedy: Remedy?, _ cost: Int) -> [Message] {
        var ways: [Message] = []
        if let more = remedy?.moreSupporters {
            let less = more - 1
            ways.append(
                .count(
                    more, one: "It would have won with \(more) new voter more who names it alone.",
                    other: "It would have won with \(more) new voters more who name it alone, but not with \(less)."))
        }
        if let lower = remedy?.cost {
            let next = lower + ballots.election.minorUnits
            let (most, saved) = (ballots.amount(lower), ballots.amount(cost - lower))
            ways.append(
                next < cost + ballots.election.minorUnits
                    ? Message(
                        """
                        It would have won at a cost of \(most), which is \(saved) less, but not at a cost of \
                        \(ballots.amount(next)).
                        """)
                    : Message("It would have won at a cost of \(most), which is \(saved) less."))
        }
        guard ways.isEmpty else { return ways }
        return [Message("None of the numbers of new voters and of the lower costs that were tried would have won it.")]
    }

    private func trail(_ trail: MoneyTrail) -> [Message] {
        guard trail.together > Fraction(0) else { return [] }
        func share(_ part: Fraction) -> Message {
            let share = (part / trail.together).approximation
            guard share < 0.01, part > Fraction(0) else { return "\(percent: (share * 100).rounded() / 100)" }
            return Message("less than \(percent: 0.01)")
        }
        var parts = trail.shares.prefix(Self.namedWinners).map { part in
            let (id, share) = (id(part.winner), share(part.amount))
            return Message("project \(id): \(share)")
        }
        let others = trail.shares.dropFirst(Self.namedWinners)
        if !others.isEmpty {
            let share = share(others.reduce(Fraction(0)) { $0 + $1.amount })
            parts.append(Message("other winners: \(share)"))
        }
        parts.append(Message("left over: \(share(trail.left))"))
        return [Message("Where its supporters' money went: \(list: parts).")]
    }

    private func id(_ project: Int) -> String { ballots.election.projects[project].id }
}

extension PabulibElection {
    /// Weight of those who named a project, in units of the ballots' weight.
    func votes(for project: Int) -> Int {
        let ballots = election.ballots
        var sum = 0
        for voter in 0..<ballots.count {
            for entry in ballots.starts[voter]..<ballots.starts[voter + 1]
            where Int(ballots.projects[entry]) == project && (ballots.points.isEmpty || ballots.points[entry] > 0) {
                sum += ballots.weight(of: voter)
            }
        }
        return sum
    }

    /// An amount of the election in units of currency, as the reader writes numbers.
    func amount(_ units: Int) -> Message { Self.number(units, of: election.minorUnits) }

    /// So many voters, of whom some may weigh more or less than one.
    func voters(_ weight: Int) -> Message { Self.number(weight, of: election.ballots.weightUnit) }

    private static func number(_ units: Int, of unit: Int) -> Message {
        let (whole, rest) = units.quotientAndRemainder(dividingBy: unit)
        guard rest != 0 else { return "\(whole)" }
        let digits = decimal(units, of: unit).split(separator: ".").last?.count ?? 0
        return "\(Double(units) / Double(unit), fractionDigits: digits)"
    }
}
