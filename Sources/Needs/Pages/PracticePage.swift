import Catalogue
import Database
import Exchange
import Languages
import Platform
import Web

/// What the page of a practice shows beside what every entry has: who runs it, what is reported, and every adoption,
/// failed ones too. Four statements at most, whatever the practice.
struct PracticePage: Sendable {
    private let practice: Entry
    private let row: Row?
    private let adoptions: [AdoptionRow]
    private let mayTend: Bool
    private let mayGrade: Bool
    private let request: WebRequest
    private var t: Localiser { request.t }

    static func additions(
        _ practice: Entry, _ catalogue: CatalogueService, _ request: WebRequest
    ) async throws -> CatalogueKind.Additions {
        let page = try await request.site.database.read { [viewer = request.viewer] transaction in
            PracticePage(
                practice: practice,
                row: try transaction.first("SELECT * FROM practice WHERE entry = \(practice.id)"),
                adoptions: try AdoptionRow.of(practice.id, as: viewer, in: transaction),
                mayTend: try viewer.mayTend(practice, in: transaction),
                mayGrade: try viewer.mayGrade(practice, in: transaction), request: request)
        }
        var additions = CatalogueKind.Additions()
        additions.facts = try page.facts()
        additions.sections = "\(try page.reported())\(try page.programme())\(page.adopted())"
        additions.actions = page.actions()
        return additions
    }

    private func text(_ column: String) throws -> String? { try row?[column] as String?? ?? nil }

    private func stated(_ label: Message, _ words: String?) -> Fact {
        Fact(t(label), stated: words, in: practice.language)
    }

    private func facts() throws -> [Fact] {
        var facts = [stated("Run by", try text("organisation_stated"))]
        if let kind = try text("stated_kind") { facts.append(stated("Known as", kind)) }
        if let raised = try text("raised_at") { facts.append(stated("Raised at", raised)) }
        if let reason = try text("evidence_reason") { facts.append(stated("Grounds of the grade", reason)) }
        let cities = Set(adoptions.map(\.cityID)).count
        facts.append(Fact(t("Adopted by"), t.count(cities, one: "\(cities) city", other: "\(cities) cities")))
        return facts
    }

    private func reported() throws -> HTML {
        let reading = try text("result_reported").map { try LocalizedText(json: $0).reading(for: t.language) }
        let body: HTML = reading.map { "<p>\($0, t)</p>" } ?? "<p class=\"missing\">\(t("not stated"))</p>"
        return "<section><h2>\(t("What came of it"))</h2>\(body)</section>"
    }

    /// The agreement of a host's innovation programme, with its figures as the source states them.
    private func programme() throws -> HTML {
        guard let stored = try text("programme"), let programme = try? JSONValue(parsing: stored) else { return .empty }
        func texts(_ name: String) -> HTML? {
            let readings = (programme[name]?.array ?? []).compactMap {
                try? LocalizedText(json: $0.text()).reading(for: t.language)
            }
            return readings.isEmpty ? nil : "<ul>\(each: readings, { "<li>\($0.unmarked)</li>" })</ul>"
        }
        var facts = [
            stated("Agreement", programme["agreement_stated"]?.string),
            stated("Start", programme["start_stated"]?.string),
            Fact(
                t("Term"), programme["term_years"]?.integer.map { t.count($0, one: "\($0) year", other: "\($0) years") }
            ),
            Fact(
                t("Coordinator's share"),
                programme["coordinator_share_percent"]?.number.map { t.percent($0 / 100) }),
            Fact(t("Targets"), markup: texts("targets")), Fact(t("Fields"), markup: texts("fields")),
        ]
        if let fee = programme["fee_per_year"], let amount = fee["minor_units"]?.integer,
            let currency = fee["currency"]?.string
        {
            facts.append(Fact(t("Fee each year"), t.money(minorUnits: amount, currency: currency)))
        }
        let results = programme["results_reported"].flatMap {
            try? LocalizedText(json: $0.text()).reading(for: t.language)
        }
        facts.append(Fact(t("What came of it"), markup: results.map { $0.html(t) }))
        facts.append(
            Fact(
                t("Source"),
                markup: programme["source_url"]?.string.map {
                    "<a href=\(address: $0) rel=\"nofollow external\">\($0)</a>"
                }))
        return "<section><h2>\(t("The programme's agreement"))</h2>\(DefinitionList(facts), t)</section>"
    }

    private func adopted() -> HTML {
        let heading = t("Adoptions")
        guard !adoptions.isEmpty else {
            return """
                <section><h2>\(heading)</h2><p>\(t("No city has recorded here that it took this over."))</p></section>
                """
        }
        let origin = AdoptionGraph.Node(
            practice.id, parent: nil, label: practice.title(t).text, detail: practice.year.map(String.init),
            outcome: .origin)
        let nodes = adoptions.map { adoption in
            AdoptionGraph.Node(
                adoption.id, parent: adoption.takenFrom ?? practice.id,
                label: adoption.city.reading(for: t.language).text,
                detail: "\(adoption.year), \(t(adoption.outcome.label))", outcome: adoption.outcome.inGraph)
        }
        let failed = adoptions.count { $0.outcome == .failed }
        let note = t.count(failed, one: "\(failed) of them failed.", other: "\(failed) of them failed.")
        let table = DataTable(
            caption: heading, note: failed > 0 ? note : nil,
            columns: [
                .init(t("City")), .init(t("What it took over")), .init(t("What came of it")),
                .init(t("Cost and judgement")),
            ], rows: adoptions.map { $0.cells(request, practice, among: adoptions) }, hidesCaption: failed == 0)
        return """
            <section id="adoptions"><h2>\(heading)</h2>\
            \(AdoptionGraph(title: t("Where it was taken over"), nodes: [origin] + nodes), t)\(table, t)</section>
            """
    }

    private func actions() -> HTML {
        let tending = TendingActions(request: request, entry: practice, path: "practices", mayTend: mayTend)
        guard practice.visibility == .everybody else {
            return tending.ofDraft(tending.button(t("Publish again"), "publish", .primary))
        }
        var actions: HTML = .empty
        if request.viewer.actsForSomeCity { actions.append(tending.link(t("Our city adopted this"), "adopt")) }
        if mayGrade { actions.append(tending.link(t("Grade the evidence"), "grade", .quiet)) }
        return "\(actions)\(tending.ofPublished)"
    }
}
