public import Exchange
public import Languages
public import Platform

/// Bring in the rows of a file of facts, one JSON document at a time: entries (`EntryImport`), or rows that tie entries
/// together, such as members. Bringing the same row in twice leaves one.
public protocol FactsImport: Action {
    /// What the files are called: `practices` for `innocities import practices FILE`.
    static var plural: String { get }
    /// What the files hold, for people.
    static var title: Message { get }
    /// What a table of such rows can have as its columns, in the order in which people fill them in.
    static var columns: [ImportColumn] { get }
    /// Turns a line of a file of facts into documents, in the order in which they must come in.
    static func documents(from row: JSONObject) throws -> [JSONValue]
}

/// The one field of an import: fields are values and cannot be static members of a protocol.
private let recordField = Field.text(
    "record", label: "The entry as a JSON document, as the API answers it", maximum: 200_000, lines: 12)

extension FactsImport {
    public static var title: Message { Message(verbatim: plural) }
    public static var name: String { "\(plural).import" }
    public static var summary: Message { "Bring in an entry from elsewhere, or bring it up to date" }
    public static var fields: [any InputField] { [recordField] }
    public static var policy: Policy { .administrator }

    /// The document that was sent.
    /// - Throws: `InputFaults` when it is not JSON.
    public static func document(_ input: Input) throws -> JSONValue {
        do { return try JSONValue(parsing: input[recordField]) } catch {
            throw InputFaults.at(
                recordField, "This is not a JSON document (line \(error.line), column \(error.column)).")
        }
    }
}
