import CaseComparison

/// Everything that people read about a comparison, in plain English and in one place.
struct ComparisonSentences {
    private let run: CaseRun
    private var study: Study { run.comparison.study }

    init(_ run: CaseRun) { self.run = run }

    /// In the order in which they should be read: what may be wrong comes first.
    var all: [String] {
        [warning] + notices + [rows] + contradictions + necessity + run.comparison.solutions.flatMap(solution)
            + robustness
    }

    // MARK: Warnings

    var warning: String {
        let found = run.cleanliness
        let share = percent(found.share)
        let beginning =
            "\(count(found.cases, "case")) and \(count(found.conditions, "condition")): "
            + "of random data of this size \(share) would show no contradictory row either"
        switch found.verdict {
        case .telling: return beginning + ", so a clean truth table tells something."
        case .weak:
            return beginning + ", so a clean truth table tells little. With so many cases, compare at most "
                + "\(count(found.advisedConditions, "condition")) of two values at a time."
        case .empty:
            return beginning + ", so a clean truth table tells nothing. There are too many conditions for the cases: "
                + "compare at most \(count(found.advisedConditions, "condition")) of two values at a time."
        }
    }

    var notices: [String] {
        var sentences: [String] = []
        for notice in study.notices {
            switch notice {
            case .constantCondition(let name):
                sentences.append("\(name) is the same in all cases, so it can explain nothing.")
            case .constantOutcome(let name):
                sentences.append("\(name) is the same in all cases, so there is nothing to explain by comparing.")
            case .leftOut(let places):
                sentences.append("Left out for an empty cell: \(places.map(\.description).joined(separator: "; ")).")
            }
        }
        for entry in run.comparison.table.undecided {
            let names = entry.conditions.map { study.conditions[$0].name }.joined(separator: ", ")
            sentences.append(
                "\(study.cases[entry.case]) is at exactly 0.5 in \(names): it belongs to no row of the truth table.")
        }
        if study.cases.count == 1 { sentences.append("There is one case, so nothing is compared.") }
        if !run.comparison.necessity.isComplete {
            sentences.append("The search for necessary formulas stopped before its end: some may be missing.")
        }
        if run.settings.options.rowDominance {
            sentences.append("Row dominance is on: some models are hidden.")
        }
        for finding in run.comparison.untenable.findings {
            sentences.append(
                "\(count(finding.combinations.count, "combination")) not used: \(Self.words(finding.reason))"
                    + (finding.combinations.rows.map { $0.isEmpty ? "." : " (rows \(list($0.map(String.init))))." }
                        ?? "."))
        }
        return sentences
    }

    // MARK: Truth table and necessity

    private var rows: String {
        let table = run.comparison.table
        func number(_ output: TruthTable.Output) -> Int { table.rows.count { $0.output == output } }
        var parts = ["\(number(.positive)) show the outcome", "\(number(.negative)) do not"]
        if number(.contradiction) > 0 { parts.append("\(number(.contradiction)) lie between the cut-offs") }
        if number(.remainder) > 0 { parts.append("\(number(.remainder)) have too few cases") }
        return "Of \(count(table.combinations, "possible combination")) \(table.rows.count) occur: \(list(parts))."
    }

    private var contradictions: [String] {
        run.comparison.table.rows.compactMap { row in
            let deviant = list(row.deviantCases.map { study.cases[$0] })
            let others = list(row.cases.filter { !row.deviantCases.contains($0) }.map { study.cases[$0] })
            if row.isContradictory {
                return "Row \(row.number) holds cases that disagree: without the outcome \(deviant), with it \(others)."
            }
            guard row.output == .positive, !row.deviantCases.isEmpty else { return nil }
            return "Row \(row.number) counts as showing the outcome (inclusion \(row.inclusion.figure), PRI "
                + "\(row.pri.figure)), but no case in it has the outcome: \(deviant). A PRI cut-off would take it out."
        }
    }

