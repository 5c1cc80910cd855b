import Catalogue
import Database
import Languages
import Platform
import Web

/// The members of a network on its page: who runs it, how many there are of what, the mix that it wants, and their
/// names by sector.
struct NetworkMembersSection: Sendable {
    private let entry: Entry
    private let request: WebRequest
    private let catalogue: CatalogueService
    private let members: [Member]
    private let hasMore: Bool
    private let tallies: [Members.Tally]
    private let wanted: [Sector: Int]
    private let others: [(network: Entry, count: Int)]
    /// The names of its coordinators.
    let coordinators: [String]

    /// Five statements, whatever the number of members.
    static func read(
        _ entry: Entry, _ catalogue: CatalogueService, _ request: WebRequest
    ) async throws -> NetworkMembersSection {
        try await request.site.database.read { [viewer = request.viewer, now = request.now] transaction in
            let page = try Members.page(of: entry.id, as: viewer, in: transaction)
            return NetworkMembersSection(
                entry: entry, request: request, catalogue: catalogue, members: page.members,
                hasMore: page.next != nil, tallies: try Members.tallies(of: entry.id, in: transaction),
                wanted: try Members.wantedShares(of: entry.id, in: transaction),
                others: try Members.otherNetworks(of: entry.id, as: viewer, in: transaction),
                coordinators: try Members.coordinators(of: entry.id, now: now, in: transaction))
        }
    }

    var html: HTML {
        let t = request.t
        guard !tallies.isEmpty else {
            return
                "\(request.section(t("Members"), "<p class=\"missing\">\(t("No members have been entered yet."))</p>"))\(mix)"
        }
        let address = request.link("/networks/\(entry.slug)/members")
        let history = request.link("/networks/\(entry.slug)/history")
        let links: HTML = """
            <p><a href=\(address: address)>\(t("All members"))</a>, \
            <a href=\(address: history)>\(t("Former members and levels"))</a></p>
            """
        return """
            \(request.section(t("Members"), "\(bySector)\(links)"))\
            \(counts)\(mix)\(belongElsewhere)
            """
    }

    private var total: Int { tallies.reduce(0) { $0 + $1.count } }
    private var note: String { request.t("Present members, counted \(request.now)") }

    private func sum(_ sector: Sector?) -> Int {
        tallies.filter { $0.sector == sector }.reduce(0) { $0 + $1.count }
    }

    private var bySector: HTML {
        let t = request.t
        let groups = Dictionary(grouping: members, by: \.sector)
        func group(_ sector: Sector?) -> HTML {
            guard let members = groups[sector] else { return .empty }
            return """
                <h3>\(sector.map { t($0.label) } ?? t("Sector not stated"))</h3>\
                <ul>\(each: members, { "<li>\(MemberName(member: $0, catalogue: catalogue, request: request).html)</li>" })</ul>
                """
        }
        return """
            \(each: Sector.allCases.map(Optional.some) + [nil], group)\
            \(if: hasMore, "<p>\(t("These are the first of \(total) members."))</p>")
            """
    }

    private var counts: HTML {
        let t = request.t
        let sectors = (Sector.allCases.map(Optional.some) + [nil]).map {
            ($0.map { t($0.label) } ?? t("not stated"), sum($0))
        }
        let countries = Dictionary(grouping: tallies, by: \.country).map { country, tallies in
            (country.map { t.countryName($0) } ?? t("not stated"), tallies.reduce(0) { $0 + $1.count })
        }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }
        func chart(_ title: String, _ label: String, _ bars: [(String, Int)]) -> HTML {
            BarChart(
                title: title, note: note, labelTitle: label, amountTitle: t("Members"),
                bars: bars.filter { $0.1 > 0 }.map { .init($0.0, amount: Double($0.1), text: t.number($0.1)) }
            ).html(t)
        }
        return request.section(
            t("Who they are"),
            """
            \(chart(t("Members by sector"), t("Sector"), sectors))\
            \(chart(t("Members by country"), t("Country"), countries))
            """)
    }

    private var mix: HTML {
        let t = request.t
        guard !wanted.isEmpty else {
            return request.section(
                t("Mix of sectors"), "<p class=\"missing\">\(t("The network has not said which mix it wants."))</p>")
        }
        let sectors = Sector.allCases
        let stated = sectors.reduce(0) { $0 + sum($1) }
        let chart = StackedBarChart(
            title: t("Wanted mix and actual mix"),
            note: t("Shares of the \(stated) present members whose sector is stated, counted \(request.now)"),
            partsTitle: t("Sector"), parts: sectors.map { t($0.label) },
            bars: [
                (t("Wanted"), sectors.map { wanted[$0].map(Double.init) }),
                (t("Actual"), sectors.map { stated == 0 ? nil : Double(sum($0)) }),
            ],
            counts: .init(
                t("Members"), parts: sectors.map { t.number(sum($0)) }, sumTitle: t("Sum"), sum: t.number(stated)))
        return request.section(t("Mix of sectors"), "\(chart, t)\(lacking(stated))\(unstated)")
    }

    /// The sectors of which there are fewer than wanted, in words.
    private func lacking(_ stated: Int) -> HTML {
        let t = request.t
        guard stated > 0 else { return .empty }
        let lines = Sector.allCases.compactMap { sector -> String? in
            let actual = Double(sum(sector)) / Double(stated)
            guard let share = wanted[sector].map({ Double($0) / 100 }), actual + 0.005 < share else { return nil }
            return t("\(t(sector.label)): \(t.percent(actual)), wanted \(t.percent(share))")
        }
        guard !lines.isEmpty else { return .empty }
        return "<h3>\(t("Fewer than wanted"))</h3><ul>\(each: lines, { "<li>\($0)</li>" })</ul>"
    }

    private var unstated: HTML {
        let count = sum(nil)
        guard count > 0 else { return .empty }
        let text = request.t.count(
            count, one: "The sector of \(count) member is not stated.",
            other: "The sector of \(count) members is not stated.")
        return "<p class=\"caption-note\">\(text)</p>"
    }

    private var belongElsewhere: HTML {
        guard !others.isEmpty else { return .empty }
        let t = request.t
        func item(_ other: (network: Entry, count: Int)) -> HTML {
            let count = t.count(
                other.count, one: "\(other.count) member of this network",
                other: "\(other.count) members of this network")
            return """
                <li><a href=\(address: request.link(catalogue.path(to: other.network)))>\
                \(other.network.title(t).unmarked)</a>: \(count)</li>
                """
        }
        return request.section(t("Its members also belong to"), "<ul>\(each: others, item)</ul>")
    }
}

/// A member's name, as a link where it has a page, with roles and level.
struct MemberName {
    let member: Member
    let catalogue: CatalogueService
    let request: WebRequest

    var name: HTML {
        guard let entry = member.entry else { return HTML(text: member.personName ?? request.t("A person")) }
        return "<a href=\(address: request.link(catalogue.path(to: entry)))>\(entry.title(request.t).unmarked)</a>"
    }

    var html: HTML {
        let t = request.t
        let level = member.level.map { Badge(t($0.label)) }
        return """
            \(name)\(if: !member.roles.isEmpty, " <span class=\"kicker\">\(member.rolesText(t))</span>")\
            \(level.map { " \($0, t)" as HTML })
            """
    }
}

extension Member {
    /// The member's roles, for the reader.
    func rolesText(_ t: Localiser) -> String { t.list(roles.map { t($0.label) }) }
}
