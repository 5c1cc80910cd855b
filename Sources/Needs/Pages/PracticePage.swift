import Catalogue
import Database
import Exchange
import Languages
import Platform
import Web

/// What the page of a practice shows beside what every entry has: who runs it, what is reported, and every adoption,
/// failed ones too. Two statements, whatever the practice.
struct PracticePage {
    private let practice: Entry
    private let row: Row?
    private let adoptions: [AdoptionRow]
    private let request: WebRequest
    private var t: Localiser { request.t }

    static func additions(
        _ practice: Entry, _ catalogue: CatalogueService, _ request: WebRequest
    ) async throws -> CatalogueKind.Additions {
        let (row, adoptions) = try await request.site.database.read { [viewer = request.viewer] transaction in
            (
                try transaction.first("SELECT * FROM practice WHERE entry = \(practice.id)"),
                try AdoptionRow.of(practice.id, as: viewer, in: transaction)
            )
        }
        let page = PracticePage(practice: practice, row: row, adoptions: adoptions, request: request)
        var additions = CatalogueKind.Additions()
        additions.facts = try page.facts()
        additions.sections = "\(try page.reported())\(try page.programme())\(page.adopted())"
        additions.actions = page.actions()
        return additions
    }

    private func text(_ column: String) throws -> String? { try row?[column] as String?? ?? nil }

    private func facts() throws -> [Fact] {
        var facts = [Fact(t("Run by"), try text("organisation_stated"))]
        if let kind = try text("stated_kind") { facts.append(Fact(t("Known as"), kind)) }
        if let raised = try text("raised_at") { facts.append(Fact(t("Raised at"), raised)) }
        if let reason = try text("evidence_reason") { facts.append(Fact(t("Grounds of the grade"), reason)) }
        facts.append(
            Fact(
                t("Adoptions"),
                t.count(adoptions.count, one: "\(adoptions.count) city", other: "\(adoptions.count) cities")))
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
            Fact(t("Agreement"), programme["agreement_stated"]?.string),
            Fact(t("Start"), programme["start_stated"]?.string),
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
                adoption.id, parent: practice.id, label: adoption.city.reading(for: t.language).text,
                detail: "\(adoption.year), \(t(adoption.outcome.label))", outcome: adoption.outcome.inGraph)
        }
        let failed = adoptions.count { $0.outcome == .failed }
        let note = t.count(failed, one: "\(failed) of them failed.", other: "\(failed) of them failed.")
        let table = DataTable(
            caption: heading, note: failed > 0 ? note : nil,
            columns: [
                .init(t("City")), .init(t("What it took over")), .init(t("What came of it")),
                .init(t("Cost and judgement")),
            ], rows: adoptions.map { $0.cells(request, practice) }, hidesCaption: failed == 0)
        return """
            <section id="adoptions"><h2>\(heading)</h2>\
            \(AdoptionGraph(title: t("Where it was taken over"), nodes: [origin] + nodes), t)\(table, t)</section>
            """
    }

    private func actions() -> HTML {
        let viewer = request.viewer
        func link(_ text: String, _ verb: String, _ style: Button.Style = .secondary) -> HTML {
            Button.link(text, to: request.link("/practices/\(practice.slug)/\(verb)"), style: style).html(t)
        }
        guard practice.visibility == .everybody else { return .empty }
        var actions: HTML = .empty
        if viewer.actsForSomeCity {
            actions.append(link(t("Our city adopted this"), "adopt"))
        }
        if viewer.isCoordinator, !viewer.isAuthor(of: practice) {
            actions.append(link(t("Grade the evidence"), "grade", .quiet))
        }
        if viewer.mayTend(practice) {
            actions.append(link(t("Edit"), "edit", .quiet))
            actions.append(request.button(t("Take back"), to: "/practices/\(practice.slug)/take-back"))
        }
        return actions
    }
}

/// An adoption as a page shows it.
struct AdoptionRow: Sendable {
    let id: String
    let cityID: String
    let city: LocalizedText
    let year: Int
    let outcome: AdoptionOutcome
    let values: Row

