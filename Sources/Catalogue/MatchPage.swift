public import CrossLingualSearch
import Foundation
public import Languages
import Platform
public import Web

/// A need, written in any language, and what answers it in all of them, each with why.
struct MatchPage: Sendable {
    static let limit = 20
    let catalogue: CatalogueService

    /// What was asked.
    struct Question: Sendable {
        let text: String
        let language: Language?
        let kind: String?

        init(_ request: WebRequest) {
            text = String((request.query["text"] ?? request.query["q"] ?? "").prefix(4_000))
                .trimmingCharacters(in: .whitespacesAndNewlines)
            language = request.query["language"].flatMap(Language.init(rawValue:))
            kind = request.query["kind"].flatMap { CatalogueService.answering.contains($0) ? $0 : nil }
        }
    }

    func find(_ question: Question) -> Answer {
        catalogue.match(
            question.text, language: question.language?.rawValue, kinds: question.kind.map { [$0] },
            limit: Self.limit)
    }

    func answer(_ request: WebRequest) async throws -> WebResponse {
        let question = Question(request)
        let t = request.t
        var details = WebRequest.PageDetails()
        details.trail = [Link(t("Find an answer"), to: request.link("/match"))]
        details.isHidden = true
        guard !question.text.isEmpty else {
            if request.path == "/match/results" { return .html(.empty) }
            return request.page(title: t("Find an answer"), details) {
                "\(box(request, question))<div id=\"matches\" class=\"stack\"></div>"
            }
        }
        let answer = find(question)
        let listed = try await request.site.database.read { [viewer = request.viewer, catalogue] transaction in
            try catalogue.entries(answer.hits.map(\.id), as: viewer, in: transaction)
        }
        let results = results(request, question, answer, listed)
        if request.path == "/match/results" { return .html(results) }
        return request.page(title: t("Find an answer"), details) {
            "\(box(request, question))<div id=\"matches\" class=\"stack\">\(results)</div>"
        }
    }

    private func box(_ request: WebRequest, _ question: Question) -> HTML {
        let t = request.t
        let languages = Language.allCases.map { Choice($0.rawValue, $0.ownName) }
        let field = FormField(
            "text", label: t("What does your city need?"), control: .textArea(rows: 4), value: question.text,
            hint: t("One or two sentences in your own language: who lacks what, and where."), isRequired: false,
            language: question.language ?? t.language, maximumLength: 4_000)
        let choice = FormField(
            "language", label: t("Language of the text"),
            control: .select(languages, prompt: t("Notice it from the text")), value: question.language?.rawValue ?? "",
            isRequired: false)
        let kind = FormField(
            "kind", label: t("Look among"),
            control: .select(
                ["practice", "place", "project", "organisation"].compactMap { name in
                    catalogue.kind(named: name).map { Choice(name, t($0.plural)) }
                }, prompt: t("Everything")), value: question.kind ?? "", isRequired: false)
        let form = Form(
            action: request.link("/match"), method: .get, label: t("Find an answer"),
            answers: .init(
                partial: request.link("/match/results"), target: "matches"),
            content: """
                <div class="big-question">\(field, t)</div>\(SearchHelp(), t)<div class="columns columns-even">\(choice, t)\(kind, t)</div>\
                <div class="actions">\(Button.submit(t("Find answers"), icon: .search), t)</div>
                """)
        return "\(Heading(t("Find an answer")), t)\(form, t)"
    }

    private func results(
        _ request: WebRequest, _ question: Question, _ answer: Answer, _ listed: [EntryLists.Listed]
    ) -> HTML {
        let t = request.t
        let hits = Dictionary(answer.hits.map { ($0.id, $0) }) { first, _ in first }
        let read = Language(rawValue: answer.language).map { t.name(of: $0) }
        let shown = listed.compactMap { listed in hits[listed.entry.id].map { (listed, $0) } }
        return """
            <section class="stack"><h2 data-live-summary>\(t.count(shown.count, one: "\(shown.count) answer found", other: "\(shown.count) answers found"))</h2>\
            \(read.map { "<p class=\"small\">\(t("Read as \($0). Searched in all languages."))</p>" as HTML })\
            \(if: !answer.comparesMeaning, "<p class=\"small\">\(t("Compared by words and topics alone: the texts have not all been read for their meaning."))</p>")\
            \(if: !answer.fits, nothingFits(request, isEmpty: shown.isEmpty))\
            \(if: !answer.unknownWords.isEmpty, unknown(answer.unknownWords, t))\
            \(if: !shown.isEmpty, compare(request, shown, question, answer))</section>
            """
    }

    private func nothingFits(_ request: WebRequest, isEmpty: Bool) -> HTML {
        let t = request.t
        let text =
            isEmpty
            ? t("Nothing in the catalogue answers this. Publishing the need lets other cities see it and answer.")
            : t("Nothing fits well. What stands below shares only a little with your text.")
        let publish = QueryString([.init("text", request.query["text"] ?? "")]).address(request.link("/needs/new"))
        return """
            \(Notice(.information, text, title: t("Nothing fits well")), t)\
            <p><a class="button button-secondary" href=\(address: publish)>\(t("Publish this need"))</a></p>
            """
    }

    private func unknown(_ words: [String], _ t: Localiser) -> HTML {
        "<p class=\"small\">\(t("Words that no dictionary here knows: \(words.prefix(8).joined(separator: ", "))"))</p>"
    }

