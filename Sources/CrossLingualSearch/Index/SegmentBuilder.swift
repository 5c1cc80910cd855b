/// Analyses documents into a segment.
struct SegmentBuilder {
    private let reader: TextReader
    private let concepts: ConceptDetector
    private var content = SegmentContent()
    private var names: [String: Int] = [:]
    private var termNumbers: [[UInt8]: Int] = [:]
    private var terms: [[UInt8]] = []
    private var postings: [[(row: UInt32, occurrence: UInt16)]] = []

    init(reader: TextReader, concepts: ConceptDetector) {
        self.reader = reader
        self.concepts = concepts
    }

    private struct Count {
        var title = 0
        var body = 0
        var part = 0
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
        add(mentioned, declared: document.concepts, row: UInt32(firstRow))
    }

    private mutating func add(_ version: SearchDocument.Version, of document: UInt32) -> [Int: Double] {
        let tongue = Tongue(code: version.language)
        let row = UInt32(content.rowDocuments.count)
        var counts: [String: Count] = [:]
        var length = 0
        for (text, isTitle) in [(version.title, true), (version.body, false)] {
            for word in reader.words(of: text, in: tongue) where !word.isStopWord {
                length += 1
                if isTitle {
                    counts[word.key, default: Count()].title += 1
                } else {
                    counts[word.key, default: Count()].body += 1
                }
                for part in word.parts where part != word.key { counts[part, default: Count()].part += 1 }
            }
            content.texts.append(text.utf8)
        }
        content.rowDocuments.append(document)
        content.rowLanguages.append(UInt16(truncatingIfNeeded: nameNumber(version.language)))
        content.rowLengths.append(UInt32(length))
        for (key, count) in counts {
            let occurrence = Occurrence(title: count.title, body: count.body, part: count.part)
            post(SegmentContent.termBytes(key, tongue), row, occurrence)
        }
        return concepts.concepts(in: Set(counts.keys), of: tongue)
    }

    /// Concepts the authors assigned count as a title, mentioned ones as a body, in tenths of their strength.
    private mutating func add(_ mentioned: [Int: Double], declared: Set<String>, row: UInt32) {
        for (number, concept) in concepts.concepts.enumerated() {
            let isDeclared = declared.contains(concept.id)
            let strength = mentioned[number] ?? 0
            guard isDeclared || strength > 0 else { continue }
            let occurrence = Occurrence(title: isDeclared ? 1 : 0, body: Int(strength * 10), part: 0)
            post(SegmentContent.termBytes(concept.id, .concept), row, occurrence)
        }
    }

    private mutating func post(_ term: [UInt8], _ row: UInt32, _ occurrence: Occurrence) {
        let number: Int
        if let known = termNumbers[term] {
            number = known
        } else {
            number = terms.count
            termNumbers[term] = number
            terms.append(term)
            postings.append([])
        }
        postings[number].append((row, occurrence.packed))
    }

    private mutating func nameNumber(_ name: String) -> Int {
        if let known = names[name] { return known }
        names[name] = content.names.count
        content.names.append(name)
        return content.names.count - 1
    }

    consuming func segment() -> Segment {
        let order = terms.indices.sorted { terms[$0].lexicographicallyPrecedes(terms[$1]) }
        for number in order {
            content.terms.append(terms[number])
            for posting in postings[number] {
                content.postingRows.append(posting.row)
                content.occurrences.append(posting.occurrence)
            }
            content.postingStarts.append(UInt32(content.postingRows.count))
        }
        return Segment(content)
    }
}
