/// How the currency of an amount is known.
public enum CurrencyRule: Sendable, Hashable {
    /// One currency for the whole column. JSON: `"EUR"`.
    case fixed(String)
    /// A sign before or after the number. JSON: `{"by_sign": {"kn": "HRK", "€": "EUR"}}`.
    case bySign([String: String])
    /// A column that holds the ISO code. JSON: `{"by_column": "Currency"}`.
    case byColumn(String)

    /// The number without its sign, and its currency.
    /// - Throws: `unknownCurrency`.
    func parted(
        _ cell: String, in record: [String: String]
    ) throws(OperationFault) -> (number: String, currency: String) {
        switch self {
        case .fixed(let currency): return (cell, currency)
        case .byColumn(let column):
            guard let currency = record[column]?.trimmed, Self.isCode(currency) else { throw .unknownCurrency }
            return (cell, currency)
        case .bySign(let signs):
            for (sign, currency) in signs {
                if cell.hasSuffix(sign) { return (String(cell.dropLast(sign.count)).trimmed, currency) }
                if cell.hasPrefix(sign) { return (String(cell.dropFirst(sign.count)).trimmed, currency) }
            }
            throw .unknownCurrency
        }
    }

    /// How many decimals a currency has (ISO 4217; of those that European lists use).
    static func fractionDigits(of currency: String) -> Int {
        ["ISK", "JPY", "KRW", "CLP", "VND"].contains(currency) ? 0 : 2
    }

    static func isCode(_ text: String) -> Bool {
        text.utf8.count == 3 && text.utf8.allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
    }

    var columns: [String] { if case .byColumn(let column) = self { [column] } else { [] } }
}

extension CurrencyRule: Codable {
    private enum Key: String, CodingKey {
        case bySign = "by_sign"
        case byColumn = "by_column"
    }

    /// Reads a code, or an object with one of the two rules.
    public init(from decoder: any Decoder) throws {
        if let currency = try? decoder.singleValueContainer().decode(String.self) {
            self = .fixed(currency)
        } else {
            let container = try decoder.container(keyedBy: Key.self)
            if let signs = try container.decodeIfPresent([String: String].self, forKey: .bySign) {
                self = .bySign(signs)
            } else {
                self = .byColumn(try container.decode(String.self, forKey: .byColumn))
            }
        }
        let codes: [String] =
            switch self {
            case .fixed(let currency): [currency]
            case .bySign(let signs): Array(signs.values)
            case .byColumn: []
            }
        if let wrong = codes.first(where: { !Self.isCode($0) }) { throw OperationsMapping.Fault.notACurrency(wrong) }
    }

    /// Writes what `init(from:)` reads.
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .fixed(let currency):
            var container = encoder.singleValueContainer()
            try container.encode(currency)
        case .bySign(let signs):
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(signs, forKey: .bySign)
        case .byColumn(let column):
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(column, forKey: .byColumn)
        }
    }
}
