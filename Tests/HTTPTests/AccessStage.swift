import Database
import Exchange
import Foundation
import Platform
import TestSupport
import Web

/// One action with an input about the things of one city and network.
struct AccessAttempt: CustomStringConvertible {
    /// Whose things the input is about.
    enum Side: String, CaseIterable { case a, b }

    let action: any Action.Type
    let side: Side
    let input: JSONObject

    var description: String { "\(action.name) in \(side)" }

    /// The input as a browser sends it.
    var form: [(String, String)] {
        input.flatMap { name, value -> [(String, String)] in
            (value.array ?? [value]).map { (name, $0.string ?? $0.text()) }
        }
    }

    /// The address of a form, with the things of the input in the place of its parameters.
    func address(of route: Route) -> String {
        let parts = route.path.split(separator: "/", omittingEmptySubsequences: false).map { part -> String in
            guard part.hasPrefix("{") else { return String(part) }
            let name = String(part.dropFirst().dropLast())
            let value = input[name] ?? input["entry"] ?? input["network"] ?? input["place"] ?? input["id"]
            return (value?.string ?? "nobody").addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        }
        return "/en" + parts.joined(separator: "/")
    }

    /// Whether the policy lets every officer ask, and the field refuses another's city with a sentence of its own.
    var isDecidedByItsField: Bool { action.name == "projects.register" }

    /// What the product means: administrators may, and besides them those that the sentence of the policy is meant for.
    /// A policy with a sentence that is not written here is meant for nobody else.
    func mayBeDone(by persona: Persona) -> Bool {
        let sentence = action.policy.sentence
        let isVoice = action.name.hasPrefix("ideas.") && persona == AccessStage.voice
        // Nobody wrote the needs and practices of the house, and not even administrators do what is the author's.
        if sentence == "whoever wrote it" { return isVoice }
        if persona == .administrator { return true }
        let officer: Persona = side == .a ? .officerOfCityA : .officerOfCityB
        let coordinator: Persona = side == .a ? .coordinatorOfNetworkA : .coordinatorOfNetworkB
        switch sentence {
        case "anyone": return true
        case "anyone with an account", "anyone with an account, for themselves": return persona != .visitor
        case "officers of the city, and administrators", "officers of the city that adopted, and administrators",
            "officers of the city or organisation", "officers of the place's city, administrators",
            "officers of the place's city, its author until it is published, administrators",
            "officers of a city, for their city; administrators",
            "whoever wrote it, officers of its city, and administrators":
            return persona == officer
        case "whoever wrote it, officers of its city unless a resident wrote it, and administrators":
            return action.name.hasPrefix("ideas.") ? isVoice : persona == officer
        case "officers of its city, coordinators of a network or programme that it belongs to, and administrators":
            return persona == officer || persona == coordinator
        case "coordinators of a network or programme that it belongs to and administrators, unless they wrote it",
            "coordinators of the network", "administrators; coordinators start working groups of their network":
            return persona == coordinator
        default: return false
        }
    }
}

/// A house with one adoption by each city and one idea, so that every action has something to be about.
struct AccessStage {
    /// Who voiced the idea.
    static let voice = Persona.researcher

    let attempts: [AccessAttempt]
    private let house: TestHouse

    init(_ house: TestHouse) async throws {
        self.house = house
        var things: [AccessAttempt.Side: [String: String]] = [.a: [:], .b: [:]]
        for (side, officer) in [(AccessAttempt.Side.a, Persona.officerOfCityA), (.b, .officerOfCityB)] {
            _ = try await Self.made("adoptions.record", side, by: officer, house)
            let city = house.entries["city-\(side)"]
            things[side]?["adoption"] = try await house.database.readOne(
                "SELECT id FROM adoption WHERE city = \(city)"
            ).first?["id"]
            try await Self.tie(side, house)
            things[side]?["idea"] = try await Self.made("ideas.voice", side, by: Self.voice, house)
        }
        attempts = TestHouse.actions.flatMap { action in
            let inputs = AccessAttempt.Side.allCases.map { Self.input(action, $0, things[$0] ?? [:], house) }
            let both = zip(AccessAttempt.Side.allCases, inputs).map {
                AccessAttempt(action: action, side: $0, input: $1)
            }
            // What cannot be about the other city or network is asked once.
            return inputs[0] == inputs[1] ? [both[0]] : both
        }
    }

    /// Whether the policy lets somebody; what they may not know of is as good as refused.
    func allows(_ attempt: AccessAttempt, _ persona: Persona) async throws -> Bool {
        let viewer = house.people[persona]?.viewer ?? .visitor
        let raw = Dictionary(attempt.form.map { ($0.0, [$0.1]) }) { $0 + $1 }
        let input = try Input(attempt.action.fields, from: raw)
        let policy = attempt.action.policy
        return try await house.database.read { transaction in
            do { return try policy.allows(viewer, input, transaction) } catch is NotFound { return false }
        }
    }

    /// Makes need and practice a part of the network.
    private static func tie(_ side: AccessAttempt.Side, _ house: TestHouse) async throws {
        let network = house.entries["network-\(side)"]
        for kind in ["need", "practice"] {
            let entry = house.entries["\(kind)-\(side)"]
            try await house.database.write { transaction in
                try transaction.run(
                    """
                    INSERT INTO entry_link (source, relation, target) VALUES (\(entry), 'part-of', \(network))
                    """)
            }
        }
    }

    private static func made(
        _ name: String, _ side: AccessAttempt.Side, by persona: Persona, _ house: TestHouse
    ) async throws -> String {
        guard let action = TestHouse.actions.first(where: { $0.name == name }) else { throw NotFound() }
        let answer = try await house.act(name, .object(input(action, side, [:], house)), as: persona)
        guard answer.status == 200, let id = try answer.json["id"]?.string else { throw NotFound() }
        return id
    }

    private static func input(
        _ action: any Action.Type, _ side: AccessAttempt.Side, _ things: [String: String], _ house: TestHouse
    ) -> JSONObject {
        var input = house.sample(action)
        // The house has one place, in city A.
        if side == .b, input["place"] == nil {
            for (name, value) in input {
                guard let id = value.string, let slug = house.entries.first(where: { $0.value == id })?.key,
                    let other = house.entries[String(slug.dropLast(2)) + (slug.hasSuffix("-a") ? "-b" : "-a")]
                else { continue }
                input[name] = .string(other)
            }
        }
        if input["adoption"] != nil { input["adoption"] = things["adoption"].map(JSONValue.string) }
        if ["ideas.edit", "ideas.take-back", "ideas.publish", "ideas.discard"].contains(action.name) {
            input["entry"] = things["idea"].map(JSONValue.string)
        }
        return input
    }
}
