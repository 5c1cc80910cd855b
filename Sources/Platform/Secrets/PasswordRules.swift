import Foundation
public import Languages

/// What a password must be, after NIST SP 800-63B: long, and not among the first that anybody would try.
///
/// There are no rules on kinds of characters and no expiry: both make passwords worse.
public enum PasswordRules {
    /// The fewest characters (Unicode scalars in form NFC).
    public static let minimumLength = 12
    /// The most characters, so that nobody sends a book to be hashed.
    public static let maximumLength = 256

    /// Why a password is refused; nil when it may be used.
    ///
    /// - Parameters:
    ///   - address: the account's mail address; neither it nor the part before the @ may be the password.
    ///   - name: the person's name.
    public static func refusal(of password: String, address: String, name: String) -> Message? {
        let password = password.precomposedStringWithCanonicalMapping
        let length = password.unicodeScalars.count
        if length < minimumLength {
            return Message("Use at least \(minimumLength) characters. A short sentence is easy to remember.")
        }
        if length > maximumLength { return Message("Use at most \(maximumLength) characters.") }
        let core = core(of: password)
        if isRepetition(core) || isSequence(core) || isSequence(password.lowercased()) || CommonPasswords.contains(core)
        {
            return Message("This password is among the first that others would try. Choose another one.")
        }
        let local = address.split(separator: "@").first.map(String.init) ?? address
        let personal = ([address, local, name] + name.split(separator: " ").map(String.init)).map { Self.core(of: $0) }
        if personal.contains(where: { $0.count >= 3 && $0 == core }) {
            return Message("Do not use your name or mail address as your password.")
        }
        return nil
    }

    /// A password without what people add to make a weak one pass: case, accents, digits and signs at either end,
    /// digits for letters, and repetition.
    ///
    /// Where signs or digits are most of it, they are the password and stay.
    private static func core(of password: String) -> String {
        let plain = password.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil).lowercased()
        let unsigned = plain.filter { $0.isLetter || $0.isNumber || disguises[$0] != nil }
        let kept = unsigned.count * 2 < plain.count ? plain : unsigned
        let trimmed = kept.trimmingCharacters(in: .decimalDigits)
        return trimmed.count < 3 ? kept : shortestPeriod(of: trimmed.map { disguises[$0] ?? $0 })
    }

    private static let disguises: [Character: Character] = [
        "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s",
    ]

    /// "abcabcabc" becomes "abc"; anything that is not one text repeated stays.
    private static func shortestPeriod(of text: [Character]) -> String {
        let period = (1...max(1, text.count)).first { period in
            text.count % period == 0 && text.indices.allSatisfy { text[$0] == text[$0 % period] }
        }
        return String(text.prefix(period ?? text.count))
    }

    private static func isRepetition(_ core: String) -> Bool { Set(core).count <= 2 }

    /// Whether each character follows the one before in the alphabet, in the digits or on a keyboard, either way.
    private static func isSequence(_ core: String) -> Bool {
        CommonPasswords.sequences.contains { $0.contains(core) || String($0.reversed()).contains(core) }
    }
}
