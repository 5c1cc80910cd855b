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
    ///
    /// Finding the text of a message takes less than a microsecond, whatever the number of translations.
    public func callAsFunction(_ message: Message) -> String {
        guard let template = translation(of: message) else {
            let source = englishSource(of: message)
            return Template.needsReading(source) ? filled(Template(source), message) : source
        }
        return filled(template, message)
    }

    /// The message with a context that sets it apart from an equal English text elsewhere.
    public func callAsFunction(_ message: Message, context: String) -> String {
        self(Message(message, context: context))
    }

    /// The message in the form that fits a number; see ``Message/count(_:one:other:)``.
    public func count(_ n: Int, one: Message, other: Message) -> String {
        self(.count(n, one: one, other: other))
    }

    private func translation(of message: Message) -> Template? {
        guard let forms = catalogue?.translations[message.key] else {
            catalogue?.noteMissing(message.template)
            return nil
        }
        let index = message.plural.map { language.pluralIndex(of: $0.count) } ?? 0
        return index < forms.count ? forms[index] : nil
    }

    private func englishSource(of message: Message) -> String {
        guard let plural = message.plural, Language.en.pluralCategory(of: plural.count) != .one
        else { return message.template }
        return plural.template
    }

    private func filled(_ template: Template, _ message: Message) -> String {
        template.filled { number in
            number <= message.arguments.count ? text(of: message.arguments[number - 1]) : nil
        }
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
        case .messageList(let messages): list(messages.map { self($0) })
        case .country(let code): countryName(code)
        case .language(let language): name(of: language)
        case .localizedText(let value): self.text(value).text
        }
    }
}
