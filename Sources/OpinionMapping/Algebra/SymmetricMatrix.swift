/// Products of a full symmetric matrix with a vector.
enum SymmetricMatrix {
    /// result = matrix · vector, rows over two processors, each sum in one fixed order. O(n²).
    static func multiply(
        _ matrix: [Double], _ vector: UnsafeBufferPointer<Double>, into result: UnsafeMutableBufferPointer<Double>
    ) {
        let size = vector.count
        let pieces = size < 128 ? 1 : Lanes.count
        matrix.withUnsafeBufferPointer { matrix in
            nonisolated(unsafe) let places = (matrix, vector, result)
            Lanes.run(pieces) { piece in
                for row in Lanes.range(piece, of: pieces, length: size) {
                    places.2[row] = product(places.0, row * size, places.1)
                }
            }
        }
    }

    private static func product(
        _ matrix: UnsafeBufferPointer<Double>, _ start: Int, _ vector: UnsafeBufferPointer<Double>
    ) -> Double {
        var sums = SIMD8<Double>()
        let whole = vector.count & ~7
        var index = 0
        while index < whole {
            let row = UnsafeRawPointer(matrix.baseAddress.unsafelyUnwrapped + start + index)
            let column = UnsafeRawPointer(vector.baseAddress.unsafelyUnwrapped + index)
            sums += row.loadUnaligned(as: SIMD8<Double>.self) * column.loadUnaligned(as: SIMD8<Double>.self)
            index += 8
        }
        var sum = sums.sum()
        while index < vector.count {
            sum += matrix[start + index] * vector[index]
            index += 1
        }
        return sum
    }
}
