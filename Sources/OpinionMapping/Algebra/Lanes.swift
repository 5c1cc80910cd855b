import Foundation

/// Work on both processors whose results do not depend on who did what: each piece writes its own places only.
enum Lanes {
    /// Pieces that a loop over rows is cut into; fixed, so that nothing depends on the machine.
    static let count = 2

    /// Runs `body` for 0 ..< `pieces`, several at a time, and returns when all are done.
    static func run(_ pieces: Int, _ body: (Int) -> Void) {
        withoutActuallyEscaping(body) { body in
            nonisolated(unsafe) let work = body
            DispatchQueue.concurrentPerform(iterations: pieces) { work($0) }
        }
    }

    /// Cuts 0 ..< `length` into `pieces` even ranges.
    static func range(_ piece: Int, of pieces: Int, length: Int) -> Range<Int> {
        piece * length / pieces..<(piece + 1) * length / pieces
    }

    /// The results of `body` for 0 ..< `pieces` in their order.
    static func map<Result: Sendable>(_ pieces: Int, _ body: (Int) -> Result) -> [Result] {
        var results = [Result?](repeating: nil, count: pieces)
        results.withUnsafeMutableBufferPointer { buffer in
            nonisolated(unsafe) let places = buffer
            run(pieces) { places[$0] = body($0) }
        }
        return results.compactMap { $0 }
    }
}
