import CaseComparison
import Languages

/// Everything that people read about a comparison, in one place. Names, formulas and figures stand where no language
/// has to bend them.
struct ComparisonSentences {
    private let run: CaseRun
    private var study: Study { run.comparison.study }

    init(_ run: CaseRun) { self.run = run }

    /// In the order in which they should be read: what may be wrong comes first. Each is a paragraph.
    var all: [[Message]] {
        [warning] + notices + [[rows]] + contradictions.map { [$0] } + necessity.map { [$0] }
            + run.comparison.solutions.flatMap(solution) + robustness + agreement + clusters.map { [$0] }
    }

    // MARK: Warnings

    private var warning: [Message] {
        let found = run.cleanliness
        let (cases, conditions) = (found.cases, found.conditions)
        let share = (found.share * 100).rounded() / 100
        let size = Message(
            """
            Cases: \(cases); conditions: \(conditions). Of random data of this size \(percent: share) would show no \
            contradictory row either.
            """)
        let advised = Message(
            "Compare at most so many conditions of two values at a time: \(found.advisedConditions).")
        switch found.verdict {
        case .telling: return [size, Message("So a clean truth table tells something.")]
        case .weak: return [size, Message("So a clean truth table tells little."), advised]
        case .empty:
            let nothing = Message(
                "So a clean truth table tells nothing: there are too many conditions for the cases.")
            return [size, nothing, advised]
        }
    }

    var notices: [[Message]] {
        var sentences = study.notices.map { [notice($0)] }
        sentences += run.comparison.table.undecided.map { entry in
            [Self.undecided(study.cases[entry.case], entry.conditions.map { study.conditions[$0].name })]
        }
        if study.cases.count == 1 { sentences.append([Message("There is one case, so nothing is compared.")]) }
        if !run.comparison.necessity.isComplete {
            sentences.append([
                Message("The search for necessary formulas stopped before its end: some may be missing.")
            ])
        }
        if run.settings.options.rowDominance {
            sentences.append([Message("Row dominance is on: some models are hidden.")])
        }
        for finding in run.comparison.untenable.findings {
            let (count, reason) = (finding.combinations.count, Self.words(finding.reason))
            let unused = Message("Combinations not used: \(count). Reason: \(reason).")
            let rows = (finding.combinations.rows ?? []).map(String.init)
            sentences.append(rows.isEmpty ? [unused] : [unused, Message("Rows: \(list: rows).")])
        }
        return sentences
    }

    private func notice(_ notice: Study.Notice) -> Message {
        switch notice {
        case .constantCondition(let name):
            return Message("\(name) is the same in all cases, so it can explain nothing.")
        case .constantOutcome(let name):
            return Message("\(name) is the same in all cases, so there is nothing to explain by comparing.")
        case .leftOut(let places):
            let cells = places.map { place in
                let (name, line, column) = (place.name, place.line, place.column)
                return Message("\(name) (line \(plain: line), column \(column))")
            }
            return Message("Left out for an empty cell: \(list: cells).")
        }
    }

    /// A case that no row can have, for it is neither in nor out.
    static func undecided(_ name: String, _ conditions: [String]) -> Message {
        Message("\(name) is at exactly \(0.5) in \(list: conditions): it belongs to no row of the truth table.")
    }

    // MARK: Truth table and necessity

    private var rows: Message {
        let table = run.comparison.table
        func number(_ output: TruthTable.Output) -> Int { table.rows.count { $0.output == output } }
        let (possible, occurring) = (table.combinations, table.rows.count)
        let (positive, negative) = (number(.positive), number(.negative))
        let (between, rare) = (number(.contradiction), number(.remainder))
        return Message(
            """
            Possible combinations: \(possible); combinations that occur: \(occurring). Of these show the outcome: \
            \(positive); do not: \(negative); lie between the cut-offs: \(between); have too few cases: \(rare).
            """)
    }

    private var contradictions: [Message] {
        run.comparison.table.rows.compactMap { row in
            let deviant = names(row.deviantCases)
            let number = row.number
            if row.isContradictory {
                let others = names(row.cases.filter { !row.deviantCases.contains($0) })
                return Message(
                    "Row \(number) holds cases that disagree. Without the outcome: \(deviant); with it: \(others).")
            }
            guard row.output == .positive, !row.deviantCases.isEmpty else { return nil }
            let (inclusion, pri) = (row.inclusion.thousandths, row.pri.thousandths)
            return Message(
                """
                Row \(number) counts as showing the outcome (inclusion \(inclusion), PRI \(pri)), but no case in it \
                has the outcome: \(deviant). A PRI cut-off would take it out.
                """)
        }
    }

