import Languages
import OpinionMapping

/// Quotations and shares as sentences have them.
enum OpinionWording {
    /// A statement by its identifier, with its text in brackets: nothing that a language would have to bend.
    static func statement(_ name: String, _ texts: [String: String]) -> String {
        texts[name].map { "\(name) (“\($0)”)" } ?? name
    }

    /// Whole percents: intervals are wide.
    static func whole(_ share: Double) -> Double { (share * 100).rounded() / 100 }

    static func percent(_ share: Double) -> Message { "\(percent: whole(share))" }

    static func share(_ share: ShareInterval) -> Message {
        guard let value = share.share else { return Message("no votes") }
        let (low, high) = (percent(share.low), percent(share.high))
        return Message("\(percent(value)) (between \(low) and \(high))")
    }

    static func size(ofGroup number: Int, _ people: Int) -> Message {
        .count(people, one: "Group \(number) has \(people) person.", other: "Group \(number) has \(people) people.")
    }

    /// How many entries of a list are told before the rest is counted.
    static let told = 5

    /// The sentence that counts what was not told, if there is any.
    static func more(_ count: Int, _ sentence: (Int) -> Message) -> [Message] {
        count > told ? [sentence(count - told)] : []
    }
}

/// What a robust map says, in plain sentences. Ranges in brackets hold the true share with 90 % probability.
struct OpinionMapSentences {
    let map: OpinionMap
    let texts: [String: String]

    func all(declared: [DeclaredGroups], translations: TranslationCheck?) -> [Message] {
        [opening, outcome] + numbersOfGroups + map.groups.flatMap(sentences) + oneMind + dividing
            + declared.flatMap(sentences) + (translations.map(sentences) ?? [])
    }

    private func statement(_ position: Int) -> String { OpinionWording.statement(map.statements[position], texts) }

    private var opening: Message {
        Message("People: \(map.participants.count); statements: \(map.statements.count); votes: \(map.voteCount).")
    }

    private var outcome: Message {
        switch map.outcome {
        case .groups(let count):
            return .count(
                count, one: "There is \(count) group of opinion.", other: "There are \(count) groups of opinion.")
        case .range(let count):
            return Message(
                """
                People stand along a range of opinion without a gap. Number of steady stretches of it: \(count). Who \
                stands near a border could as well be counted to the other side.
                """)
        case .noClearGroups:
            return Message(
                "There are no clear groups of opinion. That is a result: people do not fall apart into camps.")
        case .tooFewVotes(let need):
            return Message(
                """
                There are too few votes to say whether there are groups. Least votes that make a person count: \
                \(need.votesPerPerson). People with so many: \(need.people), needed: \(need.peopleNeeded). \
                Statements: \(need.statements), needed: \(need.statementsNeeded).
                """)
        }
    }

    private var numbersOfGroups: [Message] {
        map.options.flatMap { option in option.reasons.map { reason($0, option) } }
    }

    private func reason(_ reason: GroupOption.Reason, _ option: GroupOption) -> Message {
        let (number, stability) = (option.count, (option.stability * 100).rounded() / 100)
        switch reason {
        case .chosen:
            return Message(
                """
                Number of groups \(number): chosen. When people are drawn again at random, they come back to the same \
                groups (agreement \(stability) of 1).
                """)
        case .holds:
            return Message(
                """
                Number of groups \(number): possible too (agreement \(stability) of 1), but people fit less clearly \
                into them.
                """)
        case .groupTooSmall(let people):
            let least = OpinionMap.smallestGroup
            return Message(
                "Number of groups \(number): people in the smallest group would be \(people), fewer than \(least).")
        case .unstable:
            return Message(
                """
                Number of groups \(number): when people are drawn again at random, they fall into other groups \
                (agreement \(stability) of 1).
                """)
        case .lessSteady(let steadier):
            return Message(
                """
                Number of groups \(number): possible by itself (agreement \(stability) of 1), but less steady than \
                \(steadier).
                """)
        case .likeOneCloud(let probability):
            let probability = OpinionWording.percent(probability)
            return Message(
                """
                Number of groups \(number): no gap. A single cloud of people would split as well with a probability \
                of \(probability).
                """)
        }
    }

