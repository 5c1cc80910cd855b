/// Words in order, whatever their case and accents and whatever stands between them that is no letter or digit.
struct Phrase {
    private let words: [UInt8]

    init(_ text: String) { words = Self.words(of: text) }

    /// - Complexity: linear in the text, some ns for each letter.
    func occurs(in text: String) -> Bool {
        Self.words(of: text).withUnsafeBytes { text in
            words.withUnsafeBytes { words in
                guard text.count >= words.count else { return false }
                return (0...(text.count - words.count)).contains { start in
                    text[start] == Self.space
                        && compare(UnsafeRawBufferPointer(rebasing: text[start..<(start + words.count)]), words) == 0
                }
            }
        }
    }

    private static let space = UInt8(ascii: " ")

    /// Folded words, with one space before, between and after them.
    private static func words(of text: String) -> [UInt8] {
        var words = [space]
        words.reserveCapacity(text.utf8.count + 2)
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x30...0x39, 0x61...0x7A: words.append(UInt8(scalar.value))
            case 0x41...0x5A: words.append(UInt8(scalar.value) | 0x20)
            default:
                if Tokeniser.isWordScalar(scalar) {
                    words += Folding.folded(scalar.properties.lowercaseMapping).utf8
                } else if words.last != space {
                    words.append(space)
                }
            }
        }
        if words.last != space { words.append(space) }
        return words
    }
}