    private var necessity: [String] {
        let found = run.comparison.necessity.found
        guard !found.isEmpty else { return ["Nothing that was looked at is needed for \(study.outcome.expression)."] }
        return found.map { finding in
            "\(study.expression(of: finding)) looks needed for \(study.outcome.expression): consistency "
                + "\(finding.fit.consistency.figure), relevance \(finding.fit.relevance.figure), coverage "
                + "\(finding.fit.coverage.figure)."
        }
    }

    // MARK: Solutions

    private func solution(_ solution: Solution) -> [String] {
        let name = name(of: solution)
        var sentences = solution.remarks.map { "\(name): \(Self.words($0))" }
        guard let first = solution.models.first else { return sentences }
        let models = (solution.isCountExact ? "" : "at least ") + count(solution.count, "model")
        let several = "; all are as short as can be, and the data do not decide between them"
        sentences.append("\(name) has \(models)\(solution.count > 1 ? several : "").")
        for (place, model) in solution.models.prefix(Self.mostModels).enumerated() {
            sentences.append((solution.count > 1 ? "Model \(place + 1): " : "") + sentence(for: model))
        }
        if solution.models.count > Self.mostModels {
            sentences.append("More models are in the JSON document (--json).")
        }
        if solution.models.count == 1 {
            sentences += first.terms.map { term in
                let cases = list(term.cases.map { study.cases[$0] }, none: "no case")
                return "\(study.expression(of: term.term)) holds in \(cases)."
            }
        }
        return sentences
    }

    private func name(of solution: Solution) -> String {
        let name = "The \(solution.kind.rawValue) solution"
        let isOneOfMany = run.comparison.solutions.count { $0.kind == .intermediate } > 1
        guard let between = solution.between, isOneOfMany else { return name }
        return name + " between complex model \(between.places[0] + 1) and parsimonious model \(between.places[1] + 1)"
    }

    private func sentence(for model: Solution.Model) -> String {
        let formula = study.expression(of: model.terms.map(\.term))
        let fit = "consistency \(model.fit.consistency.figure), PRI \(model.fit.pri.figure)"
        return "\(formula) is enough for \(study.outcome.expression): \(fit), coverage \(model.fit.coverage.figure)."
    }

    private static let mostModels = 10

    // MARK: Robustness

    private var robustness: [String] {
        var sentences: [String] = []
        for part in run.robustness {
            sentences += part.ranges.map { range($0, part.kind) }
            sentences += leaveOneOut(part.trials)
        }
        for part in run.agreement {
            let overlap = "overlap with what all of them share \(part.fit.overlapWithIntersection.figure)"
            let shaky = list(part.fit.shakyCases.map { study.cases[$0] })
            let possible = list(part.fit.possibleCases.map { study.cases[$0] })
            sentences.append(
                "\(part.formula) against the other formulas: \(overlap), with what any of them has "
                    + "\(part.fit.overlapWithUnion.figure); not in all of them: \(shaky); only in some of them: \(possible)."
            )
        }
        for part in run.clusters {
            for group in part.fit.between {
                let own = "consistency \(group.fit.consistency.figure), coverage \(group.fit.coverage.figure)"
                let all = "\(part.fit.pooled.consistency.figure), \(part.fit.pooled.coverage.figure)"
                let cases = count(group.cases, "case")
                sentences.append("\(part.formula) among the \(cases) of \(group.name): \(own) (all cases: \(all)).")
            }
        }
        return sentences
    }

    private func range(_ range: StableRange, _ kind: Solution.Kind) -> String {
        let subject = "\(Self.words(range.subject)) \(range.value.figure)"
        let ends = "from \(end(range.lower, "above")) to \(end(range.upper, "below"))"
        return "\(subject): the \(kind.rawValue) solution stays the same \(ends)."
    }

    private func leaveOneOut(_ trials: LeaveOneOut) -> [String] {
        let changed = trials.trials.filter { !$0.isSame }
        guard !changed.isEmpty else {
            return ["Without any single case the \(trials.kind.rawValue) solution would be the same."]
        }
        return changed.map { trial in
            let models = trial.models.isEmpty ? "empty" : trial.models.prefix(3).joined(separator: ", or ")
            let more = trial.models.count > 3 ? ", and more" : ""
            return "Without \(trial.name) the \(trials.kind.rawValue) solution would be \(models)\(more)."
        }
    }

