/// Guesses the language of a query from its function words and from which vocabulary knows the others.
struct LanguageGuess {
    let state: IndexState
    let lexicon: Lexicon?

    /// The likeliest of the twelve, or nil when no word is known anywhere.
    func language(of text: String, with analyser: Analyser) -> Tongue? {
        var best: (tongue: Tongue, score: Double)?
        for tongue in Tongue.analysed {
            var score = 0.0
            for (token, stem) in analyser.words(of: text, in: tongue).prefix(60) {
                if StopWords.contains(token.word, tongue) {
                    score += 1
                } else if state.frequency(stem.key, tongue) > 0 || lexicon?.term(stem.key, tongue) != nil {
                    score += token.word.utf8.count > 3 ? 0.8 : 0.2
                }
            }
            if score > best?.score ?? 0 { best = (tongue, score) }
        }
        return best?.tongue
    }
}
