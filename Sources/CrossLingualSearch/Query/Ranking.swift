/// The numbers of the ranking.
///
/// A group's contribution to a document is `weight × idf × surest member × BM25 saturation`; a document's score is the
/// sum over the groups, divided by what a document would get that answers every group once. Title words count more
/// (BM25F, Robertson, Zaragoza and Taylor 2004), words inside compounds less. All members of a group are one term with
/// the document frequency of their union (Pirkola 1998). Weights were chosen on the `hand` development set.
enum Ranking {
    nonisolated(unsafe) static var k1: Float = 2.0
    nonisolated(unsafe) static var b: Float = 0.4000000059604645
    nonisolated(unsafe) static var titleWeight: Float = 2
    nonisolated(unsafe) static var compoundWeight: Float = 1.0

    nonisolated(unsafe) static var partOfKnownWord = 0.6
    nonisolated(unsafe) static var partOfUnknownWord = 1.0
    nonisolated(unsafe) static var phraseWeight = 0.7
    nonisolated(unsafe) static var conceptWeight = 0.5
    nonisolated(unsafe) static var sameSpellingWeight = 1.0
    nonisolated(unsafe) static var beginningWeight = 0.8

    nonisolated(unsafe) static var leastSupport = 0.2
    nonisolated(unsafe) static var sharePower = 0.25
    nonisolated(unsafe) static var pivotWeight = 1.0
    nonisolated(unsafe) static var synonymWeight = 0.8
    nonisolated(unsafe) static var leastPivotWeight = 0.02
    nonisolated(unsafe) static var mostPivots = 16
    nonisolated(unsafe) static var mostTranslations = 30
    nonisolated(unsafe) static var idfPower = 1.0

    nonisolated(unsafe) static var relativeWeight = 0.5
    nonisolated(unsafe) static var shortestRelative = 5

    static let mostBeginnings = 40
    /// Longer texts are read up to here.
    static let mostQueryWords = 120

    /// Scores below are called "nothing fits well".
    static let fitThreshold = 0.2

    /// Languages over which a word may reach a third one: English, and where Debian's dictionaries with English are thin
    /// also the neighbour with the largest ones.
    static func bridges(for tongue: Tongue) -> [Tongue] {
        switch tongue {
        case .english: [.german]
        case .swedish: useBridges ? [.english, .german] : [.english]
        case .norwegian: useBridges ? [.english, .swedish] : [.english]
        default: [.english]
        }
    }
    nonisolated(unsafe) static var useBridges = true
}
