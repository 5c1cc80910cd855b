/// A text in which coders mark passages.
public struct CodedDocument: Sendable, Hashable {
    public let name: String
    /// In characters, by which positions count (Unicode code points in REFI-QDA projects).
    public let length: Int
    /// The parts on which presence is compared, such as paragraphs; none to compare whole documents only.
    public let segments: [Range<Int>]

    public init(name: String, length: Int, segments: [Range<Int>] = []) {
        self.name = name
        self.length = length
        self.segments = segments
    }
}

/// A passage that a coder gave a code.
public struct CodedPassage: Sendable, Hashable {
    public let document: String
    public let coder: String
    public let code: String
    public let start: Int
    /// The position after the last character.
    public let end: Int

    public init(document: String, coder: String, code: String, start: Int, end: Int) {
        self.document = document
        self.coder = coder
        self.code = code
        self.start = start
        self.end = end
    }
}

/// For each document and coder, where one code was used: what the measures on passages are computed from.
struct Spans {
    let lengths: [Int]
    /// For each document and each coder, spans that do not overlap, in order. Spans that only touch stay apart: the
    /// coder saw two units there.
    private(set) var spans: [[[Range<Int>]]]

    init(_ passages: [(document: Int, coder: Int, range: Range<Int>)], lengths: [Int], coders: Int) {
        self.lengths = lengths
        spans = lengths.map { _ in Array(repeating: [], count: coders) }
        for passage in passages where !passage.range.isEmpty {
            spans[passage.document][passage.coder].append(passage.range)
        }
        for document in spans.indices {
            for coder in 0..<coders { spans[document][coder] = Self.merged(spans[document][coder]) }
        }
    }

    private static func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
        var merged: [Range<Int>] = []
        for range in ranges.sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }) {
            if let last = merged.last, range.lowerBound < last.upperBound {
                merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        return merged
    }
}
