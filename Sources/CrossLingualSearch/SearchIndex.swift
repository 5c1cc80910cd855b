public import Foundation

/// Texts in twelve languages, found from any of them, with reasons.
///
/// The index lives in memory and is safe to share: a search reads an immutable state and is never disturbed by a batch
/// that is being applied; the new state appears all at once.
public final class SearchIndex: Sendable {
    /// - Parameters:
    ///   - lexicon: dictionaries between the languages; without one, languages meet only in concepts and shared words.
    ///   - concepts: subjects with names in several languages.
    public init(lexicon: Lexicon? = nil, concepts: [Concept] = []) {
        self.lexicon = lexicon
        self.concepts = concepts
    }

    let lexicon: Lexicon?
    let concepts: [Concept]

    /// Number of documents that can be found.
    public var count: Int { 0 }

    /// Position of the change feed up to which the index is current, as given with the last batch; 0 at first.
    public var position: Int { 0 }

    /// What the index can do with the data it was given; for the administrator's page.
    public var knowledge: Knowledge { Knowledge(concepts: concepts.count, lexicon: nil, documents: [:], bytes: 0) }

    /// Adds and replaces documents and removes others in one step: readers see all of it or nothing.
    ///
    /// - Parameter position: place in the change feed this batch leads up to; nil leaves it as it is.
    public func update(_ documents: [SearchDocument], removing ids: [String] = [], position: Int? = nil) {}

    /// Removes documents; the next search no longer finds them.
    public func remove(_ ids: [String], position: Int? = nil) {}

    /// Documents that answer the query, best first, with reasons.
    public func search(_ query: SearchQuery) -> Answer {
        Answer(hits: [], fits: false, language: query.language ?? "und", unknownWords: [], concepts: [])
    }

    /// Documents whose texts are most like the given one, in any language; empty for an unknown identifier.
    public func similar(to id: String, kinds: Set<String>? = nil, limit: Int = 10) -> [Hit] { [] }

    /// Writes everything to one file, atomically.
    public func save(to file: URL) throws {}

    /// Reads what ``save(to:)`` wrote.
    ///
    /// - Throws: ``SnapshotError``: the file is damaged, or was made with another lexicon or version; then build anew.
    public static func load(from file: URL, lexicon: Lexicon? = nil, concepts: [Concept] = []) throws -> SearchIndex {
        SearchIndex(lexicon: lexicon, concepts: concepts)
    }
}
