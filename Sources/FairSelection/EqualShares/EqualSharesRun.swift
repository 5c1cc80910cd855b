/// One run of the Method of Equal Shares from one endowment, exact, reused for the next endowment.
///
/// Source: Peters, Pierczyński, Skowron, "Proportional Participatory Budgeting with Additive Utilities", NeurIPS 2021
/// (arXiv 2008.13276). In each round the project with the smallest ρ is bought, where its supporters pay min(what they
/// have left, ρ · utility) and together its cost. Doubles with proven margins rule projects out; what they cannot
/// decide, integers over a common denominator do. A quick run gives up instead.
///
/// A reference type that lives in one computation and is never shared between tasks.
final class EqualSharesRun {
    let table: SupportTable
    let ties: TieOrder
    let exact = ExactPrices()
    /// Whether the prices of the last run are known as integers.
    private(set) var isExact = true
    /// Whether the last quick run came to its end.
    private(set) var isComplete = false
    /// What each type has left; −1 once it has paid with all it had.
    let budgets: UnsafeMutablePointer<Double>
    /// Working space of the search.
    let ratios: UnsafeMutablePointer<Double>
    let weights: UnsafeMutablePointer<Double>

    private(set) var endowment = 0.0
    private(set) var budgetError = 0.0
    /// The winners in the order of their rounds; free projects first, without a round.
    private(set) var free: [Int] = []
    private(set) var order: [Int] = []
    /// The round of each project; −1 for those that did not win.
    let roundOf: UnsafeMutablePointer<Int32>
    /// The round in which a type paid with all it had left; `Int32.max` for the others.
    private(set) var exhausted: [Int32]
    /// Bounds of ρ of each round's winner.
    private(set) var rhoBounds: [ClosedRange<Double>] = []
    private(set) var metTies: [Tie] = []
    /// How often the price of a project was searched.
    private(set) var searches = 0

    private lazy var purses = FinePurses(types: table.types.count)
    private lazy var slopes = SlopeBounds(types: table.types.count)
    /// After a run that left its guide: the share of the way to this endowment after which the order probably changes.
    private(set) var crossing = 0.5
    private var remaining: [Int] = []
    /// Whether a quick run met a price that doubles cannot tell.
    private var metDoubt = false
    /// A lower bound of each project's price: prices never fall while the run goes on, since budgets never rise.
    private var floors: [Double]
    /// The lower bound of ρ that goes with it.
    private var rhoFloors: [Double]
    private var searchedIn: [Int]

    init(_ table: SupportTable, _ ties: TieOrder) {
        self.table = table
        self.ties = ties
        budgets = .allocate(capacity: max(table.types.count, 1))
        ratios = .allocate(capacity: table.longest + 1)
        weights = .allocate(capacity: table.longest + 1)
        let projects = table.costs.count
        roundOf = .allocate(capacity: max(projects, 1))
        exhausted = [Int32](repeating: .max, count: table.types.count)
        floors = [Double](repeating: 0, count: projects)
        rhoFloors = floors
        searchedIn = [Int](repeating: -1, count: projects)
    }

    deinit {
        budgets.deallocate()
        roundOf.deallocate()
        ratios.deallocate()
        weights.deallocate()
    }

    /// What was bought and what came free, in smallest units.
    var cost: Int { order.reduce(0) { $0 + table.costs[$1] } }
    /// How many projects have been won.
    var winnerCount: Int { free.count + order.count }

    /// How a run ended; see ``run(numerator:denominator:guide:)`` and ``runQuickly(numerator:denominator:)``.
    enum Ending { case complete, leftTheGuide, undecided }

    /// Runs from `numerator / denominator` smallest units per unit of weight.
    ///
    /// With a guide, a finished run from a smaller endowment, the run goes on only as long as it is proven that every
    /// endowment between the two buys the same projects in the same order (docs/decisions/equal-shares-leaps.md). In
    /// runs that are held to one sequence, budgets never fall and prices never rise when the endowment grows. So if in
    /// a round the winner's ρ at the *smaller* endowment is below another's ρ at the *larger* (or equal to it, with the
    /// winner ahead in the tie order), it is ahead at all endowments between; where that does not decide,
    /// ``SlopeBounds`` may.
    /// - Parameters:
    ///   - without: a project that does not take part.
    ///   - before: called before each purchase, with the project that will be bought.
    @discardableResult
    func run(
        numerator: Int, denominator: Int, guide: EqualSharesRun? = nil, without: Int? = nil,
        before: (EqualSharesRun, Contender) -> Void = { _, _ in }
    ) -> Ending {
        start(numerator: numerator, denominator: denominator, without: without)
        isExact = true
        if let guide { slopes.reset(guide.endowment, types: table.types.count) }
        while true {
            let round = order.count
            let expected = guide.flatMap { round < $0.order.count ? $0.order[round] : nil }
            if guide != nil, expected == nil {
                return contenders(round, upTo: .infinity).isEmpty ? .complete : .leftTheGuide
            }
            let ceiling = guide.map { $0.rhoBounds[round].upperBound } ?? -1
            let found = contenders(round, upTo: ceiling)
            guard let winner = decide(found, round) else { return guide == nil ? .complete : .leftTheGuide }
            if let guide, !follows(guide, expected, found, winner, round) { return .leftTheGuide }
            before(self, winner)
            buy(winner, round)
        }
    }

