public import Languages

/// Why a value of a list was refused: its field stays empty and the report keeps the value as it stands.
public enum OperationFault: String, Error, Sendable, Codable, CaseIterable {
    case notANumber
    case tooManyDecimals
    case tooLarge
    case unknownCurrency
    case notADate
    case notInTable
    case notACountry
    case notCoordinates
    /// The value holds a mail address. It is not kept in the report either.
    case personalContact

    /// The reason for people.
    public var message: Message {
        switch self {
        case .notANumber: "This is not a number in the style that the mapping names."
        case .tooManyDecimals: "This amount has more decimals than its currency."
        case .tooLarge: "This amount is too large."
        case .unknownCurrency: "The mapping names no currency for this amount."
        case .notADate: "This is not a date in a format that the mapping names."
        case .notInTable: "The mapping’s table has no entry for this value."
        case .notACountry: "This is not a country code of two letters."
        case .notCoordinates: "These are not coordinates of a place on the Earth."
        case .personalContact: "This value holds a mail address; contact persons are never taken in."
        }
    }
}
