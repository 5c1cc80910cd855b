import Foundation

/// Finds in the text of a hit what answered the query.
struct Explanation {
    let plan: QueryPlan
    /// Share in the score by group.
    let rarity: [Double]
    /// What the query means, of length 1; nil when words alone are compared.
    let meaning: [Float]?
    private let means: LanguageMeans
    /// What the model says about words; nil when words alone are compared.
    private let likeness: WordLikeness?
    private let single: [Tongue: [String: [(group: Int, member: Int)]]]
    private let phrases: [(group: Int, member: Int)]

    /// Longer texts are explained by their beginning.
    private static let longestText = 20_000
    private static let mostEvidence = 12
    private static let longestPassage = 320
    /// What a reader would take for a mistake is not told: words that counted little beside the strongest, and those that
    /// seldom mean the other, unless the model confirms them. On needs and practices in twelve languages, 88 in 100 of 128
    /// pairs from this weight on were right by hand, and 61 in 100 of 99 below it.
    private static let leastWeight = 0.55
    private static let leastShare = 0.2
    /// Words that are told are enough, so that the model is not asked for more.
    private static let enough = 3

    init(plan: QueryPlan, rarity: [Double], meaning: [Float]?, means: LanguageMeans, likeness: WordLikeness?) {
        self.plan = plan
        self.likeness = likeness
        self.rarity = rarity
        self.meaning = meaning
        self.means = means
        var single: [Tongue: [String: [(group: Int, member: Int)]]] = [:]
        var phrases: [(group: Int, member: Int)] = []
        for (groupNumber, group) in plan.groups.enumerated() {
            for (number, member) in group.members.enumerated() {
                if member.keys.count == 1 {
                    single[member.tongue, default: [:]][member.keys[0], default: []].append((groupNumber, number))
                } else {
                    phrases.append((groupNumber, number))
                }
            }
        }
        self.single = single
        self.phrases = phrases
    }

    /// A word of a text that answers a group.
    private struct Found {
        let group: Int
        /// How far the two words mean the same, 0…1.
        let weight: Double
        let strength: Double
        let range: Range<Int>
        let isTitle: Bool
        let evidence: Evidence
    }

    /// A document whose hit is being written.
    private struct Draft {
        let document: RankedDocument
        let live: LiveSegment
        /// The words of each of its rows that answer and count enough.
        var rows: [(row: Int, found: [Found])]
        var reasons: [Evidence] = []
        var passage: Passage?
    }

    /// What answered in each of the documents, in their order.
    ///
    /// What the model is asked is gathered over all documents: words that it has not read yet cost less together.
    func hits(_ documents: [RankedDocument], in segments: [LiveSegment], with reader: TextReader) -> [Hit] {
        var drafts = documents.map { draft($0, in: segments[$0.place.segment], with: reader) }
        let unsure = drafts.flatMap { $0.rows.flatMap { $0.found.filter(isUnsure).map(\.evidence) } }
        let confirmed = likeness?.confirmed(unsure) ?? []
        for place in drafts.indices { tell(&drafts[place]) { !isUnsure($0) || confirmed.contains($0.evidence) } }
        suggest(for: &drafts, with: reader)
        return drafts.map { draft in
            let document = draft.document
            let concepts = document.concepts.map { id in
                Evidence(queryWord: "", foundWord: "", foundLanguage: document.language, via: .concept(id))
            }
            return Hit(
                id: document.id, kind: document.kind, language: document.language, score: document.score,
                because: draft.reasons.prefix(Self.mostEvidence) + concepts, concepts: document.concepts,
                passage: draft.passage, judgement: document.judgement)
        }
    }

    private func draft(_ document: RankedDocument, in live: LiveSegment, with reader: TextReader) -> Draft {
        let rows = live.segment.rows(of: document.place.document).map { row in
            (row: row, found: words(of: row, in: live.segment, with: reader))
        }
        let least = leastStrength(rows.lazy.flatMap(\.found))
        return Draft(
            document: document, live: live,
            rows: rows.map { row, found in (row, found.filter { $0.strength >= least }) })
    }

