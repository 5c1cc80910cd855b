import Foundation
import SeededRandom
import Testing

@testable import Languages

@Suite struct FoldingTests {
    @Test(arguments: [
        ("Łódź", "lodz"), ("ÅLAND", "aland"), ("İstanbul Iğdır", "istanbul igdir"), ("Straße", "strasse"),
        ("Œuvre ÆØ", "oeuvre aeo"), ("Αθήνα", "athena"), ("Київ", "kiiv"), ("“quoted” – …", "\"quoted\" - ..."),
        ("plain TEXT 12", "plain text 12"), ("", ""), ("e\u{301}", "e"), ("őű čřž ğş", "ou crz gs"),
    ])
    func lettersLoseTheirMarks(text: String, expected: String) {
        #expect(folded(text) == expected)
    }

    @Test func theTableAgreesWithTheTransform() {
        for value: UInt32 in Array(0xA0...0x17F) + Array(0x2010...0x2026) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let text = "a" + String(scalar) + "b"
            let transformed = text.applyingTransform(
                StringTransform("Any-Latin; Latin-ASCII; Lower()"), reverse: false)
            #expect(folded(text) == transformed, "U+\(String(value, radix: 16))")
        }
    }

    @Test func foldingTwiceChangesNothing() {
        let seed: UInt64 = 7
        print("foldingTwiceChangesNothing: seed \(seed)")
        var random = SeededGenerator(seed: seed)
        for _ in 0..<2_000 {
            let scalars = (0..<12).compactMap { _ in Unicode.Scalar(UInt32.random(in: 0x20...0x17F, using: &random)) }
            let once = folded(String(String.UnicodeScalarView(scalars)))
            #expect(folded(once) == once)
        }
    }
}
