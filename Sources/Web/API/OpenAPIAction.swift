import Exchange
import Languages
import Platform

/// One action in the words of OpenAPI: its fields as a JSON Schema, and its policy's sentence.
struct OpenAPIAction {
    private let action: any Action.Type
    private let t = Catalogues.english.localiser(.en)

    init(_ action: any Action.Type) { self.action = action }

    var json: JSONValue {
        var operation: JSONObject = [
            "operationId": .string(action.name), "summary": .string(t(action.summary)),
            "description": .string("Who may: \(action.policy.sentence)."),
            "parameters": [OpenAPIComponents.reference("parameters", "idempotency-key")],
            "requestBody": [
                "required": true, "content": ["application/json": ["schema": schema]],
            ],
            "responses": .object(
                OpenAPIComponents.responses(
                    ok: [
                        "description": "Done",
                        "content": [
                            "application/json": ["schema": OpenAPIComponents.reference("schemas", "Outcome")]
                        ],
                    ], problems: ["400", "401", "403", "404", "413", "422", "429", "503"])),
        ]
        if action.policy.sentence != Policy.anyone.sentence { operation["security"] = [["token": []]] }
        return .object(operation)
    }

    private var schema: JSONValue {
        var properties = JSONObject()
        for field in action.fields { properties[field.name] = property(field) }
        var schema: JSONObject = [
            "type": "object", "properties": .object(properties), "additionalProperties": false,
        ]
        let required = action.fields.filter(\.isRequired).map { JSONValue.string($0.name) }
        if !required.isEmpty { schema["required"] = .array(required) }
        return .object(schema)
    }

    private func property(_ field: any InputField) -> JSONValue {
        let schema = field.schema
        var one: JSONObject = ["type": .string(schema.kind.rawValue)]
        if schema.kind == .array {
            var items: JSONObject = ["type": "string"]
            items["enum"] = allowed(schema)
            one["items"] = .object(items)
        } else {
            one["enum"] = allowed(schema)
        }
        one["format"] = schema.format.map(JSONValue.string)
        one["maxLength"] = schema.maximumLength.map(JSONValue.integer)
        one["minimum"] = schema.minimum.map(JSONValue.integer)
        one["maximum"] = schema.maximum.map(JSONValue.integer)
        one["title"] = .string(t(field.label))
        one["description"] = field.hint.map { .string(t($0)) }
        if field.isSecret { one["writeOnly"] = true }
        return .object(one)
    }

    private func allowed(_ schema: FieldSchema) -> JSONValue? {
        schema.allowed.flatMap { $0.isEmpty ? nil : .array($0.map(JSONValue.string)) }
    }
}
