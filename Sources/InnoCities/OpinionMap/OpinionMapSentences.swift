import Foundation
import OpinionMapping

/// Numbers and quotations as sentences have them.
private enum Wording {
    static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

    static func share(_ share: ShareInterval) -> String {
        guard let value = share.share else { return "nobody voted" }
        return "\(percent(value)) (between \(percent(share.low)) and \(percent(share.high)))"
    }

    static func count(_ count: Int, _ one: String, _ many: String) -> String { "\(count) \(count == 1 ? one : many)" }

    static func statement(_ name: String, _ texts: [String: String]) -> String {
        texts[name].map { "statement \(name), \"\($0)\"," } ?? "statement \(name)"
    }

    static func rounded(_ number: Double) -> String { String((number * 100).rounded() / 100) }

    /// How many entries of a list are told before the rest is counted.
    static let told = 5
}

/// What a robust map says, in plain sentences. Ranges in brackets hold the true share with 90 % probability.
struct OpinionMapSentences {
    let map: OpinionMap
    let texts: [String: String]

    func all(declared: [DeclaredGroups], translations: TranslationCheck?) -> [String] {
        [opening, outcome] + options + map.groups.flatMap(sentences) + oneMind + dividing
            + declared.flatMap(sentences) + (translations.map(sentences) ?? [])
    }

    private var opening: String {
        let people = Wording.count(map.participants.count, "person", "people")
        let statements = Wording.count(map.statements.count, "statement", "statements")
        return "\(people), \(statements), \(Wording.count(map.voteCount, "vote", "votes"))."
    }

    private var outcome: String {
        switch map.outcome {
        case .groups(let count): return "There are \(count) groups of opinion."
        case .range(let count):
            return """
                People stand along a range of opinion without a gap; \(count) groups are steady stretches of it, \
                and who stands near a border could as well be counted to the other side.
                """
        case .noClearGroups:
            return "There are no clear groups of opinion. That is a result: people do not fall apart into camps."
        case .tooFewVotes(let need):
            let people = Wording.count(need.people, "person has", "people have")
            return """
                There are too few votes to say whether there are groups: \(people) at least \
                \(need.votesPerPerson) votes on \
                \(Wording.count(need.statements, "statement", "statements")); it takes \
                \(need.peopleNeeded) such people and \
                \(need.statementsNeeded) statements.
                """
        }
    }

    private var options: [String] {
        map.options.map { option in
            "\(option.count) groups: " + option.reasons.map { reason($0, option) }.joined(separator: "; ") + "."
        }
    }

    private func reason(_ reason: GroupOption.Reason, _ option: GroupOption) -> String {
        let stability = Wording.rounded(option.stability)
        switch reason {
        case .chosen: return "chosen; drawn again, people come back to the same groups (agreement \(stability) of 1)"
        case .holds: return "possible too (agreement \(stability) of 1), but people fit less clearly into them"
        case .groupTooSmall(let people):
            return
                """
                one group would have \(Wording.count(people, "person", "people")), fewer than \
                \(OpinionMap.smallestGroup)
                """
        case .unstable: return "drawn again, people fall into other groups (agreement \(stability) of 1)"
        case .lessSteady(let count):
            return
                "possible by itself (agreement \(stability) of 1), but people come back to \(count) groups more surely"
        case .likeOneCloud(let probability):
            return
                "no gap: a single cloud of people would split as well with probability \(Wording.rounded(probability))"
        }
    }

    private func sentences(_ group: OpinionMap.Group) -> [String] {
        let name = "Group \(group.identifier + 1)"
        let size = "\(name) has \(Wording.count(group.members.count, "person", "people"))."
        guard !group.representative.isEmpty else { return [size + " It says nothing that the others do not say too."] }
        let told = group.representative.prefix(Wording.told).map { finding in
            """
            \(name) \(finding.stance == .agree ? "agrees with" : "disagrees with") \
            \(Wording.statement(map.statements[finding.statement], texts)) \
            \(Wording.share(finding.share)), against \(Wording.percent(finding.restShare)) of the others.
            """
        }
        return [size] + told + more(group.representative.count, "statement sets it apart", "statements set it apart")
    }

    private func more(_ count: Int, _ one: String, _ many: String) -> [String] {
        count > Wording.told ? ["\(Wording.count(count - Wording.told, "more \(one)", "more \(many)"))."] : []
    }

