public import Languages

/// How a field is shown in a form.
public enum FieldControl: Sendable, Hashable {
    case line(kind: LineKind)
    case lines(Int)
    case choice([FieldOption])
    case choices([FieldOption])
    case checkbox
    case hidden

    public enum LineKind: String, Sendable { case text, email, password, number, date, url, decimal }
}

/// One of the values a choice offers.
public struct FieldOption: Sendable, Hashable {
    public let value: String
    public let label: Message

    public init(_ value: String, _ label: Message) {
        self.value = value
        self.label = label
    }
}

/// What every field of an action's input tells: enough to read it, to draw it in a form and to describe it in the API.
public protocol InputField: Sendable {
    var name: String { get }
    var label: Message { get }
    var hint: Message? { get }
    var isRequired: Bool { get }
    /// Secrets are never kept: not in drafts, not in the audit log, not in what is shown again after a mistake.
    var isSecret: Bool { get }
    /// What names somebody beside whoever acts, such as a mail address: the audit log does not keep it, since nobody
    /// could have it erased there.
    var isPersonal: Bool { get }
    var control: FieldControl { get }
    /// The type in the words of JSON Schema 2020-12.
    var schema: FieldSchema { get }
    func readAny(_ raw: [String]) throws(FieldFault) -> any Sendable
}

/// The part of JSON Schema that fields need.
public struct FieldSchema: Sendable, Hashable {
    public enum Kind: String, Sendable { case string, integer, number, boolean, array }
    public var kind: Kind
    public var format: String?
    public var maximumLength: Int?
    public var minimum: Int?
    public var maximum: Int?
    public var allowed: [String]?

    public init(
        _ kind: Kind, format: String? = nil, maximumLength: Int? = nil, minimum: Int? = nil, maximum: Int? = nil,
        allowed: [String]? = nil
    ) {
        self.kind = kind
        self.format = format
        self.maximumLength = maximumLength
        self.minimum = minimum
        self.maximum = maximum
        self.allowed = allowed
    }
}

/// Why a value was refused: a sentence for the person who wrote it, which names the mend.
public struct FieldFault: Error, Sendable, Hashable {
    public let message: Message

    public init(_ message: Message) { self.message = message }
}

/// A typed field: the single declaration from which form, validation, API and import of a verb are made.
public struct Field<Value: Sendable>: InputField {
    public let name: String
    public let label: Message
    public let hint: Message?
    public let isRequired: Bool
    public let isSecret: Bool
    public let isPersonal: Bool
    public let control: FieldControl
    public let schema: FieldSchema
    private let reading: @Sendable ([String]) throws(FieldFault) -> Value

    /// - Parameter read: turns what was sent (no value, one or several) into the field's value; is given trimmed text.
    public init(
        _ name: String, label: Message, hint: Message? = nil, required: Bool, secret: Bool = false,
        personal: Bool = false, control: FieldControl, schema: FieldSchema,
        read: @escaping @Sendable ([String]) throws(FieldFault) -> Value
    ) {
        self.name = name
        self.label = label
        self.hint = hint
        self.isRequired = required
        self.isSecret = secret
        self.isPersonal = personal
        self.control = control
        self.schema = schema
        self.reading = read
    }

    public func read(_ raw: [String]) throws(FieldFault) -> Value { try reading(raw) }
    public func readAny(_ raw: [String]) throws(FieldFault) -> any Sendable { try reading(raw) }
}
