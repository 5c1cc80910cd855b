extension Study {
    /// The shortest formulas that say the same as some conjunctions, over all combinations whether observed or not.
    public func simplified(_ terms: [Term], limits: Limits = Limits()) -> [[Term]] {
        let cubes = terms.map { Implicant($0, in: space) }
        guard Region(cubes: cubes, space: space).count() <= limits.combinations else { return [terms] }
        let cells = Set(cubes.flatMap { $0.cells(in: space) }).sorted()
        let found = Minimisation(positive: cells, easy: [], space, limits)
        return found.models.map { $0.map { $0.term(in: space) } }
    }

    /// The formula with common literals set before brackets, by its most frequent literals first; each way is given,
    /// up to twenty.
    public func factorised(_ terms: [Term]) -> [String] {
        var counts: [Literal: Int] = [:]
        for literal in terms.flatMap(\.literals) { counts[literal, default: 0] += 1 }
        let most = counts.values.max() ?? 0
        guard most > 1 else { return [expression(of: terms)] }
        let common = counts.filter { $0.value == most }.keys.sorted()
        var ways: [String] = []
        for literal in common {
            let inside = terms.filter { $0.literals.contains(literal) }
                .map { Term($0.literals.filter { $0 != literal }) }
            let outside = terms.filter { !$0.literals.contains(literal) }
            for rest in outside.isEmpty ? [""] : factorised(outside).map({ " + " + $0 }) {
                for bracket in factorised(inside) where ways.count < 20 {
                    let way = "\(expression(of: literal))*(\(bracket))" + rest
                    if !ways.contains(way) { ways.append(way) }
                }
            }
        }
        return ways
    }
}
