import CaseComparison
import Exchange
import Languages

/// The result of a comparison as JSON: the contract of `--json` and the tables of a record.
struct ComparisonDocument {
    private let run: CaseRun
    /// What writes sentences for the reader.
    private let t: Localiser
    private var study: Study { run.comparison.study }

    init(_ run: CaseRun, _ t: Localiser) { (self.run, self.t) = (run, t) }

    var members: JSONObject {
        var document = JSONObject()
        document["cases"] = .array(cases)
        document["truthTable"] = .array(run.comparison.table.rows.map(row))
        document["undecided"] = .array(
            run.comparison.table.undecided.map { entry in
                [
                    "case": .string(study.cases[entry.case]),
                    "conditions": .strings(entry.conditions.map { study.conditions[$0].name }),
                ]
            })
        document["necessity"] = .array(necessity)
        document["necessitySearchComplete"] = .bool(run.comparison.necessity.isComplete)
        document["untenable"] = .array(run.comparison.untenable.findings.map(untenable))
        document["solutions"] = .array(run.comparison.solutions.map(solution))
        document["randomData"] = randomData
        if !run.robustness.isEmpty { document["robustness"] = .array(run.robustness.map(robustness)) }
        if !run.agreement.isEmpty { document["agreement"] = .array(run.agreement.map(agreement)) }
        if !run.clusters.isEmpty { document["clusters"] = .array(run.clusters.map(clusters)) }
        let sentences = ComparisonSentences(run)
        document["notices"] = .strings(sentences.notices.map(t.paragraph))
        document["summary"] = .strings(sentences.all.map(t.paragraph))
        return document
    }

    /// Each case with what it was compared by: the end of every thread.
    private var cases: [JSONValue] {
        var rows: [Int: Int] = [:]
        for row in run.comparison.table.rows { for index in row.cases { rows[index] = row.number } }
        let lines = Dictionary(zip(run.table.cases, run.table.lines)) { first, _ in first }
        let columns = study.conditions.indices.map { (study.conditions[$0].name, study.levels(of: $0)) }
        return study.cases.enumerated().map { index, name in
            var memberships = JSONObject()
            for (condition, values) in columns { memberships[condition] = .optional(values[index]) }
            return [
                "case": .string(name), "line": lines[name].map { .integer($0) } ?? .null,
                "row": rows[index].map { .integer($0) } ?? .null, "conditions": .object(memberships),
                "outcome": .number(study.outcomeMemberships[index]),
            ]
        }
    }

    private func agreement(_ part: (kind: Solution.Kind, formula: String, fit: RobustnessFit)) -> JSONValue {
        [
            "kind": .string(part.kind.rawValue), "expression": .string(part.formula),
            "against": .strings(run.settings.tests), "coverage": .optional(part.fit.coverage),
            "consistency": .optional(part.fit.consistency),
            "overlapWithIntersection": .optional(part.fit.overlapWithIntersection),
            "overlapWithUnion": .optional(part.fit.overlapWithUnion), "shakyCases": names(part.fit.shakyCases),
            "possibleCases": names(part.fit.possibleCases),
        ]
    }

    private func row(_ row: TruthTable.Row) -> JSONValue {
        var configuration = JSONObject()
        for (index, level) in row.levels.enumerated() {
            let condition = study.conditions[index]
            configuration[condition.name] = level == condition.levels ? .string("-") : .integer(level)
        }
        return [
            "row": .integer(row.number), "configuration": .object(configuration),
            "output": .string(row.output.rawValue),
            "n": .integer(row.cases.count), "inclusion": .number(row.inclusion), "pri": .optional(row.pri),
            "cases": names(row.cases), "deviantCases": names(row.deviantCases),
        ]
    }

    private func names(_ places: [Int]) -> JSONValue { .strings(places.map { study.cases[$0] }) }

    private var necessity: [JSONValue] {
        let search = run.comparison.necessity
        let joined = search.found.filter { $0.shape != .condition }
        return (search.conditions + joined).map { finding in
            [
                "expression": .string(study.expression(of: finding)), "kind": .string(finding.shape.rawValue),
                "consistency": .optional(finding.fit.consistency), "coverage": .optional(finding.fit.coverage),
                "ron": .optional(finding.fit.relevance), "passes": .bool(finding.passes),
            ]
        }
    }

    private func untenable(_ finding: UntenableFindings.Finding) -> JSONValue {
        [
            "reason": .string(t(ComparisonSentences.words(finding.reason))),
            "count": .integer(finding.combinations.count),
            "rows": finding.combinations.rows.map { .integers($0) } ?? .null,
        ]
    }

