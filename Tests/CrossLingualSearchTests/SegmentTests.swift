import SeededRandom
import Testing

@testable import CrossLingualSearch

struct SegmentTests {
    /// Terms of few letters, so that many begin alike.
    private static func terms(_ count: Int, _ random: inout SeededGenerator) -> [[UInt8]] {
        let letters = Array("abåż".utf8)
        let terms = (0..<count).map { _ in
            [UInt8(random.next() % 3)] + (0...random.next() % 12).map { _ in letters[Int(random.next() % 6)] }
        }
        return Set(terms).sorted { $0.lexicographicallyPrecedes($1) }
    }

    @Test func termsWithABeginningAreFoundUpToALimit() {
        var random = SeededGenerator(seed: 20_261_123)
        var content = SegmentContent()
        let terms = Self.terms(2_000, &random)
        for term in terms {
            content.terms.append(term)
            content.postingStarts.append(0)
        }
        let segment = Segment(content)
        for prefix in ["a", "ab", "å", "bbab", "abababab", "babababbab", "x", ""] {
            for tongue in [Tongue.english, .swedish] {
                let bytes = SegmentContent.termBytes(prefix, tongue)
                let expected = terms.indices.filter { terms[$0].starts(with: bytes) }
                for limit in [0, 1, 3, 40, Int.max] {
                    #expect(
                        Array(segment.terms(withPrefix: prefix, tongue, limit: limit))
                            == expected.prefix(limit).map(\.self))
                }
            }
        }
    }
}
