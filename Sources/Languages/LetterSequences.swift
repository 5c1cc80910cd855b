import Foundation

/// Cuts texts into words of small Latin letters, each as scalars between two marks of its ends.
enum LetterSequences {
    /// Stands before the first and after the last letter of a word.
    static let boundary: UInt32 = 0

    static func words(of text: String) -> [[UInt32]] {
        var words: [[UInt32]] = []
        var word = [boundary]
        for scalar in text.precomposedStringWithCanonicalMapping.lowercased().unicodeScalars {
            switch scalar.value {
            case 0x61...0x7A, 0xDF...0xF6, 0xF8...0x17F:
                word.append(scalar.value)
            case 0x307:
                // What Unicode's rules leave of a Turkish İ.
                continue
            default:
                if word.count > 1 { words.append(word + [boundary]) }
                word = [boundary]
            }
        }
        if word.count > 1 { words.append(word + [boundary]) }
        return words
    }
}