    /// Writes down the words that are told, and the passage that has most of them.
    private func tell(_ draft: inout Draft, where isTold: (Found) -> Bool) {
        var best: (found: [Found], row: Int, strength: Double)?
        var all: [Found] = []
        for (row, found) in draft.rows {
            let told = found.filter(isTold)
            let strength = Self.strengthByGroup(told).values.reduce(0, +)
            if strength > best?.strength ?? 0 { best = (told, row, strength) }
            all += told
        }
        draft.reasons = evidence(all)
        draft.passage =
            best.map { passage($0.found, row: $0.row, in: draft.live.segment) }
            ?? nearestPassage(draft.rows.map(\.row), in: draft.live)
    }

    /// The strongest evidence of every group.
    private func evidence(_ found: [Found]) -> [Evidence] {
        var best: [Int: Found] = [:]
        for item in found where item.strength > best[item.group]?.strength ?? 0 { best[item.group] = item }
        let words = best.values.sorted { ($0.strength, $1.group) > ($1.strength, $0.group) }
        var seen: Set<Evidence> = []
        return words.map(\.evidence).filter { seen.insert($0).inserted }
    }

    /// Whether a word is told only if the model confirms it.
    private func isUnsure(_ item: Found) -> Bool {
        guard likeness != nil else { return false }
        // A part of a word is often another word by chance, and what it means does not always fit the whole.
        if case .compound = item.evidence.via { return true }
        return plan.groups[item.group].part != nil || item.weight < Self.leastWeight
    }

    /// What counts less is not told. Without a model to confirm words that seldom mean the other, only the strongest of
    /// them is, where there is nothing better.
    private func leastStrength(_ found: some Sequence<Found>) -> Double {
        let sure = found.filter { $0.weight >= Self.leastWeight }
        let most = sure.map(\.strength).max() ?? found.map(\.strength).max() ?? 0
        return sure.isEmpty && likeness == nil ? most : most * Self.leastShare
    }

    private static func strengthByGroup(_ found: [Found]) -> [Int: Double] {
        found.reduce(into: [:]) { $0[$1.group] = max($0[$1.group] ?? 0, $1.strength) }
    }

    // MARK: Words

    private func words(of row: Int, in segment: Segment, with reader: TextReader) -> [Found] {
        let language = segment.language(ofRow: row)
        let tongue = segment.tongue(ofRow: row)
        var result: [Found] = []
        for (text, isTitle) in [(segment.title(ofRow: row), true), (segment.body(ofRow: row), false)] {
            let text = text.utf8.count > Self.longestText ? Self.beginning(of: text) : text
            let words = reader.words(of: text, in: tongue)
            let bytes = Array(text.utf8)
            let present = phrasesPresent(words, tongue)
            for word in words where !word.isStopWord {
                let written = String(decoding: bytes[word.range], as: UTF8.self)
                for (key, part) in [(word.key, nil)] + word.parts.map({ ($0, $0) }) {
                    for (group, member) in (single[tongue]?[key] ?? []) + (present[key] ?? []) {
                        let evidence = Evidence(
                            queryWord: plan.groups[group].word, foundWord: written, foundLanguage: language,
                            via: via(group, member, part: part, found: word.text))
                        let weight = plan.groups[group].members[member].weight * (part == nil ? 1 : 0.6)
                        result.append(
                            Found(
                                group: group, weight: weight, strength: rarity[group] * weight * (isTitle ? 1.01 : 1),
                                range: word.range, isTitle: isTitle, evidence: evidence))
                    }
                }
            }
        }
        return result
    }

    /// Members of several words whose words all stand in the text, by each of their stems.
    private func phrasesPresent(_ words: [ReadWord], _ tongue: Tongue) -> [String: [(group: Int, member: Int)]] {
        guard !phrases.isEmpty else { return [:] }
        let keys = Set(words.map(\.key))
        var result: [String: [(group: Int, member: Int)]] = [:]
        for (group, number) in phrases {
            let member = plan.groups[group].members[number]
            guard member.tongue == tongue, member.keys.allSatisfy(keys.contains) else { continue }
            for key in member.keys { result[key, default: []].append((group, number)) }
        }
        return result
    }

    private static func beginning(of text: String) -> String {
        String(decoding: text.utf8.prefix(longestText), as: UTF8.self)
    }

