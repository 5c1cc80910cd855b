import Foundation
public import Languages

private let missing = FieldFault("Please fill in this field.")

/// Text as a person wrote it: without surrounding space, in one Unicode form, with no control characters but line ends.
private func cleaned(_ text: String) -> String {
    let kept = text.replacingOccurrences(of: "\r\n", with: "\n").unicodeScalars.filter {
        $0 == "\n" || $0 == "\t" || !CharacterSet.controlCharacters.contains($0) || $0 == "\u{200D}"
    }
    return String(String.UnicodeScalarView(kept)).trimmingCharacters(in: .whitespacesAndNewlines)
        .precomposedStringWithCanonicalMapping
}

/// - Parameter lines: one line has no line ends, which would be more than text in the head of a mail or of an answer.
private func one(_ raw: [String], atMost maximum: Int, lines: Int = 1) throws(FieldFault) -> String? {
    guard let text = raw.first.map(cleaned), !text.isEmpty else { return nil }
    let first = lines > 1 ? text : text.split(whereSeparator: \.isNewline).joined(separator: " ")
    guard first.count <= maximum else {
        throw FieldFault("This text has \(first.count) characters. Please shorten it to \(maximum).")
    }
    return first
}

extension Field where Value == String {
    /// A text that must be there.
    public static func text(
        _ name: String, label: Message, hint: Message? = nil, maximum: Int = 200, lines: Int = 1
    ) -> Field {
        Field(
            name, label: label, hint: hint, required: true,
            control: lines > 1 ? .lines(lines) : .line(kind: .text),
            schema: FieldSchema(.string, maximumLength: maximum)
        ) { raw throws(FieldFault) in
            guard let text = try one(raw, atMost: maximum, lines: lines) else { throw missing }
            return text
        }
    }

    /// A value that travels with the form unseen, such as the identifier of what is changed.
    public static func hidden(_ name: String, label: Message) -> Field {
        Field(
            name, label: label, required: true, control: .hidden,
            schema: FieldSchema(.string, maximumLength: 200)
        ) { raw throws(FieldFault) in
            guard let text = try one(raw, atMost: 200) else { throw missing }
            return text
        }
    }

    /// A mail address: one `@`, no spaces, a domain with a dot; kept in lower case.
    public static func email(_ name: String = "email", label: Message, hint: Message? = nil) -> Field {
        Field(
            name, label: label, hint: hint, required: true, personal: true, control: .line(kind: .email),
            schema: FieldSchema(.string, format: "email", maximumLength: 254)
        ) { raw throws(FieldFault) in
            guard let text = try one(raw, atMost: 254)?.lowercased() else { throw missing }
            let parts = text.split(separator: "@", omittingEmptySubsequences: false)
            let isAddress =
                parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".") && !parts[1].hasPrefix(".")
                && !parts[1].hasSuffix(".") && !text.contains { $0.isWhitespace || "<>()[],;:\\\"".contains($0) }
            guard isAddress else {
                throw FieldFault("This is not a mail address. Please write it like name@example.org.")
            }
            return text
        }
    }

    /// A password or code: taken as written, never shown again.
    public static func secret(_ name: String, label: Message, hint: Message? = nil) -> Field {
        Field(
            name, label: label, hint: hint, required: true, secret: true, control: .line(kind: .password),
            schema: FieldSchema(.string, maximumLength: 1024)
        ) { raw throws(FieldFault) in
            guard let text = raw.first, !text.isEmpty else { throw missing }
            guard text.utf8.count <= 1024 else { throw FieldFault("This is too long.") }
            return text
        }
    }
}

extension Field where Value == String? {
    /// A text that may be left out; empty means not stated.
    public static func optionalText(
        _ name: String, label: Message, hint: Message? = nil, maximum: Int = 200, lines: Int = 1
    ) -> Field {
        Field(
            name, label: label, hint: hint, required: false,
            control: lines > 1 ? .lines(lines) : .line(kind: .text),
            schema: FieldSchema(.string, maximumLength: maximum)
        ) { raw throws(FieldFault) in try one(raw, atMost: maximum, lines: lines) }
    }

