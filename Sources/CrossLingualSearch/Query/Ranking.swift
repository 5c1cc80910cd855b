/// The numbers of the ranking.
///
/// A group's contribution to a document is its weight times the rarity of its words times the most that one of its
/// members gives, which is the member's weight times BM25's saturation; a document's score is the sum over the groups,
/// divided by what a document would get that has every group's word once at average length. Title words count more
/// (BM25F: Robertson, Zaragoza and Taylor, 2004). All members of a group are one term with the document frequency of
/// their union (Pirkola, 1998). A part of a compound in a text counts like a word: less was worse.
///
/// Weights were chosen one after the other on the development sets `hand` (weight .6), `udhr` and `osm` (.2 each); around
/// the chosen values the measure is flat.
enum Ranking {
    // BM25
    static let k1 = 2.0
    static let b = 0.4
    static let titleWeight = 2

    // Groups
    static let partOfKnownWord = 0.3
    static let partOfUnknownWord = 1.0
    static let phraseWeight = 0.7
    static let conceptWeight = 0.8

    // Members of a group
    static let sameSpellingWeight = 0.8
    static let beginningWeight = 0.8
    static let relativeWeight = 0.6
    /// Letters a relative must share from its beginning.
    static let shortestRelative = 5
    /// Words with one beginning, in the language of the query and in each other one.
    static let mostBeginnings = 40
    static let mostBeginningsElsewhere = 4

    // Translations
    static let leastSupport = 0.2
    static let sharePower = 0.25
    static let exclusivePower = 0.1
    static let pivotWeight = 0.9
    static let synonymWeight = 0.3
    static let leastPivotWeight = 0.02
    static let mostPivots = 16
    /// Of one word into one language.
    static let mostTranslations = 30

    // Words and meaning
    /// A document's score is how near its meaning is to the query's, between -1 and 1, less this share of how near it is
    /// to everything, and more by this share of its score by words.
    static let crowdingWeight: Float = 0.25
    static let wordsWeight: Float = 0.4
    /// Documents whose words count; those of the others hardly would.
    static let candidatesByWords = 200
    /// What shares no word with keywords is found from here on. Of 150 texts about other things one comes so near
    /// to anything in the demonstration data.
    static let leastNearness: Float = 0.32

    /// Longer texts are read up to here.
    static let mostQueryWords = 120

    /// Languages over which a word may reach a third one: English, and where Debian's dictionaries with English are thin
    /// also the neighbour with the largest ones.
    static func bridges(for tongue: Tongue) -> [Tongue] {
        switch tongue {
        case .english: [.german]
        case .swedish: [.english, .german]
        case .norwegian: [.english, .swedish]
        default: [.english]
        }
    }
}