    private func end(_ end: StableRange.End, _ side: String) -> String {
        let value = end.value.isFinite ? end.value.figure : "any number"
        let bound = end.isIncluded ? value : "\(side) \(value)"
        guard let beyond = end.beyond else { return bound }
        return bound + " (beyond it: \(beyond.isEmpty ? "no formula" : beyond.prefix(2).joined(separator: ", or ")))"
    }

    private func list(_ parts: [String], none: String = "none") -> String {
        parts.isEmpty ? none : parts.joined(separator: ", ")
    }

    private func count(_ number: Int, _ word: String) -> String { "\(number) \(word)\(number == 1 ? "" : "s")" }

    private func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
}

extension ComparisonSentences {
    static func words(_ remark: Solution.Remark) -> String {
        switch remark {
        case .noPositiveRow: "no row reaches the cut-offs, so there is no formula."
        case .nothingForbidden: "no row contradicts the outcome, so the shortest formula is “always” (1)."
        case .primeImplicantsStopped(let limit):
            "stopped here: there are more than \(limit) prime implicants, so models may be missing."
        case .modelsStopped(let listed): "stopped here: only the first \(listed) models are listed."
        case .sizeNotProven: "stopped here: a shorter model was not ruled out."
        case .pairsStopped(let pairs, let worked):
            "stopped here: \(worked) of \(pairs) pairs of a complex and a parsimonious model were worked out."
        case .noExpectations: "no expectation was named, so no counterfactual is easy."
        }
    }

    static func words(_ reason: UntenableFindings.Reason) -> String {
        switch reason {
        case .impossible(let formula): "held to be impossible: \(formula)"
        case .contradictoryAssumption: "assumed for the outcome and for its absence at once"
        case .simultaneousSubset: "enough for the outcome and for its absence at once"
        case .contradictsNecessity(let formula): "without \(formula), which is held to be necessary"
        }
    }

    static func words(_ subject: StableRange.Subject) -> String {
        switch subject {
        case .inclusion: "Inclusion cut-off"
        case .frequency: "Frequency cut-off"
        case .pri: "PRI cut-off"
        case .anchor(let column, let index): "Anchor \(index + 1) of \(column)"
        }
    }

    // MARK: Pictures

    static func truthTable(_ study: Study) -> PictureWords {
        PictureWords(
            title: "Truth table for \(study.outcome.expression)",
            description: "Each line is a combination of conditions that occurs, dark squares for conditions that are "
                + "present, with its output, number of cases, inclusion, PRI and cases.",
            heading: ["row"] + study.conditions.map(\.name) + ["output", "n", "inclusion", "PRI", "cases"])
    }

    static func fit(_ formula: String, _ study: Study) -> PictureWords {
        PictureWords(
            title: "\(formula) for \(study.outcome.expression)",
            description:
                "For each term the upper bar is its consistency, the lower bar its coverage, the dark part of it "
                + "what the term alone covers.",
            heading: ["term", "consistency", "PRI", "raw coverage", "unique coverage", "cases"])
    }

    static func scatter(_ formula: String, _ study: Study) -> PictureWords {
        PictureWords(
            title: "Cases: \(formula) and \(study.outcome.expression)",
            description:
                "Each dot is a case by its membership in the formula, across, and in the outcome, up. Dots below "
                + "the diagonal have less of the outcome than the formula would give; red ones are in the formula and "
                + "not in the outcome.",
            heading: ["case", formula, study.outcome.expression])
    }
}

extension Double {
    /// Three decimals.
    var figure: String {
        let thousandths = Int((Swift.min(Swift.max(self, -1e12), 1e12) * 1_000).rounded())
        let digits = String(Swift.abs(thousandths) % 1_000)
        return (thousandths < 0 ? "-" : "") + "\(Swift.abs(thousandths) / 1_000)."
            + String(repeating: "0", count: 3 - digits.count) + digits
    }
}

extension Double? {
    /// Three decimals, or “undefined” for 0/0.
    var figure: String { map(\.figure) ?? "undefined" }
}
