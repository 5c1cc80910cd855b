/// Statement text with its bound values, built by string interpolation only.
///
/// A literal is statement text; every interpolation is a value that travels apart from the text, so nothing a person
/// typed can become part of a statement: there is no way to make an `SQL` from a `String`.
///
/// ```swift
/// let open: SQL = "closed_at IS NULL"
/// try tx.all("SELECT id FROM need WHERE city_id = \(city) AND \(sql: open) AND stage IN \(list: stages)")
/// ```
///
/// PostgreSQL infers the type of a bound value from its place. Where a place has no type, say it:
/// `CAST(\(x) AS TEXT) IS NULL`.
public struct SQL: ExpressibleByStringInterpolation, Sendable, Hashable {
    enum Part: Sendable, Hashable {
        case text(String)
        case value(Value)
        case either(sqlite: [Part], postgres: [Part])
    }

    let parts: [Part]

    /// No text and no values.
    public static let empty = SQL(parts: [])

    init(parts: [Part]) {
        self.parts = parts
    }

    public init(stringLiteral value: String) {
        parts = [.text(value)]
    }

    public init(stringInterpolation: StringInterpolation) {
        parts = stringInterpolation.parts
    }

    /// Whether there is neither text nor a value.
    public var isEmpty: Bool {
        parts.allSatisfy { $0 == .text("") }
    }

    public static func + (left: SQL, right: SQL) -> SQL {
        SQL(parts: left.parts + right.parts)
    }

    /// The parts one after the other with the separator between them, such as conditions joined by `" AND "`.
    public static func joined(_ parts: [SQL], separator: SQL) -> SQL {
        SQL(parts: Array(parts.map(\.parts).joined(separator: separator.parts)))
    }

    /// Collects the literals and values of an interpolated statement.
    public struct StringInterpolation: StringInterpolationProtocol {
        var parts: [Part] = []

        public init(literalCapacity: Int, interpolationCount: Int) {
            parts.reserveCapacity(2 * interpolationCount + 1)
        }

        public mutating func appendLiteral(_ literal: String) {
            if !literal.isEmpty { parts.append(.text(literal)) }
        }

        /// Binds a value.
        public mutating func appendInterpolation(_ value: some DatabaseValue) {
            parts.append(.value(value.databaseValue))
        }

        /// Binds a value or NULL.
        public mutating func appendInterpolation<Wrapped: DatabaseValue>(_ value: Wrapped?) {
            parts.append(.value(value.databaseValue))
        }

        /// Inserts a fragment with its own bound values.
        public mutating func appendInterpolation(sql fragment: SQL) {
            parts.append(contentsOf: fragment.parts)
        }

        /// Binds values as a list in parentheses, for `IN`.
        ///
        /// An empty list becomes `(NULL)`, which nothing is in; nothing is `NOT IN` it either.
        public mutating func appendInterpolation<Values: Sequence>(list values: Values)
        where Values.Element: DatabaseValue {
            let bound = values.map { Part.value($0.databaseValue) }
            parts.append(.text("("))
            parts.append(
                contentsOf: bound.isEmpty ? [.text("NULL")] : Array(bound.map { [$0] }.joined(separator: [.text(", ")]))
            )
            parts.append(.text(")"))
        }

        /// Inserts one of two fragments, for the few things the engines say differently.
        public mutating func appendInterpolation(sqlite: SQL, postgres: SQL) {
            parts.append(.either(sqlite: sqlite.parts, postgres: postgres.parts))
        }
    }
}

extension SQL {
    /// Statement text in one engine's placeholders, with the values in their order.
    struct Rendered {
        var text = ""
        var values: [Value] = []

        /// Whether to keep the prepared statement: texts with long lists come in too many lengths.
        var isWorthKeeping: Bool { values.count <= 100 }

        /// The beginning of the text, for an error.
        static func excerpt(_ text: String) -> String {
            text.count > 300 ? text.prefix(300) + "…" : text
        }
    }

    func rendered(for engine: Database.Engine) -> Rendered {
        var rendered = Rendered()
        Self.render(parts, for: engine, into: &rendered)
        return rendered
    }

    private static func render(_ parts: [Part], for engine: Database.Engine, into rendered: inout Rendered) {
        for part in parts {
            switch part {
            case .text(let text):
                rendered.text += text
            case .value(let value):
                rendered.values.append(value)
                rendered.text += engine == .sqlite ? "?" : "$\(rendered.values.count)"
            case .either(let sqlite, let postgres):
                render(engine == .sqlite ? sqlite : postgres, for: engine, into: &rendered)
            }
        }
    }
}
