import CEncoderKernels
import Foundation
import SeededRandom
import Testing

@testable import CrossLingualSearch

@Suite struct EncoderTests {
    @Test(arguments: [
        ("house", ["▁house"]),
        ("  house\t\u{A0}house ", ["▁house", "▁house"]),
        ("house\u{1}", ["▁house"]),
        ("hose", ["▁ho", "s", "e"]),
        ("reuse", ["▁", "r", "e", "use"]),
        ("\u{FB01}", ["▁", "f", "i"]),
        ("e\u{301}", ["▁", "é"]),
        ("房子 house", ["▁", "<unk>", "▁house"]),
        ("a房b子c", ["▁", "a", "<unk>", "b", "<unk>", "c"]),
        ("</s>", ["▁", "<", "/", "s", ">"]),
        (" \t\u{1} ", []),
        ("", []),
    ])
    func aTextIsCutIntoItsMostProbablePieces(text: String, pieces: [String]) throws {
        let encoder = try TestEncoder().encoder()
        #expect(encoder.states(of: text, as: .passage)?.tokens.map(\.piece) ?? [] == pieces)
    }

    @Test func poolingWeighsTokensByTheirInformation() throws {
        let states = try #require(try TestEncoder().encoder().states(of: "empty house", as: .query))
        #expect(states.tokens.map(\.information) == [9, 4])
        let sum = zip(states[0], states[1]).map { 9 * $0 + 4 * $1 }
        let pooled = try #require(states.pooled(.informative))
        #expect(abs(cosine(sum, pooled) - 1) < 1e-6)
        #expect(cosine(pooled, try #require(states.pooled(.even))) < 0.999)
    }

    @Test func roleAndWordsChangeTheVector() throws {
        let encoder = try TestEncoder().encoder()
        let vector = try #require(encoder.vector(of: "empty house", as: .query))
        #expect(vector.count == encoder.dimension)
        #expect(encoder.vector(of: "empty house", as: .query) == vector)
        #expect(encoder.vector(of: " empty  house", as: .query) == vector)
        #expect(encoder.vector(of: "empty house", as: .passage) != vector)
        #expect(encoder.vector(of: "house empty", as: .query) != vector)
    }

    @Test(arguments: ["", " ", "\u{1}\u{1}", "\0", "房", "🛴🛴", "👩‍👩‍👧‍👦", "بيت"])
    func aTextOfNothingKnownIsNearNothing(text: String) throws {
        let encoder = try TestEncoder().encoder()
        // The space before a word is a known piece, so only the word after it can be without meaning.
        let known = encoder.states(of: text, as: .query)?.tokens.filter { $0.information > 0 } ?? []
        #expect(known.allSatisfy { $0.piece == "▁" })
    }

    @Test func anyTextGivesAVectorOfLengthOneOrNone() throws {
        let encoder = try TestEncoder().encoder()
        var random = SeededGenerator(seed: 20_261_121)
        var texts = [
            "\u{202E}עברית house", "a\u{0}b", String(repeating: "e\u{301}", count: 100), "\u{FFFD}\u{10FFFF}", "각",
        ]
        for length in [1, 2, 7, 60, 500] {
            for _ in 0..<20 {
                let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
                texts.append(String(decoding: bytes, as: UTF8.self))
                let scalars = (0..<length).compactMap { _ in
                    Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &random))
                }
                texts.append(scalars.map(String.init).joined())
            }
        }
        for text in texts {
            guard let vector = encoder.vector(of: text, as: .passage) else { continue }
            #expect(abs(cosine(vector, vector) - 1) < 1e-5, "\(text.debugDescription)")
        }
    }

    @Test(arguments: ["house ", "a", "e\u{301}", "房", "\u{1}"])
    func ofALongTextTheBeginningCounts(unit: String) throws {
        let encoder = try TestEncoder().encoder()
        let text = String(repeating: unit, count: 1_000_000 / unit.utf8.count)
        let tokens = encoder.states(of: text, as: .query)?.tokens ?? []
        // 32 positions without begin, "▁query", ":" and end.
        #expect(tokens.count <= 28)
        if unit == "house " { #expect(tokens.count == 28) }
    }

    @Test func textsReadTogetherGetTheStatesTheyHaveAlone() throws {
        let encoder = try TestEncoder().encoder()
        let texts = ["house", "", "empty house by a park", "bicycle", "a b c d e f g h i j k l m n o p"]
        let together = encoder.states(of: texts, as: .query)
        for (text, states) in zip(texts, together) {
            let alone = encoder.states(of: text, as: .query)
            #expect(states?.tokens == alone?.tokens)
            #expect(states?.pooled(.even) == alone?.pooled(.even))
            #expect(states?.pooled(.informative) == alone?.pooled(.informative))
        }
    }

    @Test(arguments: [ENCODER_PORTABLE, ENCODER_AVX2, ENCODER_AVX512])
    func allInstructionsGiveTheSameVectors(instructions: EncoderInstructions) throws {
        let file = try EncoderFile(data: TestEncoder().file(), name: "test")
        let newest = try MultilingualEncoder(file)
        let other = try MultilingualEncoder(file, instructions: instructions)
        for length in [1, 2, 3, 5, 28] {
            let text = (0..<length).map { TestEncoder.letters[$0 % 26] }.joined(separator: " ")
            let vectors = try [newest, other].map { try #require($0.vector(of: text, as: .query)) }
            #expect(cosine(vectors[0], vectors[1]) > 0.999_99)
        }
    }
}

/// The cosine of two vectors.
func cosine(_ a: some Collection<Float>, _ b: some Collection<Float>) -> Float {
    func product(_ a: some Collection<Float>, _ b: some Collection<Float>) -> Float {
        zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
    }
    return product(a, b) / (product(a, a) * product(b, b)).squareRoot()
}
