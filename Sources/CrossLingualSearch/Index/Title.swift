/// A title as typing help reads it.
struct Title {
    /// All words, folded, otherwise as written.
    let words: [String]

    init(_ text: String, in tongue: Tongue) {
        words = Tokeniser.tokens(of: text, in: tongue).map { Folding.folded($0.word) }
    }

    /// Whether every typed word is one of the title's, where the last may be unfinished.
    func answers(_ typed: [String]) -> Bool {
        guard let last = typed.last else { return false }
        return typed.dropLast().allSatisfy(words.contains) && words.contains { $0.hasPrefix(last) }
    }

    /// Whether the title begins with what was typed.
    func begins(with typed: [String]) -> Bool {
        guard let last = typed.last, typed.count <= words.count else { return false }
        return words.starts(with: typed.dropLast()) && words[typed.count - 1].hasPrefix(last)
    }
}

extension Segment {
    /// A document for each concept; its labels are the titles.
    static func labels(of concepts: [Concept]) -> Segment {
        var builder = SegmentBuilder(reader: TextReader { _, _ in 0 }, concepts: ConceptDetector([]))
        for concept in concepts {
            var document = SearchDocument(id: concept.id, kind: "", language: "", title: "", body: "")
            document.versions = concept.labels.sorted { $0.key < $1.key }.flatMap { language, labels in
                labels.map { SearchDocument.Version(language: language, title: $0, body: "") }
            }
            builder.add(document)
        }
        return builder.segment()
    }
}
