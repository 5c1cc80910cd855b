/// Analyses documents into a segment.
struct SegmentBuilder {
    private let reader: TextReader
    private let concepts: ConceptDetector
    private var content = SegmentContent()
    private var names: [String: Int] = [:]
    private var termNumbers: [[UInt8]: Int] = [:]
    private var terms: [[UInt8]] = []
    private var postings: [[(document: UInt32, impact: Impact)]] = []

    init(reader: TextReader, concepts: ConceptDetector) {
        self.reader = reader
        self.concepts = concepts
    }

    mutating func add(_ document: SearchDocument) {
        let number = UInt32(content.documentCount)
        content.ids.append(document.id.utf8)
        content.kinds.append(UInt16(truncatingIfNeeded: nameNumber(document.kind)))
        for (key, values) in document.tags {
            for value in values { content.tags.append(UInt32(nameNumber(SegmentContent.tagName(key, value)))) }
        }
        content.tagStarts.append(UInt32(content.tags.count))
        let firstRow = content.rowDocuments.count
        let undetermined = [SearchDocument.Version(language: "und", title: "", body: "")]
        var mentioned: [Int: Double] = [:]
        for version in document.versions.isEmpty ? undetermined : document.versions {
            mentioned.merge(add(version, of: number), uniquingKeysWith: max)
        }
        content.rowStarts.append(UInt32(content.rowDocuments.count))
        add(
            mentioned, declared: document.concepts, to: number, length: Int(content.rowLengths[firstRow]))
    }

    private mutating func add(_ version: SearchDocument.Version, of document: UInt32) -> [Int: Double] {
        let tongue = Tongue(code: version.language)
        var counts: [String: Int] = [:]
        var length = 0
        for (text, weight) in [(version.title, Ranking.titleWeight), (version.body, 1)] {
            for word in reader.words(of: text, in: tongue) where !word.isStopWord {
                length += 1
                counts[word.key, default: 0] += weight
                for part in word.parts where part != word.key { counts[part, default: 0] += 1 }
            }
            content.texts.append(text.utf8)
        }
        content.rowDocuments.append(document)
        content.rowLanguages.append(UInt16(truncatingIfNeeded: nameNumber(version.language)))
        content.rowLengths.append(contentsOf: CollectionOfOne(UInt32(length)))
        let fingerprint = SegmentContent.fingerprint(
            language: version.language, title: version.title, body: version.body)
        content.rowFingerprints.append(contentsOf: CollectionOfOne(fingerprint))
        let lengthLevel = Impact.level(ofLength: length)
        for (key, count) in counts {
            post(SegmentContent.termBytes(key, tongue), document, Impact(count: count, lengthLevel: lengthLevel))
        }
        addTitle(Title(version.title, in: tongue), of: document)
        return concepts.concepts(in: Set(counts.keys), of: tongue)
    }

    /// Every word of a title, for typing help: the one a title begins with counts twice.
    private mutating func addTitle(_ title: Title, of document: UInt32) {
        let lengthLevel = Impact.level(ofLength: title.words.count)
        for (place, word) in title.words.enumerated() {
            post(
                SegmentContent.termBytes(word, .title), document,
                Impact(count: place == 0 ? 2 : 1, lengthLevel: lengthLevel))
        }
    }

    /// Concepts the authors assigned count as a title, mentioned ones as a body, in tenths of their strength.
    private mutating func add(_ mentioned: [Int: Double], declared: Set<String>, to document: UInt32, length: Int) {
        let lengthLevel = Impact.level(ofLength: length)
        for (number, concept) in concepts.concepts.enumerated() {
            let isDeclared = declared.contains(concept.id)
            let strength = mentioned[number] ?? 0
            guard isDeclared || strength > 0 else { continue }
            let count = Int(strength * 10) + (isDeclared ? Ranking.titleWeight : 0)
            post(
                SegmentContent.termBytes(concept.id, .concept), document,
                Impact(count: count, lengthLevel: lengthLevel))
        }
    }

    /// A word in two versions of one language counts where it says more.
    private mutating func post(_ term: [UInt8], _ document: UInt32, _ impact: Impact) {
        let number: Int
        if let known = termNumbers[term] {
            number = known
        } else {
            number = terms.count
            termNumbers[term] = number
            terms.append(term)
            postings.append([])
        }
        if let last = postings[number].last, last.document == document {
            postings[number][postings[number].count - 1].impact = last.impact.bound(with: impact)
        } else {
            postings[number].append((document, impact))
        }
    }

    private mutating func nameNumber(_ name: String) -> Int {
        if let known = names[name] { return known }
        names[name] = content.names.count
        content.names.append(name)
        return content.names.count - 1
    }

    consuming func segment() -> Segment {
        let order = terms.indices.sorted { terms[$0].lexicographicallyPrecedes(terms[$1]) }
        var documents: [UInt32] = []
        var impacts: [UInt8] = []
        for number in order {
            content.terms.append(terms[number])
            for posting in postings[number] {
                documents.append(posting.document)
                impacts.append(posting.impact.packed)
            }
            content.postingStarts.append(UInt32(documents.count))
        }
        content.postingDocuments = Numbers(documents)
        content.impacts = Numbers(impacts)
        return Segment(content)
    }
}
