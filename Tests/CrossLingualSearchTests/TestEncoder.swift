import Foundation
import SeededRandom

@testable import CrossLingualSearch

/// Writes a small encoder file with a vocabulary of letters and a few words, so that the tests need no package.
struct TestEncoder {
    static let control = ["<s>", "<pad>", "</s>", "<unk>"]
    static let words = ["▁house", "▁ho", "use", "▁query", "▁passage", "▁empty", "é", ":", "/", "<", ">", "▁"]
    static let letters = "abcdefghijklmnopqrstuvwxyz".map(String.init)

    var hidden = 64
    var heads = 2
    var inner = 96
    var layers = 2
    var positions = 32
    /// Tensors to leave out.
    var missing: Set<String> = []
    var seed: UInt64 = 1

    func encoder() throws -> MultilingualEncoder {
        try MultilingualEncoder(EncoderFile(data: file(), name: "test"))
    }

    /// The whole file; what comes before the tensors is `headLength` bytes long.
    func file() -> Data {
        head(tensorsAt: headLength) + tensors().reduce(Data()) { $0 + $1.content }
    }

    var headLength: Int { head(tensorsAt: 0).count }

    private var pieces: [(text: String, score: Float)] {
        Self.control.map { ($0, 0) } + Self.words.enumerated().map { ($1, -4 - Float($0)) }
            + Self.letters.map { ($0, -20) }
    }

    private func head(tensorsAt start: Int) -> Data {
        var data = Data("E5S1".utf8)
        let sizes = [1, hidden, layers, heads, inner, pieces.count, positions, 1]
        for size in sizes { data.append(UInt32(size)) }
        data.append(Float(1e-12).bitPattern)
        for number in [32, pieces.count, 0, 2, 1, 3] { data.append(UInt32(number)) }
        let text = pieces.map { Data($0.text.utf8) }
        data.append(UInt64(text.reduce(0) { $0 + $1.count }))
        var offset = 0
        for piece in text {
            data.append(UInt32(offset))
            offset += piece.count
        }
        data.append(UInt32(offset))
        for piece in pieces { data.append(piece.score.bitPattern) }
        text.forEach { data.append($0) }
        data.append(normalisation)
        data.append(directory(tensorsAt: start))
        return data
    }

    private var normalisation: Data {
        let map: [(UInt32, [UInt32])] = [(1, []), (9, [32]), (0xA0, [32]), (0xFB01, [0x66, 0x69])]
        var entries = Data()
        for (source, replacement) in map {
            entries.append(source)
            entries.append(UInt8(replacement.count))
            for scalar in replacement { entries.append(scalar) }
        }
        var data = Data()
        data.append(UInt32(map.count))
        data.append(UInt32(entries.count))
        return data + entries
    }

    private func directory(tensorsAt start: Int) -> Data {
        let tensors = tensors()
        var data = Data()
        var offset = start
        data.append(UInt32(tensors.count))
        for tensor in tensors {
            data.append(UInt16(tensor.name.utf8.count))
            data.append(Data(tensor.name.utf8))
            data.append(UInt8(tensor.isBlocks ? 1 : 0))
            data.append(UInt32(tensor.isBlocks ? tensor.content.count / 18 * 32 : tensor.content.count / 4))
            data.append(UInt64(offset))
            data.append(UInt64(tensor.content.count))
            offset += tensor.content.count
        }
        return data
    }

    private struct Tensor {
        let name: String
        let isBlocks: Bool
        let content: Data
    }

    private func tensors() -> [Tensor] {
        var random = SeededGenerator(seed: seed)
        func blocks(_ name: String, _ count: Int) -> Tensor {
            var content = Data()
            for _ in 0..<(count / 32) {
                content.append(UInt16(0x2C00))  // 1/16
                for _ in 0..<16 { content.append(UInt8.random(in: 0...255, using: &random)) }
            }
            return Tensor(name: name, isBlocks: true, content: content)
        }
        func numbers(_ name: String, _ count: Int, about middle: Float = 0) -> Tensor {
            var content = Data()
            for _ in 0..<count { content.append((middle + Float.random(in: -0.1...0.1, using: &random)).bitPattern) }
            return Tensor(name: name, isBlocks: false, content: content)
        }
        var tensors = [
            blocks("emb.word", pieces.count * hidden), numbers("emb.pos", positions * hidden),
            numbers("emb.type", hidden), numbers("emb.ln.w", hidden, about: 1), numbers("emb.ln.b", hidden),
        ]
        for layer in (0..<layers).map({ "l\($0)" }) {
            for matrix in ["q", "k", "v", "ao"] {
                tensors += [blocks("\(layer).\(matrix).w", hidden * hidden), numbers("\(layer).\(matrix).b", hidden)]
            }
            tensors += [blocks("\(layer).fi.w", hidden * inner), numbers("\(layer).fi.b", inner)]
            tensors += [blocks("\(layer).fo.w", inner * hidden), numbers("\(layer).fo.b", hidden)]
            for normalisation in ["aln", "oln"] {
                tensors += [
                    numbers("\(layer).\(normalisation).w", hidden, about: 1),
                    numbers("\(layer).\(normalisation).b", hidden),
                ]
            }
        }
        return tensors.filter { !missing.contains($0.name) }
    }
}

extension Data {
    fileprivate mutating func append(_ value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
    }
}
