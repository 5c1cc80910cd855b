/// The numbers of the ranking.
///
/// A group's contribution to a document is `weight × idf × surest member × BM25 saturation`; a document's score is the
/// sum over the groups, divided by what a document would get that answers every group once. Title words count more
/// (BM25F, Robertson, Zaragoza and Taylor 2004), words inside compounds less. All members of a group are one term with
/// the document frequency of their union (Pirkola 1998). Weights were chosen on the `hand` development set.
enum Ranking {
    nonisolated(unsafe) static var k1: Float = 1.2
    nonisolated(unsafe) static var b: Float = 0.4
    nonisolated(unsafe) static var titleWeight: Float = 2
    nonisolated(unsafe) static var compoundWeight: Float = 0.6

    nonisolated(unsafe) static var partOfKnownWord = 0.3
    nonisolated(unsafe) static var partOfUnknownWord = 0.7
    nonisolated(unsafe) static var phraseWeight = 0.7
    nonisolated(unsafe) static var conceptWeight = 1.0
    nonisolated(unsafe) static var sameSpellingWeight = 0.7
    nonisolated(unsafe) static var beginningWeight = 0.8

    nonisolated(unsafe) static var leastSupport = 0.6
    nonisolated(unsafe) static var pivotWeight = 0.7
    nonisolated(unsafe) static var synonymWeight = 0.4
    nonisolated(unsafe) static var leastPivotWeight = 0.15
    nonisolated(unsafe) static var mostPivots = 8
    nonisolated(unsafe) static var mostTranslations = 12
    nonisolated(unsafe) static var coordination: Float = 0.0

    static let mostBeginnings = 40
    /// Longer texts are read up to here.
    static let mostQueryWords = 120

    /// Scores below are called "nothing fits well".
    static let fitThreshold = 0.2

    /// The language dictionaries meet in.
    static func pivot(for tongue: Tongue) -> Tongue { tongue == .english ? .german : .english }
}
