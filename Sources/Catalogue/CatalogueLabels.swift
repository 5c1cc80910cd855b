import Languages

/// The words for the values of a filter, in the reader's language.
struct CatalogueLabels {
    let t: Localiser
    let topics: Topics
    /// The names of the cities that occur, by identifier.
    let cities: [String: LocalizedText]

    func label(_ value: String, of facet: Facet) -> String {
        switch facet {
        case .topic: topics.label(value, t)
        case .country: Self.country(value, t)
        case .city: cities[value]?.reading(for: t.language).text ?? value
        case .sector: Sector(rawValue: value).map { t($0.label) } ?? value
        case .goal: Int(value).map { t(SustainabilityGoal.label($0)) } ?? value
        case .evidence: EvidenceGrade(rawValue: value).map { t($0.label) } ?? value
        case .language: Language(rawValue: value).map { t.name(of: $0) } ?? value
        case .state: EntryState(rawValue: value).map { t($0.label) } ?? value
        case .origin: Origin(rawValue: value).map { t($0.label) } ?? value
        }
    }

    static func country(_ code: String, _ t: Localiser) -> String {
        code == "EU" ? t("European Union") : t.countryName(code)
    }

    /// The values of a facet with their counts, in an order that people expect: closed sets in their own, the rest by
    /// count, and what is selected always among them.
    func options(_ facet: Facet, counts: [String: Int], selected: Set<String>) -> [(value: String, count: Int)] {
        let values = Set(counts.keys).union(selected)
        let pairs = values.map { (value: $0, count: counts[$0] ?? 0) }
        switch facet {
        case .goal: return pairs.sorted { (Int($0.value) ?? 99) < (Int($1.value) ?? 99) }
        case .evidence: return ordered(pairs, EvidenceGrade.allCases.map(\.rawValue))
        case .state: return ordered(pairs, EntryState.allCases.map(\.rawValue))
        default: return pairs.sorted { ($1.count, label($0.value, of: facet)) < ($0.count, label($1.value, of: facet)) }
        }
    }

    private func ordered(_ pairs: [(value: String, count: Int)], _ order: [String]) -> [(value: String, count: Int)] {
        pairs.sorted { (order.firstIndex(of: $0.value) ?? 99) < (order.firstIndex(of: $1.value) ?? 99) }
    }
}
