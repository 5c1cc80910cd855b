/// How a language writes large whole numbers; CLDR's values, held against Foundation by a test.
///
/// Foundation takes about a microsecond for a number, which is felt in tables; this takes a tenth of it.
struct Grouping: Sendable {
    /// Between groups of three digits.
    let separator: String
    /// Digits that must stand before the first separator: with 2, only numbers of five digits and more are grouped.
    let minimumDigits: Int
    let minus: String

    init(_ language: Language) {
        switch language {
        case .en: self.init(",")
        case .de, .nl, .tr: self.init(".")
        case .it: self.init(".", minimumDigits: 2)
        case .fr: self.init("\u{202F}")
        case .cs: self.init("\u{A0}")
        case .pl, .hu: self.init("\u{A0}", minimumDigits: 2)
        case .bg, .da, .el, .es, .et, .ga, .hr, .lt, .lv, .mt, .pt, .ro, .sk, .sl: self.init("\u{A0}")
        case .sv, .fi, .nb: self.init("\u{A0}", minus: "\u{2212}")
        }
    }

    private init(_ separator: String, minimumDigits: Int = 1, minus: String = "-") {
        (self.separator, self.minimumDigits, self.minus) = (separator, minimumDigits, minus)
    }

    func formatted(_ number: Int) -> String {
        let digits = String(number.magnitude)
        let count = digits.utf8.count
        let sign = number < 0 ? minus : ""
        guard count >= 3 + minimumDigits else { return sign + digits }
        var result = sign
        for (position, digit) in digits.enumerated() {
            if position > 0, (count - position).isMultiple(of: 3) { result += separator }
            result.append(digit)
        }
        return result
    }
}