    private func via(_ group: Int, _ member: Int, part: String?, found: String) -> Evidence.Via {
        let asked = plan.groups[group]
        switch asked.members[member].link {
        case .dictionary(let name, let through): return .dictionary(name: name, through: through?.code)
        case .concept: return .concept(asked.members[member].keys[0])
        case .beginning: return .stem
        case .own:
            if let readAs = asked.readAs { return .spelling(readAs: readAs) }
            if let part = part ?? asked.part { return .compound(part: part) }
            let words = Folding.folded(asked.word.lowercased()).split(separator: " ")
            return words.contains { $0 == Folding.folded(found) } ? .same : .stem
        }
    }

    // MARK: Words that the model takes for the same

    /// Adds pairs of the query's and the passage's words, where neither is told yet and few others are.
    private func suggest(for drafts: inout [Draft], with reader: TextReader) {
        guard let likeness else { return }
        let asked = wordsAsked(with: reader)
        let compared = drafts.indices.compactMap { number -> Compared? in
            guard let passage = drafts[number].passage, drafts[number].reasons.count < Self.enough else { return nil }
            let told = Set(drafts[number].reasons.flatMap { $0.queryWord.split(separator: " ") })
            return Compared(
                draft: number, passage: passage, asked: asked.filter { !told.contains($0.written[...]) },
                found: wordsFound(in: passage, with: reader))
        }
        let comparisons = compared.map { item in
            WordLikeness.Comparison(
                asked: item.asked.map(\.word), found: item.found.map(\.word),
                tongue: Tongue(code: item.passage.language))
        }
        for (item, pairs) in zip(compared, likeness.pairs(in: comparisons)) {
            drafts[item.draft].reasons += pairs.map { pair in
                Evidence(
                    queryWord: item.asked[pair.asked].written,
                    foundWord: String(item.passage.text[item.found[pair.found].range]),
                    foundLanguage: item.passage.language, via: .meaning)
            }
            drafts[item.draft].passage = item.passage.highlighting(pairs.map { item.found[$0.found].range })
        }
    }

    /// Words between which the model may suggest pairs.
    private struct Compared {
        let draft: Int
        let passage: Passage
        let asked: [(word: WordLikeness.Word, written: String)]
        let found: [(word: WordLikeness.Word, range: Range<String.Index>)]
    }

    /// The query's words, each once.
    private func wordsAsked(with reader: TextReader) -> [(word: WordLikeness.Word, written: String)] {
        var seen: Set<String> = []
        return plan.groups.compactMap { group in
            guard group.part == nil, group.readAs == nil, seen.insert(group.word).inserted else { return nil }
            let read = reader.words(of: group.word, in: plan.tongue)
            guard read.count == 1, let word = read.first, word.hasMeaning else { return nil }
            return (WordLikeness.Word(text: word.text, key: word.key), group.word)
        }
    }

    /// The words of the passage that are not highlighted, each where it stands first.
    private func wordsFound(
        in passage: Passage, with reader: TextReader
    ) -> [(word: WordLikeness.Word, range: Range<String.Index>)] {
        var seen: Set<String> = []
        let text = passage.text
        return reader.words(of: text, in: Tongue(code: passage.language)).compactMap { word in
            let lower = text.utf8.index(text.startIndex, offsetBy: word.range.lowerBound)
            let range = lower..<text.utf8.index(lower, offsetBy: word.range.count)
            guard word.hasMeaning, !passage.highlights.contains(where: { $0.overlaps(range) }),
                seen.insert(word.text).inserted
            else { return nil }
            return (WordLikeness.Word(text: word.text, key: word.key), range)
        }
    }

    // MARK: Passage

    /// The sentence that answers most, with the sentences after it while there is room.
    private func passage(_ found: [Found], row: Int, in segment: Segment) -> Passage {
        let language = segment.language(ofRow: row)
        let inBody = found.filter { !$0.isTitle }
        guard !inBody.isEmpty else {
            return Self.passage(of: segment.title(ofRow: row), 0, found.map(\.range), language)
        }
        let body = Self.beginning(of: segment.body(ofRow: row))
        let sentences = Sentences.ranges(of: body)
        var best: (range: Range<Int>, strength: Double)?
        for sentence in sentences {
            let strength = Self.strengthByGroup(inBody.filter { sentence.contains($0.range.lowerBound) }).values
                .reduce(0, +)
            if strength > best?.strength ?? 0 { best = (sentence, strength) }
        }
        let bytes = Array(body.utf8)
        var range = best?.range ?? 0..<min(bytes.count, Self.longestPassage)
        if range.count > Self.longestPassage {
            range = Self.window(in: range, around: inBody.map(\.range), of: bytes)
        }
        let text = String(decoding: bytes[range], as: UTF8.self)
        let inside = inBody.map(\.range).filter {
            $0.lowerBound >= range.lowerBound && $0.upperBound <= range.upperBound
        }
        return Self.passage(of: text, range.lowerBound, inside, language)
    }

