extension Comparison {
    static func complex(_ table: TruthTable, _ study: Study, _ options: Options) -> (Minimisation, Solution) {
        let found = Minimisation.complex(table, limits: options.limits, rowDominance: options.rowDominance)
        return (found, Solution(.complex, found, study: study, remainders: table.known, limits: options.limits))
    }

    static func parsimonious(
        _ table: TruthTable, _ study: Study, untenable: [Implicant], _ options: Options
    ) -> (Minimisation, Solution) {
        let found = Minimisation.parsimonious(
            table, untenable: untenable, limits: options.limits, rowDominance: options.rowDominance)
        return (found, Solution(.parsimonious, found, study: study, remainders: table.known, limits: options.limits))
    }

    /// One solution for each pair of a complex and a parsimonious model.
    ///
    /// Source: Ragin 2008, chapter 9: counterfactuals of the parsimonious model that theory expects ("easy") may
    /// shorten the complex one, the others may not.
    static func intermediate(
        _ complex: Minimisation, _ parsimonious: Minimisation, _ table: TruthTable, _ study: Study,
        _ expectations: Expectations, _ options: Options
    ) -> [Solution] {
        let pairs = complex.covers.models.count * parsimonious.covers.models.count
        var remarks: [Solution.Remark] = expectations.isEmpty ? [.noExpectations] : []
        if pairs > options.limits.pairs {
            remarks.append(.pairsStopped(pairs: pairs, worked: options.limits.pairs))
        }
        var solved: [[Implicant]: Minimisation] = [:]
        var solutions: [Solution] = []
        for (i, c) in complex.models.enumerated() {
            for (j, p) in parsimonious.models.enumerated() {
                guard solutions.count < options.limits.pairs else { return solutions }
                let easy = Self.reduced(c, towards: p, expectations, study.space)
                let found =
                    solved[easy]
                    ?? Minimisation(
                        positive: complex.positive, easy: easy, study.space, options.limits, options.rowDominance)
                solved[easy] = found
                let between = Self.between((i, c), (j, p), easy, table, options.limits)
                solutions.append(
                    Solution(
                        .intermediate, found, study: study, remainders: table.known, between: between,
                        remarks: remarks, limits: options.limits))
            }
        }
        return solutions
    }

    /// Every complex term reduced towards each parsimonious term that contains it.
    static func reduced(
        _ complex: [Implicant], towards parsimonious: [Implicant], _ expectations: Expectations, _ space: PropertySpace
    ) -> [Implicant] {
        complex.flatMap { term in
            parsimonious.filter { $0.contains(term, in: space) }
                .map { expectations.reduce(term, towards: $0, in: space) }
        }
    }

    private static func between(
        _ c: (place: Int, model: [Implicant]), _ p: (place: Int, model: [Implicant]), _ easy: [Implicant],
        _ table: TruthTable, _ limits: Limits
    ) -> Solution.Between {
        let space = table.space
        let all = Counterfactuals(p.model, without: table.known, in: space, limit: limits.combinations)
        let easy = Counterfactuals(easy, without: table.known, in: space, limit: limits.combinations)
        let difficult = Counterfactuals(
            count: all.count - easy.count,
            rows: all.rows.flatMap { all in easy.rows.map { Set(all).subtracting($0).sorted() } })
        return Solution.Between(
            complex: c.model.map { $0.term(in: space) }, parsimonious: p.model.map { $0.term(in: space) },
            places: [c.place, p.place], easy: easy, difficult: difficult)
    }
}

extension Counterfactuals {
    init(count: Int, rows: [Int]?) {
        self.count = count
        self.rows = rows
    }
}

extension TruthTable {
    /// The combinations that are no remainders.
    var known: [UInt64] { cells(.positive, .negative, .contradiction) }
}
