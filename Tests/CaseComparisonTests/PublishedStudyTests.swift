import CaseComparison
import Exchange
import Testing

/// Published analyses, equal to R's QCA to the last model and to 1e-9 in every figure.
@Suite(.enabled(if: ReferenceData.isPresent)) struct PublishedStudyTests {
    @Test(arguments: ReferenceData.analyses)
    func truthTablesAreEqual(_ name: String) throws {
        let reference = try ReferenceData.document(name)
        let study = try ReferenceData.study(reference)
        let table = try TruthTable(study, ReferenceData.thresholds(reference))
        let expected = try #require(reference["truth_table"]?.array)
        let rows = table.rows.filter { $0.output != .remainder || expected.contains(row: $0.number) }
        #expect(rows.map(\.number) == expected.compactMap { $0["row"]?.integer }, "\(name)")
        for (row, known) in zip(rows, expected) {
            #expect(row.output.rawValue == known["OUT"]?.string, "\(name) row \(row.number)")
            #expect(row.cases.count == known["n"]?.integer)
            #expect(near(row.inclusion, known["incl"]))
            #expect(near(row.pri, known["PRI"]), "\(name) row \(row.number): \(String(describing: row.pri))")
            #expect(row.cases.map { study.cases[$0] }.joined(separator: ",") == known["cases"]?.string)
        }
    }

    @Test(arguments: ReferenceData.analyses)
    func everyModelIsFoundWithItsFit(_ name: String) throws {
        let reference = try ReferenceData.document(name)
        let study = try ReferenceData.study(reference)
        var options = Comparison.Options()
        options.thresholds = ReferenceData.thresholds(reference)
        options.solutions = [.complex, .parsimonious]
        let comparison = try Comparison(study, options)
        for solution in comparison.solutions {
            let key = solution.kind == .complex ? "conservative" : "parsimonious"
            guard let known = reference[key], known["error"] == nil else { continue }
            try compare(solution, known, study, "\(name) \(key)")
        }
        if let known = reference["parsimonious_row_dominance"], known["error"] == nil {
            options.rowDominance = true
            options.solutions = [.parsimonious]
            try compare(try Comparison(study, options).solutions[0], known, study, "\(name) dominance", charts: false)
        }
    }

    @Test(arguments: ReferenceData.analyses)
    func intermediateSolutionsAreEqualForEveryPairOfModels(_ name: String) throws {
        let reference = try ReferenceData.document(name)
        guard let pairs = reference["intermediate"]?["intermediate"]?.object else { return }
        let study = try ReferenceData.study(reference)
        var options = Comparison.Options()
        options.thresholds = ReferenceData.thresholds(reference)
        options.solutions = [.intermediate]
        options.expectations = ReferenceData.strings(reference["dir.exp"])
        let solutions = try Comparison(study, options).solutions
        #expect(solutions.count == pairs.count)
        for (pair, known) in pairs {
            let complex = ReferenceData.canonical(ReferenceData.strings(known["c_model"]))
            let parsimonious = ReferenceData.canonical(ReferenceData.strings(known["p_model"]))
            let solution = try #require(
                solutions.first { solution in
                    guard let between = solution.between else { return false }
                    return ReferenceData.canonical(between.complex.map(study.expression(of:))) == complex
                        && ReferenceData.canonical(between.parsimonious.map(study.expression(of:))) == parsimonious
                })
            #expect(solution.between?.easy.rows == known["easy_counterfactuals"]?.array?.compactMap(\.integer))
            #expect(
                solution.between?.difficult.rows == known["difficult_counterfactuals"]?.array?.compactMap(\.integer))
            try compare(solution, known, study, "\(name) \(pair)", charts: false)
        }
    }

    @Test(arguments: ReferenceData.analyses)
    func necessityIsEqual(_ name: String) throws {
        let reference = try ReferenceData.document(name)
        let study = try ReferenceData.study(reference)
        let cuts = reference["necessity"]
        guard let known = cuts?["found"]?.array else { return }
        let search = try NecessitySearch(
            study,
            NecessitySearch.Thresholds(
                consistency: cuts?["incl.cut"]?.number ?? 0.9, coverage: cuts?["cov.cut"]?.number ?? 0.6,
                relevance: cuts?["ron.cut"]?.number ?? 0.5))
        let found = Dictionary(uniqueKeysWithValues: search.found.map { (sides(study.expression(of: $0)), $0.fit) })
        #expect(Set(found.keys) == Set(known.compactMap { $0["expr"]?.string.map(sides) }), "\(name)")
        for entry in known {
            guard let text = entry["expr"]?.string, let fit = found[sides(text)] else { continue }
            #expect(near(fit.consistency, entry["inclN"]))
            #expect(near(fit.relevance, entry["RoN"]))
            #expect(near(fit.coverage, entry["covN"]))
        }
    }

    @Test(arguments: ReferenceData.analyses)
    func singleConditionsFitAsPublished(_ name: String) throws {
        let reference = try ReferenceData.document(name)
        let study = try ReferenceData.study(reference)
        for entry in reference["single_conditions"]?.array ?? [] {
            guard entry["necessity"]?.object != nil, let text = entry["expr"]?.string else { continue }
            let isNegated = text.hasPrefix("~")
            let name = isNegated ? String(text.dropFirst()) : text
            // R labels levels in words that the data files do not have.
            guard let condition = study.conditions.firstIndex(where: { $0.name == name }) else { continue }
            let x = study.memberships(of: Literal(condition: condition, level: isNegated ? 0 : 1))
            let needed = Necessity(x, study.outcomeMemberships)
            let enough = Sufficiency(x, study.outcomeMemberships)
            #expect(near(needed.consistency, entry["necessity"]?["inclN"]))
            #expect(near(needed.relevance, entry["necessity"]?["RoN"]), "\(name) \(text)")
            #expect(near(needed.coverage, entry["necessity"]?["covN"]))
            #expect(near(enough.pri, entry["sufficiency"]?["PRI"]), "\(name) \(text)")
        }
    }

    private func compare(
        _ solution: Solution, _ known: JSONValue, _ study: Study, _ label: String, charts: Bool = true
    ) throws {
        let expected = try #require(known["models"]?.array)
        let found = Dictionary(uniqueKeysWithValues: solution.models.map { ($0.expressions(study), $0) })
        #expect(solution.count == known["n_models"]?.integer, "\(label)")
        let all = known["model_expressions"]?.array?.compactMap(\.string).map { text in
            ReferenceData.canonical(text.components(between: " + "))
        }
        #expect(
            Set(found.keys) == Set(all ?? expected.map { ReferenceData.canonical(ReferenceData.strings($0["pis"])) }),
            "\(label)")
        for model in expected {
            guard let own = found[ReferenceData.canonical(ReferenceData.strings(model["pis"]))] else { continue }
            #expect(near(own.fit.consistency, model["inclS"]), "\(label)")
            #expect(near(own.fit.pri, model["PRI"]), "\(label)")
            #expect(near(own.fit.coverage, model["covS"]), "\(label)")
            for term in model["terms"]?.array ?? [] {
                let text = ReferenceData.canonical(term["pi"]?.string ?? "")
                let part = try #require(
                    own.terms.first { ReferenceData.canonical(study.expression(of: $0.term)) == text })
                #expect(near(part.fit.consistency, term["inclS"]), "\(label) \(text)")
                #expect(near(part.fit.pri, term["PRI"]), "\(label) \(text)")
                #expect(near(part.fit.coverage, term["covS"]), "\(label) \(text)")
                #expect(near(part.uniqueCoverage, term["covU"]), "\(label) \(text)")
            }
        }
        let essential = ReferenceData.canonical(ReferenceData.strings(known["essential"]))
        #expect(ReferenceData.canonical(solution.essential.map(study.expression(of:))) == essential, "\(label)")
        guard charts, !label.hasPrefix("qca_15") else { return }
        if let chart = known["pi_chart"]?.array {
            let own = Dictionary(
                uniqueKeysWithValues: solution.chart.map {
                    (ReferenceData.canonical(study.expression(of: $0.term)), $0.covers)
                })
            #expect(own.count == chart.count, "\(label)")
            for row in chart {
                #expect(
                    own[ReferenceData.canonical(row["pi"]?.string ?? "")]
                        == row["covers"]?.array?.compactMap(\.integer),
                    "\(label)")
            }
        }
        let assumptions = known["simplifying_assumptions"]?.object.map { Array($0) } ?? []
        for (model, rows) in zip(expected, assumptions) {
            let own = found[ReferenceData.canonical(ReferenceData.strings(model["pis"]))]
            #expect(own?.assumptions?.rows == rows.value.array?.compactMap(\.integer), "\(label) \(rows.name)")
        }
    }

    private func sides(_ text: String) -> Set<String> {
        Set(text.components(between: " + ").map { ReferenceData.canonical($0) })
    }
}

/// Equal to 1e-9; an undefined figure is `null`.
func near(_ value: Double?, _ known: JSONValue?) -> Bool {
    guard let number = known?.number else { return value == nil || known == nil }
    return value.map { abs($0 - number) <= 1e-9 } ?? false
}

extension String {
    /// The parts between a separator of several characters.
    func components(between separator: String) -> [String] {
        var parts: [String] = []
        var rest = self[...]
        while let range = rest.firstRange(of: separator) {
            parts.append(String(rest[..<range.lowerBound]))
            rest = rest[range.upperBound...]
        }
        return parts + [String(rest)]
    }
}

extension [JSONValue] {
    fileprivate func contains(row number: Int) -> Bool { contains { $0["row"]?.integer == number } }
}
