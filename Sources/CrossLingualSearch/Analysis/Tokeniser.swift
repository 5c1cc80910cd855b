import Foundation

/// A word of a text.
struct Token {
    /// Lowercase, canonically composed.
    let word: String
    /// Where it stands, in UTF-8 bytes of the text.
    let range: Range<Int>
}

/// Cuts a text into words: runs of letters, digits and marks, with each language's apostrophes understood.
enum Tokeniser {
    /// Longer runs are not words; their beginning is kept.
    static let longestWord = 64

    static func tokens(of text: String, in tongue: Tongue) -> [Token] {
        var scan = Scan(tongue: tongue)
        for scalar in text.unicodeScalars { scan.take(scalar) }
        scan.close(beforeApostrophe: false)
        return scan.tokens
    }

    private struct Scan {
        let tongue: Tongue
        var tokens: [Token] = []
        private var word = String.UnicodeScalarView()
        private var length = 0
        private var start = 0
        private var offset = 0
        private var hasMark = false
        private var followsApostrophe = false

        init(tongue: Tongue) { self.tongue = tongue }

        mutating func take(_ scalar: Unicode.Scalar) {
            if Tokeniser.isWordScalar(scalar) {
                if length == 0 { start = offset }
                length += 1
                if length <= Tokeniser.longestWord { Folding.appendLowercase(scalar, tongue, to: &word) }
                hasMark = hasMark || Folding.isMark(scalar)
            } else {
                let apostrophe = scalar == "'" || scalar == "’" || scalar == "ʼ"
                close(beforeApostrophe: apostrophe)
                followsApostrophe = apostrophe && tokens.last?.range.upperBound == offset || apostrophe && elided
                elided = false
            }
            offset += UTF8.width(scalar)
        }

        /// Whether the last closed word was an elision, which leaves no token behind.
        private var elided = false

        mutating func close(beforeApostrophe: Bool) {
            guard length > 0 else { return }
            defer {
                word = String.UnicodeScalarView()
                length = 0
                hasMark = false
            }
            var text = String(word)
            if hasMark { text = text.precomposedStringWithCanonicalMapping }
            if beforeApostrophe && Tokeniser.isElision(text, tongue) {
                elided = true
            } else if !(followsApostrophe && Tokeniser.isSuffix(text, tongue)) {
                tokens.append(Token(word: text, range: start..<offset))
            }
        }
    }

    @inline(__always)
    static func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: return true
        case 0..<0xAA: return false
        case 0xD7, 0xF7: return false
        case 0xC0...0x24F, 0x300...0x36F: return true
        case 0x2BC: return false
        default:
            switch scalar.properties.generalCategory {
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
                .nonspacingMark, .spacingMark:
                return true
            default: return false
            }
        }
    }

    /// "l'", "qu'", "dell'": the article or preposition before the word.
    private static func isElision(_ word: String, _ tongue: Tongue) -> Bool {
        switch tongue {
        case .french: word.count == 1 || frenchElisions.contains(word)
        case .italian: word.count == 1 || italianElisions.contains(word)
        default: false
        }
    }

    private static let frenchElisions: Set<String> = ["qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "quelqu", "presqu"]
    private static let italianElisions: Set<String> = [
        "un", "dell", "nell", "sull", "all", "dall", "coll", "quell", "quest", "gl", "po",
    ]

    /// "'ın" in "İstanbul'ın", "'s" in "city's", "'n" in "foto's": an ending, not a word.
    private static func isSuffix(_ word: String, _ tongue: Tongue) -> Bool {
        switch tongue {
        case .turkish: true
        case .english: ["s", "t", "d", "m", "re", "ve", "ll"].contains(word)
        case .dutch, .swedish, .norwegian, .german: word.count == 1
        default: false
        }
    }
}
