import Foundation
public import Languages
import Synchronization

/// How many identifiers this process has made.
private let identifiersMade = Atomic<UInt64>(0)

/// Makes a new identifier: a UUID of version 7 (RFC 9562), whose leading 48 bits are the time, so that rows made one
/// after the other lie one after the other in every index.
///
/// The next 26 bits count what this process makes (section 6.2 there), so that rows of one instant, as an import makes
/// them, keep their order too; the last 48 are random.
public func newIdentifier(at now: Instant = .now) -> String {
    var bytes = [UInt8](repeating: 0, count: 16)
    let time = UInt64(max(0, now.milliseconds))
    let number = identifiersMade.add(1, ordering: .relaxed).newValue
    for index in 0..<6 { bytes[index] = UInt8(truncatingIfNeeded: time >> UInt64(8 * (5 - index))) }
    bytes[6] = 0x70 | UInt8(number >> 22 & 0x0F)
    bytes[7] = UInt8(truncatingIfNeeded: number >> 14)
    bytes[8] = 0x80 | UInt8(number >> 8 & 0x3F)
    bytes[9] = UInt8(truncatingIfNeeded: number)
    for index in 10..<16 { bytes[index] = UInt8.random(in: .min ... .max) }
    var text = ""
    text.reserveCapacity(36)
    for (index, byte) in bytes.enumerated() {
        if [4, 6, 8, 10].contains(index) { text += "-" }
        if byte < 16 { text += "0" }
        text += String(byte, radix: 16)
    }
    return text
}
