/// A JSON value (RFC 8259) whose objects keep the order of their members and whose 64-bit integers stay exact.
public enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    /// A number written without fraction and exponent.
    case integer(Int)
    /// Any other number. NaN and the infinities have no JSON form and are written as `null`.
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)

    /// The string, nil when the value is something else.
    public var string: String? { if case .string(let value) = self { value } else { nil } }

    /// The truth value, nil when the value is something else.
    public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

    /// The integer, nil when the value is something else, also for `1.0`.
    public var integer: Int? { if case .integer(let value) = self { value } else { nil } }

    /// The number, whether written as an integer or not; nil when the value is something else.
    public var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        case .null, .bool, .string, .array, .object: nil
        }
    }

    /// The elements, nil when the value is no array.
    public var array: [JSONValue]? { if case .array(let value) = self { value } else { nil } }

    /// The members, nil when the value is no object.
    public var object: JSONObject? { if case .object(let value) = self { value } else { nil } }

    /// Whether the value is `null`.
    public var isNull: Bool { self == .null }

    /// The member of that name, nil when there is none or the value is no object.
    public subscript(_ name: String) -> JSONValue? { object?[name] }
}

/// The members of a JSON object in their order; each name occurs once.
///
/// Two objects are equal when the same members stand in the same order.
public struct JSONObject: Sendable, Hashable {
    /// Up to this many members a linear search is quicker than an index.
    private static let unindexedMembers = 8

    /// The names in their order.
    public private(set) var names: [String] = []
    /// The values in the order of `names`.
    public private(set) var values: [JSONValue] = []
    private var index: [String: Int]?

    /// An object without members.
    public init() {}

    /// How many members there are.
    public var count: Int { names.count }

    /// The member of that name. A new name goes to the end; setting nil takes the member out. O(1), removal O(n).
    public subscript(_ name: String) -> JSONValue? {
        get { position(of: name).map { values[$0] } }
        set {
            switch (position(of: name), newValue) {
            case (let position?, let value?): values[position] = value
            case (let position?, nil): remove(at: position)
            case (nil, let value?): append(name, value)
            case (nil, nil): break
            }
        }
    }

    public static func == (first: JSONObject, second: JSONObject) -> Bool {
        first.names == second.names && first.values == second.values
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(names)
        hasher.combine(values)
    }

    private func position(of name: String) -> Int? {
        if let index { index[name] } else { names.firstIndex(of: name) }
    }

    private mutating func append(_ name: String, _ value: JSONValue) {
        let position = count
        index?[name] = position
        names.append(name)
        values.append(value)
        if index == nil, count > Self.unindexedMembers { rebuildIndex() }
    }

    private mutating func remove(at position: Int) {
        names.remove(at: position)
        values.remove(at: position)
        index = nil
        if count > Self.unindexedMembers { rebuildIndex() }
    }

    private mutating func rebuildIndex() {
        index = Dictionary(zip(names, names.indices)) { first, _ in first }
    }
}

extension JSONObject: Sequence {
    /// The members in their order.
    public func makeIterator() -> AnyIterator<(name: String, value: JSONValue)> {
        var members = zip(names, values).makeIterator()
        return AnyIterator { members.next().map { (name: $0.0, value: $0.1) } }
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    /// Later members of the same name replace earlier ones.
    public init(dictionaryLiteral members: (String, JSONValue)...) {
        for (name, value) in members { self[name] = value }
    }
}

extension JSONValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByStringLiteral, ExpressibleByStringInterpolation,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    public init(nilLiteral: ()) { self = .null }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(integerLiteral value: Int) { self = .integer(value) }
    public init(floatLiteral value: Double) { self = .number(value) }
    public init(stringLiteral value: String) { self = .string(value) }
    public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    public init(dictionaryLiteral members: (String, JSONValue)...) {
        var object = JSONObject()
        for (name, value) in members { object[name] = value }
        self = .object(object)
    }
}