    /// Runs as long as doubles decide every question: what is bought, in which order and who is exhausted is then exactly
    /// what ``run(numerator:denominator:guide:)`` gives, for half the time, but prices are only known by their bounds.
    /// For approvals.
    func runQuickly(
        numerator: Int, denominator: Int, before: (EqualSharesRun, Contender) -> Void = { _, _ in }
    ) -> Ending {
        isComplete = false
        guard table.isUniform else { return .undecided }
        start(numerator: numerator, denominator: denominator, without: nil)
        purses.reset(numerator: numerator, denominator: denominator, most: table.largestCost)
        isExact = false
        while true {
            let found = contenders(order.count, upTo: -1)
            guard !metDoubt, found.count < 2 else { return .undecided }
            guard let winner = found.first else {
                isComplete = true
                return .complete
            }
            before(self, winner)
            buyQuickly(winner)
        }
    }

    /// Whether the round goes as in the guide at every endowment between; takes the slopes over the purchase.
    private func follows(
        _ guide: EqualSharesRun, _ expected: Int?, _ found: [Contender], _ winner: Contender, _ round: Int
    ) -> Bool {
        crossing = 0.5
        guard table.types.count <= SlopeBounds.mostTypes else {
            return winner.project == expected
                && found.allSatisfy { $0.project == expected || isProven($0, behind: winner, guide, round) }
        }
        let same = found.first { $0.project == expected }
        let price = guide.exact.approximatePrice(round)
        guard let same,
            let fall = motion(
                same.project, slopes, atA: price * (1 - 0x1p-50)...price * (1 + 0x1p-50), atB: same.range, guide)
        else { return false }
        for other in found where other.project != expected {
            guard !isProven(other, behind: same, guide, round) else { continue }
            guard let price = guidePrice(other.project, slopes, guide),
                let otherFall = motion(other.project, slopes, atA: price, atB: other.range, guide)
            else { return false }
            let distance = (endowment - guide.endowment) * (1 + 1e-6)
            let (lead, place) = leastLead(
                (other.project, other.range, otherFall), over: (same.project, same.range, fall), distance: distance)
            guard lead > 0 else {
                crossing = place
                return false
            }
        }
        guard winner.project == expected else { return false }
        moveSlopes(slopes, winner.project, fall, round, winner.range, guide)
        return true
    }

    private func start(numerator: Int, denominator: Int, without: Int?) {
        exact.reset(numerator: numerator, denominator: denominator)
        endowment = Double(numerator) / Double(denominator)
        budgetError = endowment * 0x1p-50
        budgets.update(repeating: endowment, count: table.types.count)
        exhausted.withUnsafeMutableBufferPointer { $0.update(repeating: .max) }
        (order, rhoBounds, metTies, remaining, free) = ([], [], [], [], [])
        searches = 0
        metDoubt = false
        for project in table.costs.indices {
            roundOf[project] = -1
            searchedIn[project] = -1
            guard project != without, table.totalWeights[project] > 0 else { continue }
            guard table.costs[project] > 0 else {
                free.append(project)
                continue
            }
            floors[project] = Double(table.costs[project]) / Double(table.totalWeights[project]) * (1 - 0x1p-51)
            rhoFloors[project] = floors[project] / Double(table.scales[project]) * (1 - 0x1p-51)
            remaining.append(project)
        }
        free.sort { ties.ranks[$0] < ties.ranks[$1] }
    }

    /// A project that may have the smallest ρ.
    struct Contender {
        let project: Int
        let search: PriceSearch
        var price: ExactPrice?
        let rho: ClosedRange<Double>
        /// Bounds of the price.
        var range: ClosedRange<Double> { search.lower...search.upper }
    }

    /// Searches prices, smallest bound first, until no other project can be below the best (or below the ceiling).
    private func contenders(_ round: Int, upTo ceiling: Double) -> [Contender] {
        var found: [Contender] = []
        var best = Double.infinity
        while true {
            var next = -1
            for (place, project) in remaining.enumerated()
            where searchedIn[project] != round && (next < 0 || rhoFloors[project] < rhoFloors[remaining[next]]) {
                next = place
            }
            guard next >= 0 else { break }
            let project = remaining[next]
            guard rhoFloors[project] <= max(best, ceiling), !metDoubt else { break }
            searchedIn[project] = round
            guard let contender = contend(project) else {
                remaining.swapAt(next, remaining.count - 1)
                remaining.removeLast()
                continue
            }
            rhoFloors[project] = contender.rho.lowerBound
            floors[project] = contender.search.lower
            best = min(best, contender.rho.upperBound)
            found.append(contender)
        }
        return found.filter { $0.rho.lowerBound <= max(best, ceiling) }
    }

