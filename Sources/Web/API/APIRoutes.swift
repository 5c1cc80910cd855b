import Exchange
import Foundation
import Languages
public import Platform

/// The writing half of the API: every action of the registry, at `POST /api/v1/actions/NAME`.
public struct APIRoutes: Sendable {
    private let actions: [any Action.Type]

    public init(_ actions: [any Action.Type]) { self.actions = actions }

    public var routes: [Route] {
        actions.map { action in
            Route(.post, "/api/v1/actions/\(action.name)", place: .api, action: action) { request in
                try await answer(action, request)
            }
        }
    }

    private func answer(_ action: any Action.Type, _ request: WebRequest) async throws -> WebResponse {
        let raw = try Self.input(try request.json(), of: action)
        let key = try request.viewer.person.flatMap { person in
            try request.header("idempotency-key").map { try RequestKey($0, of: person) }
        }
        let outcome = try await request.run(action, raw, key: key)
        var document: JSONObject = ["kind": .string(outcome.subject.kind), "id": .string(outcome.subject.id)]
        for (name, value) in outcome.revealed.sorted(by: { $0.key < $1.key }) { document[name] = .string(value) }
        return .json(.object(document))
    }

    /// The members of a JSON object as an action's raw input.
    /// - Throws: `InputFaults` when it is not an object, or a member is neither a value nor a list of values.
    static func input(_ json: JSONValue, of action: any Action.Type) throws -> RawInput {
        guard let object = json.object else {
            throw InputFaults(general: ["The body must be a JSON object with the fields of the action."])
        }
        var raw: RawInput = [:]
        var faults = InputFaults()
        for (name, value) in object {
            let values = value.array ?? [value]
            let texts = values.compactMap(\.fieldText)
            if texts.count == values.filter({ !$0.isNull }).count {
                raw[name] = texts
            } else {
                faults.fields[name] = "This must be a text, a number, true or false, or a list of them."
            }
        }
        guard faults.isEmpty else { throw faults }
        return raw
    }
}

extension JSONValue {
    fileprivate var fieldText: String? {
        switch self {
        case .string(let text): text
        case .integer(let number): String(number)
        case .number(let number): String(number)
        case .bool(let flag): flag ? "true" : "false"
        default: nil
        }
    }
}
