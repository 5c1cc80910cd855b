/// A query taken apart: for every word of it, everything that would answer it, in all languages.
struct QueryPlan {
    /// How a member of a group is linked to the query word.
    enum Link {
        case own
        case dictionary(name: String, through: Tongue?)
        case concept
        case beginning
    }

    /// A stem or phrase in one language that answers the group's word.
    struct Member {
        let tongue: Tongue
        /// More than one for a phrase: all must occur.
        let keys: [String]
        /// 0…1: how far it is the same.
        let weight: Double
        let link: Link
    }

    /// One thing asked for. Its members are alternatives and count as one term.
    struct Group {
        /// As written.
        let word: String
        /// Stem of the compound's part the group stands for, or nil for the whole word.
        let part: String?
        /// How the word was read, when it was misspelled.
        var readAs: String?
        /// Share in the score before its rarity.
        let weight: Double
        var members: [Member]
    }

    let tongue: Tongue
    var groups: [Group]
    /// Strength by concept identifier.
    let concepts: [String: Double]
    let unknownWords: [String]

    /// The concepts that a document of the segment is about too, strongest first.
    func concepts(sharedWith document: Int, in segment: Segment) -> [String] {
        let shared = concepts.filter { id, _ in
            guard let term = segment.term(id, .concept) else { return false }
            return segment.hasPosting(of: document, amongThoseOf: term)
        }
        return shared.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.map(\.key)
    }
}

/// Turns a query into a plan with the lexicon, the concepts and the index's vocabulary.
struct QueryPlanner {
    let state: IndexState
    let lexicon: Lexicon?
    let detector: ConceptDetector
    private let translator: Translator
    /// Languages the documents are written in.
    private let tongues: [Tongue]

    init(state: IndexState, lexicon: Lexicon?, detector: ConceptDetector, translations: TranslationCache) {
        self.state = state
        self.lexicon = lexicon
        self.detector = detector
        translator = Translator(lexicon: lexicon, state: state, cache: translations)
        tongues = state.tongues
    }

    func plan(_ query: SearchQuery, in tongue: Tongue, with reader: TextReader) -> QueryPlan {
        let words = reader.words(of: query.text, in: tongue)
        var content = words.filter { !$0.isStopWord }
        if content.isEmpty { content = words }
        content = Array(content.prefix(Ranking.mostQueryWords))
        var groups: [QueryPlan.Group] = []
        var unknown: [String] = []
        var seen: Set<String> = []
        for (place, word) in content.enumerated() {
            let written = String(decoding: Array(query.text.utf8)[word.range], as: UTF8.self)
            let isUnfinished = query.mode == .keywords && place == content.count - 1
            if seen.insert(word.key).inserted {
                let made = wholeWord(word, written, tongue, isUnfinished, reader)
                groups += made.groups
                if !made.isKnown { unknown.append(written) }
            }
            if place > 0 {
                let pair = content[place - 1].key + " " + word.key
                if seen.insert(pair).inserted {
                    groups += phrase(pair, content[place - 1], word, query.text, tongue)
                }
            }
        }
        var concepts = detectedConcepts(content, tongue)
        concepts = concepts.filter { $0.value >= ConceptDetector.threshold }
        return QueryPlan(
            tongue: tongue, groups: groups + conceptGroups(concepts), concepts: concepts, unknownWords: unknown)
    }

    private func wholeWord(
        _ word: ReadWord, _ written: String, _ tongue: Tongue, _ isUnfinished: Bool, _ reader: TextReader
    ) -> (groups: [QueryPlan.Group], isKnown: Bool) {
        var key = word.key
        var readAs: String?
        if !isKnown(key, tongue), word.parts.isEmpty, !isKnownAnywhere(word.text, reader) {
            if let correction = Spelling(isKnown: { popularity($0, tongue) }).correction(of: key) {
                key = correction
                readAs = correction
            }
        }
        let translated = translator.translated(key, in: tongue)
        let same = sameSpelling(word.text, except: tongue, covered: translated.covered, reader)
        var members = translated.members + same
        members += relatives(of: key, tongue, known: Set(members.flatMap(\.keys)))
        if isUnfinished { members += beginnings(of: Folding.folded(word.text), tongue) }
        let isTranslated = translated.isTranslated || members.count > 1
        let group = QueryPlan.Group(word: written, part: nil, readAs: readAs, weight: 1, members: members)
        let share = isTranslated ? Ranking.partOfKnownWord : Ranking.partOfUnknownWord
        let parts = word.parts.filter { $0 != key }.map { part in
            QueryPlan.Group(
                word: written, part: part, readAs: nil, weight: share,
                members: translator.translated(part, in: tongue).members)
        }
        let known = isKnown(key, tongue) || !parts.isEmpty || isTranslated
        return ([group] + parts, known)
    }

