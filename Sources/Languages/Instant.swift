public import Foundation

/// A moment in time, to the millisecond.
public struct Instant: Sendable, Hashable, Comparable, Codable {
    /// Since 1 January 1970, 00:00 Coordinated Universal Time, leap seconds not counted.
    public let milliseconds: Int

    /// A moment by its distance from 1970 in milliseconds.
    public init(milliseconds: Int) {
        self.milliseconds = milliseconds
    }

    /// A Foundation date, rounded to the millisecond; dates beyond what 64 bits hold are kept at the limit.
    public init(_ date: Date) {
        let exact = (date.timeIntervalSince1970 * 1_000).rounded()
        milliseconds = Int(exactly: exact) ?? (exact < 0 ? .min : .max)
    }

    /// A moment in the ISO 8601 forms `2026-11-21T05:52:00Z`, with an optional fraction of one to nine digits (what is
    /// below a millisecond is cut off) and `Z` or an offset such as `+02:00`; nil for any other form.
    public init?(iso: String) {
        let bytes = Array(iso.utf8)
        guard bytes.count >= 20, bytes.count <= 35, bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " "),
            let day = CalendarDate(iso: String(decoding: bytes[0..<10], as: UTF8.self)),
            let time = Self.seconds(bytes[11..<19])
        else { return nil }
        var rest = bytes[19...]
        var fraction = 0
        if rest.first == UInt8(ascii: ".") {
            let digits = rest.dropFirst().prefix { (0x30...0x39).contains($0) }
            guard (1...9).contains(digits.count), let value = decimal(Array((digits + [0x30, 0x30]).prefix(3)))
            else { return nil }
            fraction = value
            rest = rest.dropFirst(digits.count + 1)
        }
        guard let offset = Self.offset(rest) else { return nil }
        milliseconds = day.startInUTC.milliseconds + (time - offset) * 1_000 + fraction
    }

    /// The form `2026-11-21T05:52:00.000Z`, always with milliseconds, so that alphabetical order is order in time.
    public var iso: String {
        let days = milliseconds.flooredQuotient(by: 86_400_000)
        let inDay = milliseconds - days * 86_400_000
        let (seconds, fraction) = inDay.quotientAndRemainder(dividingBy: 1_000)
        return CalendarDate(daysSince1970: days).iso + "T" + padded(seconds / 3_600, to: 2) + ":"
            + padded(seconds / 60 % 60, to: 2) + ":" + padded(seconds % 60, to: 2) + "." + padded(fraction, to: 3) + "Z"
    }

    /// The present moment by the computer's clock.
    public static var now: Instant { Instant(Date()) }

    /// The same moment for Foundation.
    public var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1_000) }

    /// The moment so much later, or earlier for a negative duration; what is below a millisecond is cut off.
    public func adding(_ duration: Duration) -> Instant {
        let parts = duration.components
        return Instant(
            milliseconds: milliseconds + Int(parts.seconds) * 1_000 + Int(parts.attoseconds / 1_000_000_000_000_000))
    }

    /// The time from an earlier moment to this one.
    public func since(_ earlier: Instant) -> Duration {
        .milliseconds(milliseconds - earlier.milliseconds)
    }

    public static func < (a: Instant, b: Instant) -> Bool { a.milliseconds < b.milliseconds }

    /// Reads the ISO form.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let instant = Instant(iso: text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a moment in time: \(text)")
        }
        self = instant
    }

    /// Writes the ISO form.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(iso)
    }

    private static func seconds(_ bytes: ArraySlice<UInt8>) -> Int? {
        let start = bytes.startIndex
        guard bytes.count == 8, bytes[start + 2] == UInt8(ascii: ":"), bytes[start + 5] == UInt8(ascii: ":"),
            let hour = decimal(bytes[start..<start + 2]), let minute = decimal(bytes[start + 3..<start + 5]),
            let second = decimal(bytes[start + 6..<start + 8]), hour < 24, minute < 60, second < 60
        else { return nil }
        return hour * 3_600 + minute * 60 + second
    }

    private static func offset(_ bytes: ArraySlice<UInt8>) -> Int? {
        if Array(bytes) == [UInt8(ascii: "Z")] { return 0 }
        let start = bytes.startIndex
        guard bytes.count == 6, bytes[start] == UInt8(ascii: "+") || bytes[start] == UInt8(ascii: "-"),
            bytes[start + 3] == UInt8(ascii: ":"), let hours = decimal(bytes[start + 1..<start + 3]),
            let minutes = decimal(bytes[start + 4..<start + 6]), hours < 24, minutes < 60
        else { return nil }
        let seconds = hours * 3_600 + minutes * 60
        return bytes[start] == UInt8(ascii: "-") ? -seconds : seconds
    }
}
