import Foundation
public import Languages

/// Makes a new identifier: a UUID of version 7 (RFC 9562), whose leading 48 bits are the time, so that rows made one
/// after the other lie one after the other in every index.
public func newIdentifier(at now: Instant = .now) -> String {
    var bytes = [UInt8](repeating: 0, count: 16)
    let time = UInt64(max(0, now.milliseconds))
    for index in 0..<6 { bytes[index] = UInt8(truncatingIfNeeded: time >> UInt64(8 * (5 - index))) }
    for index in 6..<16 { bytes[index] = UInt8.random(in: .min ... .max) }
    bytes[6] = 0x70 | (bytes[6] & 0x0F)
    bytes[8] = 0x80 | (bytes[8] & 0x3F)
    var text = ""
    text.reserveCapacity(36)
    for (index, byte) in bytes.enumerated() {
        if [4, 6, 8, 10].contains(index) { text += "-" }
        if byte < 16 { text += "0" }
        text += String(byte, radix: 16)
    }
    return text
}
