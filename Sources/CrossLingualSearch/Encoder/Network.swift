import CEncoderKernels
import Foundation

/// A transformer encoder of the BERT kind, with the word table left in the file.
///
/// Weights keep their four bits, expanded to bytes for the kernels; numbers that meet them are rounded to eight bits in
/// blocks of 32, as the package does, and the products are summed in single precision.
struct Network: Sendable {
    let shape: NetworkShape
    private let data: Data
    private let file: OpenFile?
    private let words: Range<Int>
    /// What a token's place adds to its state, the only token type's share included.
    private let positions: [Float]
    private let normalisation: Normalisation
    private let layers: [Layer]
    private let instructions: EncoderInstructions

    /// - Parameter instructions: the newest to use; the machine decides among older ones.
    init(_ file: EncoderFile, instructions: EncoderInstructions = ENCODER_VNNI) throws(EncoderError) {
        self.instructions = instructions
        shape = file.shape
        data = file.data
        self.file = file.file
        words = try file.blocks("emb.word", rows: shape.words, width: shape.hidden)
        let hidden = shape.hidden
        let type = try file.numbers("emb.type", count: shape.types * hidden)
        var positions = try file.numbers("emb.pos", count: shape.positions * hidden)
        for index in positions.indices { positions[index] += type[index % hidden] }
        self.positions = positions
        normalisation = try Normalisation(file, "emb.ln", width: hidden)
        var layers: [Layer] = []
        for number in 0..<shape.layers { layers.append(try Layer(file, "l\(number)")) }
        self.layers = layers
    }

    /// For each text the states of its tokens after the last layer, one row of `hidden` numbers for each token.
    ///
    /// Texts that are read together share what it costs to fetch the weights, which for a single word is half of the time.
    ///
    /// - Precondition: no text is empty or has more than `shape.positions` pieces, and each piece is below `shape.words`.
    func states(of texts: [[Int]]) -> [[Float]] {
        let workspace = Workspace(texts: texts.map(\.count), shape: shape, instructions: instructions)
        for (pieces, rows) in zip(texts, workspace.texts) {
            embed(pieces, into: workspace.states + rows.lowerBound * shape.hidden)
        }
        normalisation.apply(in: workspace, adding: nil)
        for layer in layers { layer.apply(in: workspace) }
        return workspace.texts.map { rows in
            Array(
                UnsafeBufferPointer(
                    start: workspace.states + rows.lowerBound * shape.hidden, count: rows.count * shape.hidden))
        }
    }

    private func embed(_ pieces: [Int], into states: UnsafeMutablePointer<Float>) {
        let hidden = shape.hidden
        let rowBytes = hidden / NetworkShape.block * NetworkShape.blockBytes
        for (position, piece) in pieces.enumerated() {
            let place = (words.lowerBound + piece * rowBytes)..<(words.lowerBound + (piece + 1) * rowBytes)
            let row = file?.bytes(place) ?? Array(data[(data.startIndex + place.lowerBound)...].prefix(rowBytes))
            encoder_expand(row, Int32(hidden), states + position * hidden)
        }
        for index in 0..<(pieces.count * hidden) { states[index] += positions[index] }
    }
}

/// Gain and bias of a layer normalisation.
private struct Normalisation {
    let gain: [Float]
    let bias: [Float]

    init(_ file: EncoderFile, _ name: String, width: Int) throws(EncoderError) {
        gain = try file.numbers("\(name).w", count: width)
        bias = try file.numbers("\(name).b", count: width)
    }

    /// Adds to the workspace's states and normalises them.
    func apply(in workspace: Workspace, adding added: UnsafePointer<Float>?) {
        workspace.kernels.normalise(
            workspace.states, added, gain, bias, Int32(workspace.tokens), Int32(gain.count), workspace.shape.epsilon)
    }
}

/// A matrix of weights with its bias, laid out for the kernels.
private struct Matrix {
    private let weights: [UInt8]
    private let scales: [Float]
    private let bias: [Float]
    let inputs: Int
    let outputs: Int

    init(_ file: EncoderFile, _ name: String, inputs: Int, outputs: Int) throws(EncoderError) {
        let place = try file.blocks("\(name).w", rows: outputs, width: inputs)
        bias = try file.numbers("\(name).b", count: outputs)
        self.inputs = inputs
        self.outputs = outputs
        var isFinite = true
        var scales = [Float](repeating: 0, count: inputs / NetworkShape.block * outputs)
        weights = [UInt8](unsafeUninitializedCapacity: inputs * outputs) { weights, count in
            file.data.withUnsafeBytes { bytes in
                let blocks = UnsafeRawBufferPointer(rebasing: bytes[place]).assumingMemoryBound(to: UInt8.self)
                isFinite = encoder_pack(
                    blocks.baseAddress, Int32(inputs), Int32(outputs), weights.baseAddress, &scales)
            }
            count = inputs * outputs
        }
        self.scales = scales
        guard isFinite else {
            throw .damaged(file: file.name, reason: "tensor \(name).w has a scale that is not a number")
        }
    }

