/// Amounts of money as people write them.
enum Amount {
    /// Hundredths of the currency. Space, apostrophe, comma and point may group digits; the last comma or point with
    /// one or two digits behind it is the decimal sign. Nil for what is no amount.
    static func minorUnits(_ text: String) -> Int? {
        let compact = text.filter { !$0.isWhitespace && $0 != "'" && $0 != "’" }
        guard compact.count <= 18, compact.contains(where: \.isNumber),
            compact.allSatisfy({ ("0"..."9").contains($0) || $0 == "," || $0 == "." })
        else { return nil }
        var parts = compact.split { $0 == "," || $0 == "." }
        guard compact.first?.isNumber == true, compact.last?.isNumber == true else { return nil }
        var hundredths = 0
        if parts.count > 1, let last = parts.last, last.count <= 2 {
            parts.removeLast()
            guard let fraction = Int(last) else { return nil }
            hundredths = last.count == 1 ? fraction * 10 : fraction
        }
        guard parts.dropFirst().allSatisfy({ $0.count == 3 }), let whole = Int(parts.joined()),
            whole <= 1_000_000_000_000
        else { return nil }
        return whole * 100 + hundredths
    }

    /// Hundredths as people may write them again.
    static func text(_ minorUnits: Int) -> String {
        let fraction = minorUnits % 100
        guard fraction > 0 else { return String(minorUnits / 100) }
        return "\(minorUnits / 100).\(fraction < 10 ? "0" : "")\(fraction)"
    }
}
