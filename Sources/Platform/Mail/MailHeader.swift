import Foundation
import Languages

/// The writing of mail headers: folding, encoded words, addresses, dates.
enum MailHeader {
    /// Refuses what could end a header and begin another one.
    static func check(_ text: String, in field: String) throws {
        let isClean = text.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: false
            default: true
            }
        }
        guard isClean, text.utf8.count <= 2_000 else { throw MailError.invalidHeader(field) }
    }

    static func isIdentifier(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: byte == UInt8(ascii: ".")
        }
    }

    /// A header of free text: as it is when it is short ASCII, in encoded words of RFC 2047 otherwise.
    static func unstructured(_ name: String, _ text: String) -> String {
        let line = "\(name): \(text)"
        let isPlain = text.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !text.contains("=?")
        // A blank at either end would be lost on the way.
        if isPlain, line.utf8.count <= 78, text.first != " ", text.last != " " { return line }
        return fold(name, encodedWords(text, firstLineUsed: name.utf8.count + 2))
    }

    /// A header of one address with its name.
    static func address(_ name: String, _ address: MailAddress) -> String {
        guard let display = address.name else { return fold(name, ["<\(address.address)>"]) }
        let isAtoms =
            display.utf8.allSatisfy { isIdentifier($0) || $0 == 0x20 }
            && !display.contains(".") && display.first != " " && display.last != " "
        let words =
            isAtoms && display.utf8.count <= 60
            ? [display] : encodedWords(display, firstLineUsed: name.utf8.count + 2)
        return fold(name, words + ["<\(address.address)>"])
    }

    /// `Sat, 21 Nov 2026 05:52:00 +0000`
    static func date(_ instant: Instant) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let date = Date(timeIntervalSince1970: Double(instant.milliseconds) / 1000)
        let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second, .weekday], from: date)
        let weekday = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"][(parts.weekday ?? 1) - 1]
        let month = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ][(parts.month ?? 1) - 1]
        let time = [parts.hour, parts.minute, parts.second].map { padded($0 ?? 0) }.joined(separator: ":")
        return "\(weekday), \(padded(parts.day ?? 1)) \(month) \(parts.year ?? 1970) \(time) +0000"
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// Joins words by blanks, breaking lines before what would pass 76 characters.
    private static func fold(_ name: String, _ words: [String]) -> String {
        var line = name + ":"
        var length = line.utf8.count
        for word in words {
            if length + 1 + word.utf8.count > 76, length > name.utf8.count + 1 {
                line += "\r\n"
                length = 0
            }
            line += " " + word
            length += 1 + word.utf8.count
        }
        return line
    }

    /// Encoded words of at most 75 characters, none of which ends inside a character of the text.
    private static func encodedWords(_ text: String, firstLineUsed: Int) -> [String] {
        // "=?utf-8?B?" and "?=" take 12 characters; base64 makes 4 of 3 bytes.
        var room = (75 - 12 - firstLineUsed) / 4 * 3
        var words: [String] = []
        var bytes = Data()
        for scalar in text.unicodeScalars {
            let next = Array(String(scalar).utf8)
            if bytes.count + next.count > room {
                words.append("=?utf-8?B?\(bytes.base64EncodedString())?=")
                bytes = Data()
                room = 45
            }
            bytes.append(contentsOf: next)
        }
        words.append("=?utf-8?B?\(bytes.base64EncodedString())?=")
        return words
    }
}
