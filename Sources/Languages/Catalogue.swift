/// The translations of one language, by key.
struct Catalogue: Sendable {
    /// One template, or as many as the language has plural forms.
    let translations: [String: [Template]]
}
