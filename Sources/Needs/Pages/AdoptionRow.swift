import Catalogue
import Database
import Languages
import Platform
import Web

/// An adoption as a page shows it.
struct AdoptionRow: Sendable {
    let id: String
    let cityID: String
    let city: LocalizedText
    let year: Int
    let outcome: AdoptionOutcome
    /// The adoption that it was taken over from, nil when it was the practice itself.
    let takenFrom: String?
    let values: Row

    /// How many standing adoptions practices have. One statement.
    static func counts(of practices: [String], in transaction: Transaction) throws -> [String: Int] {
        let rows = try transaction.all(
            """
            SELECT a.practice, COUNT(*) AS n FROM adoption a JOIN entry c ON c.id = a.city
            WHERE a.practice IN \(list: practices) AND a.withdrawn_at IS NULL AND c.visibility = 'public'
            GROUP BY a.practice
            """)
        return try Dictionary(rows.map { (try $0["practice"], try $0["n"]) }) { first, _ in first }
    }

    /// The standing adoptions of a practice, oldest first, with the needs they answer. One statement.
    static func of(_ practice: String, as viewer: Viewer, in transaction: Transaction) throws -> [AdoptionRow] {
        try transaction.all(
            """
            SELECT a.*, c.title AS city_title, e.title AS need_title, e.slug AS need_slug FROM adoption a
            JOIN entry c ON c.id = a.city
            LEFT JOIN entry e ON e.id = a.need AND \(sql: EntryScope.visible(to: viewer))
            WHERE a.practice = \(practice) AND a.withdrawn_at IS NULL AND c.visibility = 'public'
            ORDER BY a.year, a.id LIMIT 500
            """
        ).map { row in
            AdoptionRow(
                id: try row["id"], cityID: try row["city"], city: try LocalizedText(json: try row["city_title"]),
                year: try row["year"], outcome: try row["outcome"], takenFrom: try row["taken_from"],
                values: row)
        }
    }

    private func stored(_ column: String) -> String? { (try? values[column] as String?) ?? nil }

    private func told(_ column: String, _ t: Localiser) -> HTML? {
        stored(column).flatMap { try? LocalizedText(json: $0).reading(for: t.language) }.map { $0.html(t) }
    }

    func cells(_ request: WebRequest, _ practice: Entry, among adoptions: [AdoptionRow]) -> [HTML?] {
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
        let source = adoptions.first { $0.id == takenFrom }.map { $0.city.reading(for: t.language).text }
        let city: HTML = """
            \(name(request, practice))<br>\(year) \(Badge(t(outcome.label), tone: tone), t)\
            \(source.map { "<br><span class=\"caption-note\">\(t("taken over from \($0)"))</span>" as HTML })
            """
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
