/// Finds the number of a term in one or two steps: an open-addressing hash table beside the sorted terms.
struct TermTable: Sendable {
    /// Term numbers plus one; 0 is free.
    private var slots: [UInt32]
    private let mask: Int

    init(_ terms: ByteStrings) {
        var size = 16
        while size < terms.count * 2 { size *= 2 }
        var slots = [UInt32](repeating: 0, count: size)
        let mask = size - 1
        terms.bytes.withUnsafeBytes { bytes in
            for number in 0..<terms.count {
                let range = terms.range(number)
                let key = UnsafeRawBufferPointer(rebasing: bytes[range.dropFirst()])
                var slot = Self.hash(key, bytes[range.lowerBound]) & mask
                while slots[slot] != 0 { slot = (slot + 1) & mask }
                slots[slot] = UInt32(number + 1)
            }
        }
        self.slots = slots
        self.mask = mask
    }

    func number(of key: UnsafeRawBufferPointer, _ tongue: Tongue, in terms: ByteStrings) -> Int? {
        terms.bytes.withUnsafeBytes { bytes in
            var slot = Self.hash(key, tongue.rawValue) & mask
            while slots[slot] != 0 {
                let number = Int(slots[slot]) - 1
                let range = terms.range(number)
                if bytes[range.lowerBound] == tongue.rawValue,
                    compare(UnsafeRawBufferPointer(rebasing: bytes[range.dropFirst()]), key) == 0
                {
                    return number
                }
                slot = (slot + 1) & mask
            }
            return nil
        }
    }

    /// FNV-1a over the tongue and the letters, its high bits folded into the low ones.
    private static func hash(_ key: UnsafeRawBufferPointer, _ tongue: UInt8) -> Int {
        var sum = (0xcbf2_9ce4_8422_2325 ^ UInt64(tongue)) &* 0x100_0000_01b3
        for byte in key { sum = (sum ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return Int(truncatingIfNeeded: (sum ^ sum >> 32) & 0x7fff_ffff_ffff_ffff)
    }
}
