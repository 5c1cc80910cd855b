import Catalogue
import Exchange
import Languages
import Web

/// What the page of a project shows beside its story: money by meaning, planned and real days, and the words of the
/// source where no figure holds them.
struct ProjectFacts {
    let details: ProjectDetails
    /// The organisation that pays, when it has a page.
    let funder: Entry?
    let language: Language
    let request: WebRequest
    private var t: Localiser { request.t }

    init(_ details: ProjectDetails, funder: Entry?, language: Language, request: WebRequest) {
        self.details = details
        self.funder = funder
        self.language = language
        self.request = request
    }

    var facts: [Fact] {
        var facts = [
            Fact(t("Programme"), stated: details.programme, in: language),
            Fact(t("Fund"), stated: details.fund, in: language),
        ]
        facts += given("Funder", markup: funderLink)
        facts += given("Code", details.code)
        facts += stated("Beneficiary", details.beneficiary)
        facts += stated("State in the source", details.status)
        facts += [
            Fact(t("Start"), details.days.start.map { t.date($0) } ?? text("start_stated")),
            Fact(t("End"), details.days.end.map { t.date($0) } ?? text("end_stated")),
        ]
        facts += given("Started in fact", details.days.actualStart.map { t.date($0) })
        facts += given("Ended in fact", details.days.actualEnd.map { t.date($0) })
        facts += stated("Period in the source", text("period_stated"))
        facts += stated("Agreement", text("agreement_stated"))
        facts += given("Term in years", details.stated["term_years"]?.integer.map { t.number($0) })
        facts += money
        facts += given(
            "Coordinator’s share", details.stated["coordinator_share_percent"]?.number.map { t.percent($0 / 100) })
        return facts
    }

    private var money: [Fact] {
        let stated = details.amounts.map { amount in
            Fact(t(amount.label), t.money(minorUnits: amount.minorUnits, currency: amount.currency))
        }
        let isGrantStated = details.amounts.contains { $0.meaning == .granted }
        let missing = isGrantStated ? [] : [Fact(t("Granted"), nil as String?)]
        return missing + stated
    }

    private var funderLink: HTML? {
        funder.map { "<a href=\(address: request.link("/organisations/\($0.slug)"))>\($0.title(t).unmarked)</a>" }
            ?? reading("funder_note").map { "\($0, t)" }
    }

    /// Themes, targets, reported results and findings, below the story.
    var sections: HTML {
        let themes = readings("theme") + readings("fields")
        let findings = (details.stated["facts"]?.array ?? []).compactMap(finding)
        return """
            \(list("Themes", themes))\(list("Targets", readings("targets")))\
            \(list("Reported results", readings("results_reported")))\(list("Other titles", readings("other_titles")))\
            \(if: !inWords.isEmpty || !findings.isEmpty, """
                <section><h2>\(t("Stated in the sources"))</h2>\(DefinitionList(inWords + findings), t)</section>
                """)
            """
    }

    private var inWords: [Fact] {
        stated("Organisations", text("organisations_stated")) + stated("Partners", list(of: "partners"))
            + stated("Places", list(of: "places")) + stated("Regions", list(of: "regions"))
            + stated("Area", text("area")) + given("List", details.list)
    }

    private func finding(_ value: JSONValue) -> Fact? {
        guard let fact = value["fact"]?.string, let text = value["value"]?.string else { return nil }
        return Fact(finding: fact, stated: text, source: value["source_url"]?.string, in: language, t)
    }

    private func list(_ title: Message, _ readings: [LocalizedText.Reading]) -> HTML {
        guard !readings.isEmpty else { return .empty }
        return "<section><h2>\(t(title))</h2><ul>\(each: readings, { "<li>\($0, t)</li>" })</ul></section>"
    }

    private func stated(_ label: Message, _ words: String?) -> [Fact] {
        words.map { [Fact(t(label), stated: $0, in: language)] } ?? []
    }

    private func given(_ label: Message, _ value: String?) -> [Fact] { value.map { [Fact(t(label), $0)] } ?? [] }
    private func given(_ label: Message, markup: HTML?) -> [Fact] {
        markup.map { [Fact(t(label), markup: $0)] } ?? []
    }

    private func text(_ name: String) -> String? { details.stated[name]?.string }

    private func list(of name: String) -> String? {
        details.stated[name]?.array.map { t.list($0.compactMap(\.string)) }
    }

    private func reading(_ name: String) -> LocalizedText.Reading? { readings(name).first }

    private func readings(_ name: String) -> [LocalizedText.Reading] {
        guard let value = details.stated[name] else { return [] }
        return (value.array ?? [value]).compactMap { try? LocalizedText(json: $0.text()).reading(for: t.language) }
    }
}

extension ProjectDetails.Amount {
    var label: Message {
        switch (meaning, phase) {
        case (.granted, .planned): "Granted"
        case (.granted, .realised): "Granted, paid out"
        case (.budget, .planned): "Total budget"
        case (.budget, .realised): "Budget, used"
        case (.total, .planned): "Total cost"
        case (.total, .realised): "Total cost, realised"
        }
    }
}