    private var oneMind: [String] {
        let who = map.groups.isEmpty ? "Most people" : "More than half of every group"
        let agreed = map.agreed.prefix(Wording.told).map {
            """
            \(who) agree with \(Wording.statement(map.statements[$0], texts)) \
            \(Wording.share(map.statementFindings[$0].agree)) of all.
            """
        }
        let disagreed = map.disagreed.prefix(Wording.told).map {
            """
            \(who) disagree with \(Wording.statement(map.statements[$0], texts)) \
            \(Wording.share(map.statementFindings[$0].disagree)) of all.
            """
        }
        let moreAgreed = more(
            map.agreed.count, "statement is agreed by all groups", "statements are agreed by all groups")
        return agreed + moreAgreed + disagreed
    }

    private var dividing: [String] {
        map.dividing.prefix(Wording.told).map { statement in
            let shares = map.statementFindings[statement].groups.enumerated().map { group, finding in
                "group \(group + 1) \(finding.agree.share.map(Wording.percent) ?? "no votes")"
            }
            return
                """
                Groups differ on \(Wording.statement(map.statements[statement], texts)) who agrees: \
                \(shares.joined(separator: ", ")).
                """
        }
    }

    private func sentences(_ report: DeclaredGroups) -> [String] {
        let groups = report.groups.map { "\($0.name) (\($0.people))" }.joined(separator: ", ")
        let uniting = report.uniting.prefix(Wording.told).map {
            """
            Every \(report.name) agrees with \(Wording.statement(map.statements[$0], texts)) the mean over them \
            is \(Wording.percent(report.statements[$0].agree)).
            """
        }
        let dividing = report.dividing.prefix(Wording.told).map { statement in
            let shares = zip(report.groups, report.statements[statement].shares).map { group, share in
                "\(group.name) \(Wording.share(share.agree))"
            }
            return
                """
                By \(report.name), people differ on \(Wording.statement(map.statements[statement], texts)) who \
                agrees: \(shares.joined(separator: ", ")).
                """
        }
        return ["Declared \(report.name): \(groups)."] + uniting + dividing
    }

    private func sentences(_ check: TranslationCheck) -> [String] {
        guard !check.warnings.isEmpty else {
            return [
                """
                No translation looks wrong in \(Wording.count(check.testCount, "comparison", "comparisons")) of \
                a statement and a language.
                """
            ]
        }
        return check.warnings.map { warning in
            """
            Check the translation of \(Wording.statement(map.statements[warning.statement], texts)) \
                into \(warning.language): \
            of people in the middle of the map \(Wording.percent(warning.agree)) agree there and \
            \(Wording.percent(warning.agreeElsewhere)) in the other languages.
            """
        }
    }
}

/// What a compatible map says, in plain sentences.
struct CompatibleMapSentences {
    let map: CompatibleMap
    let texts: [String: String]

    var all: [String] {
        let people = Wording.count(map.participants.count, "person", "people")
        let opening = "\(people), \(Wording.count(map.voteCount, "vote", "votes")), as Polis computes them."
        guard !map.groups.isEmpty else { return [opening, "There are no groups yet."] }
        return [opening] + map.groups.flatMap(sentences) + map.agreed.map { consensus($0, "agree with") }
            + map.disagreed.map { consensus($0, "disagree with") }
    }

    private func sentences(_ group: CompatibleMap.Group) -> [String] {
        let size = Wording.count(group.members.count, "person", "people")
        return ["Group \(group.identifier + 1) has \(size)."]
            + group.representative.map { finding in
                """
                Group \(group.identifier + 1) \(finding.stance == .agree ? "agrees with" : "disagrees with") \
                \(Wording.statement(map.statements[finding.statement], texts)) \
                \(finding.successes) of \(Wording.count(finding.votes, "vote", "votes")).
                """
            }
    }

    private func consensus(_ finding: CompatibleConsensus, _ verb: String) -> String {
        """
        Most people \(verb) \(Wording.statement(map.statements[finding.statement], texts)) \(finding.successes) of \
        \(Wording.count(finding.votes, "vote", "votes")).
        """
    }
}

extension ProductionComparison {
    /// The comparison in plain sentences.
    var sentences: [String] {
        func word(_ isEqual: Bool) -> String { isEqual ? "equal" : "different" }
        let lists = [
            ("The number of groups", hasEqualCount), ("the groups", hasEqualGroups),
            ("their representative statements", hasEqualRepresentative), ("the consensus", hasEqualConsensus),
        ].map { "\($0): \(word($1))" }.joined(separator: "; ")
        return [lists + "."]
            + differences.map {
                """
                Largest difference of \($0.name): \
                \($0.value.isFinite ? String($0.value) : "one side lacks what the other has").
                """
            }
    }
}
