/// Purchases carried out as they are claimed: budgets as integers over one denominator, each step checked.
struct Replay {
    private let claim: Certificate
    private let supporters: [[(type: Int, value: Int)]]
    private let ranks: [Int]
    /// What one unit of weight of each type has left, over `denominator`.
    private var budgets: [WideNatural]
    private var denominator: WideNatural
    private var bought: Set<Int> = []
    private var order: [Int] = []
    /// ρ of each round's winner, and what voters had left before it.
    private var rhos: [Fraction] = []
    private var budgetsBefore: [[WideNatural]] = []
    private var denominators: [WideNatural] = []

    init(_ claim: Certificate, _ supporters: [[(type: Int, value: Int)]], _ ranks: [Int], endowment: Fraction) {
        self.claim = claim
        self.supporters = supporters
        self.ranks = ranks
        let share = endowment / Fraction(claim.weightUnit)
        denominator = share.denominator
        budgets = [WideNatural](repeating: share.numerator, count: claim.types.count)
    }

    /// Buys a project; with a claimed purchase its price and its exhausted types must be the true ones.
    mutating func buy(
        _ project: Int, _ place: String, claimed: Certificate.Purchase?
    ) throws(CertificateChecker.Fault) {
        func fault(_ part: String, _ sentence: String) -> CertificateChecker.Fault {
            .init(place: place + part, sentence: sentence)
        }
        let id = claim.projects[project].id
        guard !bought.contains(project), claim.projects[project].cost > 0 else {
            throw fault(".project", "\"\(id)\" cannot be bought, or is bought already.")
        }
        guard let price = price(of: project) else {
            throw fault(".project", "The supporters of \"\(id)\" have less left than it costs.")
        }
        if let claimed, claimed.price != price {
            throw fault(".price", "The supporters of \"\(id)\" pay \(price), not \(claimed.price).")
        }
        try checkOthers(project, price, place)
        rhos.append(price / Fraction(scale(project)))
        budgetsBefore.append(budgets)
        denominators.append(denominator)
        // Who had nothing left before pays nothing, whatever is claimed.
        let named = Set(claimed?.exhausted.filter { !budgets[$0].isZero } ?? [])
        let exhausted = charge(project, price)
        if claimed != nil, named != exhausted {
            throw fault(".exhausted", "Other voters pay for \"\(id)\" with all they have left.")
        }
        bought.insert(project)
        order.append(project)
    }

    /// At the end nothing more can be paid for.
    func end(_ place: String) throws(CertificateChecker.Fault) {
        for project in claim.projects.indices where !bought.contains(project) && claim.projects[project].cost > 0 {
            guard !supporters[project].isEmpty, !isBelowCost(project) else { continue }
            let id = claim.projects[project].id
            throw .init(place: place, sentence: "It ends although the supporters of \"\(id)\" can still pay for it.")
        }
    }

    /// Whether in every round no other project could win at any endowment between a lower one and this one.
    func isAheadOfOthers(than lower: Replay) -> Bool {
        order.indices.allSatisfy { round in
            claim.projects.indices.allSatisfy { project in
                guard claim.projects[project].cost > 0, !order[...round].contains(project) else { return true }
                let comparison = offer(
                    of: project, at: lower.rhos[round], budgetsBefore[round], denominators[round])
                return comparison < 0 || comparison == 0 && ranks[order[round]] < ranks[project]
            }
        }
    }

    private func scale(_ project: Int) -> Int { claim.utility == .cost ? claim.projects[project].cost : 1 }

    private func isBelowCost(_ project: Int) -> Bool {
        let sum = supporters[project].reduce(WideNatural(0)) { sum, supporter in
            sum + budgets[supporter.type] * WideNatural(claim.types[supporter.type].weight)
        }
        return sum < denominator * WideNatural(claim.projects[project].cost)
    }

    /// The smallest price per value at which the supporters together pay the cost: the poorest first pay all they have
    /// while their share would be more than that.
    private func price(of project: Int) -> Fraction? {
        let sorted = supporters[project].sorted { first, second in
            budgets[first.type] * WideNatural(second.value) < budgets[second.type] * WideNatural(first.value)
        }
        var missing = denominator * WideNatural(claim.projects[project].cost)
        var weight = sorted.reduce(WideNatural(0)) {
            $0 + WideNatural(claim.types[$1.type].weight) * WideNatural($1.value)
        }
        for (type, value) in sorted {
            // Everyone who is left can pay missing / weight for each unit of value.
            if missing * WideNatural(value) <= budgets[type] * weight { return Fraction(missing, denominator * weight) }
            let payment = budgets[type] * WideNatural(claim.types[type].weight)
            guard payment <= missing else { return nil }
            missing = missing - payment
            weight = weight - WideNatural(claim.types[type].weight) * WideNatural(value)
        }
        return nil
    }

    private func checkOthers(_ winner: Int, _ price: Fraction, _ place: String) throws(CertificateChecker.Fault) {
        let rho = price / Fraction(scale(winner))
        for project in claim.projects.indices where project != winner && !bought.contains(project) {
            guard claim.projects[project].cost > 0 else { continue }
            let comparison = offer(of: project, at: rho, budgets, denominator)
            guard comparison > 0 || comparison == 0 && ranks[project] < ranks[winner] else { continue }
            let (id, other) = (claim.projects[winner].id, claim.projects[project].id)
            throw .init(
                place: place + ".project",
                sentence: comparison > 0
                    ? "\"\(other)\" has a smaller ρ than \"\(id)\", so it is bought first."
                    : "\"\(other)\" is equal to \"\(id)\" and comes first in the order of ties.")
        }
    }

    /// What the supporters pay at a ρ beside the cost: −1 less, 0 exactly the cost, 1 more. More means a smaller ρ
    /// suffices.
    private func offer(
        of project: Int, at rho: Fraction, _ budgets: [WideNatural], _ denominator: WideNatural
    ) -> Int {
        let limit = rho.numerator * WideNatural(scale(project)) * denominator
        var sum = WideNatural(0)
        for (type, value) in supporters[project] {
            let most = limit * WideNatural(value)
            let has = budgets[type] * rho.denominator
            sum = sum + min(most, has) * WideNatural(claim.types[type].weight)
        }
        let cost = WideNatural(claim.projects[project].cost) * denominator * rho.denominator
        guard sum >= cost else { return -1 }
        guard sum == cost else { return 1 }
        // At a ρ above the needed one, too, all may pay with all they have: then the needed ρ is smaller.
        let isAllTheyHave = supporters[project].allSatisfy { type, value in
            budgets[type] * rho.denominator < limit * WideNatural(value)
        }
        return isAllTheyHave ? 1 : 0
    }

    /// Takes the payments; the types that had less than the price.
    private mutating func charge(_ project: Int, _ price: Fraction) -> Set<Int> {
        let common = WideNatural.greatestCommonDivisor(denominator, price.denominator)
        let factor = price.denominator.divided(by: common)
        if factor != WideNatural(1) { budgets = budgets.map { $0 * factor } }
        denominator = denominator * factor
        let perValue = price.numerator * denominator.divided(by: price.denominator)
        var exhausted: Set<Int> = []
        for (type, value) in supporters[project] {
            let payment = perValue * WideNatural(value)
            if budgets[type] < payment {
                if !budgets[type].isZero { exhausted.insert(type) }
                budgets[type] = WideNatural(0)
            } else {
                budgets[type] = budgets[type] - payment
            }
        }
        return exhausted
    }
}
