/// Whether anything that was found fits a need, or a page must say that nothing does.
///
/// The score alone separates weakly: one word that happens to be shared gives a short text a high one. So a middling
/// score counts only together with a shared concept or with several words.
struct Fit {
    /// The score above which a hit fits whatever it shares.
    private let sure: Double
    private let middling: Double
    private let severalWords: Int
    /// How many of the best hits are asked.
    private static let asked = 3

    /// Set on the demonstration data: of 20 texts about other things (a cat, a cake, a football club) none fits, of its
    /// own 67 needs 9 of 10 do by their titles and 8 of 10 by their stories.
    private static let byWords = Fit(sure: 0.3, middling: 0.15, severalWords: 3)
    /// Set on the demonstration data: of 30 texts about other things (`Benchmarks/search/unrelated.csv`) in five languages
    /// 5 % fit, of its own 67 needs 82 % do by their titles and 85 % by their stories.
    private static let byMeaning = Fit(sure: 0.3, middling: 0.24, severalWords: 2)

    static func holds(_ hits: [Hit], comparesMeaning: Bool) -> Bool {
        let rule = comparesMeaning ? byMeaning : byWords
        return hits.sorted { $0.score > $1.score }.prefix(asked).contains(where: rule.holds)
    }

    private func holds(_ hit: Hit) -> Bool {
        hit.score >= sure || hit.score >= middling && (!hit.concepts.isEmpty || words(of: hit) >= severalWords)
    }

    private func words(of hit: Hit) -> Int {
        hit.because.count { if case .concept = $0.via { false } else { true } }
    }
}
