import Exchange
import FairSelection
import Testing

/// Outcomes that others computed, or that cities carried out.
@Suite(.enabled(if: ReferenceData.isThere)) struct ReferenceTests {
    private static let completions: [String: Completion] = [
        "none": .none, "u": .utilitarian, "add1": .add1, "add1e": .add1Exhaustive, "add1u": .add1Utilitarian,
    ]

    @Test(arguments: ReferenceData.elections)
    func theSequencesOfTheExactReferenceAreOurs(name: String) throws {
        guard let runs = try ReferenceData.reference("pb-equalshares", name)?["independent"]?.object else { return }
        let election = try ReferenceData.election(name)
        for (run, expected) in runs {
            let parts = run.split(separator: ".").map(String.init)
            guard let completion = Self.completions[parts[1]] else { continue }
            let options = Selection.Options(
                rule: .equalShares, utility: parts[0] == "cost" ? .cost : .cardinality, completion: completion)
            let selection = try Selection(election, options)
            let winners = expected["winners"]?.array?.compactMap(\.string) ?? []
            #expect(election.ids(selection.winners) == winners, "\(name) \(run)")
            if completion.rawValue.hasPrefix("add1") {
                #expect(selection.shares?.wholeEndowment == expected["endowment"]?.integer, "\(name) \(run)")
                #expect(selection.shares?.rounds == expected["runs"]?.integer, "\(name) \(run)")
            }
            #expect(((selection.shares?.endowmentsWithTies ?? 0) > 0) == expected["tie_met"]?.bool, "\(name) \(run)")
        }
    }

    @Test(arguments: ReferenceData.elections)
    func officialEqualSharesElectionsHaveTheirOfficialWinners(name: String) throws {
        let reference = try ReferenceData.reference("pb-equalshares", name)
        guard let rule = reference?["rule_in_file"]?.string, rule.hasPrefix("equalshares") else { return }
        let election = try ReferenceData.election(name)
        let selection = try Selection(election, .init(rule: .equalShares, completion: .add1))
        let official = reference?["official_selected"]?.array?.compactMap(\.string) ?? []
        #expect(election.ids(selection.winners).sorted() == official.sorted())
    }

    /// What pabutools' rule is under our names; the welfare is compared where the set is not unique.
    private static let rules: [String: (Selection.Rule, Utility?, Completion)] = [
        "greedy_votes": (.greedy, .cost, .none),
        "greedy_score_per_cost": (.greedyRatio, nil, .none),
        "mes_cost": (.equalShares, .cost, .none),
        "mes_cardinality": (.equalShares, .cardinality, .none),
        "mes_points": (.equalShares, nil, .none),
        "mes_cost_then_greedy_votes": (.equalShares, .cost, .utilitarian),
        "phragmen": (.phragmen, .cost, .none),
        "phragmen_then_greedy_votes": (.phragmen, .cost, .utilitarian),
        "max_votes_welfare": (.maxWelfare, .cardinality, .none),
        "max_cost_welfare": (.maxWelfare, .cost, .none),
        "max_points_welfare": (.maxWelfare, nil, .none),
    ]

    @Test(arguments: ReferenceData.elections)
    func otherRulesAgreeWithPabutools(name: String) throws {
        guard let reference = try ReferenceData.reference("pb-pabutools", name) else { return }
        let election = try ReferenceData.election(name)
        let usual: Utility =
            switch reference["vote_type"]?.string {
            case "cumulative": .points
            case "ordinal": .borda
            default: .cardinality
            }
        for (run, expected) in reference["rules"]?.object ?? [:] {
            guard let (rule, utility, completion) = Self.rules[run],
                let winners = expected["winners"]?.array?.compactMap(\.string)
            else { continue }
            let options = Selection.Options(rule: rule, utility: utility ?? usual, completion: completion)
            let selection = try Selection(election, options)
            if rule == .maxWelfare {
                #expect(
                    selection.welfare?.description == expected["objective"].map { $0.string ?? "\($0.integer ?? -1)" },
                    "\(name) \(run)")
            } else if selection.ties.isEmpty {
                let ours = election.ids(selection.winners)
                #expect(Set(ours) == Set(winners), "\(name) \(run)")
                if rule == .equalShares { #expect(ours == winners, "\(name) \(run)") }
            } else if Set(election.ids(selection.winners)) != Set(winners) {
                print("note: \(name) \(run): an exact tie is broken by another chain there")
            }
        }
    }
}