    /// The hits, in a form whose ticked ones can be looked at side by side.
    private func compare(
        _ request: WebRequest, _ shown: [(EntryLists.Listed, Hit)], _ question: Question, _ answer: Answer
    ) -> HTML {
        let t = request.t
        func item(_ pair: (EntryLists.Listed, Hit)) -> HTML {
            let (listed, hit) = pair
            let tick: HTML = """
                <label class="choice"><input type="checkbox" name="id" value=\(attribute: hit.id) form="compare-form"> \
                \(t("Compare"))</label>
                """
            let card = listed.card(
                request, catalogue, showsKind: true,
                footer: "\(Why(hit: hit, catalogue: catalogue), t)\(tick)\(marks(request, hit, question, answer))")
            return "<li>\(card, t)</li>"
        }
        return """
            <form id="compare-form" class="form form-inline" action=\(address: request.link("/compare")) method="get">\
            \(Button.submit(t("Look at the ticked ones side by side"), style: .secondary), t)</form>\
            <ol class="card-grid" role="list">\(each: shown, item)</ol>
            """
    }

    private func marks(_ request: WebRequest, _ hit: Hit, _ question: Question, _ answer: Answer) -> HTML {
        let t = request.t
        let hidden = [
            ("text", question.text), ("entry", hit.id),
            (
                "language",
                question.language?.rawValue ?? Language(rawValue: answer.language)?.rawValue ?? t.language.rawValue
            ),
        ].map { (name: $0, value: $1) }
        let buttons: HTML = """
            \(Button.submit(t("Useful"), style: .quiet, name: "useful", value: "true"), t)\
            \(Button.submit(t("Not useful"), style: .quiet, name: "useful", value: "false"), t)
            """
        return Form(
            action: request.link("/match/mark"), token: request.formToken, hidden: hidden,
            content: "<div class=\"actions\">\(buttons)</div>"
        ).html(t)
    }
}

/// Why a hit was found: shared concepts, the passage, and the word pairs with where each comes from. Likeness of texts
/// is never shown as proof that a practice works.
public struct Why: Component {
    private let hit: Hit
    private let catalogue: CatalogueService

    public init(hit: Hit, catalogue: CatalogueService) {
        self.hit = hit
        self.catalogue = catalogue
    }

    public func html(_ t: Localiser) -> HTML {
        let pairs = hit.because.filter { if case .concept = $0.via { false } else { true } }
        return """
            <div class="reasons"><h4>\(t("Why this was found"))</h4>\
            \(hit.judgement.map { judgement($0, t) })\(if: !hit.concepts.isEmpty, concepts(t))\(hit.passage.map(passage))\
            \(if: pairs.isEmpty && hit.concepts.isEmpty && hit.passage != nil, "<p>\(t("The texts are alike in meaning, without sharing a word."))</p>")\
            \(if: !pairs.isEmpty, "<ul role=\"list\">\(each: Array(pairs.prefix(6)), { pair($0, t) })</ul>")</div>
            """
    }

    /// How people marked it for like needs, which moved it.
    private func judgement(_ judgement: Judgement, _ t: Localiser) -> HTML {
        let (useful, not) = (judgement.useful, judgement.notUseful)
        let told = [
            useful > 0
                ? t.count(
                    useful, one: "\(useful) person found it useful for a like need.",
                    other: "\(useful) people found it useful for a like need.") : nil,
            not > 0
                ? t.count(
                    not, one: "\(not) person did not find it useful for a like need.",
                    other: "\(not) people did not find it useful for a like need.") : nil,
        ]
        return "<p>\(told.compactMap { $0 }.joined(separator: " "))</p>"
    }

    private func concepts(_ t: Localiser) -> HTML {
        let names = hit.concepts.map { catalogue.topics.label($0, t) }
        return "<p>\(t("Shared concepts: \(t.list(names))"))</p>"
    }

    private func passage(_ passage: Passage) -> HTML {
        func segment(_ segment: Passage.Segment) -> HTML {
            segment.isHighlighted ? "<mark>\(segment.text)</mark>" : HTML(text: segment.text)
        }
        return
            "<blockquote class=\"passage\" lang=\(attribute: passage.language)>\(each: passage.segments, segment)</blockquote>"
    }

    private func pair(_ evidence: Evidence, _ t: Localiser) -> HTML {
        """
        <li><strong>\(evidence.queryWord)</strong> <span aria-hidden="true">→</span> \
        <strong lang=\(attribute: evidence.foundLanguage)>\(evidence.foundWord)</strong> \
        <span class="small">\(via(evidence, t))</span></li>
        """
    }

    private func via(_ evidence: Evidence, _ t: Localiser) -> String {
        switch evidence.via {
        case .same: t("the same word")
        case .stem: t("a form of the same word")
        case .compound(let part): t("part of the word: \(part)")
        case .dictionary(let name, nil): t("dictionary \(name)")
        case .dictionary(let name, let through?):
            t("dictionary \(name), through \(Language(rawValue: through).map { t.name(of: $0) } ?? through)")
        case .concept(let id): t("shared concept \(catalogue.topics.label(id, t))")
        case .spelling(let readAs): t("read as \(readAs)")
        case .meaning: t("suggested by the model, in no dictionary")
        }
    }
}
