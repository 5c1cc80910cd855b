import CaseComparison
import Exchange
import Testing

/// Corner cases with R's answers, and those where R's answer is wrong.
@Suite(.enabled(if: ReferenceData.isPresent)) struct CornerCaseTests {
    private func corner(_ beginning: String) throws -> JSONValue {
        let cases = try ReferenceData.document("corner_cases.json")["cases"]?.array ?? []
        return try #require(cases.first { $0["label"]?.string?.hasPrefix(beginning) == true }, "\(beginning)")
    }

    private func lipset(outcome: String = "SURV") throws -> Study {
        try Study(
            try ReferenceData.table("data/LF.csv"), outcome: outcome, conditions: ["DEV", "URB", "LIT", "IND", "STB"])
    }

    private func options(_ inclusion: Double = 0.8) -> Comparison.Options {
        var options = Comparison.Options()
        options.thresholds.inclusion = inclusion
        return options
    }

    @Test func aFrequencyCutOffAndTwoInclusionCutOffsDoNotMixRowsUp() throws {
        let table = try TruthTable(lipset(), Thresholds(inclusion: 0.8, secondInclusion: 0.5, frequency: 2))
        let outputs = Dictionary(uniqueKeysWithValues: table.rows.map { ($0.number, $0.output) })
        // R prints C, C and 0 here. The reference names no remainders, so rows of one case are held to the definition.
        #expect(outputs[22] == .positive)
        #expect(outputs[32] == .positive)
        #expect(outputs[24] == .contradiction)
        let right = try corner("n.cut=2")["right_OUT_by_row"]
        for row in table.rows {
            #expect(row.output.rawValue == (row.cases.count < 2 ? "?" : right?["\(row.number)"]?.string))
        }
    }

    @Test(arguments: [0.8, 0.5]) func contradictoryAssumptionsAndSimultaneousSubsetsAreNamed(_ cut: Double) throws {
        var options = options(cut)
        options.untenable.contradictoryAssumptions = true
        options.untenable.simultaneousSubsets = true
        let findings = try Comparison(lipset(), options).untenable.findings
        let label = cut == 0.8 ? "LF 0.8" : "LF 0.5"
        let kinds =
            cut == 0.8
            ? [
                "findRows type 2: contradictory simplifying assumptions, ",
                "findRows type 3: simultaneous subset relations, ",
            ]
            : ["findRows type 2, ", "findRows type 3, "]
        for (finding, kind) in zip(findings, kinds) {
            #expect(finding.combinations.rows == (try corner(kind + label))["result"]?.array?.compactMap(\.integer))
        }
    }

    @Test func impossibleRemaindersAreFoundAndNotUsed() throws {
        var options = options()
        options.untenable.impossible = ["DEV*~LIT"]
        options.expectations = ["DEV", "URB", "LIT", "IND", "STB"]
        let study = try lipset()
        let comparison = try Comparison(study, options)
        #expect(
            comparison.untenable.findings[0].combinations.rows
                == (try corner("findRows type 1"))["result"]?.array?.compactMap(\.integer))
        let parsimonious = try #require(comparison.solutions.first { $0.kind == .parsimonious })
        let known = try corner("enhanced standard analysis: exclude DEV*~LIT, parsimonious")["result"]
        #expect(expressions(parsimonious, study) == models(known))
        #expect(
            parsimonious.models[0].assumptions?.rows
                == known?["simplifying_assumptions"]?["M1"]?.array?.compactMap(\.integer))
        let pair = try corner("enhanced standard analysis: exclude DEV*~LIT, intermediate")["result"]?["intermediate"]?[
            "C1P1"]
        try compare(try #require(comparison.solutions.last), pair, study)
    }

    @Test(arguments: [["~LIT"], ["URB*IND"]])
    func singleAndConjuncturalExpectationsAloneGiveWhatRGives(_ expectations: [String]) throws {
        var options = options()
        options.expectations = expectations
        let study = try lipset()
        let pair = try corner("directional expectation \(expectations[0]) alone")["result"]?["intermediate"]?["C1P1"]
        try compare(try #require(Comparison(study, options).solutions.last), pair, study)
    }

    /// R forgets the single expectation and gives row 30 alone.
    @Test func aConjuncturalExpectationDoesNotSilenceASingleOne() throws {
        var options = options()
        options.expectations = ["~LIT", "URB*IND"]
        let solution = try #require(Comparison(lipset(), options).solutions.last)
        #expect(solution.between?.easy.rows == [18, 26, 28, 30])
    }

    @Test func noPositiveRowIsAResult() throws {
        let solutions = try Comparison(lipset(), options(1)).solutions
        #expect(solutions.allSatisfy { $0.models.isEmpty && $0.remarks.contains(.noPositiveRow) })
    }

    @Test func allRowsPositiveIsAResult() throws {
        let study = try lipset()
        let comparison = try Comparison(study, options(0))
        #expect(comparison.table.rows.allSatisfy { $0.output == .positive })
        let parsimonious = try #require(comparison.solutions.first { $0.kind == .parsimonious })
        #expect(parsimonious.remarks.contains(.nothingForbidden))
        #expect(study.expression(of: parsimonious.models[0].terms[0].term) == "1")
    }

    @Test func aSingleConditionIsEnough() throws {
        let known = try corner("single condition")["result"]
        // The data of this corner case follow from its figures: memberships in A, outcome.
        let rows = known?["tt"]?.array ?? []
        #expect(rows.count == 2)
        let study = try Study(
            CaseTable(
                cases: ["a", "b", "c", "d"],
                columns: [
                    .init(name: "A", cells: [0, 0, 1, 1].map { .number($0) }),
                    .init(name: "Y", cells: [0, 0, 1, 1].map { .number($0) }),
                ]), outcome: "Y", conditions: ["A"])
        let solution = try Comparison(study, options()).solutions[0]
        #expect(study.expression(of: solution.models[0].terms[0].term) == "A")
        #expect(solution.models[0].terms[0].uniqueCoverage == nil)
    }

    @Test(arguments: [
        "DEV -> SURV", "DEV*LIT -> SURV", "DEV*LIT + STB -> SURV", "DEV*URB + ~IND*STB + LIT -> SURV",
    ])
    func formulasFitAsSufficient(_ text: String) throws {
        let study = try lipset()
        let terms = try Expression(text.components(between: " -> ")[0], conditions: study.conditions).terms
        let known = try corner("pof \(text)")["result"]?.array ?? []
        let model = FormulaFit(terms, study)
        for (term, entry) in zip(model.terms, known) {
            #expect(near(term.fit.consistency, entry["inclS"]))
            #expect(near(term.fit.pri, entry["PRI"]))
            #expect(near(term.fit.coverage, entry["covS"]))
            #expect(near(term.uniqueCoverage, entry["covU"]))
        }
        if known.count > terms.count {
            #expect(near(model.fit.consistency, known[terms.count]["inclS"]))
            #expect(near(model.fit.coverage, known[terms.count]["covS"]))
        }
    }

    @Test(arguments: [("DEV", "SURV"), ("DEV + LIT", "SURV"), ("~DEV", "~SURV")])
    func formulasFitAsNecessary(_ text: String, _ outcome: String) throws {
        let study = try lipset(outcome: outcome)
        let terms = try Expression(text, conditions: study.conditions).terms
        let known = try #require(try corner("pof \(text) <- \(outcome)")["result"]?.array?.last)
        let fit = Necessity(study.memberships(of: terms), study.outcomeMemberships)
        #expect(near(fit.consistency, known["inclN"]))
        #expect(near(fit.relevance, known["RoN"]))
        #expect(near(fit.coverage, known["covN"]))
    }

    @Test func supersetSearchesAreEqual() throws {
        let study = try lipset()
        for (label, thresholds) in [
            (
                "superSubset LF necessity incl 0.9 cov 0.6 ron 0.6",
                NecessitySearch.Thresholds(consistency: 0.9, coverage: 0.6, relevance: 0.6)
            ),
            (
                "superSubset LF necessity incl 0.9",
                NecessitySearch.Thresholds(consistency: 0.9, coverage: 0, relevance: 0)
            ),
        ] {
            let cases = try ReferenceData.document("corner_cases.json")["cases"]?.array ?? []
            let known = try #require(cases.first { $0["label"]?.string == label }?["result"]?.array)
            let found = try NecessitySearch(study, thresholds).found.map(study.expression(of:))
            #expect(Set(found) == Set(known.compactMap { $0["expr"]?.string }), "\(label)")
        }
        let enough = SufficiencySearch(study, consistency: 0.9)
        let both = SufficiencySearch(study, consistency: 0.8, necessity: 0.8)
        #expect(enough.found.map { study.expression(of: $0.term) } == ["DEV*URB*STB"])
        #expect(both.found.map { study.expression(of: $0.term) } == ["DEV*STB"])
    }

    @Test func aCaseAtOneHalfBelongsToNoRow() throws {
        let table = try ReferenceData.table("data/LF.csv")
        let austria = try #require(table.cases.firstIndex(of: "AU"))
        var cells = try table.column("DEV").cells
        cells[austria] = .number(0.5)
        let study = try Study(
            table.replacing(.init(name: "DEV", cells: cells)), outcome: "SURV",
            conditions: ["DEV", "URB", "LIT", "IND", "STB"])
        let rows = try TruthTable(study, Thresholds(inclusion: 0.8))
        let known = try corner("membership of exactly 0.5")["result"]?.array ?? []
        #expect(rows.rows.map(\.number) == known.compactMap { $0["row"]?.integer })
        for (row, entry) in zip(rows.rows, known) {
            #expect(near(row.inclusion, entry["incl"]))
            #expect(near(row.pri, entry["PRI"]))
            #expect(row.output.rawValue == entry["OUT"]?.string)
        }
        #expect(rows.undecided.map(\.case) == [austria])
    }

    @Test func formulasAreSimplifiedAndFactorised() throws {
        let study = try Study(
            CaseTable(
                cases: ["a"],
                columns: ["A", "B", "C", "D", "Y"].map { .init(name: $0, cells: [.number(1)]) }),
            outcome: "Y", conditions: ["A", "B", "C", "D"])
        func terms(_ text: String) throws -> [Term] { try Expression(text, conditions: study.conditions).terms }
        #expect(study.simplified(try terms("A*B + A*~B + ~A*C")).map(study.expression(of:)) == ["A + C"])
        #expect(study.factorised(try terms("A*B + A*C + D")) == ["A*(B + C) + D"])
    }

    @Test func allIrredundantModelsCanBeListed() throws {
        let known = try corner("all solutions including non-minimal")["result"]?.array ?? []
        let study = try Study(
            try ReferenceData.table("data/CVF.csv"), outcome: "PROTEST",
            conditions: ["DEMOC", "ETHFRACT", "GEOCON", "POLDIS", "NATPRIDE"])
        let solution = try #require(Comparison(study, options(0.85)).solutions.first { $0.kind == .parsimonious })
        #expect(expressions(solution, study) == Set(known.map { ReferenceData.canonical(ReferenceData.strings($0)) }))
    }

    private func expressions(_ solution: Solution, _ study: Study) -> Set<Set<String>> {
        Set(solution.models.map { $0.expressions(study) })
    }

    private func models(_ known: JSONValue?) -> Set<Set<String>> {
        Set((known?["models"]?.array ?? []).map { ReferenceData.canonical(ReferenceData.strings($0["pis"])) })
    }

    private func compare(_ solution: Solution, _ known: JSONValue?, _ study: Study) throws {
        #expect(solution.between?.easy.rows == known?["easy_counterfactuals"]?.array?.compactMap(\.integer))
        #expect(solution.between?.difficult.rows == known?["difficult_counterfactuals"]?.array?.compactMap(\.integer))
        #expect(expressions(solution, study) == models(known))
    }

    /// Run by hand with R 4.2.2 against stand-ins for QCA's functions: each name in the table is the name in the calls.
    @Test func theScriptForRNamesConditionsAlikeEverywhere() throws {
        let table = try CaseTable(
            cases: ["a", "b \"c\""],
            columns: [
                .init(name: "OUTCOME", cells: [.number(1), .number(0)]),
                .init(name: "B`\\c", cells: [.number(0), .number(1)]),
                .init(name: "Y", cells: [.number(1), .number(0)]),
            ])
        let study = try Study(table, outcome: "Y", conditions: ["OUTCOME", "B`\\c"])
        let script = try Comparison(study).rScript
        #expect(script.contains("  `OUTCOME` = c(1.0, 0.0),\n  `B\\`\\\\c` = c(0.0, 1.0),\n  OUTCOME_ = c(1.0, 0.0),"))
        #expect(script.contains("conditions <- c(\"OUTCOME\", \"B`\\\\c\")"))
        #expect(script.contains("outcome = \"OUTCOME_\"") && script.contains("row.names = c(\"a\", \"b \\\"c\\\"\")"))
    }
}
