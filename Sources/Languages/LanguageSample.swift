/// What the guess of a language rests on: its commonest small words, and some everyday prose written for this purpose.
struct LanguageSample: Sendable {
    let language: Language
    /// Words that hold sentences together; strong evidence where they occur.
    let functionWords: String
    /// Its letters and their sequences are counted.
    let prose: String

    static let all = germanic + others
}
