import Exchange
import OpinionMapping

/// Identifiers in JSON: numbers when all of them are, as Polis has them, otherwise strings.
struct IdentifierForm {
    private let values: [JSONValue]

    init(_ identifiers: [String]) {
        let numbers = identifiers.map { name in Int(name).flatMap { String($0) == name ? $0 : nil } }
        values = numbers.allSatisfy { $0 != nil } ? numbers.map { .integer($0 ?? 0) } : identifiers.map { .string($0) }
    }

    subscript(_ position: Int) -> JSONValue { values[position] }
}

/// The JSON document of a robust map.
struct OpinionMapDocument {
    let map: OpinionMap
    let texts: [String: String]

    private var people: IdentifierForm { IdentifierForm(map.participants) }
    private var statements: IdentifierForm { IdentifierForm(map.statements) }

    func document(declared: [DeclaredGroups], translations: TranslationCheck?) -> JSONObject {
        let (people, statements) = (people, statements)
        var document: JSONObject = [
            "mode": "robust", "participants": .integer(map.participants.count),
            "statements": .integer(map.statements.count), "votes": .integer(map.voteCount),
        ]
        addOutcome(to: &document)
        document["groups"] = .array(map.groups.map { Self.group($0, people, statements) })
        document["consensus"] = [
            "agree": .array(map.agreed.map { opinion($0, \.agree, statements) }),
            "disagree": .array(map.disagreed.map { opinion($0, \.disagree, statements) }),
        ]
        document["dividing"] = .array(map.dividing.map { statements[$0] })
        document["coordinates"] = Self.coordinates(
            map.places, groups: map.groupOfParticipant, map.statementPlaces, people, statements)
        document["axisShares"] = [.number(map.axisShares.x), .number(map.axisShares.y)]
        document["statementsInfo"] = .array(map.statements.indices.map { info($0, statements) })
        document["priorities"] = Self.byName(map.statements, map.priorities)
        if !declared.isEmpty { document["declared"] = .array(declared.map { Self.declared($0, statements) }) }
        if let translations { document["translations"] = Self.translations(translations, statements) }
        return document
    }

    private func addOutcome(to document: inout JSONObject) {
        switch map.outcome {
        case .groups(let count):
            document["outcome"] = "groups"
            document["k"] = .integer(count)
        case .range(let count):
            document["outcome"] = "range"
            document["k"] = .integer(count)
        case .noClearGroups:
            document["outcome"] = "noClearGroups"
            document["k"] = 0
        case .tooFewVotes(let need):
            document["outcome"] = "tooFewVotes"
            document["k"] = .null as JSONValue
            document["need"] = [
                "people": .integer(need.people), "peopleNeeded": .integer(need.peopleNeeded),
                "statements": .integer(need.statements), "statementsNeeded": .integer(need.statementsNeeded),
                "votesPerPerson": .integer(need.votesPerPerson),
            ]
        }
        let chosen = map.options.first { $0.reasons.contains(.chosen) }
        document["stability"] = chosen.map { .number($0.stability) } ?? .null
        document["options"] = .array(
            map.options.map { option in
                [
                    "k": .integer(option.count), "stability": .number(option.stability),
                    "stabilityLow": .number(option.stabilityLow), "silhouette": .number(option.silhouette),
                    "smallestGroup": .integer(option.smallestGroup),
                    "cloudProbability": .number(option.cloudProbability),
                    "reasons": .array(option.reasons.map { .string(Self.name($0)) }),
                ]
            })
    }

    private static func name(_ reason: GroupOption.Reason) -> String {
        switch reason {
        case .chosen: "chosen"
        case .holds: "holds"
        case .groupTooSmall: "groupTooSmall"
        case .unstable: "unstable"
        case .lessSteady: "lessSteady"
        case .likeOneCloud: "likeOneCloud"
        }
    }

