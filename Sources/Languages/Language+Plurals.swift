/// A class of numbers that one form of a sentence serves, after the cardinal rules of Unicode's CLDR.
public enum PluralCategory: String, Sendable, CaseIterable {
    case one, few, many, other
}

extension Language {
    /// The class of a whole number in this language (CLDR 45, cardinal rules, for numbers without a fraction).
    ///
    /// The sign does not matter.
    public func pluralCategory(of number: Int) -> PluralCategory {
        let n = number.magnitude
        switch self {
        case .en, .sv, .fi, .nb, .de, .nl, .hu, .tr,
            .bg, .da, .el, .es, .et, .ga, .hr, .lt, .lv, .mt, .pt, .ro, .sk, .sl:
            // No sentence of the interface is formed in a language of texts only.
            return n == 1 ? .one : .other
        case .it:
            return n == 1 ? .one : isMillions(n) ? .many : .other
        case .fr:
            return n < 2 ? .one : isMillions(n) ? .many : .other
        case .cs:
            return n == 1 ? .one : (2...4).contains(n) ? .few : .other
        case .pl:
            if n == 1 { return .one }
            return (2...4).contains(n % 10) && !(12...14).contains(n % 100) ? .few : .many
        }
    }

    private func isMillions(_ n: UInt) -> Bool { n != 0 && n % 1_000_000 == 0 }

    /// The classes in the order of a message file's `msgstr[0]`, `msgstr[1]`, …
    ///
    /// These are gettext's customary forms. French and Italian fold CLDR's rare "many" (whole millions) into the last.
    public var pluralForms: [PluralCategory] {
        switch self {
        case .pl: [.one, .few, .many]
        case .cs: [.one, .few, .other]
        default: [.one, .other]
        }
    }

    /// Which `msgstr[…]` serves a number.
    func pluralIndex(of number: Int) -> Int {
        let forms = pluralForms
        return forms.firstIndex(of: pluralCategory(of: number)) ?? forms.count - 1
    }

    /// The `Plural-Forms` header that this language's message file must carry, as gettext's manual gives it.
    public var pluralFormsHeader: String {
        switch self {
        case .pl:
            "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
        case .cs:
            "nplurals=3; plural=(n==1) ? 0 : (n>=2 && n<=4) ? 1 : 2;"
        case .fr:
            "nplurals=2; plural=(n > 1);"
        default:
            "nplurals=2; plural=(n != 1);"
        }
    }
}
