import CEncoderKernels
import Foundation

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
    /// Number of rows that have not been encoded.
    private(set) var missing = 0
    /// The numbers of all vectors; as long as nothing is added, those of a file are where they are mapped.
    private(set) var numbers = Data()
    private(set) var units: [Float] = []
    /// One divided by the length that the vector has from its language's mean.
    var inverseLengths: [Float] = []
    /// How near the vector is to its nearest neighbours: texts that say a little of everything are near to all.
    var crowding: [Float] = []

    init(dimension: Int) { self.dimension = dimension }

    var rowCount: Int { isEncoded.count }
    var vectorCount: Int { units.count }
    /// Memory, in bytes.
    var bytes: Int { numbers.count + 12 * units.count + 5 * isEncoded.count }

    func vectors(ofRow row: Int) -> Range<Int> { Int(starts[row])..<Int(starts[row + 1]) }

    /// Adds a row; nil for one that is to be encoded later.
    mutating func append(_ vectors: [RoundedVector]?) {
        for vector in vectors ?? [] {
            vector.numbers.withUnsafeBytes { numbers.append(contentsOf: $0) }
            units.append(vector.unit)
            inverseLengths.append(0)
            crowding.append(0)
        }
        end(isEncoded: vectors != nil)
    }

    /// Adds a row of another block.
    mutating func append(_ row: Int, of other: RowVectors) {
        let vectors = other.vectors(ofRow: row)
        other.numbers.withUnsafeBytes { bytes in
            let range = (vectors.lowerBound * dimension)..<(vectors.upperBound * dimension)
            numbers.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[range]))
        }
        units += other.units[vectors]
        inverseLengths += other.inverseLengths[vectors]
        crowding += other.crowding[vectors]
        end(isEncoded: other.isEncoded[row])
    }

    private mutating func end(isEncoded: Bool) {
        self.isEncoded.append(isEncoded)
        if !isEncoded { missing += 1 }
        starts.append(UInt32(units.count))
    }

    func rounded(ofRow row: Int) -> [RoundedVector] {
        numbers.withUnsafeBytes { bytes in
            vectors(ofRow: row).map { number in
                let range = (number * dimension)..<((number + 1) * dimension)
                return RoundedVector(numbers: bytes[range].map(Int8.init(bitPattern:)), unit: units[number])
            }
        }
    }

    /// Calls `body` with each vector, the row it belongs to and its product with the query.
    func scan(_ query: RoundedVector, _ body: (_ row: Int, _ vector: Int, _ product: Float) -> Void) {
        let products = [Int32](unsafeUninitializedCapacity: vectorCount) { products, count in
            numbers.withUnsafeBytes { bytes in
                encoder_kernels(ENCODER_VNNI).pointee.scan(
                    bytes.assumingMemoryBound(to: Int8.self).baseAddress, Int32(vectorCount), Int32(dimension),
                    query.numbers, products.baseAddress)
            }
            count = vectorCount
        }
        var row = 0
        for vector in products.indices {
            while Int(starts[row + 1]) <= vector { row += 1 }
            body(row, vector, Float(products[vector]) * units[vector] * query.unit)
        }
    }

    /// Adds the vector to a sum.
    func add(_ vector: Int, to sum: inout [Float]) {
        let start = vector * dimension
        let unit = units[vector]
        numbers.withUnsafeBytes { bytes in
            let numbers = bytes.assumingMemoryBound(to: Int8.self)
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
    /// Calls `body` with the vectors of the live rows of all segments, block after block, as a merge puts the rows, and
    /// with the fingerprints of their texts.
    static func forEachJoined(
        _ parts: [LiveSegment], _ body: (RowVectors, ArraySlice<UInt64>) throws -> Void
    ) rethrows {
        guard let dimension = parts.lazy.compactMap({ $0.vectors.first?.dimension }).first else { return }
        var joined = RowVectors(dimension: dimension)
        var fingerprints: [UInt64] = []
        for part in parts {
            for (number, block) in part.vectors.enumerated() {
                let rows = (number * capacity)..<(number * capacity + block.rowCount)
                if joined.rowCount == 0, block.rowCount == capacity, rows.allSatisfy(part.isLive(row:)) {
                    try body(block, part.segment.rowFingerprints[rows])
                    continue
                }
                for row in rows where part.isLive(row: row) {
                    joined.append(row - rows.lowerBound, of: block)
                    fingerprints.append(part.segment.rowFingerprints[row])
                    guard joined.rowCount == capacity else { continue }
                    try body(joined, fingerprints[...])
                    joined = RowVectors(dimension: dimension)
                    fingerprints.removeAll(keepingCapacity: true)
                }
            }
        }
        if joined.rowCount > 0 { try body(joined, fingerprints[...]) }
    }

    /// The vectors of the live rows of all segments, in order, as a merge puts the rows.
    static func joined(_ parts: [LiveSegment]) -> [RowVectors] {
        var blocks: [RowVectors] = []
        forEachJoined(parts) { block, _ in blocks.append(block) }
        return blocks
    }
}

extension RowVectors {
    func write(to writer: SealedFileWriter) throws {
        try writer.append(starts)
        try writer.append(isEncoded.map { $0 ? 1 : UInt8(0) })
        for values in [units, inverseLengths, crowding] { try writer.append(values.map(\.bitPattern)) }
        try numbers.withUnsafeBytes(writer.append(bytes:))
    }

    /// Nil when the arrays contradict each other.
    init?(from reader: inout SealedFileReader, dimension: Int) {
        guard let starts = reader.next(UInt32.self), let flags = reader.next(UInt8.self) else { return nil }
        var values: [[Float]] = []
        for _ in 0..<3 {
            guard let bits = reader.next(UInt32.self) else { return nil }
            values.append(bits.map(Float.init(bitPattern:)))
        }
        let count = values[0].count
        guard let numbers = reader.nextBytes(), numbers.count == count * dimension,
            starts.isAscending(count: flags.count, to: count), flags.allSatisfy({ $0 <= 1 }),
            values.allSatisfy({ $0.count == count && $0.allSatisfy(\.isFinite) })
        else { return nil }
        self.dimension = dimension
        self.starts = starts
        self.numbers = numbers
        isEncoded = flags.map { $0 == 1 }
        missing = flags.count { $0 == 0 }
        (units, inverseLengths, crowding) = (values[0], values[1], values[2])
    }
}