    /// The beginning of the passage whose meaning is nearest.
    private func nearestPassage(_ rows: [Int], in live: LiveSegment) -> Passage? {
        guard let meaning else { return nil }
        var best: (row: Int, piece: Int, likeness: Float)?
        for row in rows {
            let tongue = live.segment.tongue(ofRow: row)
            let vectors = live.vectors[row / RowVectors.capacity]
            for (piece, number) in vectors.vectors(ofRow: row % RowVectors.capacity).enumerated() {
                let likeness = means.direction(of: vectors.vector(number), in: tongue).vector.product(with: meaning)
                if likeness > best?.likeness ?? -2 { best = (row, piece, likeness) }
            }
        }
        guard let best else { return nil }
        let pieces = Passages.pieces(of: live.segment.body(ofRow: best.row))
        let text = best.piece < pieces.count ? pieces[best.piece] : ""
        let shown = text.isEmpty ? live.segment.title(ofRow: best.row) : Self.sentences(text)
        return Passage(text: shown, language: live.segment.language(ofRow: best.row), highlights: [])
    }

    /// As many of the first sentences as there is room for, at least a part of one.
    private static func sentences(_ text: String) -> String {
        let bytes = Array(text.utf8)
        let ends = Sentences.ranges(of: text).map(\.upperBound)
        let end = ends.last { $0 <= longestPassage } ?? window(in: 0..<bytes.count, around: [], of: bytes).upperBound
        return String(decoding: bytes[..<end], as: UTF8.self)
    }

    private static func passage(of text: String, _ offset: Int, _ ranges: [Range<Int>], _ language: String) -> Passage {
        var highlights: [Range<String.Index>] = []
        var end = 0
        for range in Set(ranges).sorted(by: { $0.lowerBound < $1.lowerBound }) where range.lowerBound - offset >= end {
            let lower = text.utf8.index(text.startIndex, offsetBy: range.lowerBound - offset)
            let upper = text.utf8.index(text.startIndex, offsetBy: range.upperBound - offset)
            highlights.append(lower..<upper)
            end = range.upperBound - offset
        }
        return Passage(text: text, language: language, highlights: highlights)
    }

    /// A stretch of the longest length that begins a little before the first answering word, cut at spaces.
    private static func window(in sentence: Range<Int>, around ranges: [Range<Int>], of bytes: [UInt8]) -> Range<Int> {
        let first = ranges.map(\.lowerBound).filter(sentence.contains).min() ?? sentence.lowerBound
        var start = max(sentence.lowerBound, first - longestPassage / 4)
        var end = min(sentence.upperBound, start + longestPassage)
        let space = UInt8(ascii: " ")
        while start > sentence.lowerBound, start < first, bytes[start - 1] != space { start += 1 }
        while end < sentence.upperBound, end > start, bytes[end] != space { end -= 1 }
        if end <= first { end = min(sentence.upperBound, start + longestPassage) }
        while start > sentence.lowerBound, bytes[start] & 0xC0 == 0x80 { start -= 1 }
        while end < sentence.upperBound, bytes[end] & 0xC0 == 0x80 { end += 1 }
        return start..<max(end, start)
    }
}

extension ReadWord {
    /// Whether the model can say anything about the word by itself.
    fileprivate var hasMeaning: Bool {
        !isStopWord && WordVectors.canMeanMuch(text)
    }
}

extension Passage {
    /// The passage with more words marked, which do not overlap those that are.
    fileprivate func highlighting(_ more: [Range<String.Index>]) -> Passage {
        Passage(
            text: text, language: language,
            highlights: (highlights + more).sorted { $0.lowerBound < $1.lowerBound })
    }
}
