import Exchange
import Platform
import TestSupport
import Web

extension TestHouse {
    /// The addresses of a route, with each of `values` in the place of its parameters.
    func addresses(_ route: Route, _ values: [String]) -> [String] {
        let prefix = route.place == .page ? "/en" : ""
        guard route.path.contains("{") else { return [prefix + route.path] }
        return values.map { value in
            prefix
                + route.path.split(separator: "/", omittingEmptySubsequences: false)
                .map { $0.hasPrefix("{") ? value : String($0) }.joined(separator: "/")
        }
    }

    /// An input that fits an action's fields as far as their declarations tell, about things of city and network A.
    func sample(
        _ action: any Action.Type, text: String = "A text", address: String = "someone@people.example"
    ) -> JSONObject {
        var input = JSONObject()
        for field in action.fields { input[field.name] = value(of: field, text: text, address: address) }
        let room = action.name.split(separator: ".").first.map(String.init) ?? ""
        if input["entry"] != nil, let slug = ["practices": "practice-a", "adoptions": "practice-a"][room] {
            input["entry"] = .string(entries[slug] ?? slug)
        }
        switch action.name {
        case "networks.edit-profile":
            input["entry"] = .string(entries["city-a"] ?? "")
            input["kind"] = "city"
        case "networks.start":
            input["parent"] = .string(entries["network-a"] ?? "")
            input["kind"] = "working group"
        // No city joins its own need.
        case "needs.join": input["entry"] = .string(entries["need-b"] ?? "")
        default: break
        }
        return input
    }

    private func value(of field: any InputField, text: String, address: String) -> JSONValue {
        let named = [
            "city": "city-a", "network": "network-a", "organisation": "organisation-a", "practice": "practice-a",
            "need": "need-a", "entry": "need-a", "id": "need-a", "place": "place-a", "project": "project-a",
        ]
        if let slug = named[field.name] { return .string(entries[slug] ?? slug) }
        if field.name == "person" { return .string(people[.resident]?.id ?? "") }
        if field.name == "country" { return "FI" }
        // Nothing was adopted yet that it could be taken from.
        if field.name == "taken_from" { return "" }
        if ["cost", "granted", "budget"].contains(field.name) { return "12500" }
        if field.name == "kind", field.schema.allowed == nil { return "need" }
        if field.name == "record" { return .string(#"{"kind":"need","slug":"sampled","title":"Sampled"}"#) }
        if let allowed = field.schema.allowed, let first = allowed.first(where: { !$0.isEmpty }) {
            return field.schema.kind == .array ? [.string(first)] : .string(first)
        }
        switch field.schema.kind {
        case .integer, .number: return .integer(field.schema.minimum ?? 1)
        case .boolean: return true
        case .array: return []
        case .string:
            switch field.schema.format {
            case "email": return .string(address)
            case "uri": return "https://example.org/"
            case "date": return "2026-05-28"
            default: return .string(text)
            }
        }
    }
}
