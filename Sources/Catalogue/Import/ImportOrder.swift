import Foundation

/// What a job of an import was told to read; kept as its input.
public struct ImportOrder: Sendable, Hashable, Codable {
    /// The kind of orders that are lists of funded operations, read by a mapping that the program ships.
    public static let operations = "operations"

    /// The SHA-256 of the stored file, in hexadecimal.
    public var file: String
    /// The name that the file had where it came from.
    public var name: String
    /// `operations`, or what `FactsImport.plural` says.
    public var kind: String
    /// The mapping of a list of operations.
    public var mapping: String?
    /// What the columns of a table of entries mean; nil for JSON.
    public var columns: ImportMapping?

    public init(file: String, name: String, kind: String, mapping: String? = nil, columns: ImportMapping? = nil) {
        self.file = file
        self.name = name
        self.kind = kind
        self.mapping = mapping
        self.columns = columns
    }

    /// Reads a job's input.
    public init?(_ text: String) {
        guard let order = try? JSONDecoder().decode(ImportOrder.self, from: Data(text.utf8)) else { return nil }
        self = order
    }

    /// The kind of job that carries out orders. Rehearsals are kinds of their own, so that no handler can take one for
    /// the other.
    public static func jobKind(ofOperations: Bool, isRehearsal: Bool) -> String {
        let verb = isRehearsal ? "rehearse" : "import"
        return ofOperations ? "programmes.\(verb)-operations" : "catalogue.\(verb)-entries"
    }

    /// The kind of job that carries this order out.
    public func jobKind(isRehearsal: Bool) -> String {
        Self.jobKind(ofOperations: kind == Self.operations, isRehearsal: isRehearsal)
    }

    /// As a job's input.
    public var text: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}