    private var necessity: [Message] {
        let found = run.comparison.necessity.found
        let outcome = study.outcome.expression
        guard !found.isEmpty else { return [Message("Nothing that was looked at is needed for \(outcome).")] }
        return found.map { finding in
            let (formula, fit) = (study.expression(of: finding), finding.fit)
            let (consistency, relevance) = (fit.consistency.thousandths, fit.relevance.thousandths)
            let coverage = fit.coverage.thousandths
            return Message(
                """
                \(formula) looks needed for \(outcome): consistency \(consistency), relevance \(relevance), coverage \
                \(coverage).
                """)
        }
    }

    // MARK: Solutions

    private func solution(_ solution: Solution) -> [[Message]] {
        let name = name(of: solution)
        var sentences = solution.remarks.map { [Message("\(name): \(Self.words($0))")] }
        guard !solution.models.isEmpty else { return sentences }
        let count = solution.count
        var opening: [Message] = [
            solution.isCountExact
                ? .count(count, one: "\(name): \(count) model.", other: "\(name): \(count) models.")
                : .count(count, one: "\(name): at least \(count) model.", other: "\(name): at least \(count) models.")
        ]
        if count > 1 {
            opening.append(
                Message("All are as short as can be, and the data do not decide between them."))
        }
        sentences.append(opening)
        for (place, model) in solution.models.prefix(Self.mostModels).enumerated() {
            let sentence = sentence(for: model)
            sentences.append([count > 1 ? Message("Model \(place + 1): \(sentence)") : sentence])
        }
        if solution.models.count > Self.mostModels {
            sentences.append([Message("More models are in the JSON document (--json).")])
        }
        if solution.models.count == 1 {
            sentences += (solution.models.first?.terms ?? []).map { term in
                let (formula, cases) = (study.expression(of: term.term), names(term.cases))
                return [Message("\(formula) holds in these cases: \(cases).")]
            }
        }
        return sentences
    }

    private func name(of solution: Solution) -> Message {
        let name = Self.name(of: solution.kind)
        let isOneOfMany = run.comparison.solutions.count { $0.kind == .intermediate } > 1
        guard let between = solution.between, isOneOfMany else { return name }
        let (complex, parsimonious) = (between.places[0] + 1, between.places[1] + 1)
        return Message("\(name) (complex model \(complex), parsimonious model \(parsimonious))")
    }

    private func sentence(for model: Solution.Model) -> Message {
        let (formula, outcome) = (study.expression(of: model.terms.map(\.term)), study.outcome.expression)
        let (consistency, pri) = (model.fit.consistency.thousandths, model.fit.pri.thousandths)
        let coverage = model.fit.coverage.thousandths
        return Message(
            """
            \(formula) is enough for \(outcome): consistency \(consistency), PRI \(pri), coverage \(coverage).
            """)
    }

    private static let mostModels = 10

    // MARK: Robustness

    private var robustness: [[Message]] {
        run.robustness.flatMap { part in
            part.ranges.map { range($0, part.kind) } + leaveOneOut(part.trials).map { [$0] }
        }
    }

    private func range(_ range: StableRange, _ kind: Solution.Kind) -> [Message] {
        let (subject, value) = (Self.words(range.subject), figure(range.value, range.subject))
        let solution = Self.name(of: kind)
        var sentences = [Message("\(subject) x = \(value)."), Message("\(solution): the same where \(span(range)).")]
        if let beyond = range.lower.beyond { sentences.append(Message("Below that: \(formulas(beyond)).")) }
        if let beyond = range.upper.beyond { sentences.append(Message("Above that: \(formulas(beyond)).")) }
        return sentences
    }

    /// Numbers of cases are whole.
    private func figure(_ value: Double, _ subject: StableRange.Subject) -> Message {
        guard subject == .frequency, let count = Int(exactly: value) else { return value.thousandths }
        return "\(count)"
    }

    /// As mathematics writes it, in every language.
    private func span(_ range: StableRange) -> Message {
        let (lower, upper) = (range.lower, range.upper)
        let (low, high) = (figure(lower.value, range.subject), figure(upper.value, range.subject))
        let (above, below) = (lower.isIncluded ? "≤" : "<", upper.isIncluded ? "≤" : "<")
        switch (lower.value.isFinite, upper.value.isFinite) {
        case (true, true): return "\(low) \(above) x \(below) \(high)"
        case (true, false): return "\(low) \(above) x"
        case (false, true): return "x \(below) \(high)"
        case (false, false): return Message("x is any number")
        }
    }