    private func sentences(_ group: OpinionMap.Group) -> [Message] {
        let number = group.identifier + 1
        let size = OpinionWording.size(ofGroup: number, group.members.count)
        guard !group.representative.isEmpty else {
            return [size, Message("Group \(number) says nothing that the others do not say too.")]
        }
        let told: [Message] = group.representative.prefix(OpinionWording.told).map { finding in
            let (statement, share) = (statement(finding.statement), OpinionWording.share(finding.share))
            let rest = OpinionWording.percent(finding.restShare)
            return finding.stance == .agree
                ? Message(
                    "Group \(number) agrees with statement \(statement): \(share), against \(rest) of the others.")
                : Message(
                    "Group \(number) disagrees with statement \(statement): \(share), against \(rest) of the others.")
        }
        let more = OpinionWording.more(group.representative.count) { count in
            .count(
                count, one: "\(count) more statement sets this group apart.",
                other: "\(count) more statements set this group apart.")
        }
        return [size] + told + more
    }

    private var oneMind: [Message] {
        let agreed = map.agreed.prefix(OpinionWording.told).map { position in
            let (statement, share) = (statement(position), OpinionWording.share(map.statementFindings[position].agree))
            return map.groups.isEmpty
                ? Message("Most people agree with statement \(statement): \(share) of all.")
                : Message("More than half of every group agree with statement \(statement): \(share) of all.")
        }
        let disagreed = map.disagreed.prefix(OpinionWording.told).map { position in
            let finding = map.statementFindings[position]
            let (statement, share) = (statement(position), OpinionWording.share(finding.disagree))
            return map.groups.isEmpty
                ? Message("Most people disagree with statement \(statement): \(share) of all.")
                : Message("More than half of every group disagree with statement \(statement): \(share) of all.")
        }
        let moreAgreed = OpinionWording.more(map.agreed.count) { count in
            .count(
                count, one: "\(count) more statement is agreed with like this.",
                other: "\(count) more statements are agreed with like this.")
        }
        return agreed + moreAgreed + disagreed
    }

    private var dividing: [Message] {
        map.dividing.prefix(OpinionWording.told).map { position in
            let shares = map.statementFindings[position].groups.enumerated().map { group, finding in
                let share = finding.agree.share.map(OpinionWording.percent) ?? Message("no votes")
                return Message("group \(group + 1): \(share)")
            }
            return Message("Groups differ on statement \(statement(position)). Share that agrees: \(list: shares).")
        }
    }

    private func sentences(_ report: DeclaredGroups) -> [Message] {
        let groups = report.groups.map { Message("\($0.name) (\($0.people))") }
        let uniting = report.uniting.prefix(OpinionWording.told).map { position in
            let mean = OpinionWording.percent(report.statements[position].agree)
            let statement = statement(position)
            return Message(
                "Every group by \(report.name) agrees with statement \(statement); the mean of the groups is \(mean).")
        }
        let dividing = report.dividing.prefix(OpinionWording.told).map { position in
            let shares = zip(report.groups, report.statements[position].shares).map { group, share in
                Message("\(group.name): \(OpinionWording.share(share.agree))")
            }
            let statement = statement(position)
            return Message(
                "By \(report.name), people differ on statement \(statement). Share that agrees: \(list: shares).")
        }
        return [Message("Declared groups by \(report.name): \(list: groups).")] + uniting + dividing
    }

    private func sentences(_ check: TranslationCheck) -> [Message] {
        guard !check.warnings.isEmpty else {
            return [
                Message(
                    "No translation looks wrong. Comparisons of a statement and a language: \(check.testCount).")
            ]
        }
        return check.warnings.map { warning in
            let (here, elsewhere) = (
                OpinionWording.percent(warning.agree), OpinionWording.percent(warning.agreeElsewhere)
            )
            return Message(
                """
                Check the translation of statement \(statement(warning.statement)), language \(warning.language): of \
                people in the middle of the map \(here) agree there and \(elsewhere) in the other languages.
                """)
        }
    }
}