    /// The standing adoptions of a practice, oldest first, with the needs they answer. One statement.
    static func of(_ practice: String, as viewer: Viewer, in transaction: Transaction) throws -> [AdoptionRow] {
        try transaction.all(
            """
            SELECT a.*, c.title AS city_title, e.title AS need_title, e.slug AS need_slug FROM adoption a
            JOIN entry c ON c.id = a.city
            LEFT JOIN entry e ON e.id = a.need AND \(sql: EntryScope.visible(to: viewer))
            WHERE a.practice = \(practice) AND a.withdrawn_at IS NULL ORDER BY a.year, a.id LIMIT 500
            """
        ).map { row in
            AdoptionRow(
                id: try row["id"], cityID: try row["city"], city: try LocalizedText(json: try row["city_title"]),
                year: try row["year"], outcome: try row["outcome"], values: row)
        }
    }

    private func stored(_ column: String) -> String? { (try? values[column] as String?) ?? nil }

    private func told(_ column: String, _ t: Localiser) -> HTML? {
        stored(column).flatMap { try? LocalizedText(json: $0).reading(for: t.language) }.map { $0.html(t) }
    }

    func cells(_ request: WebRequest, _ practice: Entry) -> [HTML?] {
        let t = request.t
        let amount: Int? = (try? values["cost_minor_units"] as Int?) ?? nil
        let cost = amount.flatMap { amount in
            stored("cost_currency").map { HTML(text: t.money(minorUnits: amount, currency: $0)) }
        }
        let again = stored("again").flatMap(AdoptionAgain.init(rawValue:)).map { HTML(text: t($0.label)) }
        let evidence = stored("evidence").flatMap(AdoptionEvidence.init(rawValue:)).map { t($0.label) }
        let grade: HTML? = evidence.map { word in
            stored("source").map { "<a href=\(address: $0) rel=\"nofollow external\">\(word)</a>" } ?? HTML(text: word)
        }
        let tone: Badge.Tone =
            switch outcome {
            case .succeeded: .good
            case .partly: .caution
            case .failed: .bad
            case .running: .neutral
            }
        let taken: HTML = """
            \(part(t("Kept"), told("kept", t), t))\(part(t("Changed"), told("changed", t), t))\
            \(part(t("Dropped"), told("dropped", t), t))
            """
        let judged: HTML = """
            \(part(t("Cost"), cost, t))\(part(t("Would do it again"), again, t))\(part(t("Evidence grade"), grade, t))
            """
        let city: HTML = "\(name(request, practice))<br>\(year) \(Badge(t(outcome.label), tone: tone), t)"
        return ["\(city)\(change(request, practice))", taken, told("result", t), judged]
    }

    /// One of several facts in a cell.
    private func part(_ label: String, _ value: HTML?, _ t: Localiser) -> HTML {
        let missing: HTML = "<span class=\"missing\">\(t("not stated"))</span>"
        return "<p><span class=\"caption-note\">\(label)</span><br>\(value ?? missing)</p>"
    }

    private func name(_ request: WebRequest, _ practice: Entry) -> HTML {
        let t = request.t
        let title = stored("need_title").flatMap { try? LocalizedText(json: $0).reading(for: t.language) }
        let need = stored("need_slug").flatMap { slug in
            title.map { title in
                """
                <br><span class="caption-note">\(t("Answers the need")): \
                <a href=\(address: request.link("/needs/\(slug)"))>\(title.unmarked)</a></span>
                """ as HTML
            }
        }
        return "\(city.reading(for: t.language).text)\(need)"
    }

    private func change(_ request: WebRequest, _ practice: Entry) -> HTML {
        guard request.viewer.isOfficer(of: cityID) else { return .empty }
        let path = "/practices/\(practice.slug)/adoptions/\(id)"
        return """
            <br><a href=\(address: request.link(path))>\(request.t("Edit"))</a>\
            \(request.button(request.t("Withdraw"), to: "\(path)/withdraw"))
            """
    }
}

extension AdoptionOutcome {
    var inGraph: AdoptionGraph.Outcome {
        switch self {
        case .succeeded: .succeeded
        case .partly: .mixed
        case .failed: .failed
        case .running: .running
        }
    }
}