    private func leaveOneOut(_ trials: LeaveOneOut) -> [Message] {
        let solution = Self.name(of: trials.kind)
        let changed = trials.trials.filter { !$0.isSame }
        guard !changed.isEmpty else { return [Message("\(solution): the same without any single case.")] }
        return changed.map { trial in
            let (name, models) = (trial.name, formulas(trial.models))
            return Message("\(solution), without \(name): \(models).")
        }
    }

    /// The first of several formulas.
    private func formulas(_ models: [String]) -> Message {
        guard !models.isEmpty else { return Message("no formula") }
        let first = models.prefix(3).joined(separator: "; ")
        return models.count > 3 ? Message("\(first), and more") : "\(first)"
    }

    private var agreement: [[Message]] {
        run.agreement.map { part in
            let (formula, all) = (part.formula, part.fit.overlapWithIntersection.thousandths)
            let any = part.fit.overlapWithUnion.thousandths
            let (shaky, possible) = (names(part.fit.shakyCases), names(part.fit.possibleCases))
            let overlap = Message(
                """
                \(formula) held against the other formulas: overlap with what all of them share \(all), with what \
                any of them has \(any).
                """)
            return [overlap, Message("Cases not in all of them: \(shaky); only in some of them: \(possible).")]
        }
    }

    private var clusters: [Message] {
        run.clusters.flatMap { part in
            part.fit.between.map { group in
                let (formula, name, cases) = (part.formula, group.name, group.cases)
                let (consistency, coverage) = (group.fit.consistency.thousandths, group.fit.coverage.thousandths)
                let (pooled, pooledCoverage) = (
                    part.fit.pooled.consistency.thousandths, part.fit.pooled.coverage.thousandths
                )
                return Message(
                    """
                    \(formula) in group \(name) (cases: \(cases)): consistency \(consistency), coverage \(coverage). \
                    In all cases: \(pooled), \(pooledCoverage).
                    """)
            }
        }
    }

    private func names(_ places: [Int]) -> Message {
        let names = places.map { study.cases[$0] }
        return names.isEmpty ? Message("none", context: "cases") : "\(list: names)"
    }
}

extension ComparisonSentences {
    static func name(of kind: Solution.Kind) -> Message {
        switch kind {
        case .complex: Message("Complex solution")
        case .parsimonious: Message("Parsimonious solution")
        case .intermediate: Message("Intermediate solution")
        }
    }

    static func words(_ remark: Solution.Remark) -> Message {
        switch remark {
        case .noPositiveRow: Message("no row reaches the cut-offs, so there is no formula.")
        case .nothingForbidden: Message("no row contradicts the outcome, so the shortest formula is “always” (1).")
        case .primeImplicantsStopped(let limit):
            Message("stopped here: the prime implicants are more than \(limit), so models may be missing.")
        case .modelsStopped(let listed): Message("stopped here: only the first models are listed, \(listed) in number.")
        case .sizeNotProven: Message("stopped here: a shorter model was not ruled out.")
        case .pairsStopped(let pairs, let worked):
            Message("stopped here: pairs of a complex and a parsimonious model worked out: \(worked) of \(pairs).")
        case .noExpectations: Message("no expectation was named, so no counterfactual is easy.")
        }
    }

    static func words(_ reason: UntenableFindings.Reason) -> Message {
        switch reason {
        case .impossible(let formula): Message("held to be impossible: \(formula)")
        case .contradictoryAssumption: Message("assumed for the outcome and for its absence at once")
        case .simultaneousSubset: Message("enough for the outcome and for its absence at once")
        case .contradictsNecessity(let formula): Message("this is held to be necessary: \(formula)")
        }
    }

    static func words(_ subject: StableRange.Subject) -> Message {
        switch subject {
        case .inclusion: Message("Inclusion cut-off")
        case .frequency: Message("Frequency cut-off")
        case .pri: Message("PRI cut-off")
        case .anchor(let column, let index): Message("Anchor \(index + 1) of \(column)")
        }
    }
}

extension Double {
    /// Three decimals.
    var thousandths: Message { "\(self, fractionDigits: 3)" }
}

extension Double? {
    /// Three decimals, or “undefined” for 0/0.
    var thousandths: Message { map(\.thousandths) ?? Message("undefined") }
}
