import Foundation
import Languages
public import Web

extension EntryLists.Listed {
    /// The entry as a card in a list.
    /// - Parameter showsKind: whether the card says what kind of thing it is, for lists of several kinds.
    public func card(
        _ request: WebRequest, _ catalogue: CatalogueService, showsKind: Bool = false, footer: HTML? = nil
    ) -> Card {
        let t = request.t
        let kind = catalogue.kind(named: entry.kind)
        let reading = entry.story?.reading(for: t.language)
        return Card(
            title: entry.title(t), address: request.link(catalogue.path(to: entry)),
            kind: showsKind ? kind.map { t($0.singular) } : nil,
            summary: reading.map {
                "<p\(attribute: "lang", $0.isRequestedLanguage ? nil : $0.language.rawValue)>\($0.text.shortened(to: 220))</p>"
            },
            badges: badges(t), facts: facts(t, kind), footer: footer)
    }

    private func facts(_ t: Localiser, _ kind: CatalogueKind?) -> [Fact] {
        var facts: [Fact] = []
        if let placeName = placeName(t) { facts.append(Fact(t("Where"), placeName)) }
        if let year = entry.year { facts.append(Fact(t("Since"), String(year))) }
        if let tally, tally > 0, let title = kind?.tally?.title { facts.append(Fact(t(title), t.number(tally))) }
        return facts
    }

    /// City and country in the reader's language, or nil when neither is known.
    func placeName(_ t: Localiser) -> String? {
        let country = entry.country.map { CatalogueLabels.country($0, t) }
        let parts = [cityTitle?.reading(for: t.language).text, country].compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    func badges(_ t: Localiser) -> [Badge] {
        var badges: [Badge] = []
        if let evidence = entry.evidence { badges.append(evidence.badge(t)) }
        if let state = entry.state { badges.append(Badge(t(state.label), tone: state == .answered ? .good : .brand)) }
        let reading = entry.title(t)
        if !reading.isRequestedLanguage { badges.append(.language(reading.language, t)) }
        if reading.writer == .machine { badges.append(.machineWritten(t)) }
        return badges
    }
}

extension EvidenceGrade {
    func badge(_ t: Localiser) -> Badge {
        switch self {
        case .claimed: .evidence(.claimed, t)
        case .reported: .evidence(.reported, t)
        case .verified: .evidence(.verified, t)
        }
    }
}

extension String {
    /// The text, or its beginning up to a word's end with an ellipsis.
    public func shortened(to maximum: Int) -> String {
        guard count > maximum else { return self }
        let cut = prefix(maximum)
        let end = cut.lastIndex(where: \.isWhitespace) ?? cut.endIndex
        return cut[..<end].trimmingCharacters(in: .whitespacesAndNewlines) + "…"
    }
}
