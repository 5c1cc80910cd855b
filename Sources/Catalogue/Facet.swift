public import Languages
public import Web

/// What the catalogue can be filtered by: a closed set, so that no parameter reads a column that nobody meant to show.
public enum Facet: String, CaseIterable, Sendable, Hashable {
    case topic, country, city, sector, goal, evidence, language, state, origin

    public var title: Message {
        switch self {
        case .topic: "Topic"
        case .country: "Country"
        case .city: "City"
        case .sector: "Sector"
        case .goal: "Sustainability goal"
        case .evidence: "Evidence grade"
        case .language: "Language"
        case .state: "State"
        case .origin: "Origin"
        }
    }
}

/// The sectors that members and leaders of practices come from.
public enum Sector: String, CaseIterable, Sendable {
    case publicSector = "public"
    case business, research
    case civilSociety = "civil society"
    case residents, funder

    public var label: Message {
        switch self {
        case .publicSector: "Public sector"
        case .business: "Business"
        case .research: "Research"
        case .civilSociety: "Civil society"
        case .residents: "Residents"
        case .funder: "Funders"
        }
    }
}

/// How the source supports what is said of a practice; it does not say how good the practice is.
public enum EvidenceGrade: String, CaseIterable, Sendable {
    case claimed, reported, verified

    public var label: Message {
        switch self {
        case .claimed: "Claimed"
        case .reported: "Reported"
        case .verified: "Verified"
        }
    }
}

/// Who started a place.
public enum Origin: String, CaseIterable, Sendable {
    case bottomUp = "bottom-up"
    case topDown = "top-down"
    case mixed

    public var label: Message {
        switch self {
        case .bottomUp: "Bottom-up"
        case .topDown: "Top-down"
        case .mixed: "Mixed"
        }
    }
}

/// The life of a need or an idea, and where a project stands.
public enum EntryState: String, CaseIterable, Sendable {
    case voiced, understood, shared, answered
    case planned, running, ended

    public var label: Message {
        switch self {
        case .voiced: "Voiced"
        case .understood: "Understood"
        case .shared: "Shared by several cities"
        case .answered: "Answered"
        case .planned: "Planned"
        case .running: "Running"
        case .ended: "Ended"
        }
    }
}

/// The sustainability goals of the United Nations, by number.
public enum SustainabilityGoal {
    public static let all = 1...17

    public static func label(_ number: Int) -> Message {
        switch number {
        case 1: "1 No poverty"
        case 2: "2 Zero hunger"
        case 3: "3 Good health and well-being"
        case 4: "4 Quality education"
        case 5: "5 Gender equality"
        case 6: "6 Clean water and sanitation"
        case 7: "7 Affordable and clean energy"
        case 8: "8 Decent work and economic growth"
        case 9: "9 Industry, innovation and infrastructure"
        case 10: "10 Reduced inequalities"
        case 11: "11 Sustainable cities and communities"
        case 12: "12 Responsible consumption and production"
        case 13: "13 Climate action"
        case 14: "14 Life below water"
        case 15: "15 Life on land"
        case 16: "16 Peace, justice and strong institutions"
        default: "17 Partnerships for the goals"
        }
    }
}

/// How a list is ordered.
public enum CatalogueOrder: String, CaseIterable, Sendable {
    case newest, title

    public var label: Message {
        switch self {
        case .newest: "Newest first"
        case .title: "By title"
        }
    }
}

/// How a list is shown.
public enum CatalogueView: String, CaseIterable, Sendable {
    case list, map, table
}

/// A selection from the catalogue, as an address holds it.
public struct CatalogueFilter: Sendable, Hashable {
    public var selected: [Facet: Set<String>] = [:]
    /// Words to search for, or nil.
    public var text: String?
    public var order: CatalogueOrder = .newest
    public var view: CatalogueView = .list

    public init() {}

    /// Reads an address. Values that the catalogue does not have simply select nothing; names that are no filter are
    /// refused, so that a mistyped one is not taken for "everything".
    /// - Throws: `UnknownFilter` with the name.
    public init(_ query: QueryString) throws {
        let others: Set<String> = ["q", "order", "view", "after", "before", "limit", "cursor", "said"]
        for pair in query.pairs where !pair.value.isEmpty {
            if let facet = Facet(rawValue: pair.name) {
                selected[facet, default: []].insert(pair.value)
            } else if !others.contains(pair.name) {
                throw UnknownFilter(name: pair.name)
            }
        }
        text = query["q"].flatMap { $0.isEmpty ? nil : String($0.prefix(2_000)) }
        if let given = query["order"], !given.isEmpty {
            guard let order = CatalogueOrder(rawValue: given) else { throw UnknownFilter(name: "order=" + given) }
            self.order = order
        }
        if let given = query["view"], !given.isEmpty {
            guard let view = CatalogueView(rawValue: given) else { throw UnknownFilter(name: "view=" + given) }
            self.view = view
        }
    }

    public var isEmpty: Bool { selected.isEmpty && text == nil }

    /// The selection as an address holds it, in a stable order.
    public var query: QueryString {
        var pairs: [QueryString.Pair] = []
        for facet in Facet.allCases {
            for value in (selected[facet] ?? []).sorted() { pairs.append(.init(facet.rawValue, value)) }
        }
        if let text { pairs.append(.init("q", text)) }
        if order != .newest { pairs.append(.init("order", order.rawValue)) }
        if view != .list { pairs.append(.init("view", view.rawValue)) }
        return QueryString(pairs)
    }
}

/// A filter that the catalogue does not have.
public struct UnknownFilter: Error, Sendable, Hashable {
    public let name: String
}