    private func solution(_ solution: Solution) -> JSONValue {
        var document: JSONObject = [
            "kind": .string(solution.kind.rawValue), "count": .integer(solution.count),
            "countIsExact": .bool(solution.isCountExact),
            "models": .array(solution.models.map(model)),
            "essential": .strings(solution.essential.map(study.expression(of:))),
            "chart": .array(
                solution.chart.map { row in
                    ["expression": .string(study.expression(of: row.term)), "rows": .integers(row.covers)]
                }),
            "remarks": .strings(solution.remarks.map { t(ComparisonSentences.words($0)) }),
        ]
        if let between = solution.between {
            document["between"] = [
                "complex": .strings(between.complex.map(study.expression(of:))),
                "parsimonious": .strings(between.parsimonious.map(study.expression(of:))),
                "complexModel": .integer(between.places[0] + 1), "parsimoniousModel": .integer(between.places[1] + 1),
                "easyCounterfactuals": counterfactuals(between.easy),
                "difficultCounterfactuals": counterfactuals(between.difficult),
            ]
        }
        return .object(document)
    }

    private func counterfactuals(_ found: Counterfactuals) -> JSONValue {
        ["count": .integer(found.count), "rows": found.rows.map { .integers($0) } ?? .null]
    }

    private func model(_ model: Solution.Model) -> JSONValue {
        var document: JSONObject = [
            "expression": .string(study.expression(of: model.terms.map(\.term))),
            "terms": .array(
                model.terms.map { term in
                    [
                        "expression": .string(study.expression(of: term.term)),
                        "consistency": .optional(term.fit.consistency), "pri": .optional(term.fit.pri),
                        "rawCoverage": .optional(term.fit.coverage), "uniqueCoverage": .optional(term.uniqueCoverage),
                        "cases": names(term.cases),
                    ]
                }),
            "consistency": .optional(model.fit.consistency), "pri": .optional(model.fit.pri),
            "coverage": .optional(model.fit.coverage),
        ]
        let own = study.memberships(of: model.terms.map(\.term))
        let outcome = study.outcomeMemberships
        document["deviantCases"] = names(own.indices.filter { own[$0] > 0.5 && outcome[$0] < 0.5 })
        document["uncoveredCases"] = names(own.indices.filter { own[$0] < 0.5 && outcome[$0] > 0.5 })
        if let assumptions = model.assumptions { document["simplifyingAssumptions"] = counterfactuals(assumptions) }
        return .object(document)
    }

    private var randomData: JSONValue {
        let found = run.cleanliness
        return [
            "cases": .integer(found.cases), "conditions": .integer(found.conditions),
            "combinations": .integer(found.combinations), "draws": .integer(found.draws),
            "seed": .integer(run.settings.seed), "share": .number(found.share), "exactShare": .number(found.exactShare),
            "contradictoryRows": .integer(found.contradictoryRows), "shareOfShuffles": .number(found.shareOfShuffles),
            "advisedConditions": .integer(found.advisedConditions), "verdict": .string(found.verdict.rawValue),
        ]
    }

    private func robustness(
        _ part: (kind: Solution.Kind, ranges: [StableRange], trials: LeaveOneOut)
    ) -> JSONValue {
        [
            "kind": .string(part.kind.rawValue),
            "ranges": .array(
                part.ranges.map { range in
                    [
                        "subject": .string(t(ComparisonSentences.words(range.subject))), "value": .number(range.value),
                        "lower": end(range.lower), "upper": end(range.upper),
                    ]
                }),
            "leaveOneOut": .array(
                part.trials.trials.map { trial in
                    [
                        "case": .string(trial.name), "same": .bool(trial.isSame),
                        "models": trial.isSame ? .null : .strings(trial.models),
                    ]
                }),
            "stability": .number(part.trials.stability),
        ]
    }

    private func end(_ end: StableRange.End) -> JSONValue {
        [
            "value": end.value.isFinite ? .number(end.value) : .null, "included": .bool(end.isIncluded),
            "exact": .bool(end.isExact), "beyond": end.beyond.map { .strings($0) } ?? .null,
        ]
    }

    private func clusters(_ part: (kind: Solution.Kind, formula: String, fit: ClusterFit)) -> JSONValue {
        func list(_ parts: [ClusterFit.Part]) -> JSONValue {
            .array(
                parts.map { part in
                    [
                        "name": .string(part.name), "cases": .integer(part.cases),
                        "consistency": .optional(part.fit.consistency), "pri": .optional(part.fit.pri),
                        "coverage": .optional(part.fit.coverage),
                    ]
                })
        }
        return [
            "kind": .string(part.kind.rawValue), "expression": .string(part.formula),
            "pooled": [
                "consistency": .optional(part.fit.pooled.consistency), "coverage": .optional(part.fit.pooled.coverage),
            ],
            "between": list(part.fit.between), "within": list(part.fit.within),
            "distanceBetween": .optional(part.fit.distanceBetween),
            "distanceWithin": .optional(part.fit.distanceWithin),
        ]
    }
}