    /// Multiplies the workspace's rounded rows.
    func multiply(in workspace: Workspace, into product: UnsafeMutablePointer<Float>) {
        weights.withUnsafeBufferPointer { weights in
            scales.withUnsafeBufferPointer { scales in
                bias.withUnsafeBufferPointer { bias in
                    var matrix = EncoderMatrix(
                        weights: weights.baseAddress, scales: scales.baseAddress, bias: bias.baseAddress,
                        inputs: Int32(inputs), outputs: Int32(outputs))
                    workspace.kernels.multiply(&matrix, workspace.rounded, Int32(workspace.tokens), product)
                }
            }
        }
    }
}

/// Attention and feed forward, each added to what came in and normalised.
private struct Layer {
    let queries: Matrix
    let keys: Matrix
    let values: Matrix
    let attention: Matrix
    let attentionNormalisation: Normalisation
    let inner: Matrix
    let outer: Matrix
    let outerNormalisation: Normalisation

    init(_ file: EncoderFile, _ name: String) throws(EncoderError) {
        let hidden = file.shape.hidden
        queries = try Matrix(file, "\(name).q", inputs: hidden, outputs: hidden)
        keys = try Matrix(file, "\(name).k", inputs: hidden, outputs: hidden)
        values = try Matrix(file, "\(name).v", inputs: hidden, outputs: hidden)
        attention = try Matrix(file, "\(name).ao", inputs: hidden, outputs: hidden)
        attentionNormalisation = try Normalisation(file, "\(name).aln", width: hidden)
        inner = try Matrix(file, "\(name).fi", inputs: hidden, outputs: file.shape.inner)
        outer = try Matrix(file, "\(name).fo", inputs: file.shape.inner, outputs: hidden)
        outerNormalisation = try Normalisation(file, "\(name).oln", width: hidden)
    }

    func apply(in workspace: Workspace) {
        let (tokens, shape) = (workspace.tokens, workspace.shape)
        workspace.round(workspace.states, width: shape.hidden)
        queries.multiply(in: workspace, into: workspace.queries)
        keys.multiply(in: workspace, into: workspace.keys)
        values.multiply(in: workspace, into: workspace.values)
        for text in workspace.texts {
            let start = text.lowerBound * shape.hidden
            workspace.kernels.attend(
                workspace.queries + start, workspace.keys + start, workspace.values + start, Int32(text.count),
                Int32(shape.hidden), Int32(shape.heads), workspace.scratch, workspace.context + start)
        }
        workspace.round(workspace.context, width: shape.hidden)
        attention.multiply(in: workspace, into: workspace.result)
        attentionNormalisation.apply(in: workspace, adding: workspace.result)

        workspace.round(workspace.states, width: shape.hidden)
        inner.multiply(in: workspace, into: workspace.inner)
        workspace.kernels.activate(workspace.inner, Int32(tokens * shape.inner))
        workspace.round(workspace.inner, width: shape.inner)
        outer.multiply(in: workspace, into: workspace.result)
        outerNormalisation.apply(in: workspace, adding: workspace.result)
    }
}

/// The buffers of one pass through the network, and the loops that fill them.
private final class Workspace {
    /// The rows of each text: tokens look at those of their own text alone.
    let texts: [Range<Int>]
    let tokens: Int
    let shape: NetworkShape
    let kernels: EncoderKernels
    let states: UnsafeMutablePointer<Float>
    let queries: UnsafeMutablePointer<Float>
    let keys: UnsafeMutablePointer<Float>
    let values: UnsafeMutablePointer<Float>
    let context: UnsafeMutablePointer<Float>
    let result: UnsafeMutablePointer<Float>
    let inner: UnsafeMutablePointer<Float>
    let scratch: UnsafeMutablePointer<Float>
    let rounded: EncoderRoundedRows

    /// - Parameter lengths: number of tokens of each text.
    init(texts lengths: [Int], shape: NetworkShape, instructions: EncoderInstructions) {
        var texts: [Range<Int>] = []
        for length in lengths {
            let start = texts.last?.upperBound ?? 0
            texts.append(start..<(start + length))
        }
        let tokens = texts.last?.upperBound ?? 0
        self.texts = texts
        self.tokens = tokens
        self.shape = shape
        kernels = encoder_kernels(instructions).pointee
        func buffer(_ width: Int) -> UnsafeMutablePointer<Float> { .allocate(capacity: tokens * width) }
        states = buffer(shape.hidden)
        queries = buffer(shape.hidden)
        keys = buffer(shape.hidden)
        values = buffer(shape.hidden)
        context = buffer(shape.hidden)
        result = buffer(shape.hidden)
        inner = buffer(shape.inner)
        let longest = lengths.max() ?? 0
        let padded = (longest + NetworkShape.block - 1) / NetworkShape.block * NetworkShape.block
        scratch = .allocate(capacity: padded * (shape.hidden / shape.heads + 1))
        let widest = max(shape.hidden, shape.inner)
        rounded = EncoderRoundedRows(
            numbers: .allocate(capacity: tokens * widest), scales: buffer(widest / NetworkShape.block),
            offsets: .allocate(capacity: tokens * widest / NetworkShape.block))
    }

    deinit {
        for buffer in [states, queries, keys, values, context, result, inner, scratch] { buffer.deallocate() }
        rounded.numbers.deallocate()
        rounded.scales.deallocate()
        rounded.offsets.deallocate()
    }

    /// Rounds the rows for the next multiplications.
    func round(_ rows: UnsafePointer<Float>, width: Int) {
        kernels.round(rows, Int32(tokens), Int32(width), rounded)
    }
}
