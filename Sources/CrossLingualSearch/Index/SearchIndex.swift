import Synchronization

/// Texts in twelve languages, found from any of them, with reasons.
///
/// The index lives in memory and is safe to share: a search reads an immutable state and is never disturbed by a batch
/// that is being applied; the new state appears all at once.
public final class SearchIndex: Sendable {
    let lexicon: Lexicon?
    let detector: ConceptDetector
    /// The concepts as documents whose titles are their labels, for typing help.
    let labels: LiveSegment
    let space: VectorSpace?
    let wordVectors: WordVectors?
    let translations = TranslationCache()
    private let splits = SplitCache()
    let current: Mutex<IndexState>
    /// What was learnt from marks on earlier hits.
    let experience = Mutex(Experience())
    /// Held while a batch is being prepared, so that batches follow each other while searches go on.
    let writing = Mutex(())

    /// - Parameters:
    ///   - lexicon: dictionaries between the languages; without one, languages meet only in concepts and shared words.
    ///   - concepts: subjects with names in several languages.
    ///   - space: what compares texts by their meaning; without one, words alone count.
    public convenience init(lexicon: Lexicon? = nil, concepts: [Concept] = [], space: VectorSpace? = nil) {
        self.init(
            lexicon: lexicon, detector: ConceptDetector(concepts), labels: LiveSegment(Segment.labels(of: concepts)),
            space: space, state: IndexState())
    }

    private init(
        lexicon: Lexicon?, detector: ConceptDetector, labels: LiveSegment, space: VectorSpace?, state: IndexState
    ) {
        self.lexicon = lexicon
        self.space = space
        self.detector = detector
        self.labels = labels
        wordVectors = space.map(WordVectors.init)
        current = Mutex(state)
    }

    /// An index without documents, with the dictionaries, concepts and space of this one, whose concepts need not be read
    /// again.
    public func emptied() -> SearchIndex { with(IndexState()) }

    /// Another index with the dictionaries, concepts and space of this one.
    func with(_ state: IndexState) -> SearchIndex {
        SearchIndex(lexicon: lexicon, detector: detector, labels: labels, space: space, state: state)
    }

    var state: IndexState { current.withLock { $0 } }

    /// Number of documents that can be found.
    public var count: Int { state.documentCount }

    /// Position of the change feed up to which the index is current, as given with the last batch; 0 at first.
    public var position: Int { state.position }

    /// Whether texts are compared by what they mean; false until nearly all of them are encoded.
    public var comparesMeaning: Bool { state.comparesMeaning }

    /// How many texts are compared by what they mean; nil without a vector space. Costs nothing, unlike ``knowledge``.
    public var meaning: Knowledge.Meaning? { meaning(of: state) }

    private func meaning(of state: IndexState) -> Knowledge.Meaning? {
        wordVectors.map { words in
            Knowledge.Meaning(
                texts: state.rowCount - state.textsToEncode, waiting: state.textsToEncode, words: words.count)
        }
    }

    /// What the index can do with the data it was given; for the administrator's page.
    public var knowledge: Knowledge {
        let state = state
        var documents: [String: Int] = [:]
        for live in state.segments {
            let content = live.segment.content
            var counts = [Int](repeating: 0, count: content.names.count)
            for document in 0..<content.documentCount where live.isLive(document) {
                counts[Int(content.rowLanguages[Int(content.rowStarts[document])])] += 1
            }
            for (name, count) in zip(content.names, counts) where count > 0 { documents[name, default: 0] += count }
        }
        return Knowledge(
            concepts: detector.concepts.count,
            lexicon: lexicon.map { lexicon in
                Knowledge.Dictionaries(
                    names: lexicon.dictionaries.sorted(), words: lexicon.words, translations: lexicon.translations)
            },
            meaning: meaning(of: state),
            documents: documents, bytes: state.segments.reduce(0) { $0 + $1.bytes })
    }

    /// Adds and replaces documents and removes others in one step: readers see all of it or nothing.
    ///
    /// Of several documents with one identifier the last counts. Batches of about a thousand are quickest.
    ///
    /// - Parameter position: place in the change feed this batch leads up to; nil leaves it as it is.
    public func update(_ documents: [SearchDocument], removing ids: [String] = [], position: Int? = nil) {
        writing.withLock { _ in
            let before = state
            var latest: [String: SearchDocument] = [:]
            for document in documents { latest[document.id] = document }
            var segment: LiveSegment?
            if !latest.isEmpty {
                var builder = SegmentBuilder(reader: reader(of: before), concepts: detector)
                for document in documents where latest.removeValue(forKey: document.id) != nil {
                    builder.add(document)
                }
                let known = space.map { before.vectors(ofDocuments: documents.map(\.id), dimension: $0.dimension) }
                let built = builder.segment()
                segment = LiveSegment(built, vectors: known?.blocks(for: built) ?? [])
                segment?.measure(by: before.surroundings)
            }
            let after = before.applying(segment, removing: documents.map(\.id) + ids, position: position)
            current.withLock { $0 = after }
        }
    }

    /// Removes documents; the next search no longer finds them.
    public func remove(_ ids: [String], position: Int? = nil) {
        update([], removing: ids, position: position)
    }

    /// A reader whose compounds are cut into words of the lexicon; without one, into words of the index.
    func reader(of state: IndexState) -> TextReader {
        guard let lexicon else { return TextReader { key, tongue in state.frequency(key, tongue) } }
        return TextReader(splits: splits) { key, tongue in lexicon.frequency(key, tongue) }
    }
}
