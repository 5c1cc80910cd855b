import Foundation
import Testing

@testable import Languages

@Suite struct LanguageGuessTests {
    @Test(arguments: [
        (Language.en, "Where can young people meet when it rains?"), (.sv, "Var kan unga träffas när det regnar?"),
        (.nb, "Hvor kan ungdom møtes når det regner?"), (.fi, "Missä nuoret voivat tavata, kun sataa?"),
        (.pl, "Gdzie młodzi mogą się spotkać, gdy pada?"), (.fr, "Où les jeunes peuvent-ils se retrouver ?"),
        (.de, "Wo können sich Jugendliche treffen, wenn es regnet?"), (.nl, "Waar kunnen jongeren elkaar ontmoeten?"),
        (.it, "Dove possono incontrarsi i giovani quando piove?"), (.cs, "Kde se mohou mladí lidé scházet, když prší?"),
        (.hu, "Hol találkozhatnak a fiatalok, amikor esik az eső?"),
        (.tr, "YAĞMUR YAĞINCA GENÇLER NEREDE BULUŞABİLİR?"),
    ])
    func aQuestionIsRecognised(language: Language, text: String) throws {
        let guess = try #require(guessLanguage(of: text))
        #expect(guess.language == language)
        #expect(guess.confidence > 0.8)
        #expect(guessLanguage(of: text.decomposedStringWithCanonicalMapping) == guess)
    }

    @Test(arguments: ["", "  ", "12 345", "🙂", "—", "Αθήνα"])
    func withoutLatinLettersThereIsNoGuess(text: String) {
        #expect(guessLanguage(of: text) == nil)
    }

    @Test(arguments: ["taxi", "Lublin", "hotel", "data", "radio"])
    func aWordOfManyLanguagesGetsLowConfidence(word: String) throws {
        #expect(try #require(guessLanguage(of: word)).confidence < 0.8)
    }

    @Test func longTextsAreReadOnlyAtTheirStart() throws {
        let text = String(repeating: "Kde se mohou mladí lidé scházet? ", count: 100_000)
        #expect(guessLanguage(of: text) == guessLanguage(of: String(text.prefix(2_000))))
    }

    static let examples = URL(filePath: #filePath).appending(path: "../../../../shared/data/search").standardizedFileURL

    /// Sentences that took no part in choosing the words and the prose.
    @Test(.enabled(if: FileManager.default.fileExists(atPath: examples.path), "the sentences are not on this machine"))
    func sentencesAreRecognised() throws {
        var right = 0
        var wrong: [String] = []
        for name in ["docs.tsv", "queries.tsv"] {
            let file = try String(contentsOf: Self.examples.appending(path: name), encoding: .utf8)
            for line in file.split(separator: "\n").dropFirst() {
                let columns = line.split(separator: "\t", maxSplits: 3, omittingEmptySubsequences: false)
                guard columns.count == 4, let language = Language(rawValue: String(columns[1])) else { continue }
                if guessLanguage(of: String(columns[3]))?.language == language {
                    right += 1
                } else {
                    wrong.append(String(line))
                }
            }
        }
        print("guessLanguage: \(right) of \(right + wrong.count) sentences")
        #expect(right + wrong.count > 800)
        #expect(Double(right) / Double(right + wrong.count) >= 0.97, "\(wrong.joined(separator: "\n"))")
    }

    /// Of the guesses on one or two words with a confidence of 0.8 and more, at least eight in ten are right.
    @Test(.enabled(if: FileManager.default.fileExists(atPath: examples.path), "the sentences are not on this machine"))
    func confidenceOnFewWordsIsHonest() throws {
        var (sure, right, unsure) = (0, 0, 0)
        let file = try String(contentsOf: Self.examples.appending(path: "queries.tsv"), encoding: .utf8)
        for line in file.split(separator: "\n").dropFirst() {
            let columns = line.split(separator: "\t", maxSplits: 3, omittingEmptySubsequences: false)
            guard columns.count == 4, let language = Language(rawValue: String(columns[1])) else { continue }
            let words = columns[3].split { !$0.isLetter }
            for start in words.indices.dropLast() {
                guard let guess = guessLanguage(of: words[start...start + 1].joined(separator: " ")) else { continue }
                if guess.confidence < 0.8 {
                    unsure += 1
                } else {
                    sure += 1
                    right += guess.language == language ? 1 : 0
                }
            }
        }
        print("guessLanguage: two words, \(right) of \(sure) sure guesses right, \(unsure) unsure")
        #expect(Double(right) >= 0.9 * Double(sure))
        #expect(unsure > sure / 10)
    }
}
