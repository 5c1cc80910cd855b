import Foundation

/// How much a term says of a document, in one byte: how often it occurs (eight levels, three bits) and how long the text
/// is (thirty-two levels, five bits).
///
/// What BM25 makes of it depends on the mean length of all texts, which changes with every batch, so a query reads it
/// from a table of 256 entries made for the moment.
struct Impact {
    var packed: UInt8

    private static let lengthBits: UInt8 = 5
    private static let lengthMask: UInt8 = 31
    /// Counts between two levels are taken for the lower: after the sixth occurrence hardly anything changes.
    private static let counts = [1, 2, 3, 4, 6, 9, 14, 22]
    private static let shortestLength = 2.0
    private static let lengthStep = 1.25

    init(packed: UInt8) { self.packed = packed }

    init(count: Int, lengthLevel: UInt8) {
        let level = Self.counts.lastIndex { $0 <= count } ?? 0
        packed = UInt8(level) << Self.lengthBits | lengthLevel
    }

    /// Level of a text with so many content words; two neighbouring levels differ by a quarter.
    static func level(ofLength words: Int) -> UInt8 {
        let level = (log(max(Double(words), shortestLength) / shortestLength) / log(lengthStep)).rounded()
        return UInt8(min(level, Double(lengthMask)))
    }

    /// Ranks texts by how much of them the term is: first the count, then the shortness.
    var prominence: UInt8 { packed ^ Self.lengthMask }

    /// The least that reaches both.
    func bound(with other: Impact) -> Impact {
        let count = max(packed & ~Self.lengthMask, other.packed & ~Self.lengthMask)
        return Impact(packed: count | min(packed & Self.lengthMask, other.packed & Self.lengthMask))
    }

    /// One in the fixed-point numbers of ``points(averageLength:)``: a term that occurs once at average length.
    static let one = 8192.0

    /// What BM25 gives for each impact, before rarity: at most three times ``one``.
    static func points(averageLength: Double) -> [UInt32] {
        (0..<256).map { packed in
            let count = Double(counts[packed >> Int(lengthBits)])
            let length = shortestLength * pow(lengthStep, Double(packed & Int(lengthMask)))
            let norm = Ranking.k1 * (1 - Ranking.b + Ranking.b * length / averageLength)
            return UInt32(((Ranking.k1 + 1) * count / (count + norm) * one).rounded())
        }
    }
}

/// The bounds of all postings of a segment: for every block of them the least impact that none exceeds, so that a search
/// leaves out blocks that cannot bring a document among the best (Ding and Suel, "Faster top-k document retrieval using
/// block-max indexes", SIGIR 2011).
struct PostingBounds: Sendable {
    /// Postings in a block; the last of a term may hold fewer.
    static let blockSize = 128

    /// Impacts, block after block.
    private(set) var impacts: [UInt8] = []
    /// First block of every term.
    private(set) var starts: [UInt32] = []

    init(_ content: SegmentContent) {
        starts.reserveCapacity(content.terms.count)
        for term in 0..<content.terms.count {
            starts.append(UInt32(impacts.count))
            impacts += Self.bounds(
                of: content.impacts[Int(content.postingStarts[term])..<Int(content.postingStarts[term + 1])])
        }
    }

    /// The bounds of the postings of one list.
    static func bounds(of impacts: ArraySlice<UInt8>) -> [UInt8] {
        stride(from: impacts.startIndex, to: impacts.endIndex, by: blockSize).map { start in
            let block = impacts[start..<min(impacts.endIndex, start + blockSize)]
            return block.reduce(Impact(packed: block[start])) { $0.bound(with: Impact(packed: $1)) }.packed
        }
    }
}
