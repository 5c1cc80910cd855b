/// A matrix that many vectors are multiplied by.
struct LinearMap: Sendable {
    let inputs: Int
    let outputs: Int
    /// Column after column: whole columns are added up, many numbers at a time.
    private let columns: [Float]

    /// - Returns: nil when the numbers do not fill the matrix, or one of them is not finite.
    init?(inputs: Int, halves: [UInt16], outputs: Int) {
        guard halves.count == inputs * outputs else { return nil }
        self.inputs = inputs
        self.outputs = outputs
        columns = halves.map { Float(Float16(bitPattern: $0)) }
        guard columns.allSatisfy(\.isFinite) else { return nil }
    }

    /// - Parameter rows: one for each number that comes out, in half precision from here on.
    init(rows: [[Float]], inputs: Int) {
        self.inputs = inputs
        outputs = rows.count
        columns = (0..<inputs).flatMap { column in rows.map { Float(Float16($0[column])) } }
    }

    var halves: [UInt16] { columns.map { Float16($0).bitPattern } }

    /// - Precondition: the vector has `inputs` numbers.
    func callAsFunction(_ vector: [Float]) -> [Float] {
        var result = [Float](repeating: 0, count: outputs)
        columns.withUnsafeBufferPointer { columns in
            result.withUnsafeMutableBufferPointer { result in
                for (column, factor) in vector.enumerated() {
                    let start = column * result.count
                    for row in result.indices { result[row] += factor * columns[start + row] }
                }
            }
        }
        return result
    }
}
