/// One of the twelve languages that the interface and its texts come in; the raw value is its ISO 639-1 code.
///
/// The order of the cases is the order in which languages are offered, and in which a text in another language is
/// chosen when the reader's own is missing.
public enum Language: String, CaseIterable, Sendable, Codable, Hashable {
    case en, sv, fi, nb, pl, fr, de, nl, it, cs, hu, tr

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
        }
    }

    /// The language of a BCP 47 tag such as `pl-PL`, `fi` or `nn_NO`, nil when it is none of the twelve.
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
            guard let tag = fields.first, let language = Language(tag: tag), let weight = weight(of: fields.dropFirst())
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
