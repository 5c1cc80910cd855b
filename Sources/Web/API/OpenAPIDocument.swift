public import Exchange
import Languages
public import Platform

/// The description of the API (OpenAPI 3.1), made from what is described: actions, kinds and routes.
public struct OpenAPIDocument: Sendable {
    /// A kind of entry, as its lists can be asked for.
    public struct Collection: Sendable {
        /// `practice`.
        public let name: String
        /// `practices`.
        public let path: String
        /// The names by which the list is filtered.
        public let filters: [String]

        public init(name: String, path: String, filters: [String]) {
            self.name = name
            self.path = path
            self.filters = filters
        }
    }

    private let actions: [any Action.Type]
    private let collections: [Collection]
    private let version: String
    /// Routes that are answered besides those of actions and collections.
    private let others: [Route]

    public init(actions: [any Action.Type], collections: [Collection], routes: [Route], version: String) {
        self.actions = actions
        self.collections = collections
        self.version = version
        var described = Set(collections.flatMap { ["/api/v1/\($0.path)", "/api/v1/\($0.path)/{entry}"] })
        described.formUnion(["/api/v1/match", "/api/v1/suggest", "/api/openapi.json"])
        others = routes.filter { $0.place == .api && $0.method == .get && !described.contains($0.path) }
    }

    /// The document.
    public var json: JSONValue {
        [
            "openapi": "3.1.0",
            "info": [
                "title": "InnoCities", "version": .string(version),
                "description": """
                Needs, practices, places, projects and their networks, as this installation knows them. Reading what is public needs no \
                token. Errors are problem documents (RFC 9457) that name the fields; lists go on by an opaque \
                cursor; reads carry an ETag; writes take an Idempotency-Key.
                """,
                "license": ["name": "Apache License 2.0", "identifier": "Apache-2.0"],
            ],
            "servers": [["url": "/"]],
            "security": [[:], ["token": []]],
            "paths": paths,
            "components": OpenAPIComponents.json,
        ]
    }

    private var paths: JSONValue {
        var paths = JSONObject()
        for collection in collections {
            paths["/api/v1/\(collection.path)"] = ["get": list(collection)]
            paths["/api/v1/\(collection.path)/{entry}"] = ["get": entry(collection)]
        }
        paths["/api/v1/match"] = ["get": match]
        paths["/api/v1/suggest"] = ["get": suggest]
        paths["/api/openapi.json"] = ["get": plain("describe", "This description", [])]
        for route in others { paths[route.path] = ["get": other(route)] }
        for action in actions.sorted(by: { $0.name < $1.name }) {
            paths["/api/v1/actions/\(action.name)"] = ["post": OpenAPIAction(action).json]
        }
        for path in ["/healthz", "/readyz"] {
            paths[path] = ["get": plain(String(path.dropFirst()), "For the operator's machines", [])]
        }
        return .object(paths)
    }

    private func list(_ collection: Collection) -> JSONValue {
        let filters = collection.filters.map { name in
            OpenAPIComponents.parameter(name, "Only entries with one of these values; may be repeated.", type: "array")
        }
        let common = ["limit", "cursor", "order", "q"].map { OpenAPIComponents.reference("parameters", $0) }
        return operation(
            "\(collection.path).list", "List \(collection.path)", filters + common,
            answer: OpenAPIComponents.reference("schemas", "List"))
    }

    private func entry(_ collection: Collection) -> JSONValue {
        operation(
            "\(collection.path).read", "Read one \(collection.name)",
            [OpenAPIComponents.pathParameter("entry", "Its identifier or the last part of its address.")],
            answer: OpenAPIComponents.reference("schemas", "Entry"))
    }

    private var match: JSONValue {
        operation(
            "match", "Find answers to a need in all languages",
            [
                OpenAPIComponents.parameter("text", "The need, in anybody's words.", required: true),
                OpenAPIComponents.parameter("language", "The language it is written in; guessed when left out."),
                OpenAPIComponents.parameter("kind", "Only these kinds; may be repeated.", type: "array"),
                OpenAPIComponents.reference("parameters", "limit"),
            ], answer: OpenAPIComponents.reference("schemas", "Matches"))
    }

    private var suggest: JSONValue {
        plain(
            "suggest", "Titles and concepts that typed words may become",
            [
                OpenAPIComponents.parameter("q", "What was typed so far; the last word may be unfinished."),
                OpenAPIComponents.parameter("language", "The language whose titles come first."),
                OpenAPIComponents.parameter("kind", "Only these kinds; may be repeated.", type: "array"),
            ])
    }

    private func other(_ route: Route) -> JSONValue {
        let names = route.path.split(separator: "/").filter { $0.hasPrefix("{") }.map { $0.dropFirst().dropLast() }
        let words = route.path.split(separator: "/").dropFirst(2).filter { !$0.hasPrefix("{") }
        return plain(
            words.joined(separator: ".") + (names.isEmpty ? "" : ".one"), "Read \(words.joined(separator: " "))",
            names.map { OpenAPIComponents.pathParameter(String($0), "Identifier or last part of the address.") })
    }

    private func plain(_ identifier: String, _ summary: String, _ parameters: [JSONValue]) -> JSONValue {
        operation(identifier, summary, parameters, answer: ["type": "object"])
    }

    private func operation(
        _ identifier: String, _ summary: String, _ parameters: [JSONValue], answer: JSONValue
    ) -> JSONValue {
        [
            "operationId": .string(identifier), "summary": .string(summary), "parameters": .array(parameters),
            "responses": .object(
                OpenAPIComponents.responses(
                    ok: [
                        "description": "Found",
                        "headers": ["ETag": OpenAPIComponents.reference("headers", "ETag")],
                        "content": ["application/json": ["schema": answer]],
                    ], problems: ["401", "404", "422", "429"])),
        ]
    }
}