    private func contend(_ project: Int) -> Contender? {
        searches += 1
        let found = search(project, from: floors[project])
        let scale = Double(table.scales[project])
        switch found.finding {
        case .unaffordable: return nil
        case .certain:
            let rho = found.lower / scale * (1 - 0x1p-51)...found.upper / scale * (1 + 0x1p-51)
            return Contender(project: project, search: found, price: nil, rho: rho)
        case .uncertain:
            guard isExact else {
                metDoubt = true
                return nil
            }
            guard let price = exactPrice(project, found) else { return nil }
            let approximate = exact.approximation(price.numerator, over: price.weight)
            let settled = PriceSearch(finding: .certain, price: approximate, error: approximate * 0x1p-49)
            let rho = settled.lower / scale * (1 - 0x1p-51)...settled.upper / scale * (1 + 0x1p-51)
            return Contender(project: project, search: settled, price: price, rho: rho)
        }
    }

    /// The contender with the smallest ρ, by integers where bounds overlap; ties are noted and broken by the chain.
    private func decide(_ found: [Contender], _ round: Int) -> Contender? {
        guard let best = found.map(\.rho.upperBound).min() else { return nil }
        var close = found.filter { $0.rho.lowerBound <= best }.sorted {
            ties.ranks[$0.project] < ties.ranks[$1.project]
        }
        for index in close.indices where close[index].price == nil {
            close[index].price = exactPrice(close[index].project, close[index].search)
        }
        guard var winner = close.first else { return nil }
        var equal: [Int] = []
        for other in close.dropFirst() {
            guard let price = winner.price, let otherPrice = other.price else { continue }
            switch compare((winner.project, price), (other.project, otherPrice)) {
            case 0: equal.append(other.project)
            case 1: (winner, equal) = (other, [])
            default: break
            }
        }
        if !equal.isEmpty {
            let criteria = equal.map { ties.criterion(between: winner.project, and: $0) }
            let last = ties.chain.criteria.last { criteria.contains($0) } ?? .lot
            metTies.append(Tie(round: round + 1, projects: [winner.project] + equal, brokenBy: last))
        }
        return winner
    }

    /// Whether another project cannot win this round at any endowment between the guide's and this one, by their ρ at
    /// the ends alone.
    private func isProven(_ other: Contender, behind winner: Contender, _ guide: EqualSharesRun, _ round: Int) -> Bool {
        if other.rho.lowerBound > guide.rhoBounds[round].upperBound { return true }
        if other.rho.upperBound < guide.rhoBounds[round].lowerBound { return false }
        guard let price = other.price ?? exactPrice(other.project, other.search) else { return true }
        let left = price.numerator.natural * guide.exact.denominator * WideNatural(table.scales[winner.project])
        let right =
            guide.exact.numerator(round) * exact.denominator * WideNatural(price.weight)
            * WideNatural(table.scales[other.project])
        return left > right || left == right && ties.ranks[winner.project] < ties.ranks[other.project]
    }

    private func buy(_ winner: Contender, _ round: Int) {
        guard let price = winner.price else { return }
        let project = winner.project
        exact.append(price.numerator, over: price.weight)
        let perValue = exact.approximatePrice(round)
        for type in price.poor {
            budgets[Int(type)] = -1
            exhausted[Int(type)] = Int32(round)
        }
        let (budgets, types, values) = (budgets, table.entryTypes, table.entryValues)
        for entry in table.starts[project]..<table.starts[project + 1] {
            let type = Int(types[entry])
            let budget = budgets[type]
            if budget >= 0 { budgets[type] = max(0, budget - perValue * values[entry]) }
        }
        budgetError += endowment * 0x1p-50
        note(winner, round)
    }

    /// Buys at a price that is not known as integers.
    private func buyQuickly(_ winner: Contender) {
        let (round, limit) = (order.count, winner.search.price)
        let purses = purses
        let ticks = purses.price(winner.project, table, budgets, dividedBy: limit)
        let price = purses.inUnits(ticks)
        metDoubt = purses.errorInUnits > endowment * 0x1p-54
        let (budgets, types) = (budgets, table.entryTypes)
        exhausted.withUnsafeMutableBufferPointer { exhausted in
            for entry in table.starts[winner.project]..<table.starts[winner.project + 1] {
                let type = Int(types[entry])
                let budget = budgets[type]
                guard budget >= 0 else { continue }
                if budget < limit {
                    exhausted[type] = Int32(round)
                    budgets[type] = -1
                } else {
                    budgets[type] = max(0, budget - price)
                    purses.pay(ticks, by: type)
                }
            }
        }
        budgetError += endowment * 0x1p-50
        note(winner, round)
    }

    private func note(_ winner: Contender, _ round: Int) {
        order.append(winner.project)
        roundOf[winner.project] = Int32(round)
        rhoBounds.append(winner.rho)
        if let place = remaining.firstIndex(of: winner.project) { remaining.remove(at: place) }
    }
}
