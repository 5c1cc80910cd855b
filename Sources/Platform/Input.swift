public import Languages

/// What was sent, before anything is believed: texts by field name, from a form, a JSON body or an imported row.
public typealias RawInput = [String: [String]]

/// Everything that is wrong with an input, by field, each with a sentence that names the mend.
public struct InputFaults: Error, Sendable, Hashable {
    public var fields: [String: Message]
    public var general: [Message]

    public init(fields: [String: Message] = [:], general: [Message] = []) {
        self.fields = fields
        self.general = general
    }

    public var isEmpty: Bool { fields.isEmpty && general.isEmpty }

    /// One fault at one field.
    public static func at<Value>(_ field: Field<Value>, _ message: Message) -> InputFaults {
        InputFaults(fields: [field.name: message])
    }
}

/// The validated input of an action: every declared field has been read.
public struct Input: Sendable {
    private let values: [String: any Sendable]
    /// What was sent, for the audit log; without secrets and addresses.
    public let kept: RawInput

    /// Reads every field.
    /// - Throws: `InputFaults` with all faults at once; unknown names are faults too, so that no column can be set
    ///   by guessing its name.
    public init(_ fields: [any InputField], from raw: RawInput) throws {
        var values: [String: any Sendable] = [:]
        var faults = InputFaults()
        for field in fields {
            do {
                values[field.name] = try field.readAny(raw[field.name] ?? [])
            } catch {
                faults.fields[field.name] = error.message
            }
        }
        let known = Set(fields.map(\.name))
        for name in raw.keys.sorted() where !known.contains(name) {
            faults.general.append("There is no field named \(name) here.")
        }
        guard faults.isEmpty else { throw faults }
        self.values = values
        let unkept = Set(fields.filter { $0.isSecret || $0.isPersonal }.map(\.name))
        self.kept = raw.filter { !unkept.contains($0.key) }
    }

    public subscript<Value>(_ field: Field<Value>) -> Value {
        guard let value = values[field.name] as? Value else {
            preconditionFailure("The action reads the field \(field.name), which its list of fields does not declare.")
        }
        return value
    }
}