    /// A web address: http or https only, so that no link can run a script.
    public static func address(_ name: String, label: Message, hint: Message? = nil) -> Field {
        Field(
            name, label: label, hint: hint, required: false, control: .line(kind: .url),
            schema: FieldSchema(.string, format: "uri", maximumLength: 2000)
        ) { raw throws(FieldFault) in
            guard let text = try one(raw, atMost: 2000) else { return nil }
            guard let url = URL(string: text), let scheme = url.scheme?.lowercased(),
                scheme == "https" || scheme == "http", url.host?.isEmpty == false
            else { throw FieldFault("Please write the whole address, beginning with https://.") }
            return text
        }
    }

    /// One of a closed set, or none.
    public static func optionalChoice(
        _ name: String, label: Message, hint: Message? = nil, options: [FieldOption]
    ) -> Field {
        let allowed = options.map(\.value)
        return Field(
            name, label: label, hint: hint, required: false,
            control: .choice([FieldOption("", "Not stated")] + options), schema: FieldSchema(.string, allowed: allowed)
        ) { raw throws(FieldFault) in
            guard let text = try one(raw, atMost: 200) else { return nil }
            guard allowed.contains(text) else { throw FieldFault("Please choose one of the values in the list.") }
            return text
        }
    }
}

extension Field where Value: RawRepresentable & CaseIterable & Sendable, Value.RawValue == String {
    /// One of a closed set of values.
    public static func choice(
        _ name: String, label: Message, hint: Message? = nil, labels: (Value) -> Message
    ) -> Field {
        let options = Value.allCases.map { FieldOption($0.rawValue, labels($0)) }
        return Field(
            name, label: label, hint: hint, required: true, control: .choice(options),
            schema: FieldSchema(.string, allowed: options.map(\.value))
        ) { raw throws(FieldFault) in
            guard let text = try one(raw, atMost: 200) else { throw missing }
            guard let value = Value(rawValue: text) else {
                throw FieldFault("Please choose one of the values in the list.")
            }
            return value
        }
    }
}

extension Field where Value == [String] {
    /// Any number of a closed set.
    public static func choices(
        _ name: String, label: Message, hint: Message? = nil, options: [FieldOption]
    ) -> Field {
        let allowed = Set(options.map(\.value))
        return Field(
            name, label: label, hint: hint, required: false, control: .choices(options),
            schema: FieldSchema(.array, allowed: options.map(\.value))
        ) { raw throws(FieldFault) in
            let values = raw.filter { !$0.isEmpty }
            guard values.allSatisfy(allowed.contains) else {
                throw FieldFault("Please choose only values in the list.")
            }
            return values.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
        }
    }
}

extension Field where Value == Int? {
    /// A whole number, or none: nothing is turned into zero.
    public static func optionalInteger(
        _ name: String, label: Message, hint: Message? = nil, in range: ClosedRange<Int>
    ) -> Field {
        Field(
            name, label: label, hint: hint, required: false, control: .line(kind: .number),
            schema: FieldSchema(.integer, minimum: range.lowerBound, maximum: range.upperBound)
        ) { raw throws(FieldFault) in
            guard let text = try one(raw, atMost: 30) else { return nil }
            let digits = text.filter { !$0.isWhitespace }
            guard let number = Int(digits) else { throw FieldFault("Please write a whole number, such as 120.") }
            guard range.contains(number) else {
                throw FieldFault("Please write a number from \(range.lowerBound) to \(range.upperBound).")
            }
            return number
        }
    }
}

extension Field where Value == Bool {
    /// A box to tick.
    public static func checkbox(_ name: String, label: Message, hint: Message? = nil) -> Field {
        Field(
            name, label: label, hint: hint, required: false, control: .checkbox, schema: FieldSchema(.boolean)
        ) { raw throws(FieldFault) in ["true", "on", "1", "yes"].contains(raw.first ?? "") }
    }
}

extension Field where Value == CalendarDate? {
    /// A day, or none.
    public static func optionalDate(_ name: String, label: Message, hint: Message? = nil) -> Field {
        Field(
            name, label: label, hint: hint, required: false, control: .line(kind: .date),
            schema: FieldSchema(.string, format: "date")
        ) { raw throws(FieldFault) in
            guard let text = try one(raw, atMost: 30) else { return nil }
            guard let date = CalendarDate(iso: text) else {
                throw FieldFault("Please write the day as year, month and day, such as 2026-05-28.")
            }
            return date
        }
    }
}

extension Field where Value == Language {
    /// One of the product's twelve languages.
    public static func language(_ name: String = "language", label: Message, hint: Message? = nil) -> Field {
        .choice(name, label: label, hint: hint) { Message("\($0.ownName)") }
    }
}
