public import CrossLingualSearch

extension CatalogueService {
    /// What can answer a need.
    public static let answering: Set<String> = ["practice", "place", "project", "organisation"]

    /// As many words as one types into a search box; more describe a need. Marks do not count.
    private static let mostKeywords = 3

    /// What answers a text, in all languages, in balanced order; page, API and command line ask here.
    /// - Parameter kinds: the kinds to look among; nil for those that the text names or, without a name, for all that can
    ///   answer a need.
    public func match(_ text: String, language: String?, kinds: Set<String>? = nil, limit: Int) -> Answer {
        let reading = search.reading(of: text)
        let isShort = reading.words.split(whereSeparator: \.isWhitespace).count <= Self.mostKeywords
        let query = SearchQuery(
            text, language: language, kinds: kinds ?? (isShort && reading.namesKind ? nil : Self.answering),
            limit: limit * LanguageBalance.candidatesPerHit, mode: isShort ? .keywords : .need)
        return search.search(query) { LanguageBalance.order($0, limit: limit) }
    }
}
