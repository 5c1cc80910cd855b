/// The sizes of an encoder's network.
struct NetworkShape: Sendable, Hashable {
    /// Weights that share one scale.
    static let block = 32
    /// A half-precision scale and 32 four-bit numbers.
    static let blockBytes = 18

    /// Numbers in a token's state, and in a text's vector.
    let hidden: Int
    let layers: Int
    let heads: Int
    /// Numbers between the two feed-forward matrices.
    let inner: Int
    /// Rows of the word table.
    let words: Int
    /// Most tokens in a text, special ones included.
    let positions: Int
    let types: Int
    /// Added to a variance before dividing by its root.
    let epsilon: Float

    init(from reader: inout EncoderFileReader) throws(EncoderError) {
        let version = try reader.integer("version")
        guard version == 1 else {
            throw .unsupported(file: reader.name, reason: "it has version \(version), expected 1")
        }
        hidden = try reader.count(1...8192, "hidden size")
        layers = try reader.count(1...128, "number of layers")
        heads = try reader.count(1...256, "number of heads")
        inner = try reader.count(1...32768, "inner size")
        words = try reader.count(1...8_000_000, "rows of the word table")
        positions = try reader.count(8...8192, "number of positions")
        types = try reader.count(1...64, "number of token types")
        epsilon = Float(bitPattern: try reader.integer("epsilon"))
        let block = try reader.count(1...65536, "size of a block")
        guard epsilon.isFinite, epsilon > 0 else {
            throw .damaged(file: reader.name, reason: "its epsilon is not a positive number")
        }
        guard block == Self.block, inner % Self.block == 0, hidden % (heads * Self.block) == 0 else {
            throw .unsupported(
                file: reader.name,
                reason: "a block of \(block), \(heads) heads and the sizes \(hidden) and \(inner) do not go together")
        }
    }
}
