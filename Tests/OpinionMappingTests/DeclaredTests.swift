import SeededRandom
import Testing

@testable import OpinionMapping

@Suite struct DeclaredTests {
    /// People of four languages in two camps; `shift` moves the log odds of statement 0 in language 3.
    private static func conversation(seed: UInt64, isMistranslated: Bool, areLanguagesApart: Bool = false)
        -> (Conversation, [String: String])
    {
        var generator = SeededGenerator(seed: seed)
        var conversation = Conversation()
        var languages: [String: String] = [:]
        let slopes = (0..<24).map { _ in generator.unit() * 2 - 1 }
        let levels = (0..<24).map { _ in generator.unit() - 0.5 }
        for person in 0..<200 {
            let language = person % 4
            languages[String(person)] = "l\(language)"
            let camp =
                areLanguagesApart
                ? (generator.unit() < 0.2 + 0.2 * Double(language) ? 1.0 : -1) : generator.unit() < 0.5 ? 1.0 : -1
            for statement in 0..<24 {
                var odds = 1.6 * slopes[statement] * camp + levels[statement]
                // The translation says the opposite.
                if isMistranslated, statement == 0, language == 3 {
                    odds = -(1.2 + odds)
                } else if statement == 0 {
                    odds += 1.2
                }
                let isAgree = generator.unit() < 1 / (1 + exponential(-odds))
                conversation.add(
                    participant: String(person), statement: String(statement), stance: isAgree ? .agree : .disagree)
            }
        }
        return (conversation, languages)
    }

    private static func exponential(_ x: Double) -> Double { Logarithm.weightedMean([2.718_281_828_459_045], [x], 1) }

    @Test func aMistranslatedStatementIsFlaggedWithFiftyPeopleALanguage() {
        var found = 0
        for seed in 1...40 as ClosedRange<UInt64> {
            let (conversation, languages) = Self.conversation(seed: seed, isMistranslated: true)
            let check = TranslationCheck(conversation, languages: languages)
            if check.warnings.contains(where: {
                $0.language == "l3" && conversation.statements.contains("0")
                    && OpinionMap.identifier($0.statement, conversation) == "0"
            }) {
                found += 1
            }
        }
        #expect(Double(found) / 40 >= 0.8, "\(found) of 40")
    }

    @Test(arguments: [false, true])
    func rightTranslationsAreSeldomFlagged(areLanguagesApart: Bool) {
        var (flagged, tests, conversations) = (0, 0, 0)
        for seed in 101...140 as ClosedRange<UInt64> {
            let (conversation, languages) = Self.conversation(
                seed: seed, isMistranslated: false, areLanguagesApart: areLanguagesApart)
            let check = TranslationCheck(conversation, languages: languages)
            flagged += check.warnings.count
            conversations += check.warnings.isEmpty ? 0 : 1
            tests += check.testCount
        }
        #expect(tests == 40 * 96)
        #expect(Double(flagged) / Double(tests) <= 0.05 / 10, "\(flagged) of \(tests), in \(conversations) of 40")
    }

    @Test func smallGroupsBorrowFromTheOthers() {
        var generator = SeededGenerator(seed: 2)
        var conversation = Conversation()
        var country: [String: String] = [:]
        for person in 0..<303 {
            country[String(person)] = person < 200 ? "A" : person < 300 ? "B" : "C"
            for statement in 0..<10 {
                // The three people of C agree with everything by chance.
                let agrees = person >= 300 || generator.unit() < 0.5 + 0.04 * Double(statement % 3)
                conversation.add(
                    participant: String(person), statement: String(statement), stance: agrees ? .agree : .disagree)
            }
        }
        let report = DeclaredGroups(conversation, grouping: DeclaredGrouping(name: "country", groupOf: country))
        #expect(report.groups.map(\.name) == ["A", "B", "C"])
        #expect(report.groups.map(\.people) == [200, 100, 3])
        for statement in report.statements {
            let share = statement.shares[2].agree
            #expect((share.share ?? 1) < 0.95)
            #expect(share.high - share.low > statement.shares[0].agree.high - statement.shares[0].agree.low)
        }
    }

    @Test func pooledIntervalsHoldNineTimesInTen() {
        var (held, all) = (0, 0)
        for seed in 1...20 as ClosedRange<UInt64> {
            var generator = SeededGenerator(seed: seed)
            let shares = (0..<8).map { _ in
                (0..<12).map { statement in
                    let mean = 0.2 + 0.05 * Double(statement)
                    return mean + 0.5 * (generator.unit() - 0.5) * (mean * (1 - mean)).squareRoot()
                }
            }
            var conversation = Conversation()
            var country: [String: String] = [:]
            for person in 0..<320 {
                country[String(person)] = String(person % 8)
                for statement in 0..<12 {
                    let agrees = generator.unit() < shares[person % 8][statement]
                    conversation.add(
                        participant: String(person), statement: String(statement), stance: agrees ? .agree : .disagree)
                }
            }
            let report = DeclaredGroups(conversation, grouping: DeclaredGrouping(name: "country", groupOf: country))
            for (statement, finding) in report.statements.enumerated() {
                for group in 0..<8 {
                    let interval = finding.shares[group].agree
                    let share = shares[group][statement]
                    all += 1
                    if interval.low <= share && share <= interval.high { held += 1 }
                }
            }
        }
        let coverage = Double(held) / Double(all)
        #expect((0.87...0.93).contains(coverage), "\(coverage)")
    }

    @Test func groupsCountEquallyOrBySizeAsDeclared() {
        var conversation = Conversation()
        var country: [String: String] = [:]
        for person in 0..<80 {
            country["\(person)"] = person < 40 ? "A" : "B"
            conversation.add(participant: "\(person)", statement: "s", stance: person < 40 ? .agree : .disagree)
        }
        func agree(_ sizes: [String: Double]) -> Double {
            DeclaredGroups(conversation, grouping: .init(name: "country", groupOf: country, sizes: sizes)).statements[0]
                .agree
        }
        #expect(abs(agree([:]) - 0.5) < 1e-9)
        #expect(agree(["A": 9, "B": 1]) > 0.85)
        #expect(agree(["A": 0, "B": .infinity]).isFinite)
        let report = DeclaredGroups(conversation, grouping: .init(name: "country", groupOf: country))
        #expect(report.dividing == [0])
        #expect(report.uniting.isEmpty)
    }
}

extension OpinionMap {
    /// The identifier at a position of the map's order.
    static func identifier(_ position: Int, _ conversation: Conversation) -> String {
        VoteTable(conversation, order: .byIdentifier).statements[position]
    }
}
