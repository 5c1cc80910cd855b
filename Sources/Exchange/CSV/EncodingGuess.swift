/// What encoding a text seems to have. A guess is never applied silently: show it, and let a person change it.
public struct EncodingGuess: Sendable, Hashable {
    public let encoding: TextEncoding
    /// From 0 (no idea) to 1 (certain: a byte order mark, or nothing but ASCII).
    public let confidence: Double

    /// Guesses from the beginning of a text; some tens of kilobytes are plenty. O(n).
    ///
    /// Byte order marks decide. Bytes that are valid UTF-8 are UTF-8: text in another encoding hardly ever is. UTF-16
    /// without a mark shows in its zero bytes. What is left is a Windows code page, chosen by how well its letters fit
    /// one of the languages that are written in it.
    public init(sample: some Sequence<UInt8>) {
        let bytes = Array(sample)
        self = Self.byMark(bytes) ?? Self.byZeroBytes(bytes) ?? Self.byUTF8(bytes) ?? Self.byLetters(bytes)
    }

    init(_ encoding: TextEncoding, _ confidence: Double) {
        self.encoding = encoding
        self.confidence = confidence
    }

    private static func byMark(_ bytes: [UInt8]) -> EncodingGuess? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return EncodingGuess(.utf8, 1) }
        if bytes.starts(with: [0xFF, 0xFE]) { return EncodingGuess(.utf16LittleEndian, 1) }
        if bytes.starts(with: [0xFE, 0xFF]) { return EncodingGuess(.utf16BigEndian, 1) }
        return nil
    }

    private static func byZeroBytes(_ bytes: [UInt8]) -> EncodingGuess? {
        guard bytes.count >= 4 else { return nil }
        let zeros = bytes.indices.filter { bytes[$0] == 0 }
        let odd = zeros.count { !$0.isMultiple(of: 2) }
        let even = zeros.count - odd
        // Delimiters, digits and line breaks have a zero byte in UTF-16 in every language.
        guard max(odd, even) * 10 >= bytes.count, min(odd, even) * 10 <= max(odd, even) else { return nil }
        return EncodingGuess(odd > even ? .utf16LittleEndian : .utf16BigEndian, 0.9)
    }

    private static func byUTF8(_ bytes: [UInt8]) -> EncodingGuess? {
        guard bytes.contains(where: { $0 >= 0x80 }) else { return EncodingGuess(.utf8, 1) }
        // A sample may end in the middle of a character of up to four bytes; other characters must then bear it out.
        let isValid = (0...min(3, bytes.count)).contains { cut in
            let whole = bytes.dropLast(cut)
            let rest = bytes[whole.endIndex...]
            guard cut == 0 || (rest.allSatisfy { $0 >= 0x80 } && whole.contains { $0 >= 0x80 }) else { return false }
            return String(validating: whole, as: UTF8.self) != nil
        }
        return isValid ? EncodingGuess(.utf8, 0.99) : nil
    }

    private static func byLetters(_ bytes: [UInt8]) -> EncodingGuess {
        let sample = Array(bytes.prefix(64 * 1024))
        let pages: [TextEncoding] = [.windows1252, .windows1250, .windows1254, .windows1253]
        let candidates = pages.map { page in
            let text = decoded(sample, page)
            let fit = alphabets.filter { $0.page == page }.map { $0.fit(of: text) }.max() ?? 0
            return (page: page, text: text, fit: fit)
        }
        guard let best = candidates.max(by: { $0.fit < $1.fit }) else { return EncodingGuess(.windows1252, 0) }
        // A code page that reads the sample the same way is no rival: nothing goes wrong by mistaking the two.
        let rival = candidates.filter { $0.text != best.text }.map(\.fit).max() ?? -1
        let margin = min(1, max(0, best.fit - max(rival, 0)))
        let evidence = Double(min(20, sample.count { $0 >= 0x80 })) / 20
        return EncodingGuess(best.page, max(0, min(0.95, best.fit)) * (0.3 + 0.3 * margin + 0.4 * evidence))
    }

    private static func decoded(_ bytes: [UInt8], _ page: TextEncoding) -> [Unicode.Scalar] {
        let upperHalf = page.upperHalf ?? []
        return bytes.map { $0 < 0x80 ? Unicode.Scalar($0) : upperHalf[Int($0) - 0x80] }
    }

    private static let alphabets: [Alphabet] = [
        Alphabet(.windows1252, "åäöéü"),  // Swedish, Finnish
        Alphabet(.windows1252, "åæøéòó"),  // Norwegian, Danish
        Alphabet(.windows1252, "äöüßé"),  // German
        Alphabet(.windows1252, "àâæçéèêëîïôœùûüÿ"),  // French
        Alphabet(.windows1252, "éëèïöüóá"),  // Dutch
        Alphabet(.windows1252, "àèéìíòóùú"),  // Italian
        Alphabet(.windows1250, "ąćęłńóśźż"),  // Polish
        Alphabet(.windows1250, "áčďéěíňóřšťúůýž"),  // Czech
        Alphabet(.windows1250, "áéíóöőúüű"),  // Hungarian
        Alphabet(.windows1254, "çğıİöşüâîû"),  // Turkish
        Alphabet(.windows1253, "αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώϊϋΐΰ"),  // Greek
    ]
}

/// The letters beyond ASCII of one language (two where the alphabets agree) and the code page it is written in.
private struct Alphabet {
    let page: TextEncoding
    private let letters: Set<Unicode.Scalar>
    private let isGreek: Bool

    init(_ page: TextEncoding, _ letters: String) {
        self.page = page
        self.letters = Set(letters.unicodeScalars).union(letters.uppercased().unicodeScalars)
        isGreek = page == .windows1253
    }

    /// The share of the characters beyond ASCII that this language would write, less those it would not; −1 to 1.
    func fit(of text: [Unicode.Scalar]) -> Double {
        var (fitting, foreign) = (0.0, 0.0)
        for (index, character) in text.enumerated() where !character.isASCII {
            let before = index > 0 ? text[index - 1] : " "
            let after = index + 1 < text.count ? text[index + 1] : " "
            if letters.contains(character) {
                fitting += isPlausible(character, before, after) ? 1 : 0
                foreign += isPlausible(character, before, after) ? 0 : 1
            } else if character == "\u{FFFD}" {
                foreign += 10
            } else if character.properties.isAlphabetic || isLetter(before) && isLetter(after) {
                // A symbol inside a word is a letter of another code page; ’ is the one that is at home there.
                foreign += character == "’" ? 0 : 1
            }
        }
        return fitting + foreign == 0 ? 0 : (fitting - foreign) / (fitting + foreign)
    }

    /// Greek letters stand beside Greek letters, Latin ones beside Latin ones; capitals do not follow small letters.
    private func isPlausible(
        _ character: Unicode.Scalar, _ before: Unicode.Scalar, _ after: Unicode.Scalar
    ) -> Bool {
        if character.properties.isUppercase, before.properties.isLowercase { return false }
        if isGreek { return !isASCIILetter(before) && !isASCIILetter(after) }
        return !(letters.contains(before) && letters.contains(after))
    }

    private func isLetter(_ character: Unicode.Scalar) -> Bool {
        isASCIILetter(character) || letters.contains(character)
    }

    private func isASCIILetter(_ character: Unicode.Scalar) -> Bool {
        character.isASCII && character.properties.isAlphabetic
    }
}
