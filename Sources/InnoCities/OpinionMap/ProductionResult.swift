import Exchange
import Foundation
import OpinionMapping

/// What the file `math-pca2.json` of Polis stores.
struct StoredPolisResult {
    let statements: [String]
    let excluded: [String]
    let meta: [String]
    let inConversation: [String]
    let baseClusters: [(identifier: Int, members: [String], center: Point)]
    let groups: [(identifier: Int, baseClusters: [Int], center: Point)]
    let center: [Double]
    let components: [[Double]]
    let statementPlaces: [[Double]]
    let extremities: [Double]
    let priorities: [String: Double]
    let groupInformedConsensus: [String: Double]
    /// By the identifier of the group.
    let representative: [String: [JSONValue]]
    let agreed: [JSONValue]
    let disagreed: [JSONValue]

    /// Places on a map are some units from its middle.
    private static let largestNumber = 1e9

    /// - Throws: `CommandFault` naming the field that is missing.
    init(_ document: JSONValue, path: String) throws {
        func list(_ value: JSONValue?, _ name: String) throws -> [JSONValue] {
            guard let list = value?.array else { throw CommandFault("\(path): the field \(name) is no list.") }
            return list
        }
        func numbers(_ value: JSONValue?, _ name: String) throws -> [Double] {
            try list(value, name).map {
                guard let number = $0.number, abs(number) <= Self.largestNumber else {
                    throw CommandFault(
                        "\(path): \(name) holds something else than numbers of a map. Store the result anew.")
                }
                return number
            }
        }
        func names(_ name: String) throws -> [String] { try list(document[name], name).compactMap(Self.identifier) }
        func byName(_ name: String) -> [String: Double] {
            var values: [String: Double] = [:]
            if let object = document[name]?.object {
                for (name, value) in object { values[name] = value.number }
            }
            return values
        }
        statements = try names("tids")
        excluded = try names("mod-out")
        meta = try names("meta-tids")
        inConversation = try names("in-conv")
        let base = document["base-clusters"]
        let (x, y) = (try numbers(base?["x"], "base-clusters.x"), try numbers(base?["y"], "base-clusters.y"))
        let members = try list(base?["members"], "base-clusters.members")
        let identifiers = try list(base?["id"], "base-clusters.id").compactMap(\.integer)
        guard x.count == y.count, x.count == members.count, x.count == identifiers.count else {
            throw CommandFault("\(path): the lists of base-clusters differ in length.")
        }
        baseClusters = x.indices.map { index in
            (
                identifiers[index], (members[index].array ?? []).compactMap(Self.identifier),
                Point(x: x[index], y: y[index])
            )
        }
        groups = try list(document["group-clusters"], "group-clusters").map { group in
            let center = try numbers(group["center"], "group-clusters.center")
            guard let identifier = group["id"]?.integer, center.count == 2 else {
                throw CommandFault("\(path): a group has no number, or a centre that is not two numbers.")
            }
            let members = try list(group["members"], "group-clusters.members").compactMap(\.integer)
            return (identifier, members, Point(x: center[0], y: center[1]))
        }
        let geometry = document["pca"]
        center = try numbers(geometry?["center"], "pca.center")
        components = try list(geometry?["comps"], "pca.comps").map { try numbers($0, "pca.comps") }
        statementPlaces = try list(geometry?["comment-projection"] ?? [], "pca.comment-projection")
            .map { try numbers($0, "pca.comment-projection") }
        extremities = try numbers(geometry?["comment-extremity"] ?? [], "pca.comment-extremity")
        priorities = byName("comment-priorities")
        groupInformedConsensus = byName("group-aware-consensus")
        var lists: [String: [JSONValue]] = [:]
        if let object = document["repness"]?.object {
            for (name, value) in object { lists[name] = value.array ?? [] }
        }
        representative = lists
        agreed = document["consensus"]?["agree"]?.array ?? []
        disagreed = document["consensus"]?["disagree"]?.array ?? []
    }

    static func identifier(_ value: JSONValue) -> String? { value.integer.map(String.init) ?? value.string }
}

extension OpinionMapInput {
    /// Reads `votes.json` and, where they are there, `comments.json` and `math-pca2.json`.
    mutating func readProduction(_ folder: String, hasResult: Bool, hasStatements: Bool) throws {
        if hasResult {
            let path = folder + "/math-pca2.json"
            stored = try StoredPolisResult(try json(path), path: path)
            for statement in stored?.statements ?? [] { conversation.mention(statement: statement) }
        }
        if hasStatements { try readProductionStatements(folder + "/comments.json") }
        for statement in statements.keys.sorted(by: Self.numerically) where stored == nil {
            conversation.mention(statement: statement)
        }
        try readProductionVotes(folder + "/votes.json")
    }

    private mutating func json(_ path: String) throws -> JSONValue {
        let content = try read(path)
        do {
            return try JSONValue(
                parsing: content, limits: JSONLimits(depth: 64, bytes: 1 << 30, values: 100_000_000))
        } catch { throw CommandFault("\(path), \(error). It must be one JSON document.") }
    }

    private mutating func readProductionStatements(_ path: String) throws {
        guard let list = try json(path).array else { throw CommandFault("\(path) is no list of statements.") }
        for (index, item) in list.enumerated() {
            guard let identifier = (item["tid"] ?? item["statement_id"]).flatMap(StoredPolisResult.identifier) else {
                throw CommandFault("\(path), entry \(index + 1): the field tid or statement_id is missing.")
            }
            let moderation = item["mod"] ?? item["moderated"] ?? .null
            guard moderation == .null || moderation.integer.map((-1...1).contains) == true else {
                throw CommandFault(
                    "\(path), entry \(index + 1): moderation must be -1 (rejected), 0 (not looked at) or 1 (accepted).")
            }
            statements[identifier] = StatementText(
                text: item["txt"]?.string, moderation: moderation.integer,
                isMeta: item["is_meta"]?.bool ?? false)
        }
    }

    private mutating func readProductionVotes(_ path: String) throws {
        guard let list = try json(path).array else { throw CommandFault("\(path) is no list of votes.") }
        var votes: [(time: Double?, person: String, statement: String, stance: Stance)] = []
        for (index, item) in list.enumerated() {
            guard let person = (item["pid"] ?? item["participant_id"]).flatMap(StoredPolisResult.identifier),
                let statement = (item["tid"] ?? item["statement_id"]).flatMap(StoredPolisResult.identifier)
            else { throw CommandFault("\(path), entry \(index + 1): pid or tid is missing.") }
            guard let value = item["vote"]?.number, let number = Int8(exactly: value),
                let stance = Stance(rawValue: number)
            else {
                throw CommandFault(
                    "\(path), entry \(index + 1): the vote must be 1 (agree), -1 (disagree) or 0 (pass).")
            }
            let time = item["modified"].flatMap { $0.number ?? $0.string.flatMap(Double.init) }.flatMap {
                $0.isFinite ? $0 : nil
            }
            votes.append((time, person, statement, stance))
        }
        if votes.allSatisfy({ $0.time != nil }) {
            let order = votes.indices.sorted { (votes[$0].time ?? 0, $0) < (votes[$1].time ?? 0, $1) }
            votes = order.map { votes[$0] }
            isInOrderOfTime = true
        }
        for vote in votes {
            conversation.add(participant: vote.person, statement: vote.statement, stance: vote.stance)
        }
    }
}
