public import Foundation

/// One stored value, in the five kinds both engines know.
///
/// Booleans are the integers 0 and 1 here, on PostgreSQL too, so that a row reads the same from either engine.
public enum Value: Sendable, Hashable {
    case null
    case integer(Int)
    case double(Double)
    case text(String)
    case blob(Data)
}

/// What can be bound to a statement and read from a row.
///
/// An enumeration with a raw value conforms by declaration alone: `enum Stage: String, DatabaseValue`.
public protocol DatabaseValue {
    /// The value as it is stored.
    var databaseValue: Value { get }

    /// Reads a stored value; nil when it is of another kind or outside this type's range.
    init?(databaseValue: Value)
}

extension Value: DatabaseValue {
    public var databaseValue: Value { self }

    public init?(databaseValue: Value) {
        self = databaseValue
    }
}

extension String: DatabaseValue {
    public var databaseValue: Value { .text(self) }

    public init?(databaseValue: Value) {
        guard case .text(let text) = databaseValue else { return nil }
        self = text
    }
}

extension Int: DatabaseValue {
    public var databaseValue: Value { .integer(self) }

    /// Reads an integer, or a double that is one: sums come back as `numeric` from PostgreSQL.
    public init?(databaseValue: Value) {
        switch databaseValue {
        case .integer(let integer): self = integer
        case .double(let double): self.init(exactly: double)
        case .null, .text, .blob: return nil
        }
    }
}

extension Double: DatabaseValue {
    public var databaseValue: Value { .double(self) }

    /// Reads a double, or an integer as the nearest double.
    public init?(databaseValue: Value) {
        switch databaseValue {
        case .integer(let integer): self.init(integer)
        case .double(let double): self = double
        case .null, .text, .blob: return nil
        }
    }
}

extension Bool: DatabaseValue {
    public var databaseValue: Value { .integer(self ? 1 : 0) }

    public init?(databaseValue: Value) {
        switch databaseValue {
        case .integer(0): self = false
        case .integer(1): self = true
        default: return nil
        }
    }
}

extension Data: DatabaseValue {
    public var databaseValue: Value { .blob(self) }

    public init?(databaseValue: Value) {
        guard case .blob(let data) = databaseValue else { return nil }
        self = data
    }
}

extension Optional: DatabaseValue where Wrapped: DatabaseValue {
    public var databaseValue: Value { self?.databaseValue ?? .null }

    public init?(databaseValue: Value) {
        if case .null = databaseValue {
            self = .none
        } else if let wrapped = Wrapped(databaseValue: databaseValue) {
            self = .some(wrapped)
        } else {
            return nil
        }
    }
}

extension DatabaseValue where Self: RawRepresentable, RawValue: DatabaseValue {
    public var databaseValue: Value { rawValue.databaseValue }

    public init?(databaseValue: Value) {
        guard let raw = RawValue(databaseValue: databaseValue) else { return nil }
        self.init(rawValue: raw)
    }
}
