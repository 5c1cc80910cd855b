import Foundation

/// The language that a text seems to be in.
public struct LanguageGuess: Sendable, Hashable {
    /// The most likely of the twelve.
    public let language: Language
    /// From 0 to 1: about how often such a guess is right. Below 0.8 ask the writer; one or two words seldom reach it.
    public let confidence: Double

    /// A guess with the confidence given.
    public init(language: Language, confidence: Double) {
        self.language = language
        self.confidence = confidence
    }

    /// Neighbouring letters tell much the same thing, so their evidence counts for less than its sum.
    fileprivate static let caution: Float = 0.5
}

/// Guesses which of the twelve languages a text is in, nil when it holds no Latin letters.
///
/// Evidence is the sequences of letters in the words and the small words that hold sentences together. A text in yet
/// another language gets a guess too. Looks at the first 2,000 characters.
public func guessLanguage(of text: String) -> LanguageGuess? {
    let words = LetterSequences.words(of: String(text.prefix(2_000)))
    guard !words.isEmpty else { return nil }
    let sum = words.reduce(LanguageEvidence.Numbers.zero) { $0 + LanguageEvidence.shared.likelihoods(of: $1) }
    let scores = Language.allCases.map { sum[$0.place] }
    guard let best = scores.max(), let place = scores.firstIndex(of: best) else { return nil }
    let total = scores.reduce(0) { $0 + exp(($1 - best) * LanguageGuess.caution) }
    return LanguageGuess(language: Language.allCases[place], confidence: Double(1 / total))
}
