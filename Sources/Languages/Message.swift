/// A sentence for people, kept apart from the language in which it will be read.
///
/// Write it as an English string literal; that text is also the key under which translations are found. Values go in
/// by interpolation and become `{1}`, `{2}`, … in ``template``; braces of the literal itself are doubled there, so
/// every character of a literal reaches the reader. Whole numbers, dates and amounts are formatted for the reader.
public struct Message: ExpressibleByStringInterpolation, Sendable, Hashable, Codable {
    /// A value inside a message, formatted when the reader is known.
    public enum Argument: Sendable, Hashable, Codable {
        case text(String)
        case integer(Int)
        case plainInteger(Int)
        case decimal(Double, fractionDigits: Int?)
        case percent(Double)
        case money(minorUnits: Int, currency: String)
        case message(Message)
        case date(CalendarDate)
        case instant(Instant)
        case list([String])
        case messageList([Message])
        case country(String)
        case language(Language)
        case localizedText(LocalizedText)
    }

    /// The number that chooses the form of a sentence, and the English text for all numbers but one.
    public struct Plural: Sendable, Hashable, Codable {
        /// The number of things spoken of.
        public let count: Int
        /// The English template for all numbers but one; gettext's `msgid_plural`.
        public let template: String
    }

    /// The English text with numbered places, gettext's `msgid`; of a counted message, the one for the number one.
    public internal(set) var template: String
    /// The values for the places, `{1}` first.
    public internal(set) var arguments: [Argument]
    /// What makes this a counted message, nil for others.
    public internal(set) var plural: Plural?
    /// What sets equal English texts apart (gettext's `msgctxt`), nil for nearly all messages.
    public internal(set) var context: String?

    /// A message without values.
    public init(stringLiteral text: String) {
        template = Template.escaped(text)
        arguments = []
    }

    /// A message from a literal with values.
    public init(stringInterpolation: StringInterpolation) {
        template = stringInterpolation.template
        arguments = stringInterpolation.arguments
    }

    /// The same message; it lets `Message("…")` be written where a bare literal would be read as a string.
    public init(_ message: Message) {
        self = message
    }

    /// A message whose English text needs another translation here than elsewhere, such as "Open" on a button.
    ///
    /// - Parameter context: says where it stands, to translators and as part of the key.
    public init(_ message: Message, context: String) {
        self = message
        self.context = context
    }

    /// A text that is the same in every language, such as a proper name.
    public init(verbatim text: String) {
        self.init("\(text)")
    }

    /// A message in the form that fits a number.
    ///
    /// Both texts interpolate the same values in the same order, or `one` leaves out the last of them: translations
    /// refer to the values of `other`. The extractor refuses other calls.
    public static func count(_ n: Int, one: Message, other: Message) -> Message {
        var message = one
        if other.arguments.count >= one.arguments.count { message.arguments = other.arguments }
        message.plural = Plural(count: n, template: other.template)
        return message
    }

    /// The key in a message file: gettext joins the context and the text by U+0004.
    var key: String {
        guard let context else { return template }
        return context + "\u{4}" + template
    }
}

extension Message: CustomStringConvertible {
    /// The message in English, for logs.
    public var description: String { Catalogues.english.localiser(.en)(self) }
}
