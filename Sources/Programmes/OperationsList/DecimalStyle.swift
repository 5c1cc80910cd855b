/// How a list writes numbers, named by the way it would write one thousand two hundred and thirty-four and 56/100.
public enum DecimalStyle: String, Sendable, Codable, CaseIterable {
    case point = "1234.56"
    case comma = "1234,56"
    case commaGroupsPoint = "1,234.56"
    case pointGroupsComma = "1.234,56"
    case spaceGroupsComma = "1 234,56"
    case spaceGroupsPoint = "1 234.56"
    case apostropheGroupsPoint = "1'234.56"

    private var decimalSeparator: Character { rawValue[rawValue.index(rawValue.endIndex, offsetBy: -3)] }

    private var groupSeparators: [Character] {
        guard rawValue.count == 8 else { return [] }
        let separator = rawValue[rawValue.index(after: rawValue.startIndex)]
        return separator == " " ? [" ", "\u{A0}", "\u{202F}"] : separator == "'" ? ["'", "’"] : [separator]
    }

    /// The largest amount taken for one: ten million million of a currency with cents.
    private static let largest = 1_000_000_000_000_000

    /// An amount in minor units, exactly. Groups may be left out, but where they stand they have three digits.
    ///
    /// - Parameter fractionDigits: how many decimals the currency has.
    /// - Throws: `notANumber`, `tooManyDecimals` (unless they are zeros) or `tooLarge`.
    func minorUnits(of text: some StringProtocol, fractionDigits: Int) throws(OperationFault) -> Int {
        let isNegative = text.hasPrefix("-") || text.hasPrefix("−")
        let parts = text.dropFirst(isNegative ? 1 : 0)
            .split(separator: decimalSeparator, maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first.flatMap(ungrouped) else { throw .notANumber }
        var fraction = parts.count == 2 ? String(parts[1]) : ""
        guard parts.count == 1 || !fraction.isEmpty, fraction.allSatisfy(\.isASCIIDigit) else { throw .notANumber }
        while fraction.count > fractionDigits, fraction.last == "0" { fraction.removeLast() }
        guard fraction.count <= fractionDigits else { throw .tooManyDecimals }
        let padding = String(repeating: "0", count: fractionDigits - fraction.count)
        guard let amount = Int(whole + fraction + padding), amount <= Self.largest else { throw .tooLarge }
        return isNegative ? -amount : amount
    }

    /// A number that is no money, such as a coordinate, nil for anything else.
    func number(of text: some StringProtocol) -> Double? {
        let sign = text.hasPrefix("-") ? "-" : ""
        let parts = text.dropFirst(sign.count)
            .split(separator: decimalSeparator, maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first.flatMap(ungrouped) else { return nil }
        let fraction = parts.count == 2 ? String(parts[1]) : "0"
        guard !fraction.isEmpty, fraction.allSatisfy(\.isASCIIDigit) else { return nil }
        return Double(sign + whole + "." + fraction)
    }

    private func ungrouped(_ whole: some StringProtocol) -> String? {
        let groups = whole.split(omittingEmptySubsequences: false) { groupSeparators.contains($0) }
        guard let first = groups.first, !first.isEmpty,
            groups.count == 1 || first.count <= 3,
            groups.dropFirst().allSatisfy({ $0.count == 3 }),
            groups.allSatisfy({ $0.allSatisfy(\.isASCIIDigit) })
        else { return nil }
        return groups.joined()
    }
}

extension Character {
    var isASCIIDigit: Bool { isASCII && isNumber }
}