    private static func group(
        _ group: OpinionMap.Group, _ people: IdentifierForm, _ statements: IdentifierForm
    ) -> JSONValue {
        [
            "id": .integer(group.identifier), "size": .integer(group.members.count),
            "members": .array(group.members.map { people[$0] }),
            "center": [.number(group.center.x), .number(group.center.y)],
            "representative": .array(
                group.representative.map { finding in
                    [
                        "statement": statements[finding.statement],
                        "for": finding.stance == .agree ? "agree" : "disagree", "share": interval(finding.share),
                        "restShare": .number(finding.restShare), "difference": .number(finding.difference),
                        "falseDiscoveryRate": .number(finding.falseDiscoveryRate),
                    ]
                }),
        ]
    }

    private func opinion(
        _ statement: Int, _ side: KeyPath<StatementFinding, ShareInterval>, _ statements: IdentifierForm
    ) -> JSONValue {
        let finding = map.statementFindings[statement]
        return [
            "statement": statements[statement], "share": Self.interval(finding[keyPath: side]),
            "leastSupport": .number(finding.leastSupport), "meanSupport": .number(finding.meanSupport),
        ]
    }

    private func info(_ statement: Int, _ statements: IdentifierForm) -> JSONValue {
        let finding = map.statementFindings[statement]
        return [
            "id": statements[statement], "text": texts[map.statements[statement]].map { .string($0) } ?? .null,
            "votes": Self.counts(finding.counts), "agree": Self.interval(finding.agree),
            "disagree": Self.interval(finding.disagree), "meanSupport": .number(finding.meanSupport),
            "leastSupport": .number(finding.leastSupport),
            "divisionRate": finding.divisionRate.map { .number($0) } ?? .null,
            "groups": .array(
                finding.groups.map {
                    [
                        "votes": Self.counts($0.counts), "agree": Self.interval($0.agree),
                        "disagree": Self.interval($0.disagree),
                    ]
                }),
        ]
    }

    static func counts(_ counts: VoteCounts) -> JSONValue {
        [
            "agree": .integer(counts.agrees), "disagree": .integer(counts.disagrees), "pass": .integer(counts.passes),
        ]
    }

    static func interval(_ share: ShareInterval) -> JSONValue {
        [
            "share": share.share.map { .number($0) } ?? .null, "low": .number(share.low), "high": .number(share.high),
        ]
    }

    static func coordinates(
        _ places: [Point], groups: [Int?], _ statementPlaces: [Point], _ people: IdentifierForm,
        _ statements: IdentifierForm
    ) -> JSONValue {
        [
            "participants": .array(
                places.indices.map { person in
                    [
                        "id": people[person], "x": .number(places[person].x), "y": .number(places[person].y),
                        "group": groups[person].map { .integer($0) } ?? .null,
                    ]
                }),
            "statements": .array(
                statementPlaces.indices.map { statement in
                    [
                        "id": statements[statement], "x": .number(statementPlaces[statement].x),
                        "y": .number(statementPlaces[statement].y),
                    ]
                }),
        ]
    }

    static func byName(_ names: [String], _ values: [Double]) -> JSONValue {
        var object = JSONObject()
        for (name, value) in zip(names, values) { object[name] = .number(value) }
        return .object(object)
    }

    private static func declared(_ report: DeclaredGroups, _ statements: IdentifierForm) -> JSONValue {
        [
            "name": .string(report.name), "likeness": .number(report.likeness),
            "groups": .array(
                report.groups.map {
                    ["name": .string($0.name), "people": .integer($0.people), "weight": .number($0.weight)]
                }),
            "uniting": .array(report.uniting.map { statements[$0] }),
            "dividing": .array(report.dividing.map { statements[$0] }),
            "statements": .array(
                report.statements.enumerated().map { place, statement in
                    [
                        "id": statements[place], "agree": .number(statement.agree),
                        "meanSupport": .number(statement.meanSupport), "leastSupport": .number(statement.leastSupport),
                        "divisionRate": statement.divisionRate.map { .number($0) } ?? .null,
                        "groups": .array(
                            statement.shares.map {
                                [
                                    "votes": counts($0.counts), "agree": interval($0.agree),
                                    "disagree": interval($0.disagree),
                                ]
                            }),
                    ]
                }),
        ]
    }

