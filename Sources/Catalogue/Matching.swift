public import CrossLingualSearch

extension CatalogueService {
    /// What can answer a need.
    public static let answering: Set<String> = ["practice", "place", "project", "organisation"]

    /// What answers a text, in all languages, in balanced order; page, API and command line ask here.
    /// - Parameter kinds: the kinds to look among, nil for all that can answer a need.
    public func match(_ text: String, language: String?, kinds: Set<String>? = nil, limit: Int) -> Answer {
        let isShort = text.split(whereSeparator: \.isWhitespace).count <= 3
        let query = SearchQuery(
            text, language: language, kinds: kinds ?? Self.answering, limit: limit * LanguageBalance.candidatesPerHit,
            mode: isShort ? .keywords : .need)
        return search.search(query) { LanguageBalance.order($0, limit: limit) }
    }
}
