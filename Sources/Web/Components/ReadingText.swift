public import Languages

extension LocalizedText.Reading: Component {
    /// The text with its language for screen readers, hyphenation and spelling, and a mark when it is not the
    /// reader's language or a machine wrote it.
    public func html(_ t: Localiser) -> HTML {
        "\(unmarked)\(mark(t))"
    }

    /// The text with its language alone, for titles and links whose mark stands elsewhere.
    public var unmarked: HTML {
        "<span\(attribute: "lang", isRequestedLanguage ? nil : language.rawValue)>\(text)</span>"
    }

    /// The mark alone: nothing for a text in the reader's language that a person wrote.
    public func mark(_ t: Localiser) -> HTML {
        var badges: [Badge] = []
        if !isRequestedLanguage { badges.append(.language(language, t)) }
        if writer == .machine { badges.append(.machineWritten(t)) }
        return badges.isEmpty ? .empty : " \(badges, t)"
    }
}