    private static func translations(_ check: TranslationCheck, _ statements: IdentifierForm) -> JSONValue {
        [
            "tests": .integer(check.testCount),
            "warnings": .array(
                check.warnings.map { warning in
                    [
                        "statement": statements[warning.statement], "language": .string(warning.language),
                        "agree": .number(warning.agree), "agreeElsewhere": .number(warning.agreeElsewhere),
                        "votes": .integer(warning.votes), "votesElsewhere": .integer(warning.votesElsewhere),
                        "pValue": .number(warning.pValue), "falseDiscoveryRate": .number(warning.falseDiscoveryRate),
                    ]
                }),
        ]
    }
}

/// The JSON document of a compatible map.
struct CompatibleMapDocument {
    let map: CompatibleMap
    let texts: [String: String]

    var document: JSONObject {
        let (people, statements) = (IdentifierForm(map.participants), IdentifierForm(map.statements))
        var groupOf = [Int?](repeating: nil, count: map.participants.count)
        for group in map.groups { for member in group.members { groupOf[member] = group.identifier } }
        return [
            "mode": "compatible", "participants": .integer(map.participants.count),
            "statements": .integer(map.statements.count), "votes": .integer(map.voteCount),
            "k": .integer(map.groups.count), "stability": nil,
            "silhouettes": .object(silhouettes),
            "groups": .array(map.groups.map { group($0, people, statements) }),
            "consensus": [
                "agree": .array(map.agreed.map { consensus($0, statements) }),
                "disagree": .array(map.disagreed.map { consensus($0, statements) }),
            ],
            "coordinates": OpinionMapDocument.coordinates(
                map.places, groups: groupOf, map.statementPlaces, people, statements),
            "statementsInfo": .array(map.statements.indices.map { info($0, statements) }),
            "priorities": OpinionMapDocument.byName(map.statements, map.priorities),
        ]
    }

    private var silhouettes: JSONObject {
        var object = JSONObject()
        for (count, value) in map.silhouettes.sorted(by: { $0.key < $1.key }) { object[String(count)] = .number(value) }
        return object
    }

    private func group(
        _ group: CompatibleMap.Group, _ people: IdentifierForm, _ statements: IdentifierForm
    ) -> JSONValue {
        [
            "id": .integer(group.identifier), "size": .integer(group.members.count),
            "members": .array(group.members.map { people[$0] }),
            "center": [.number(group.center.x), .number(group.center.y)],
            "representative": .array(
                group.representative.map { finding in
                    [
                        "statement": statements[finding.statement],
                        "for": finding.stance == .agree ? "agree" : "disagree",
                        "successes": .integer(finding.successes), "votes": .integer(finding.votes),
                        "share": .number(finding.share), "shareTest": .number(finding.shareTest),
                        "ratio": .number(finding.ratio),
                        "ratioTest": .number(CompatibleMap.published(finding.ratioTest)),
                        "bestAgree": finding.bestAgreeCount.map { .integer($0) } ?? .null,
                    ]
                }),
        ]
    }

    private func consensus(_ finding: CompatibleConsensus, _ statements: IdentifierForm) -> JSONValue {
        [
            "statement": statements[finding.statement], "successes": .integer(finding.successes),
            "votes": .integer(finding.votes), "share": .number(finding.share), "shareTest": .number(finding.shareTest),
        ]
    }

    private func info(_ statement: Int, _ statements: IdentifierForm) -> JSONValue {
        [
            "id": statements[statement], "text": texts[map.statements[statement]].map { .string($0) } ?? .null,
            "center": .number(map.center[statement]), "extremity": .number(map.extremities[statement]),
            "groupInformedConsensus": .number(map.groupInformedConsensus[statement]),
            "groups": .array(map.groups.map { OpinionMapDocument.counts($0.counts[statement]) }),
        ]
    }
}
