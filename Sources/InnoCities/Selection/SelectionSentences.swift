import FairSelection

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
