import Foundation

/// Numbers in memory, or in a mapped file where they stay until they are read.
struct Numbers<Number: FixedWidthInteger & Sendable>: Sendable {
    private enum Storage {
        case own([Number])
        /// Little-endian and aligned, as this machine has them in memory; with the file they are in, ranges are read from
        /// there.
        case mapped(MappedBytes, OpenFile?)
    }

    private var storage: Storage

    init(_ numbers: [Number] = []) { storage = .own(numbers) }

    /// - Parameters:
    ///   - bytes: an aligned part of a mapped file.
    ///   - file: the file, when ranges shall be read and not mapped.
    init(mapped bytes: Data, of file: OpenFile? = nil) {
        if let mapped = MappedBytes(bytes) {
            storage = .mapped(mapped, file)
        } else {
            storage = .own(bytes.withUnsafeBytes { Array($0.bindMemory(to: Number.self)) })
        }
    }

    var count: Int {
        switch storage {
        case .own(let numbers): numbers.count
        case .mapped(let mapped, _): mapped.bytes.count / MemoryLayout<Number>.size
        }
    }

    func withUnsafeBufferPointer<Result>(_ body: (UnsafeBufferPointer<Number>) throws -> Result) rethrows -> Result {
        switch storage {
        case .own(let numbers): try numbers.withUnsafeBufferPointer(body)
        case .mapped(let mapped, _):
            try withExtendedLifetime(mapped) { try body(mapped.bytes.assumingMemoryBound(to: Number.self)) }
        }
    }

    func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try withUnsafeBufferPointer { try body(UnsafeRawBufferPointer($0)) }
    }

    subscript(index: Int) -> Number { withUnsafeBufferPointer { $0[index] } }

    subscript(range: Range<Int>) -> ArraySlice<Number> {
        switch storage {
        case .own(let numbers): numbers[range]
        case .mapped(let mapped, let file):
            (read(range, file, mapped.place) ?? withUnsafeBufferPointer { Array($0[range]) })[...]
        }
    }

    private func read(_ range: Range<Int>, _ file: OpenFile?, _ place: Int) -> [Number]? {
        let size = MemoryLayout<Number>.size
        let bytes = (place + range.lowerBound * size)..<(place + range.upperBound * size)
        return file?.bytes(bytes)?.withUnsafeBytes { Array($0.bindMemory(to: Number.self)) }
    }

    func allSatisfy(_ predicate: (Number) -> Bool) -> Bool { withUnsafeBufferPointer { $0.allSatisfy(predicate) } }

    /// Numbers of a mapped file are brought into memory first.
    mutating func append(contentsOf more: some Sequence<Number>) {
        var numbers: [Number]
        switch storage {
        case .own(let own): numbers = own
        case .mapped: numbers = withUnsafeBufferPointer { Array($0) }
        }
        // Held once only, so that it grows in place.
        storage = .own([])
        numbers.append(contentsOf: more)
        storage = .own(numbers)
    }
}

/// A part of a mapped file. Data would be asked each time where its bytes are, which for a word that is looked up takes as
/// long as finding it.
private final class MappedBytes: Sendable {
    /// They stay where they are as long as the data is held.
    nonisolated(unsafe) let bytes: UnsafeRawBufferPointer
    /// Of the first byte in the file.
    let place: Int
    private let data: Data

    /// Nil for so few bytes that Data may hold them itself, in no certain place.
    init?(_ data: Data) {
        guard data.count > 64 else { return nil }
        self.data = data
        place = data.startIndex
        bytes = data.withUnsafeBytes { $0 }
    }
}
