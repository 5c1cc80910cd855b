/// A language that texts come in; the raw value is its ISO 639-1 code.
///
/// The first twelve are those of the interface, and `allCases` is these alone: what is offered, translated and guessed.
/// The others are the further official languages of the European Union, in which authorities publish their lists: a
/// text in one of them is kept and marked as what it is (docs/decisions/languages-of-texts.md).
///
/// The order of the cases is the order in which languages are offered, and in which a text in another language is
/// chosen when the reader's own is missing.
public enum Language: String, CaseIterable, Sendable, Codable, Hashable {
    case en, sv, fi, nb, pl, fr, de, nl, it, cs, hu, tr
    case bg, da, el, es, et, ga, hr, lt, lv, mt, pt, ro, sk, sl

    /// The twelve languages of the interface.
    public static let allCases: [Language] = [.en, .sv, .fi, .nb, .pl, .fr, .de, .nl, .it, .cs, .hu, .tr]
    /// The languages that only texts come in.
    public static let ofTextsOnly: [Language] = [
        .bg, .da, .el, .es, .et, .ga, .hr, .lt, .lv, .mt, .pt, .ro, .sk, .sl,
    ]

    /// Whether the interface speaks it.
    public var isOfInterface: Bool { place < Self.allCases.count }

    /// The language's name in itself, with the capitalisation that it uses in a list of its own names.
    public var ownName: String {
        switch self {
        case .en: "English"
        case .sv: "Svenska"
        case .fi: "Suomi"
        case .nb: "Norsk bokmål"
        case .pl: "Polski"
        case .fr: "Français"
        case .de: "Deutsch"
        case .nl: "Nederlands"
        case .it: "Italiano"
        case .cs: "Čeština"
        case .hu: "Magyar"
        case .tr: "Türkçe"
        case .bg: "Български"
        case .da: "Dansk"
        case .el: "Ελληνικά"
        case .es: "Español"
        case .et: "Eesti"
        case .ga: "Gaeilge"
        case .hr: "Hrvatski"
        case .lt: "Lietuvių"
        case .lv: "Latviešu"
        case .mt: "Malti"
        case .pt: "Português"
        case .ro: "Română"
        case .sk: "Slovenčina"
        case .sl: "Slovenščina"
        }
    }

    /// The language of a BCP 47 tag such as `pl-PL`, `fi` or `nn_NO`, nil when texts do not come in it.
    ///
    /// Only the primary subtag counts. All forms of Norwegian (`no`, `nb`, `nn`) are read as `nb`.
    public init?(tag: String) {
        let primary = tag.prefix { $0 != "-" && $0 != "_" }.lowercased()
        switch primary {
        case "no", "nn": self = .nb
        default: self.init(rawValue: primary)
        }
    }

    /// The best of the twelve for an HTTP `Accept-Language` header (RFC 9110, 12.5.4), nil when it names none of them.
    ///
    /// Weights are honoured, `q=0` excludes a language, the earlier of two equal weights wins, `*` names nothing.
    /// Malformed parts are passed over: a header is a wish, never an error.
    public static func preferred(acceptLanguage: String) -> Language? {
        var best: (language: Language, weight: Double)?
        for part in acceptLanguage.utf8.prefix(1_000).split(separator: UInt8(ascii: ",")) {
            let fields = String(decoding: part, as: UTF8.self).split(separator: ";").map(trimmed)
            guard let tag = fields.first, let language = Language(tag: tag), language.isOfInterface,
                let weight = weight(of: fields.dropFirst())
            else { continue }
            if weight > (best?.weight ?? 0) { best = (language, weight) }
        }
        return best?.language
    }

    private static func weight(of parameters: ArraySlice<String>) -> Double? {
        guard let parameter = parameters.first(where: { $0.lowercased().hasPrefix("q=") }) else { return 1 }
        guard let weight = Double(parameter.dropFirst(2)), (0...1).contains(weight) else { return nil }
        return weight
    }

    private static func trimmed(_ text: Substring) -> String {
        String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
