public import Foundation

extension Language {
    /// The conventions that numbers, dates and names follow: those of the language's largest country, and for English
    /// those of Britain, since the cities are European.
    public var locale: Locale { Self.locales[self] ?? Locale(identifier: "en_GB") }

    private static let locales: [Language: Locale] = Dictionary(
        uniqueKeysWithValues: (Language.allCases + Language.ofTextsOnly).map {
            ($0, Locale(identifier: $0.localeIdentifier))
        })

    private var localeIdentifier: String {
        switch self {
        case .en: "en_GB"
        case .sv: "sv_SE"
        case .fi: "fi_FI"
        case .nb: "nb_NO"
        case .pl: "pl_PL"
        case .fr: "fr_FR"
        case .de: "de_DE"
        case .nl: "nl_NL"
        case .it: "it_IT"
        case .cs: "cs_CZ"
        case .hu: "hu_HU"
        case .tr: "tr_TR"
        case .bg, .da, .el, .es, .et, .ga, .hr, .lt, .lv, .mt, .pt, .ro, .sk, .sl: rawValue
        }
    }

    /// The text in capitals by the language's rules: Turkish i becomes İ.
    public func uppercased(_ text: String) -> String { text.uppercased(with: locale) }

    /// The text in small letters by the language's rules: Turkish I becomes ı.
    public func lowercased(_ text: String) -> String { text.lowercased(with: locale) }
}
