import Foundation

/// How often letters follow one another in each language, and which small words are its own.
///
/// A letter's probability after the two before it is smoothed by the one after one letter, and that by the letter's
/// own frequency, each with the weight of Witten and Bell: I. H. Witten, T. C. Bell, "The zero-frequency problem",
/// IEEE Transactions on Information Theory 37 (1991), method C.
struct LanguageEvidence: Sendable {
    /// One number for each language, at ``Language``'s place; four lanes are spare.
    typealias Numbers = SIMD16<Float>

    /// What followed some letters: how many letters in all, and how many different ones.
    private struct Context {
        var total = Numbers.zero
        var kinds = Numbers.zero
    }

    /// What a function word is worth, as the natural logarithm of a likelihood.
    private static let functionWordWorth: Float = 2
    /// Letters that the languages share, for those that a sample never showed.
    private static let alphabet: Float = 60

    /// How often each sequence of one to three letters was seen.
    private var counts: [UInt64: Numbers] = [:]
    /// The contexts of no, one and two letters.
    private var contexts: [UInt64: Context] = [:]
    private var functionWords: [[UInt32]: Numbers] = [:]

    /// The evidence from ``LanguageSample``, gathered at first use in some milliseconds.
    static let shared = LanguageEvidence(LanguageSample.all)

    init(_ samples: [LanguageSample]) {
        for sample in samples {
            let lane = sample.language.place
            for word in Set(LetterSequences.words(of: sample.functionWords)) {
                functionWords[word, default: .zero][lane] = Self.functionWordWorth
                count(word, lane)
            }
            for word in LetterSequences.words(of: sample.prose) { count(word, lane) }
        }
    }

    /// The logarithm of a word's likelihood in each language.
    func likelihoods(of word: [UInt32]) -> Numbers {
        var sum = functionWords[word] ?? .zero
        for position in 1..<word.count {
            var probability = Numbers(repeating: 1 / Self.alphabet)
            for length in 0...min(2, position) {
                let context = word[position - length..<position]
                guard let seen = contexts[Self.key(context)] else { break }
                let count = counts[Self.key(word[position - length...position])] ?? .zero
                let weight = seen.total + seen.kinds
                let smoothed = (count + seen.kinds * probability) / weight
                probability.replace(with: smoothed, where: weight .> 0)
            }
            for lane in 0..<Language.allCases.count { sum[lane] += log(probability[lane]) }
        }
        return sum
    }

    private mutating func count(_ word: [UInt32], _ lane: Int) {
        for position in 1..<word.count {
            for length in 0...min(2, position) {
                let key = Self.key(word[position - length...position])
                let context = Self.key(word[position - length..<position])
                if counts[key, default: .zero][lane] == 0 { contexts[context, default: Context()].kinds[lane] += 1 }
                counts[key, default: .zero][lane] += 1
                contexts[context, default: Context()].total[lane] += 1
            }
        }
    }

    /// Packs up to three scalars, each in 20 bits, above a mark of how many there are.
    private static func key(_ scalars: ArraySlice<UInt32>) -> UInt64 {
        scalars.reduce(1) { $0 << 20 | UInt64($1) }
    }
}
