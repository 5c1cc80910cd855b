/// Searches for the best selection and proves that there is none better.
///
/// Depth first: each node solves its linear programme from that of its parent, takes the bound that its prices prove,
/// settles what the bound settles (reduced-cost fixing), completes its shares to a selection and then tries both
/// answers about one proposal. Source of the scheme: A. H. Land, A. G. Doig, "An Automatic Method of Solving Discrete
/// Programming Problems", Econometrica 28 (1960).
struct BranchAndBound {
    /// What a search found.
    struct Answer: Sendable {
        /// The best selection, in order; nil when none is worth more than the floor that was asked for.
        let selection: [Int]?
        /// No selection is worth more; equal to the value of `selection` when that is proven best.
        let bound: Int
        let nodes: Int
        let isComplete: Bool
    }

    private struct Node {
        var tableau: Tableau
        var settled: [Settled]
        var purse: Purse
        var value = 0
        var taken = 0
        /// Nothing in this node is worth more.
        var bound: Double
    }

    private static let derivingRounds = 20
    /// How many proposals in a row may promise less than the best before no more are asked.
    private static let lookAhead = 6
    private static let pivotsToTry = 30
    /// In how many nodes selections are improved by exchanges even if they are not the best so far.
    private static let nodesToImprove = 200

    private let problem: SelectionProblem
    private var layout: TableauLayout
    private let dominated: [[Int]]
    private let dominating: [[Int]]
    private let nodeLimit: Int
    private let goal: Int
    private let improver: Exchanges
    private var prices: PriceBound
    private var costs: PseudoCosts
    private let largestValue: Double
    private var best: [Int]?
    /// The value that must be exceeded.
    private var floor: Int
    private var nodes = 0
    private var stack: [Node] = []

    /// - Parameters:
    ///   - floor: only selections worth more than this are looked for.
    ///   - goal: the search ends with the first selection worth that much.
    static func solve(
        _ problem: SelectionProblem, floor: Int = -1, goal: Int = .max, nodeLimit: Int
    ) -> Answer {
        var search = BranchAndBound(problem, floor: floor, goal: goal, nodeLimit: nodeLimit)
        return search.run()
    }

    private init(_ problem: SelectionProblem, floor: Int, goal: Int, nodeLimit: Int) {
        self.problem = problem
        self.floor = floor
        self.goal = goal
        self.nodeLimit = nodeLimit
        improver = Exchanges(problem)
        let rows = BudgetRow.budgets(of: problem)
        layout = TableauLayout(problem, rows: rows)
        costs = PseudoCosts(proposals: problem.count)
        largestValue = Double(max(1, problem.values.max() ?? 1))
        dominated = problem.dominated()
        var dominating = [[Int]](repeating: [], count: problem.count)
        for (first, others) in dominated.enumerated() { for second in others { dominating[second].append(first) } }
        self.dominating = dominating
        prices = PriceBound(problem, rows: rows)
    }

    private mutating func run() -> Answer {
        deriveRows()
        stack = [
            Node(
                tableau: layout.tableau(), settled: problem.values.map { _ in .open },
                purse: Purse(problem.pot), bound: .infinity)
        ]
        while let node = stack.popLast() {
            guard canImprove(node.bound) else { continue }
            guard nodes < nodeLimit else {
                stack.append(node)
                break
            }
            nodes += 1
            explore(node)
            if floor >= goal { return answer(isComplete: true) }
        }
        return answer(isComplete: stack.isEmpty)
    }

    private func answer(isComplete: Bool) -> Answer {
        let total = problem.values.reduce(0, +)
        let open = stack.map { $0.bound < Double(total) ? Int($0.bound) : total }.max() ?? floor
        return Answer(selection: best, bound: max(floor, open), nodes: nodes, isComplete: isComplete)
    }

    private func canImprove(_ bound: Double) -> Bool { bound >= Double(floor + 1) }

    // MARK: - Rows derived from budgets

