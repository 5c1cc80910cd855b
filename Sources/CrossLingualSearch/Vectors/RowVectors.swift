import CEncoderKernels

/// The vector of a passage in whole numbers from -127 to 127, which lose nothing that a ranking would notice.
struct RoundedVector: Sendable, Hashable {
    let numbers: [Int8]
    /// What one unit stands for.
    let unit: Float

    init(numbers: [Int8], unit: Float) { (self.numbers, self.unit) = (numbers, unit) }

    init(_ vector: [Float]) {
        let largest = vector.reduce(0) { max($0, abs($1)) }
        let unit = largest / 127
        self.unit = unit
        numbers = vector.map { unit > 0 ? Int8(($0 / unit).rounded()) : 0 }
    }
}

/// The vectors of up to ``capacity`` neighbouring rows of a segment, some of which may not have been encoded yet.
///
/// A long text has several vectors, one for each of its passages; a text without letters has none.
struct RowVectors: Sendable {
    /// Rows in a block: adding some vectors copies those of a whole block.
    static let capacity = 1_024

    /// Numbers in a vector.
    let dimension: Int
    /// First vector of each row, and the end.
    private(set) var starts: [UInt32] = [0]
    private(set) var isEncoded: [Bool] = []
    private(set) var numbers: [Int8] = []
    private(set) var units: [Float] = []
    /// One divided by the length that the vector has from its language's mean.
    var inverseLengths: [Float] = []
    /// How near the vector is to its nearest neighbours: texts that say a little of everything are near to all.
    var crowding: [Float] = []

    init(dimension: Int) { self.dimension = dimension }

    var rowCount: Int { isEncoded.count }
    var vectorCount: Int { units.count }
    var missing: Int { isEncoded.count { !$0 } }
    /// Memory, in bytes.
    var bytes: Int { numbers.count + 12 * units.count + 5 * isEncoded.count }
    /// Whether vectors were added since the block was measured.
    var hasUnmeasured: Bool { inverseLengths.contains(0) }

    func vectors(ofRow row: Int) -> Range<Int> { Int(starts[row])..<Int(starts[row + 1]) }

    /// Adds a row; nil for one that is to be encoded later.
    mutating func append(_ vectors: [RoundedVector]?) {
        for vector in vectors ?? [] {
            numbers += vector.numbers
            units.append(vector.unit)
            inverseLengths.append(0)
            crowding.append(0)
        }
        isEncoded.append(vectors != nil)
        starts.append(UInt32(units.count))
    }

    /// Adds a row of another block.
    mutating func append(_ row: Int, of other: RowVectors) {
        let vectors = other.vectors(ofRow: row)
        numbers += other.numbers[(vectors.lowerBound * dimension)..<(vectors.upperBound * dimension)]
        units += other.units[vectors]
        inverseLengths += other.inverseLengths[vectors]
        crowding += other.crowding[vectors]
        isEncoded.append(other.isEncoded[row])
        starts.append(UInt32(units.count))
    }

    func rounded(ofRow row: Int) -> [RoundedVector] {
        vectors(ofRow: row).map { number in
            RoundedVector(
                numbers: Array(numbers[(number * dimension)..<((number + 1) * dimension)]), unit: units[number])
        }
    }

    /// Calls `body` with each vector's product with the query.
    func scan(_ query: RoundedVector, _ body: (_ vector: Int, _ product: Float) -> Void) {
        let products = [Int32](unsafeUninitializedCapacity: vectorCount) { products, count in
            encoder_kernels(ENCODER_VNNI).pointee.scan(
                numbers, Int32(vectorCount), Int32(dimension), query.numbers, products.baseAddress)
            count = vectorCount
        }
        for vector in products.indices { body(vector, Float(products[vector]) * units[vector] * query.unit) }
    }

    /// Adds the vector to a sum.
    func add(_ vector: Int, to sum: inout [Float]) {
        let start = vector * dimension
        let unit = units[vector]
        numbers.withUnsafeBufferPointer { numbers in
            for index in 0..<dimension { sum[index] += Float(numbers[start + index]) * unit }
        }
    }

    /// The vector itself.
    func vector(_ number: Int) -> [Float] {
        var vector = [Float](repeating: 0, count: dimension)
        add(number, to: &vector)
        return vector
    }
}

extension RowVectors {
    /// The vectors of the live rows of all segments, in order, as a merge puts the rows.
    static func joined(_ parts: [LiveSegment]) -> [RowVectors] {
        var blocks: [RowVectors] = []
        for part in parts {
            for (number, block) in part.vectors.enumerated() {
                for row in 0..<block.rowCount {
                    let document = Int(part.segment.content.rowDocuments[number * capacity + row])
                    guard part.isLive(document) else { continue }
                    if blocks.last?.rowCount ?? capacity == capacity {
                        blocks.append(RowVectors(dimension: block.dimension))
                    }
                    blocks[blocks.count - 1].append(row, of: block)
                }
            }
        }
        return blocks
    }
}

extension LiveSegment {
    /// Rows of live documents that have been encoded, with their blocks.
    var encodedRows: some Sequence<(block: Int, row: Int)> { rows(encoded: true) }

    /// Number of rows of live documents that have not been encoded.
    var textsToEncode: Int {
        vectors.allSatisfy { $0.missing == 0 } ? 0 : rowsToEncode.reduce(0) { count, _ in count + 1 }
    }

    /// The rows themselves.
    var rowsToEncode: some Sequence<(block: Int, row: Int)> { rows(encoded: false) }

    private func rows(encoded: Bool) -> some Sequence<(block: Int, row: Int)> {
        vectors.indices.lazy.flatMap { block in
            self.vectors[block].isEncoded.indices.lazy
                .filter { place in
                    let row = block * RowVectors.capacity + place
                    return self.vectors[block].isEncoded[place] == encoded
                        && self.isLive(Int(self.segment.content.rowDocuments[row]))
                }
                .map { (block: block, row: block * RowVectors.capacity + $0) }
        }
    }
}

extension RowVectors {
    func write(to writer: inout SnapshotWriter) {
        writer.append(starts)
        writer.append(numbers)
        for values in [units, inverseLengths, crowding] { writer.append(values.map(\.bitPattern)) }
    }

    /// Reads rows that have all been encoded; nil when the arrays contradict each other.
    init?(from reader: inout SnapshotReader, dimension: Int) {
        guard let starts = reader.next(UInt32.self), let numbers = reader.next(Int8.self) else { return nil }
        var values: [[Float]] = []
        for _ in 0..<3 {
            guard let bits = reader.next(UInt32.self) else { return nil }
            values.append(bits.map(Float.init(bitPattern:)))
        }
        let count = values[0].count
        guard starts.isAscending(count: starts.count - 1, to: count), numbers.count == count * dimension,
            values.allSatisfy({ $0.count == count && $0.allSatisfy(\.isFinite) })
        else { return nil }
        self.dimension = dimension
        self.starts = starts
        self.numbers = numbers
        isEncoded = Array(repeating: true, count: starts.count - 1)
        (units, inverseLengths, crowding) = (values[0], values[1], values[2])
    }
}
