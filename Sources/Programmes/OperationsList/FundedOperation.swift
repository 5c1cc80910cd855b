public import Languages

/// A funded project as an authority lists it: an operation in the words of Regulation (EU) 2021/1060, Article 49.
///
/// What the list does not state, or states in a way that could not be read, is nil or empty. There is no field for a
/// contact person, on purpose.
public struct FundedOperation: Sendable, Hashable, Codable {
    /// The number of the record in the list, counted from 1 without the header.
    public internal(set) var row: Int
    /// The line of the file where the record begins, nil when the list has no lines.
    public internal(set) var line: Int?
    /// The authority's own code.
    public internal(set) var code: String?
    public internal(set) var title: String
    public internal(set) var summary: String?
    public internal(set) var programme: String?
    /// The fund, by its English short name where the mapping gives one: ERDF, ESF, CF.
    public internal(set) var fund: String?
    public internal(set) var beneficiary: String?
    public internal(set) var partners: [String] = []
    public internal(set) var start: CalendarDate?
    public internal(set) var end: CalendarDate?
    public internal(set) var status: String?
    public internal(set) var places: [String] = []
    public internal(set) var regions: [String] = []
    /// ISO 3166-1 alpha-2.
    public internal(set) var country: String?
    public internal(set) var location: Location?
    public internal(set) var amounts: [Amount] = []
    /// BCP 47 tag of the texts. Lists come in languages that the interface does not speak (da, hr).
    public internal(set) var textLanguage: String

    /// A point on the Earth in degrees, WGS 84.
    public struct Location: Sendable, Hashable, Codable {
        public let latitude: Double
        public let longitude: Double
    }

    /// An amount of money with what the list says it is.
    public struct Amount: Sendable, Hashable, Codable {
        /// Whose money, or how much of it, an amount tells.
        public enum Meaning: String, Sendable, Codable {
            /// What the fund gives.
            case granted
            /// What the operation costs, or all public money in it: the list's wider sum.
            case total
        }

        /// Plans and facts are two figures.
        public enum Phase: String, Sendable, Codable {
            case planned, realised
        }

        public let meaning: Meaning
        public let phase: Phase
        public let minorUnits: Int
        /// ISO 4217.
        public let currency: String
    }

    /// The language of the texts, nil when it is not known here.
    public var language: Language? { Language(tag: textLanguage) }

    /// The first amount of that kind, nil when the list states none.
    public func amount(_ meaning: Amount.Meaning, _ phase: Amount.Phase = .planned) -> Amount? {
        amounts.first { $0.meaning == meaning && $0.phase == phase }
    }
}
