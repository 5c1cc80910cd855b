import Languages
import Platform
import Web

/// The first page: what this is in one sentence and one picture, live figures, and a box for a need. No statement.
struct HomePage: Sendable {
    let catalogue: CatalogueService

    func answer(_ request: WebRequest) -> WebResponse {
        let t = request.t
        var details = WebRequest.PageDetails()
        details.description = t(
            "From a need that someone voices to a working solution somewhere else, with the evidence of why it works.")
        return request.page(title: request.site.settings.current.name, details) {
            """
            <div class="hero"><div><h1>\(t("Cities find answers in each other"))</h1>\
            <p class="lead">\(t("From a need that someone voices to a working solution somewhere else, with the evidence of why it works."))</p>\
            \(box(request))</div>\(InnovationCircle(), t)</div>\(figures(request))\(kinds(request))
            """
        }
    }

    private func box(_ request: WebRequest) -> HTML {
        let t = request.t
        return Form(
            action: request.link("/match"), method: .get, label: t("Find an answer"),
            content: """
                <div class="big-question"><label for="need">\(t("What does your city need?"))</label>\
                <textarea id="need" name="text" rows="3" maxlength="4000" aria-describedby="need-hint"></textarea>\
                <p class="hint" id="need-hint">\(t("One or two sentences in your own language: who lacks what, and where."))</p>\
                </div><div class="actions">\(Button.submit(t("Find answers"), icon: .search), t)</div>
                """
        ).html(t)
    }

    private func figures(_ request: WebRequest) -> HTML {
        let t = request.t
        let stats = ["city", "need", "practice", "place"].compactMap { name in
            catalogue.kind(named: name).map { kind in
                Stat(
                    t.number(catalogue.index.count(name)), label: t(kind.plural), definition: t(kind.lead),
                    address: request.link("/\(kind.path)"))
            }
        }
        return """
            <section class="stack" aria-label=\(attribute: t("In this catalogue"))>\(StatRow(stats), t)\
            <p class="small">\(t("Counted when this page was opened: \(t.dateTime(request.now))"))</p></section>
            """
    }

    private func kinds(_ request: WebRequest) -> HTML {
        let t = request.t
        let cards = catalogue.kinds.filter(\.isListed).map { kind in
            Card(
                title: t(kind.plural), address: request.link("/\(kind.path)"), summary: "<p>\(t(kind.lead))</p>",
                facts: [Fact(t("In the catalogue"), t.number(catalogue.index.count(kind.name)))])
        }
        let title = t("Look around")
        return "<section class=\"stack\"><h2>\(title)</h2>\(CardGrid(cards, label: title), t)</section>"
    }
}
