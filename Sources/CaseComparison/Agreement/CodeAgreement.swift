/// How far coders agree on the passages of one code, seen in several ways, since none of them is enough alone.
///
/// This is not agreement on the ratings of cases: see `RatingAgreement`.
public struct CodeAgreement: Sendable, Hashable {
    public let code: String
    public let coders: [String]
    public let documents: Int
    /// All documents together.
    public let characters: Int
    /// How many passages each coder gave the code, overlapping ones taken as one.
    public let passages: [Int]
    /// Krippendorff's alpha for units in a continuum, of all coders together.
    public let unitizingAlpha: Estimate
    /// Each coder with each other one.
    public let pairs: [PassageOverlap]
    /// Whether the code is in a segment at all; nil when no document has segments.
    public let presenceBySegment: RatingAgreement?
    /// Whether the code is in a document at all.
    public let presenceByDocument: RatingAgreement
}

/// How far the passages of two coders cover each other, counted in characters.
public struct PassageOverlap: Sendable, Hashable {
    public let first: String
    public let second: String
    /// Characters that both gave the code, one of the two, and none of them.
    public let both: Int
    public let onlyFirst: Int
    public let onlySecond: Int
    public let neither: Int
    /// The share of characters on which the two agree, coded or not.
    public let percent: Estimate
    /// Cohen's kappa over all characters, coded or not.
    public let kappa: Estimate
    /// Characters that both coded, of those that any of the two did.
    public let jaccard: Estimate
    /// Twice the characters that both coded, of those that each coded.
    public let f1: Estimate
    /// Why a high percentage and a low kappa stand side by side; nil when they do not.
    public let paradox: KappaParadox?
}

/// Documents and what coders marked in them.
public struct CodedMaterial: Sendable, Hashable {
    public let documents: [CodedDocument]
    public let coders: [String]
    /// The codes in use, by alphabet.
    public let codes: [String]
    private let passages: [String: [Place]]

    private struct Place: Sendable, Hashable {
        let document: Int
        let coder: Int
        let range: Range<Int>
    }

    /// - Parameter coders: also those who marked nothing; without a passage of theirs no one could tell.
    /// - Throws: `AgreementError` naming the document and the coder.
    public init(
        documents: [CodedDocument], coders: [String], passages: [CodedPassage]
    ) throws(AgreementError) {
        guard coders.count >= 2 else { throw .tooFewCoders(count: coders.count) }
        let coderPlaces = Dictionary(coders.enumerated().map { ($1, $0) }) { first, _ in first }
        for (place, coder) in coders.enumerated() where coderPlaces[coder] != place { throw .duplicateCoder(coder) }
        let documentPlaces = Dictionary(documents.enumerated().map { ($1.name, $0) }) { first, _ in first }
        for (place, document) in documents.enumerated() where documentPlaces[document.name] != place {
            throw .duplicateDocument(document.name)
        }
        var byCode: [String: [Place]] = [:]
        for passage in passages {
            guard let document = documentPlaces[passage.document] else { throw .unknownDocument(passage.document) }
            guard let coder = coderPlaces[passage.coder] else { throw .unknownCoder(passage.coder) }
            let length = documents[document].length
            guard passage.start >= 0, passage.start <= passage.end, passage.end <= length else {
                throw .passageOutside(
                    document: passage.document, coder: passage.coder, start: passage.start, end: passage.end,
                    length: length)
            }
            let place = Place(document: document, coder: coder, range: passage.start..<passage.end)
            byCode[passage.code, default: []].append(place)
        }
        self.documents = documents
        self.coders = coders
        codes = byCode.keys.sorted()
        self.passages = byCode
    }

    /// Agreement on one code; a code that nobody used is an answer too. O(n log n) in its passages, and for intervals
    /// again for each resample; documents are what is resampled.
    public func agreement(on code: String, resampling: Resampling = Resampling()) -> CodeAgreement {
        let places = (passages[code] ?? []).map { (document: $0.document, coder: $0.coder, range: $0.range) }
        let spans = Spans(places, lengths: documents.map(\.length), coders: coders.count)
        let measures = PassageMeasures(spans: spans, coders: coders, resampling: resampling)
        return CodeAgreement(
            code: code, coders: coders, documents: documents.count,
            characters: documents.reduce(0) { $0 + $1.length },
            passages: coders.indices.map { coder in spans.spans.reduce(0) { $0 + $1[coder].count } },
            unitizingAlpha: measures.unitizingAlpha, pairs: measures.pairs,
            presenceBySegment: presence(spans, inSegments: true).map { RatingAgreement($0, resampling: resampling) },
            presenceByDocument: RatingAgreement(
                presence(spans, inSegments: false) ?? .empty(coders), resampling: resampling))
    }

    /// Units, and for each coder whether a span touches them.
    private func presence(_ spans: Spans, inSegments: Bool) -> RatingTable? {
        var names: [String] = []
        var cells: [[String?]] = []
        for (index, document) in documents.enumerated() {
            let segments = inSegments ? document.segments : [0..<document.length]
            for (number, segment) in segments.enumerated() {
                names.append(inSegments ? "\(document.name) \(number + 1)" : document.name)
                cells.append(spans.spans[index].map { Self.touches($0, segment) ? "present" : "absent" })
            }
        }
        guard !inSegments || !names.isEmpty else { return nil }
        // Two documents "a" and "a 1" may give equal names; numbers never do.
        let units = Set(names).count == names.count ? names : names.indices.map { "\($0 + 1)" }
        return try? RatingTable(coders: coders, units: units, cells: cells, level: .nominal)
    }

    /// Whether a span shares a character with the segment. O(log n).
    private static func touches(_ spans: [Range<Int>], _ segment: Range<Int>) -> Bool {
        var (low, high) = (0, spans.count)
        while low < high {
            let middle = (low + high) / 2
            if spans[middle].upperBound <= segment.lowerBound { low = middle + 1 } else { high = middle }
        }
        return low < spans.count && spans[low].lowerBound < segment.upperBound
    }
}
