/// Improves a selection by giving up one proposal and taking others instead, as long as that is worth more.
struct Exchanges {
    private let problem: SelectionProblem
    /// Proposals by value, the highest first; of equal ones those that ask for least.
    private let order: [Int]

    init(_ problem: SelectionProblem) {
        self.problem = problem
        let asked = problem.requests.map { $0.reduce(0) { $0 + $1.amount } }
        order = problem.values.indices.sorted { first, second in
            if problem.values[first] != problem.values[second] {
                return problem.values[first] > problem.values[second]
            }
            return asked[first] != asked[second] ? asked[first] < asked[second] : first < second
        }
    }

    /// O(proposals²) for each improvement that is found.
    func improved(_ selection: [Int]) -> (selection: [Int], value: Int) {
        var isTaken = [Bool](repeating: false, count: problem.count)
        var purse = Purse(problem.pot)
        for proposal in selection {
            isTaken[proposal] = true
            purse.take(problem.requests[proposal])
        }
        var count = selection.count
        while exchange(&isTaken, &purse, &count) {}
        let taken = problem.values.indices.filter { isTaken[$0] }
        return (taken, problem.worth(taken))
    }

    /// Makes the first exchange that is worth more; false when there is none.
    private func exchange(_ isTaken: inout [Bool], _ purse: inout Purse, _ count: inout Int) -> Bool {
        for given in problem.values.indices where isTaken[given] {
            var other = purse
            other.giveBack(problem.requests[given])
            var gain = -problem.values[given]
            var added: [Int] = []
            for proposal in order where !isTaken[proposal] && count - 1 + added.count < problem.most ?? .max {
                guard other.affords(problem.requests[proposal]) else { continue }
                other.take(problem.requests[proposal])
                gain += problem.values[proposal]
                added.append(proposal)
            }
            guard gain > 0 else { continue }
            isTaken[given] = false
            for proposal in added { isTaken[proposal] = true }
            count += added.count - 1
            purse = other
            return true
        }
        return false
    }
}
