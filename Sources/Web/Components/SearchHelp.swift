public import Languages

/// What may stand between the words of a search, folded until somebody asks.
public struct SearchHelp: Component {
    public init() {}

    public func html(_ t: Localiser) -> HTML {
        """
        <details class="search-help"><summary>\(t("Search more exactly"))</summary>\
        <p class="hint">\(t("Among a few words, “old mill” finds these words in this order, -mill leaves out what has the word, title:mill looks in titles only, and kind:need, language:fi, country:FI or topic:energy say where to look."))</p>\
        </details>
        """
    }
}

/// What tells a script that it may complete words while somebody types them into a field; without scripts nothing.
/// - Parameter address: where completions come from; nil where there are none.
func attributes(ofSuggestions address: String?, _ t: Localiser) -> HTML {
    let label = address.map { _ in t("Suggestions") }
    return "\(attribute: "data-suggest", address)\(attribute: "data-suggest-label", label)"
}
