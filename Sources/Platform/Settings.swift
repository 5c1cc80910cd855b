public import Database
public import Languages
import Synchronization

/// What an administrator decides about the installation as a whole.
public struct Settings: Sendable, Hashable {
    /// What the installation is called.
    public var name: String
    /// The languages offered to readers, in their order; never empty.
    public var languages: [Language]
    /// The main colour as `#rrggbb`, or nil for the product's own.
    public var colour: String?
    /// Whether anybody may make an account, or only people who were invited.
    public var isOpenToAll: Bool
    /// Whether search learns from what people mark as useful.
    public var learnsFromMarks: Bool

    public static let initial = Settings(
        name: "InnoCities", languages: Language.allCases, colour: nil, isOpenToAll: true, learnsFromMarks: true)

    /// What is decided now.
    public static func read(in transaction: Transaction) throws -> Settings {
        var settings = Settings.initial
        for row in try transaction.all("SELECT key, value FROM setting") {
            let value: String = try row["value"]
            switch try row["key"] as String {
            case "name": settings.name = value
            case "languages":
                let languages = value.split(separator: " ").compactMap { Language(tag: String($0)) }
                    .filter(\.isOfInterface)
                if !languages.isEmpty { settings.languages = languages }
            case "colour": settings.colour = value.isEmpty ? nil : value
            case "open_to_all": settings.isOpenToAll = value == "true"
            case "learns_from_marks": settings.learnsFromMarks = value == "true"
            default: break
            }
        }
        return settings
    }

    /// Writes the settings inside the transaction of the action that changes them.
    public func write(in transaction: Transaction) throws {
        let values = [
            ("name", name), ("languages", languages.map(\.rawValue).joined(separator: " ")), ("colour", colour ?? ""),
            ("open_to_all", isOpenToAll ? "true" : "false"),
            ("learns_from_marks", learnsFromMarks ? "true" : "false"),
        ]
        for (key, value) in values { try Self.keep(value, as: key, in: transaction) }
    }

    /// A single value that the platform keeps for itself, such as the key that signs tokens.
    public static func kept(_ key: String, in transaction: Transaction) throws -> String? {
        try transaction.first("SELECT value FROM setting WHERE key = \(key)")?["value"]
    }

    public static func keep(_ value: String, as key: String, in transaction: Transaction) throws {
        try transaction.run(
            """
            INSERT INTO setting (key, value) VALUES (\(key), \(value))
            ON CONFLICT (key) DO UPDATE SET value = excluded.value
            """)
    }
}

/// The settings in memory, read anew when the change feed says that they changed.
public final class SettingsCache: Sendable {
    private let value = Mutex(Settings.initial)

    public init() {}

    public var current: Settings { value.withLock { $0 } }

    public func reload(from database: Database) async throws {
        let fresh = try await database.read { try Settings.read(in: $0) }
        value.withLock { $0 = fresh }
    }
}