    /// Adds rows that the linear programme breaks and selections of whole proposals keep, as long as they lower it.
    private mutating func deriveRows() {
        let budgets = layout.rows
        var derived: [BudgetRow] = []
        for _ in 0..<Self.derivingRounds {
            var tableau = layout.tableau()
            guard tableau.solve() == .optimal else { break }
            let shares = problem.values.indices.map { tableau.value(of: $0) }
            let prices = layout.prices(in: tableau)
            derived = derived.indices.filter { prices[budgets.count + $0] > 0 }.map { derived[$0] }
            let found = budgets.compactMap {
                $0.rounded(shares: shares, gapMoney: layout.gapMoney(of: $0.agency, in: tableau))
            }
            let new = found.filter { !derived.contains($0) }
            guard !new.isEmpty else { break }
            derived += new
            layout = TableauLayout(problem, rows: budgets + derived)
        }
        prices = PriceBound(problem, rows: layout.rows)
    }

    // MARK: - A node

    private mutating func explore(_ start: Node) {
        var node = start
        guard settleUnaffordable(in: &node) else { return }
        repeat {
            let isSolved = node.tableau.solve() == .optimal
            if isSolved { takeBound(of: &node) }
            guard canImprove(node.bound) else { return }
            complete(node)
            guard isSolved else { break }
            guard canImprove(node.bound), let changed = settleByPrices(in: &node) else { return }
            if !changed { break }
        } while true
        node.tableau.removeSettledColumns()
        if let proposal = branchingProposal(of: node) { branch(node, on: proposal) }
    }

    private mutating func takeBound(of node: inout Node) {
        prices.compute(
            settled: node.settled, prices: layout.prices(in: node.tableau),
            placePrice: layout.placePrice(in: node.tableau))
        node.bound = min(node.bound, prices.bound)
    }

    /// Completes what is settled to a selection: the largest shares first, then the largest surplus.
    private mutating func complete(_ node: Node) {
        let open = node.settled.indices.filter { node.settled[$0] == .open }
        let shares = node.settled.indices.map { node.settled[$0] == .open ? node.tableau.value(of: $0) : 0 }
        let order = open.sorted { first, second in
            if abs(shares[first] - shares[second]) > 1e-6 { return shares[first] > shares[second] }
            if prices.surplus[first] != prices.surplus[second] {
                return prices.surplus[first] > prices.surplus[second]
            }
            return first < second
        }
        var purse = node.purse
        var value = node.value
        var added: [Int] = []
        for proposal in order {
            if let most = problem.most, node.taken + added.count >= most { break }
            guard purse.affords(problem.requests[proposal]) else { continue }
            purse.take(problem.requests[proposal])
            value += problem.values[proposal]
            added.append(proposal)
        }
        guard value > floor || nodes <= Self.nodesToImprove else { return }
        let selection = (node.settled.indices.filter { node.settled[$0] == .taken } + added).sorted()
        let improved = improver.improved(selection)
        guard improved.value > floor else { return }
        floor = improved.value
        best = improved.selection
    }

    /// Settles every proposal about which the other answer cannot lead to a better selection.
    ///
    /// - Returns: whether the linear programme must be solved again; nil when nothing better is left in the node.
    private mutating func settleByPrices(in node: inout Node) -> Bool? {
        var changed = false
        let room = prices.bound - Double(floor + 1)
        for proposal in node.settled.indices where node.settled[proposal] == .open {
            let surplus = prices.surplus[proposal]
            guard abs(surplus) > room else { continue }
            changed = node.tableau.isBasic(proposal) || changed
            if surplus > 0 {
                guard take(proposal, in: &node) else { return nil }
            } else {
                leaveOut(proposal, in: &node)
            }
            node.tableau.fix(proposal, at: surplus > 0 ? 1 : 0)
        }
        let open = node.settled
        guard settleUnaffordable(in: &node) else { return nil }
        return changed || open != node.settled
    }

