/// The conditions of a query, as an index can check them.
struct QueryConditions {
    private let conditions: [ExpertQuery.Condition]
    private let readings: [Int: [Tongue: Reading]]
    private let tongues: [Tongue]

    /// The words of a condition, read in the language of a text.
    private struct Reading {
        let stems: [String]
        /// Stems that the index keeps.
        let content: [String]
    }

    /// None.
    init() { self.init([], tongues: [], analyser: Analyser()) }

    init(_ conditions: [ExpertQuery.Condition], tongues: [Tongue], analyser: Analyser) {
        self.conditions = conditions
        self.tongues = tongues
        var readings: [Int: [Tongue: Reading]] = [:]
        for (number, condition) in conditions.enumerated() {
            guard case .words(let text, _, _) = condition.subject else { continue }
            for tongue in tongues {
                let words = analyser.words(of: text, in: tongue)
                readings[number, default: [:]][tongue] = Reading(
                    stems: words.map(\.stem.key),
                    content: words.filter { !$0.stem.isStopWord }.map(\.stem.key))
            }
        }
        self.readings = readings
    }

    var isEmpty: Bool { conditions.isEmpty }

    /// What finds, in every language, the texts that may have the words asked for.
    var groups: [QueryPlan.Group] {
        conditions.enumerated().compactMap { number, condition in
            guard case .words(let text, _, _) = condition.subject, !condition.isExcluded else { return nil }
            let members = tongues.compactMap { tongue -> QueryPlan.Member? in
                guard let keys = readings[number]?[tongue]?.content, !keys.isEmpty else { return nil }
                return QueryPlan.Member(tongue: tongue, keys: keys, weight: 1, link: .own)
            }
            return QueryPlan.Group(
                word: text, part: nil, readAs: nil, weight: Ranking.phraseWeight, members: members)
        }
    }

    /// Whether a document of the segment meets the conditions.
    ///
    /// Texts are read only of documents that have all the words. Function words are not in the index: a phrase of nothing
    /// else is found nowhere.
    func filter(of segment: Segment) -> (Int) -> Bool {
        let checks = conditions.enumerated().map { number, condition in
            let check =
                switch condition.subject {
                case .words(let text, let isPhrase, let inTitle):
                    check(readings[number] ?? [:], phrase: isPhrase ? Phrase(text) : nil, inTitle: inTitle, in: segment)
                case .field(let name, let value): Self.check(name, value, in: segment)
                }
            return { document in check(document) != condition.isExcluded }
        }
        return { document in checks.allSatisfy { $0(document) } }
    }

    private func check(
        _ readings: [Tongue: Reading], phrase: Phrase?, inTitle: Bool, in segment: Segment
    ) -> (Int) -> Bool {
        var terms: [Tongue: [Int]] = [:]
        for (tongue, reading) in readings where !reading.content.isEmpty {
            let found = reading.content.compactMap { segment.term($0, tongue) }
            if found.count == reading.content.count { terms[tongue] = found }
        }
        let analyser = Analyser()
        return { document in
            segment.rows(of: document).contains { row in
                let tongue = segment.tongue(ofRow: row)
                guard let reading = readings[tongue], let terms = terms[tongue],
                    terms.allSatisfy({ segment.hasPosting(of: document, amongThoseOf: $0) })
                else { return false }
                if reading.stems.count == 1, phrase == nil, !inTitle { return true }
                let texts = [segment.title(ofRow: row)] + (inTitle ? [] : [segment.body(ofRow: row)])
                return texts.contains { phrase?.occurs(in: $0) ?? Self.occur(reading.stems, in: $0, tongue, analyser) }
            }
        }
    }

    /// Whether words with these stems stand in the text one after the other.
    private static func occur(_ stems: [String], in text: String, _ tongue: Tongue, _ analyser: Analyser) -> Bool {
        let found = analyser.words(of: text, in: tongue).map(\.stem.key)
        return found.indices.contains { found[$0...].starts(with: stems) }
    }

    private static func check(_ field: String, _ value: String, in segment: Segment) -> (Int) -> Bool {
        func plain(_ text: some StringProtocol) -> String { Folding.folded(text.lowercased()) }
        let content = segment.content
        let wanted = plain(value)
        switch field {
        case ExpertQuery.kindField:
            let isWanted = content.names.map { plain($0) == wanted }
            return { isWanted[Int(content.kinds[$0])] }
        case ExpertQuery.languageField:
            let isWanted = content.names.map { plain($0) == wanted }
            return { isWanted[Int(content.rowLanguages[segment.rows(of: $0).lowerBound])] }
        default:
            let name = SegmentContent.tagName(field, wanted)
            let isWanted = content.names.map { plain($0) == name }
            return { document in
                let tags = Int(content.tagStarts[document])..<Int(content.tagStarts[document + 1])
                return content.tags[tags].contains { isWanted[Int($0)] }
            }
        }
    }
}
