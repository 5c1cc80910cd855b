public import Languages

/// A label and its value. A value that nobody has stated is shown as that, never left out and never as zero.
public struct Fact: Component {
    let label: HTML
    let value: HTML?

    /// A fact with a value as markup.
    public init(_ label: String, markup value: HTML?) {
        self.label = HTML(text: label)
        self.value = value
    }

    /// A fact with a value as text; nil or empty means that nobody has stated it.
    public init(_ label: String, _ value: String?) {
        self.label = HTML(text: label)
        self.value = value.flatMap { $0.isEmpty ? nil : HTML(text: $0) }
    }

    /// A fact in the words of a source, which are read in the language of the source.
    public init(_ label: String, stated value: String?, in language: Language) {
        let words = value.flatMap { $0.isEmpty ? nil : $0 }
        self.init(label, markup: words.map { "<span lang=\(attribute: language.rawValue)>\($0)</span>" })
    }

    /// A finding as a source words it, its name too, with a link to the source.
    public init(finding name: String, stated value: String, source: String?, in language: Language, _ t: Localiser) {
        label = "<span lang=\(attribute: language.rawValue)>\(name)</span>"
        let link: HTML? = source.map { "<a href=\(address: $0) rel=\"nofollow external\">\(t("Source"))</a>" }
        self.value = "<span lang=\(attribute: language.rawValue)>\(value)</span>\(link.map { " \($0)" as HTML })"
    }

    /// The pair of term and value inside a definition list.
    public func html(_ t: Localiser) -> HTML {
        "<div><dt>\(label)</dt><dd>\(value ?? missingValue(t))</dd></div>"
    }
}

/// What is known about an entry, as terms and values.
public struct DefinitionList: Component {
    private let facts: [Fact]

    /// A list of facts in the order in which they should be read.
    public init(_ facts: [Fact]) {
        self.facts = facts
    }

    /// The list; nothing when there are no facts.
    public func html(_ t: Localiser) -> HTML {
        facts.isEmpty ? .empty : "<dl class=\"definitions\">\(facts, t)</dl>"
    }
}

/// What stands where a value is missing.
func missingValue(_ t: Localiser) -> HTML {
    "<span class=\"missing\">\(t("not stated"))</span>"
}
