public import Foundation

/// Writes messages, numbers, dates and names for the readers of one language.
public struct Localiser: Sendable {
    /// The language of the reader.
    public let language: Language
    /// The zone in which moments are told; Coordinated Universal Time unless set.
    public var timeZone: TimeZone = .gmt
    let catalogue: Catalogue?

    init(language: Language, catalogue: Catalogue?) {
        self.language = language
        self.catalogue = catalogue
    }

    /// The message in the reader's language, or in English where it has no translation.
    public func callAsFunction(_ message: Message) -> String {
        template(for: message).filled { number in
            number <= message.arguments.count ? text(of: message.arguments[number - 1]) : nil
        }
    }

    /// The message with a context that sets it apart from an equal English text elsewhere.
    public func callAsFunction(_ message: Message, context: String) -> String {
        self(Message(message, context: context))
    }

    /// The message in the form that fits a number; see ``Message/count(_:one:other:)``.
    public func count(_ n: Int, one: Message, other: Message) -> String {
        self(.count(n, one: one, other: other))
    }

    private func template(for message: Message) -> Template {
        if let forms = catalogue?.translations[message.key] {
            let index = message.plural.map { language.pluralIndex(of: $0.count) } ?? 0
            if index < forms.count { return forms[index] }
        }
        if let plural = message.plural, Language.en.pluralIndex(of: plural.count) == 1 {
            return Template(plural.template)
        }
        return Template(message.template)
    }

    private func text(of argument: Message.Argument) -> String {
        switch argument {
        case .text(let text): text
        case .integer(let value): number(value)
        case .plainInteger(let value): String(value)
        case .decimal(let value, let digits):
            if let digits { number(value, fractionDigits: digits) } else { number(value) }
        case .percent(let share): percent(share)
        case .money(let minorUnits, let currency): money(minorUnits: minorUnits, currency: currency)
        case .message(let message): self(message)
        case .date(let value): date(value)
        case .instant(let value): dateTime(value)
        case .list(let texts): list(texts)
        case .country(let code): countryName(code)
        case .language(let language): name(of: language)
        case .localizedText(let value): self.text(value).text
        }
    }
}
