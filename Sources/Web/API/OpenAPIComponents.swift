import Exchange

/// What several operations of the description share.
enum OpenAPIComponents {
    static func reference(_ part: String, _ name: String) -> JSONValue {
        ["$ref": .string("#/components/\(part)/\(name)")]
    }

    static func parameter(
        _ name: String, _ description: String, type: String = "string", required: Bool = false
    ) -> JSONValue {
        let schema: JSONValue =
            type == "array" ? ["type": "array", "items": ["type": "string"]] : ["type": .string(type)]
        return [
            "name": .string(name), "in": "query", "required": .bool(required), "description": .string(description),
            "schema": schema,
        ]
    }

    static func pathParameter(_ name: String, _ description: String) -> JSONValue {
        [
            "name": .string(name), "in": "path", "required": true, "description": .string(description),
            "schema": ["type": "string"],
        ]
    }

    /// The answers of an operation: the good one, and the problems by status.
    static func responses(ok: JSONValue, problems: [String]) -> JSONObject {
        var responses: JSONObject = ["200": ok]
        for status in problems { responses[status] = reference("responses", "Problem") }
        return responses
    }

    static let json: JSONValue = [
        "securitySchemes": [
            "token": [
                "type": "http", "scheme": "bearer",
                "description": "A token made in one's account: for reading, or for reading and writing, with an end.",
            ]
        ],
        "parameters": [
            "limit": parameter("limit", "How many at most, up to 200.", type: "integer"),
            "cursor": parameter("cursor", "Where to go on: the member `next` of the answer before."),
            "order": [
                "name": "order", "in": "query", "description": "How the list is ordered.",
                "schema": ["type": "string", "enum": ["newest", "title"]],
            ],
            "q": parameter(
                "q", "Words to search for; \"in order\", -without, title:word and filter:value are understood."),
            "idempotency-key": [
                "name": "Idempotency-Key", "in": "header",
                "description": "The same key with the same request answers as the first time and does nothing twice.",
                "schema": ["type": "string", "maxLength": 200],
            ],
        ],
        "headers": ["ETag": ["description": "Send it back as If-None-Match.", "schema": ["type": "string"]]],
        "responses": [
            "Problem": [
                "description": "Not done, and why",
                "content": ["application/problem+json": ["schema": reference("schemas", "Problem")]],
            ]
        ],
        "schemas": schemas,
    ]

    private static let text: JSONValue = ["type": "string"]
    private static let whole: JSONValue = ["type": "integer"]

    private static let schemas: JSONValue = [
        "Problem": [
            "type": "object", "required": ["type", "title", "status"],
            "properties": [
                "type": text, "title": text, "status": whole, "detail": text, "instance": text,
                "errors": [
                    "type": "array",
                    "items": [
                        "type": "object", "required": ["field", "message"],
                        "properties": ["field": text, "message": text],
                    ],
                ],
            ],
        ],
        "Outcome": [
            "type": "object", "required": ["kind", "id"], "properties": ["kind": text, "id": text],
            "additionalProperties": text,
        ],
        "Entry": [
            "type": "object", "required": ["id", "kind", "slug", "title"],
            "properties": [
                "id": text, "kind": text, "slug": text,
                "title": ["type": "object", "description": "Texts by language, each with who wrote it."],
            ],
        ],
        "List": [
            "type": "object", "required": ["items", "total"],
            "properties": [
                "items": ["type": "array", "items": reference("schemas", "Entry")], "total": whole,
                "next": ["type": "string", "description": "The cursor of the next page; missing on the last one."],
                "counts": ["type": "object"],
                "computed_at": [
                    "type": "string", "format": "date-time", "description": "When what is counted last changed.",
                ],
            ],
        ],
        "Matches": [
            "type": "object", "required": ["fits", "items"],
            "properties": [
                "fits": ["type": "boolean"],
                "compares_meaning": [
                    "type": "boolean", "description": "False while or where words alone are compared.",
                ],
                "language": text,
                "items": ["type": "array", "items": reference("schemas", "Match")],
            ],
        ],
        "Match": [
            "type": "object", "required": ["id", "kind", "title", "language", "score", "because"],
            "properties": [
                "id": text, "kind": text, "title": text, "language": text, "score": ["type": "number"],
                "because": [
                    "type": "array",
                    "items": ["type": "object", "properties": ["query": text, "found": text, "via": text]],
                ],
                "passage": text,
                "marks": [
                    "type": "object", "description": "People who marked it for like needs.",
                    "properties": ["useful": ["type": "integer"], "not_useful": ["type": "integer"]],
                ],
            ],
        ],
    ]
}
