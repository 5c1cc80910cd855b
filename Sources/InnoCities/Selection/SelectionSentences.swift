import FairSelection
import Languages

/// What the engine found, as messages, and its faults in plain English; the one place where these sentences stand.
enum SelectionSentences {
    static func sentence(_ error: ElectionError, lines: [Int32] = []) -> String {
        func line(_ voter: Int) -> String { voter < lines.count ? "line \(lines[voter])" : "voter \(voter + 1)" }
        switch error {
        case .negativeBudget: return "META, budget: the budget is negative; only 0 and more can be spent."
        case .budgetTooLarge: return "META, budget: the budget is too large to be counted exactly."
        case .invalidMinorUnits: return "the unit of money is not a positive number."
        case .tooManyProjects: return "PROJECTS: there are too many projects."
        case .duplicateProject(let id): return "PROJECTS, project_id: \"\(id)\" stands here a second time."
        case .negativeCost(let project): return "PROJECTS, cost: the cost of \"\(project)\" is negative."
        case .costsTooLarge(let project):
            return "PROJECTS, cost: the costs up to \"\(project)\" add up to more than can be counted exactly."
        case .unknownProject(let voter): return "\(line(voter)), VOTES, vote: there is no such project."
        case .repeatedProject(let voter): return "\(line(voter)), VOTES, vote: the ballot names a project twice."
        case .invalidWeight(let voter): return "\(line(voter)), VOTES, weight: a voter weighs more than nothing."
        case .supportTooLarge(let voter):
            return "\(line(voter)), VOTES: weights times points are more than can be counted exactly."
        case .tooManyVoters: return "VOTES: there are too many voters."
        }
    }

    static func sentence(_ error: SelectionError) -> String {
        switch error {
        case .election(let error): sentence(error)
        case .tooManyRuns(let limit):
            "Equal Shares is not at its end after \(limit) steps. Use larger units of money, or raise --work."
        case .endowmentTooLarge: "Weights are so small that shares of the budget cannot be counted; use larger ones."
        case .tooManyStates(let limit):
            "The largest welfare is not found after \(limit) combinations. Raise --work, or choose another rule."
        }
    }
}

extension SelectionSentences {
    static func headline(_ selection: Selection, _ ballots: PabulibElection) -> [Message] {
        let (count, all) = (selection.winners.count, ballots.election.projects.count)
        let (cost, budget) = (ballots.amount(selection.cost), ballots.amount(ballots.election.budget))
        let rule = name(selection.options.rule)
        let funded = Message("Projects funded: \(count) of \(all). Money spent: \(cost) of \(budget). Rule: \(rule).")
        guard let shares = selection.shares else { return [funded] }
        let (utility, completion) = (name(selection.options.utility), name(selection.options.completion))
        let how = Message("Utility: \(utility). Completion: \(completion).")
        guard let whole = shares.wholeEndowment else { return [funded, how] }
        return [funded, how, Message("Share of each voter at the start: \(whole).")]
    }

    static func sentence(_ tie: Tie, _ ballots: PabulibElection, _ chain: TieChain) -> Message {
        let ids = tie.projects.map { ballots.election.projects[$0].id }
        let (round, first) = (tie.round, ids[0])
        switch tie.brokenBy {
        case .lowerCost:
            return Message(
                "Round \(round): \(list: ids) were exactly equal; \(first) goes first because it costs less.")
        case .moreVotes:
            return Message(
                "Round \(round): \(list: ids) were exactly equal; \(first) goes first because it has more votes.")
        case .lot:
            let drawn = "SHA-256(\(chain.seed) \(first))"
            return Message(
                "Round \(round): \(list: ids) were exactly equal; \(first) goes first by lot (the smallest \(drawn)).")
        }
    }

    // MARK: - Names

    /// The name of the rule as people know it.
    private static func name(_ rule: Selection.Rule) -> Message {
        switch rule {
        case .equalShares: Message("Method of Equal Shares")
        case .greedy: Message("most support first, passing over what does not fit")
        case .greedyNoSkip: Message("most support first, ending at the first project that does not fit")
        case .greedyThreshold:
            Message("most support first among projects with enough support, passing over what does not fit")
        case .greedyRatio: Message("most support for the money first, passing over what does not fit")
        case .phragmen: Message("Phragmén’s method")
        case .maxWelfare: Message("largest total utility")
        }
    }

    private static func name(_ utility: Utility) -> Message {
        switch utility {
        case .cost: Message("what a project costs")
        case .cardinality: Message("every project the same")
        case .points: Message("points given")
        case .borda: Message("points by rank (Borda)")
        }
    }

    private static func name(_ completion: Completion) -> Message {
        switch completion {
        case .none: Message("none, what is left stays unspent")
        case .utilitarian: Message("most support first")
        case .add1: Message("larger equal shares, up to the last that do not overspend")
        case .add1Exhaustive: Message("larger equal shares, until no other project fits")
        case .add1Utilitarian:
            Message("larger equal shares, up to the last that do not overspend; then most support first")
        case .add1ExhaustiveUtilitarian:
            Message("larger equal shares, until no other project fits; then most support first")
        }
    }
}
