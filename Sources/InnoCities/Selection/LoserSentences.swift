import FairSelection

/// Why a project lost, in one sentence whose every number was counted.
struct LoserSentences {
    private let selection: Selection
    private let ballots: PabulibElection
    private let effectiveSupport: [Int]?
    /// How many winners are named that the supporters' money went to.
    private static let namedWinners = 3

    init(_ selection: Selection, _ ballots: PabulibElection, _ effectiveSupport: [Int]?) {
        self.selection = selection
        self.ballots = ballots
        self.effectiveSupport = effectiveSupport
    }

    /// - Throws: `SelectionError`.
    func sentence(_ project: Int) throws -> String {
        let cost = ballots.election.projects[project].cost
        let votes = ballots.votes(for: project)
        var known = "\(title(project)) costs \(ballots.money(cost)) and \(voters(votes)) named it"
        if votes > 0, let percent = effectiveSupport?[project] {
            known += ", who at best could pay \(percent) % of that"
        }
        var parts = [known]
        if votes > 0, let shares = selection.shares { parts += trail(shares.moneyTrail(of: project)) }
        let remedy = try selection.remedy(for: project, in: ballots.election)
        parts.append(mend(remedy, cost))
        return parts.joined(separator: "; ") + "."
    }

    private func mend(_ remedy: Remedy?, _ cost: Int) -> String {
        var ways: [String] = []
        if let more = remedy?.moreSupporters {
            ways.append(
                more == 1
                    ? "with one new voter more who names it alone"
                    : "with \(more) new voters more who name it alone, not with \(more - 1)")
        }
        if let lower = remedy?.cost {
            let (unit, next) = (ballots.election.minorUnits, lower + ballots.election.minorUnits)
            let before = next < cost + unit ? ", not at \(ballots.money(next))" : ""
            ways.append("at a cost of \(ballots.money(lower)), \(ballots.money(cost - lower)) less\(before)")
        }
        guard !ways.isEmpty else {
            return "none of the numbers of new voters and of the lower costs that were tried would have won it"
        }
        return "it would have won " + ways.joined(separator: ", or ")
    }

    private func trail(_ trail: MoneyTrail) -> [String] {
        guard trail.together > Fraction(0) else { return [] }
        func percent(_ part: Fraction) -> String {
            let rounded = (part / trail.together).approximation * 100
            return rounded < 1 ? "less than 1 %" : "\(Int(rounded.rounded())) %"
        }
        var parts = trail.shares.prefix(Self.namedWinners).map { "\(percent($0.amount)) to \(title($0.winner))" }
        if trail.shares.count > Self.namedWinners { parts.append("the rest of what they spent to other winners") }
        let went = parts.isEmpty ? nil : "of its supporters' money went " + parts.joined(separator: ", ")
        let left = trail.left > Fraction(0) ? "\(percent(trail.left)) was left" : "nothing was left"
        return ["\(went.map { "\($0), and " } ?? "of its supporters' money ")\(left)"]
    }

    private func title(_ project: Int) -> String { "Project \(ballots.election.projects[project].id)" }

    private func voters(_ weight: Int) -> String {
        let unit = ballots.election.ballots.weightUnit
        return weight == unit ? "1 voter" : "\(PabulibElection.decimal(weight, of: unit)) voters"
    }
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
}

extension SelectionSentences {
    static func headline(_ selection: Selection, _ ballots: PabulibElection) -> String {
        let count = selection.winners.count
        var sentence =
            "\(count) of \(ballots.election.projects.count) projects are funded, for \(ballots.money(selection.cost))"
            + " of \(ballots.money(ballots.election.budget)), by \(selection.options.rule.rawValue)"
        guard let shares = selection.shares else { return sentence + "." }
        let (utility, completion) = (selection.options.utility.rawValue, selection.options.completion.rawValue)
        sentence += " with \(utility) utilities and completion \(completion)"
        if let whole = shares.wholeEndowment { sentence += ", from \(whole) for each voter" }
        return sentence + "."
    }

    static func sentence(_ tie: Tie, _ ballots: PabulibElection, _ chain: TieChain) -> String {
        let ids = tie.projects.map { ballots.election.projects[$0].id }
        let others = ids.dropFirst().joined(separator: ", ")
        let why =
            switch tie.brokenBy {
            case .lowerCost: "costs less"
            case .moreVotes: "has more votes"
            case .lot: "has the smaller lot (SHA-256 of \"\(chain.seed) \(ids[0])\")"
            }
        return "Round \(tie.round): \(ids[0]) and \(others) were exactly equal; \(ids[0]) \(why)."
    }
}
