/// A content line of an iCalendar stream (RFC 5545, section 3.1), unfolded.
struct ICalendarLine: Sendable, Hashable {
    /// Where it begins, counted from 1.
    let number: Int
    /// In upper case, as names are compared.
    let name: String
    /// By name in upper case; quotes are taken off.
    let parameters: [String: [String]]
    let value: String

    /// Nil when the line is not `name *(";" parameter) ":" value`.
    init?(_ text: String, number: Int) {
        var rest = Substring(text).unicodeScalars
        guard let name = Self.token(&rest) else { return nil }
        var parameters: [String: [String]] = [:]
        while rest.first == ";" {
            rest.removeFirst()
            guard let parameter = Self.token(&rest), rest.first == "=" else { return nil }
            repeat {
                rest.removeFirst()
                guard let value = Self.parameterValue(&rest) else { return nil }
                parameters[parameter, default: []].append(value)
            } while rest.first == ","
        }
        guard rest.first == ":" else { return nil }
        self.number = number
        self.name = name
        self.parameters = parameters
        value = String(rest.dropFirst())
    }

    private static func token(_ rest: inout Substring.UnicodeScalarView) -> String? {
        let token = rest.prefix { $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "-") }
        guard !token.isEmpty else { return nil }
        rest = rest.dropFirst(token.count)
        return String(token).uppercased()
    }

    private static func parameterValue(_ rest: inout Substring.UnicodeScalarView) -> String? {
        guard rest.first == "\"" else {
            let value = rest.prefix { $0 != ";" && $0 != ":" && $0 != "," && $0 != "\"" }
            rest = rest.dropFirst(value.count)
            return String(value)
        }
        rest.removeFirst()
        let value = rest.prefix { $0 != "\"" }
        rest = rest.dropFirst(value.count)
        guard rest.first == "\"" else { return nil }
        rest.removeFirst()
        return String(value)
    }
}
