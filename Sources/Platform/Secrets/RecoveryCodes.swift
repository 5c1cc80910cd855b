public import Foundation

/// Codes that let somebody in who has lost the device for one-time passwords. Each works once.
public enum RecoveryCodes {
    /// How many codes a person gets at a time.
    public static let count = 10

    /// Letters and digits that are not mistaken for each other when read from paper.
    private static let alphabet = Array("abcdefghjkmnpqrstuvwxyz23456789")

    /// New codes, to be shown once, with the digests to store in their place. A code has 59 random bits.
    public static func make() -> [(code: String, digest: Data)] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in
            let letters = (0..<12).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &generator)] }
            let code = [letters[0..<4], letters[4..<8], letters[8..<12]].map { String($0) }.joined(separator: "-")
            return (code, digest(of: code))
        }
    }

    /// The digest to look for when somebody types a code: case, blanks and dashes do not matter.
    public static func digest(of typed: String) -> Data {
        SecretBytes.sha256(Data(typed.lowercased().filter { $0.isLetter || $0.isNumber }.utf8))
    }
}
