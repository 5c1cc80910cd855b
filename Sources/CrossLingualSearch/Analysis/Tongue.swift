/// A language the engine knows how to analyse; everything else is `other`.
///
/// Raw values are written into lexicons and snapshots: never renumber.
enum Tongue: UInt8, CaseIterable, Sendable {
    case english, swedish, finnish, norwegian, polish, french, german, dutch, italian, czech, hungarian, turkish
    case other
    /// The tongue-less space in which the index keeps concepts.
    case concept
    /// The tongue-less space in which the index keeps the words of titles, folded and otherwise as written.
    case title

    /// The twelve languages.
    static let analysed = Array(Tongue.allCases.prefix(12))

    /// - Parameter code: BCP 47 ("pl-PL"); Nynorsk and plain "no" are read as Bokmål.
    init(code: String) {
        let primary = code.prefix { $0 != "-" && $0 != "_" }.lowercased()
        self = Self.byCode[primary] ?? .other
    }

    var code: String {
        switch self {
        case .english: "en"
        case .swedish: "sv"
        case .finnish: "fi"
        case .norwegian: "nb"
        case .polish: "pl"
        case .french: "fr"
        case .german: "de"
        case .dutch: "nl"
        case .italian: "it"
        case .czech: "cs"
        case .hungarian: "hu"
        case .turkish: "tr"
        case .other, .concept, .title: "und"
        }
    }

    /// Whether the language writes compounds as one word.
    var compounds: Bool {
        switch self {
        case .finnish, .swedish, .norwegian, .german, .dutch, .hungarian: true
        default: false
        }
    }

    private static let byCode: [String: Tongue] = {
        var codes = Dictionary(uniqueKeysWithValues: analysed.map { ($0.code, $0) })
        codes["no"] = .norwegian
        codes["nn"] = .norwegian
        return codes
    }()
}
