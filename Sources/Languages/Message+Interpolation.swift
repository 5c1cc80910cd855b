extension Message {
    /// Collects the text and the values of a literal.
    public struct StringInterpolation: StringInterpolationProtocol {
        var template = ""
        var arguments: [Argument] = []

        /// Called by the compiler before the pieces of a literal.
        public init(literalCapacity: Int, interpolationCount: Int) {
            template.reserveCapacity(literalCapacity + interpolationCount * 3)
            arguments.reserveCapacity(interpolationCount)
        }

        /// Called by the compiler for each piece of text.
        public mutating func appendLiteral(_ literal: String) {
            template += Template.escaped(literal)
        }

        /// A text that needs no translation: a name, a title, an address.
        public mutating func appendInterpolation(_ text: String) { append(.text(text)) }

        /// A whole number, grouped as the reader's language does.
        public mutating func appendInterpolation(_ number: Int) { append(.integer(number)) }

        /// A year, an identifier or another number that is never grouped.
        public mutating func appendInterpolation(plain number: Int) { append(.plainInteger(number)) }

        /// A number with as many decimals as it needs, at most three.
        public mutating func appendInterpolation(_ number: Double) { append(.decimal(number, fractionDigits: nil)) }

        /// A number with a fixed count of decimals.
        public mutating func appendInterpolation(_ number: Double, fractionDigits: Int) {
            append(.decimal(number, fractionDigits: fractionDigits))
        }

        /// A share, where 1 is a hundred percent.
        public mutating func appendInterpolation(percent share: Double) { append(.percent(share)) }

        /// An amount in the smallest unit of an ISO 4217 currency.
        public mutating func appendInterpolation(money minorUnits: Int, currency: String) {
            append(.money(minorUnits: minorUnits, currency: currency))
        }

        /// Another message, translated for the same reader.
        public mutating func appendInterpolation(_ message: Message) { append(.message(message)) }

        /// A day, written out.
        public mutating func appendInterpolation(_ date: CalendarDate) { append(.date(date)) }

        /// A moment, with the time of the reader's zone.
        public mutating func appendInterpolation(_ instant: Instant) { append(.instant(instant)) }

        /// Several texts joined as the reader's language does: "a, b and c".
        public mutating func appendInterpolation(list texts: [String]) { append(.list(texts)) }

        /// Several messages, translated for the same reader and joined as the reader's language does.
        public mutating func appendInterpolation(list messages: [Message]) { append(.messageList(messages)) }

        /// The name of a country, by its ISO 3166-1 code of two letters.
        public mutating func appendInterpolation(country code: String) { append(.country(code)) }

        /// The name of a language.
        public mutating func appendInterpolation(_ language: Language) { append(.language(language)) }

        /// A text in several languages, in the reader's or the best other.
        public mutating func appendInterpolation(_ text: LocalizedText) { append(.localizedText(text)) }

        private mutating func append(_ argument: Argument) {
            arguments.append(argument)
            template += "{"
            template += String(arguments.count)
            template += "}"
        }
    }
}
