extension Selection {
    /// The official greedy rules: by votes, or by votes for each unit of money.
    static func greedy(_ count: Count) -> Selection {
        let projects = count.election.projects
        var left = count.election.budget
        let supported = projects.indices.filter { count.scores[$0] > 0 }
        switch count.options.rule {
        case .greedyRatio: return byRatio(count, supported)
        case .greedyNoSkip:
            let sorted = supported.sorted {
                (-count.scores[$0], count.order.ranks[$0]) < (-count.scores[$1], count.order.ranks[$1])
            }
            var winners: [Int] = []
            for project in sorted {
                guard projects[project].cost <= left else { break }
                left -= projects[project].cost
                winners.append(project)
            }
            let equal = sorted.filter { project in
                !winners.contains(project) && count.scores[project] == winners.last.map { count.scores[$0] }
            }
            let ties = winners.last.map { equal.isEmpty ? [] : [count.tie($0, equal, round: winners.count)] } ?? []
            return Selection(count, winners: winners, ties: ties)
        default:
            let least = count.options.rule == .greedyThreshold ? count.options.threshold : 0
            let chosen = count.byScore(supported.filter { count.scores[$0] >= least }, &left, round: 0)
            return Selection(count, winners: chosen.added, ties: chosen.ties)
        }
    }

    /// Score per cost, compared without division; free projects first.
    private static func byRatio(_ count: Count, _ supported: [Int]) -> Selection {
        let projects = count.election.projects
        func ratio(_ first: Int, isAbove second: Int) -> Bool {
            count.scores[first].multipliedFullWidth(by: projects[second].cost)
                > count.scores[second].multipliedFullWidth(by: projects[first].cost)
        }
        let sorted = supported.sorted { first, second in
            let (isFirstFree, isSecondFree) = (projects[first].cost == 0, projects[second].cost == 0)
            if isFirstFree != isSecondFree { return isFirstFree }
            if !isFirstFree, ratio(first, isAbove: second) { return true }
            if !isFirstFree, ratio(second, isAbove: first) { return false }
            return count.order.ranks[first] < count.order.ranks[second]
        }
        var left = count.election.budget
        var winners: [Int] = []
        var ties: [Tie] = []
        for (place, project) in sorted.enumerated() where projects[project].cost <= left {
            let equal = sorted[(place + 1)...].prefix { !ratio(project, isAbove: $0) && projects[project].cost > 0 }
                .filter { projects[$0].cost <= left }
            left -= projects[project].cost
            winners.append(project)
            if !equal.isEmpty { ties.append(count.tie(project, equal, round: winners.count)) }
        }
        return Selection(count, winners: winners, ties: ties)
    }
}