    /// Two neighbouring words that a dictionary knows as one.
    private func phrase(
        _ key: String, _ first: ReadWord, _ second: ReadWord, _ text: String, _ tongue: Tongue
    ) -> [QueryPlan.Group] {
        guard lexicon?.term(key, tongue) != nil else { return [] }
        let range = first.range.lowerBound..<second.range.upperBound
        let written = String(decoding: Array(text.utf8)[range], as: UTF8.self)
        let members = translator.translated(key, in: tongue).members
        return [
            QueryPlan.Group(word: written, part: nil, readAs: nil, weight: Ranking.phraseWeight, members: members)
        ]
    }

    private func popularity(_ key: String, _ tongue: Tongue) -> Int {
        2 * state.frequency(key, tongue) + (lexicon?.frequency(key, tongue) ?? 0)
    }

    private func isKnown(_ key: String, _ tongue: Tongue) -> Bool { popularity(key, tongue) > 0 }

    private func isKnownAnywhere(_ word: String, _ reader: TextReader) -> Bool {
        tongues.contains { state.frequency(reader.analyser.stem(of: word, in: $0).key, $0) > 0 }
    }

    /// Names and international words are written alike in other languages: tried where no dictionary helps.
    private func sameSpelling(
        _ word: String, except tongue: Tongue, covered: Set<Tongue>, _ reader: TextReader
    ) -> [QueryPlan.Member] {
        guard word.utf8.count > 2 else { return [] }
        return tongues.compactMap { other in
            guard other != tongue, !covered.contains(other) else { return nil }
            let stem = reader.analyser.stem(of: word, in: other)
            guard !stem.isStopWord, state.frequency(stem.key, other) > 0 else { return nil }
            return QueryPlan.Member(
                tongue: other, keys: [stem.key], weight: Ranking.sameSpellingWeight, link: .own)
        }
    }

    /// Words of any language with the same beginning and little more: "kompost" – "kompostownik", "graffiti" –
    /// "graffitivägg". They catch derivations the stemmers keep apart and words the languages share.
    private func relatives(of key: String, _ tongue: Tongue, known: Set<String>) -> [QueryPlan.Member] {
        let length = key.utf8.count
        guard length >= Ranking.shortestRelative, key.utf8.allSatisfy({ $0 < 0x80 }) else { return [] }
        let root = String(decoding: key.utf8.prefix(max(Ranking.shortestRelative, length - 2)), as: UTF8.self)
        var found: [QueryPlan.Member] = []
        for other in tongues {
            var keys: Set<String> = []
            for live in state.segments {
                for term in live.segment.terms(withPrefix: root, other, limit: mostBeginnings(in: other, of: tongue)) {
                    let relative = live.segment.key(ofTerm: term)
                    if relative.utf8.count <= length + 4, !known.contains(relative) { keys.insert(relative) }
                }
            }
            found += keys.sorted().map { relative in
                let share = Double(root.utf8.count) / Double(max(length, relative.utf8.count))
                return QueryPlan.Member(
                    tongue: other, keys: [relative], weight: Ranking.relativeWeight * share, link: .beginning)
            }
        }
        return found
    }

    private func mostBeginnings(in other: Tongue, of tongue: Tongue) -> Int {
        other == tongue ? Ranking.mostBeginnings : Ranking.mostBeginningsElsewhere
    }

    /// Words that begin with what has been typed so far.
    private func beginnings(of typed: String, _ tongue: Tongue) -> [QueryPlan.Member] {
        guard typed.utf8.count >= 2 else { return [] }
        var found: [QueryPlan.Member] = []
        for other in tongues {
            var keys: Set<String> = []
            for live in state.segments {
                for term in live.segment.terms(withPrefix: typed, other, limit: mostBeginnings(in: other, of: tongue)) {
                    keys.insert(live.segment.key(ofTerm: term))
                }
            }
            let weight = other == tongue ? Ranking.beginningWeight : Ranking.beginningWeight / 2
            found += keys.sorted().prefix(mostBeginnings(in: other, of: tongue)).map {
                QueryPlan.Member(tongue: other, keys: [$0], weight: weight, link: .beginning)
            }
        }
        return found
    }

    private func detectedConcepts(_ words: [ReadWord], _ tongue: Tongue) -> [String: Double] {
        let stems = Set(words.map(\.key) + words.flatMap(\.parts))
        var result: [String: Double] = [:]
        for (number, strength) in detector.concepts(in: stems, of: tongue) {
            result[detector.concepts[number].id] = strength
        }
        return result
    }

    private func conceptGroups(_ concepts: [String: Double]) -> [QueryPlan.Group] {
        concepts.sorted { $0.key < $1.key }.map { id, strength in
            QueryPlan.Group(
                word: "", part: nil, readAs: nil, weight: Ranking.conceptWeight * strength,
                members: [QueryPlan.Member(tongue: .concept, keys: [id], weight: 1, link: .concept)])
        }
    }
}
