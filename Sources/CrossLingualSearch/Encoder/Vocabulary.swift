import Foundation

/// The pieces of words that an encoder knows, with the logarithms of their probabilities, found by their bytes.
///
/// Pieces and probabilities stay in the mapped file; a hash table of their numbers is made when it is opened.
struct Vocabulary: Sendable {
    /// The longest piece, in bytes and in characters.
    let longestBytes: Int
    let longestCharacters: Int
    /// What an unknown character costs: less likely than every piece, as in SentencePiece.
    let unknownScore: Float
    private let data: Data
    private let sections: EncoderFile.VocabularySections
    /// Number of a piece plus one, 0 for an empty place; open addressing.
    private let table: [UInt32]

    init(_ file: EncoderFile) throws(EncoderError) {
        data = file.data
        sections = file.vocabulary
        var builder = VocabularyBuilder(pieces: file.vocabulary.count)
        let fault = file.data.withUnsafeBytes { builder.read($0, file.vocabulary) }
        if let fault { throw .damaged(file: file.name, reason: fault) }
        table = builder.table
        longestBytes = builder.longestBytes
        longestCharacters = builder.longestCharacters
        unknownScore = builder.leastScore - 10
    }

    /// The natural logarithm of the piece's probability; 0 for symbols that stand for no text.
    func score(of piece: Int) -> Float {
        data.withUnsafeBytes { Float(littleEndian: $0, at: sections.scores.lowerBound + piece * 4) }
    }

    /// The piece as it is in the vocabulary, with `▁` for a space before it.
    func text(of piece: Int) -> String {
        data.withUnsafeBytes { String(decoding: $0[sections.place(of: piece, in: $0)], as: UTF8.self) }
    }

    /// Calls `body` with a view of the mapped file for many look-ups.
    func withLookup<Result>(_ body: (Lookup) -> Result) -> Result {
        data.withUnsafeBytes { bytes in
            table.withUnsafeBufferPointer { body(Lookup(bytes: bytes, sections: sections, table: $0)) }
        }
    }

    /// Finds pieces by hash and bytes.
    struct Lookup {
        fileprivate let bytes: UnsafeRawBufferPointer
        fileprivate let sections: EncoderFile.VocabularySections
        fileprivate let table: UnsafeBufferPointer<UInt32>

        /// The piece of exactly these bytes, whose hash is given, and the logarithm of its probability.
        func piece(_ wanted: UnsafeRawBufferPointer, hash: PieceHash) -> (number: Int, score: Float)? {
            var slot = Int(truncatingIfNeeded: hash.value) & (table.count - 1)
            while table[slot] != 0 {
                let number = Int(table[slot]) - 1
                if compare(UnsafeRawBufferPointer(rebasing: bytes[sections.place(of: number, in: bytes)]), wanted) == 0
                {
                    return (number, Float(littleEndian: bytes, at: sections.scores.lowerBound + number * 4))
                }
                slot = (slot + 1) & (table.count - 1)
            }
            return nil
        }
    }
}

/// A hash of bytes that grows byte by byte: FNV-1a.
struct PieceHash {
    private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func add(_ byte: UInt8) {
        value = (value ^ UInt64(byte)) &* 0x100_0000_01b3
    }
}

extension EncoderFile.VocabularySections {
    /// Where a piece's bytes lie in the file; only after the offsets were checked.
    fileprivate func place(of piece: Int, in file: UnsafeRawBufferPointer) -> Range<Int> {
        let slot = offsets.lowerBound + piece * 4
        return (bytes.lowerBound + offset(at: slot, in: file))..<(bytes.lowerBound + offset(at: slot + 4, in: file))
    }

    fileprivate func offset(at slot: Int, in file: UnsafeRawBufferPointer) -> Int {
        Int(UInt32(littleEndian: file.loadUnaligned(fromByteOffset: slot, as: UInt32.self)))
    }
}

/// Checks each piece and puts it into the hash table.
private struct VocabularyBuilder {
    var table: [UInt32]
    var longestBytes = 1
    var longestCharacters = 1
    var leastScore: Float = 0

    init(pieces: Int) {
        var size = 16
        while size < pieces * 2 { size *= 2 }
        table = [UInt32](repeating: 0, count: size)
    }

    /// What is wrong with the vocabulary, or nil.
    mutating func read(_ file: UnsafeRawBufferPointer, _ sections: EncoderFile.VocabularySections) -> String? {
        var start = sections.offset(at: sections.offsets.lowerBound, in: file)
        for piece in 0..<sections.count {
            let end = sections.offset(at: sections.offsets.lowerBound + (piece + 1) * 4, in: file)
            guard start <= end, end <= sections.bytes.count else { return "the offsets of its pieces are out of order" }
            let score = Float(littleEndian: file, at: sections.scores.lowerBound + piece * 4)
            guard score.isFinite, score <= 0 else { return "piece \(piece) has no probability" }
            let place = (sections.bytes.lowerBound + start)..<(sections.bytes.lowerBound + end)
            // Control symbols have the logarithm 0 and are never found in a text, whatever it says.
            if score < 0, start < end { add(piece, UnsafeRawBufferPointer(rebasing: file[place])) }
            leastScore = min(leastScore, score)
            start = end
        }
        return nil
    }

    private mutating func add(_ piece: Int, _ bytes: UnsafeRawBufferPointer) {
        var hash = PieceHash()
        var characters = 0
        for byte in bytes {
            hash.add(byte)
            if !UTF8.isContinuation(byte) { characters += 1 }
        }
        longestBytes = max(longestBytes, bytes.count)
        longestCharacters = max(longestCharacters, characters)
        var slot = Int(truncatingIfNeeded: hash.value) & (table.count - 1)
        while table[slot] != 0 { slot = (slot + 1) & (table.count - 1) }
        table[slot] = UInt32(piece) + 1
    }
}