    /// Leaves out what the rest of the pot cannot pay.
    ///
    /// - Returns: false when nothing better is left in the node.
    private func settleUnaffordable(in node: inout Node) -> Bool {
        if let most = problem.most, node.taken > most { return false }
        let isFull = problem.most == node.taken
        for proposal in node.settled.indices where node.settled[proposal] == .open {
            if isFull || !node.purse.affords(problem.requests[proposal]) {
                leaveOut(proposal, in: &node)
                node.tableau.fix(proposal, at: 0)
            }
        }
        return true
    }

    /// - Returns: false when the pot cannot pay it.
    private func take(_ proposal: Int, in node: inout Node) -> Bool {
        guard node.purse.affords(problem.requests[proposal]) else { return false }
        node.purse.take(problem.requests[proposal])
        node.settled[proposal] = .taken
        node.value += problem.values[proposal]
        node.taken += 1
        return true
    }

    private func leaveOut(_ proposal: Int, in node: inout Node) { node.settled[proposal] = .out }

    // MARK: - Branching

    /// The open proposal whose settling promises to lower the bound most on both sides; any open one if all are whole.
    private mutating func branchingProposal(of node: Node) -> Int? {
        let open = node.settled.indices.filter { node.settled[$0] == .open }
        var candidates: [(proposal: Int, share: Double, merit: Double)] = []
        for proposal in open {
            let share = node.tableau.value(of: proposal)
            guard share > 1e-6, share < 1 - 1e-6 else { continue }
            candidates.append((proposal, share, costs.merit(proposal, share: share)))
        }
        candidates.sort { $0.merit != $1.merit ? $0.merit > $1.merit : $0.proposal < $1.proposal }
        var best: (proposal: Int, merit: Double)?
        var sinceBest = 0
        let objective = self.objective(of: node.tableau)
        for candidate in candidates where sinceBest < Self.lookAhead {
            let merit =
                costs.isReliable(candidate.proposal)
                ? candidate.merit : tryOut(candidate.proposal, share: candidate.share, objective: objective, in: node)
            if merit > best?.merit ?? -1 {
                best = (candidate.proposal, merit)
                sinceBest = 0
            } else {
                sinceBest += 1
            }
        }
        return best?.proposal ?? open.first
    }

    /// Solves the linear programme with both answers, a little, and notes what they cost.
    private mutating func tryOut(_ proposal: Int, share: Double, objective: Double, in node: Node) -> Double {
        func loss(at value: Double) -> Double {
            var tableau = node.tableau
            tableau.fix(proposal, at: value)
            let ending = tableau.solve(pivots: Self.pivotsToTry)
            return ending == .infeasible ? objective : max(0, objective - self.objective(of: tableau))
        }
        let (out, taken) = (loss(at: 0), loss(at: 1))
        costs.note(proposal, .out, loss: out, distance: share)
        costs.note(proposal, .taken, loss: taken, distance: 1 - share)
        return PseudoCosts.merit(out: out, taken: taken)
    }

    /// The worth of the shares.
    private func objective(of tableau: Tableau) -> Double {
        var sum = 0.0
        for proposal in problem.values.indices { sum += Double(problem.values[proposal]) * tableau.value(of: proposal) }
        return sum / largestValue
    }

    private mutating func branch(_ node: Node, on proposal: Int) {
        let share = node.tableau.value(of: proposal)
        var without = node
        for other in [proposal] + dominated[proposal] where without.settled[other] == .open {
            leaveOut(other, in: &without)
            without.tableau.fix(other, at: 0)
        }
        var with = node
        var isPossible = true
        for other in [proposal] + dominating[proposal] where with.settled[other] == .open {
            isPossible = isPossible && take(other, in: &with)
            with.tableau.fix(other, at: 1)
        }
        if share >= 0.5 {
            stack.append(without)
            if isPossible { stack.append(with) }
        } else {
            if isPossible { stack.append(with) }
            stack.append(without)
        }
    }
}
