import Foundation

/// Reads the parts of an encoder's file in their order; what lies beyond the end is an error that names the part.
struct EncoderFileReader {
    let data: Data
    let name: String
    private var position = 0

    init(data: Data, name: String) {
        self.data = data
        self.name = name
    }

    /// The place of the next `length` bytes.
    mutating func section(_ length: Int, _ part: String) throws(EncoderError) -> Range<Int> {
        guard length >= 0, length <= data.count - position else {
            throw .damaged(file: name, reason: "it ends within its \(part), after \(data.count) bytes")
        }
        defer { position += length }
        return position..<(position + length)
    }

    mutating func bytes(_ length: Int, _ part: String) throws(EncoderError) -> Data {
        let section = try section(length, part)
        return data[(data.startIndex + section.lowerBound)..<(data.startIndex + section.upperBound)]
    }

    mutating func integer(_ part: String) throws(EncoderError) -> UInt32 {
        let section = try section(4, part)
        return data.withUnsafeBytes {
            UInt32(littleEndian: $0.loadUnaligned(fromByteOffset: section.lowerBound, as: UInt32.self))
        }
    }

    /// An integer that must lie in a range.
    mutating func count(_ allowed: ClosedRange<Int>, _ part: String) throws(EncoderError) -> Int {
        let value = Int(Int32(bitPattern: try integer(part)))
        guard allowed.contains(value) else {
            throw .damaged(file: name, reason: "its \(part) is \(value)")
        }
        return value
    }

    /// A number of bytes, at most those of the file.
    mutating func size(_ part: String) throws(EncoderError) -> Int {
        let low = UInt64(try integer(part))
        let high = UInt64(try integer(part))
        guard let value = Int(exactly: high << 32 | low), value <= data.count else {
            throw .damaged(file: name, reason: "its \(part) are more than the file has")
        }
        return value
    }
}
