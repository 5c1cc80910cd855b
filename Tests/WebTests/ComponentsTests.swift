import Foundation
import Languages
import Testing

@testable import Web

private let t = Catalogues.english.localiser(.en)
private let hostile = "\"><script>alert('x')</script><img src=x onerror=alert(1)>&amp;"

@Suite struct PageFrameTests {
    private func page(_ change: (inout PageFrame) -> Void = { _ in }) -> String {
        var frame = PageFrame(title: "Needs", home: "/en", assets: .plain, content: "<h1>Needs</h1>")
        frame.origin = "https://innocities.example"
        frame.canonicalAddress = "/en/needs"
        frame.translations = Language.allCases.map { .init($0, at: "/\($0.rawValue)/needs") }
        frame.navigation = [Link("Needs", to: "/en/needs", isCurrent: true), Link("Places", to: "/en/places")]
        frame.search = .init(address: "/en/search")
        change(&frame)
        return frame.html(t).text
    }

    @Test func everyLanguageIsOfferedInItsOwnNameAndAnnouncedInTheHead() {
        let page = page()
        for language in Language.allCases {
            let tag = language.rawValue
            #expect(page.contains("hreflang=\"\(tag)\" lang=\"\(tag)\""))
            #expect(page.contains(">\(language.ownName)</a>"))
            #expect(page.contains("hreflang=\"\(tag)\" href=\"https://innocities.example/\(tag)/needs\""))
        }
        #expect(page.contains("<link rel=\"canonical\" href=\"https://innocities.example/en/needs\">"))
    }

    @Test func nothingInlineNeedsAWeakerContentPolicy() throws {
        let page = page {
            $0.scripts = MapView.scripts
            $0.account = AccountMenu(name: "A", links: [Link("My page", to: "/en/me")]).html(t)
            $0.content = everything(text: "text")
        }
        for pattern in ["<style", " style=", " on[a-z]+=", "javascript:", "<script(?![^>]* src=)"] {
            #expect(try page.firstMatch(of: Regex(pattern)) == nil, "\(pattern)")
        }
    }

    @Test func theFirstThingOnThePageSkipsToTheContent() throws {
        let body = try #require(page().split(separator: "<body>").last)
        #expect(body.hasPrefix("<a class=\"skip\" href=\"#main\">"))
        #expect(body.contains("<main id=\"main\" tabindex=\"-1\">"))
    }

    @Test func theTitleOfTheFirstPageIsTheNameAlone() {
        #expect(page { $0.title = "InnoCities" }.contains("<title>InnoCities</title>"))
        #expect(page().contains("<title>Needs · InnoCities</title>"))
    }

    @Test func whatIsNotSetIsLeftOut() {
        let page = PageFrame(title: "x", home: "/", assets: .plain, content: "y").html(t).text
        for absent in ["canonical", "<nav", "role=\"search\"", "demonstration", "noindex", "hreflang"] {
            #expect(!page.contains(absent), "\(absent)")
        }
    }

    @Test func hostileTextStaysTextInEveryComponent() {
        let page = page {
            $0.title = hostile
            $0.description = hostile
            $0.brand = hostile
            $0.trail = [Link(hostile, to: hostile, isCurrent: true)]
            $0.search = .init(address: hostile, query: hostile, suggestions: hostile)
            $0.content = everything(text: hostile)
        }
        #expect(!page.contains("<script>") && !page.contains("<img"))
    }

    @Test func identifiersAreUnique() {
        let page = page { $0.content = everything(text: "text") }
        let identifiers = page.matches(of: /\sid="([^"]*)"/).map(\.1)
        #expect(Set(identifiers).count == identifiers.count)
    }

    /// One of each component with the same text in every place.
    private func everything(text: String) -> HTML {
        let fact = Fact(text, text)
        let card = Card(
            title: text, address: text, kind: text, summary: "\(text)", badges: [Badge(text, explanation: text)],
            facts: [fact])
        let choices = [Choice("a", text, hint: text), Choice(text, text)]
        func field(_ name: String, _ control: FormField.Control) -> FormField {
            FormField(name, label: text, control: control, value: text, hint: text, error: text)
        }
        let fields = [
            field("a", .text()), field("b", .textArea()), field("c", .select(choices, prompt: text)),
            field("d", .radios(choices)), field("e", .checkboxes(choices)), field("f", .checkbox()),
            field("g", .file(accepted: [text])), field("h", .date), field("i", .number()),
        ]
        let facets = Facets(
            action: text, query: text, suggestions: text,
            groups: [.init("topic", title: text, options: [.init(text, text, count: 1)])],
            kept: [(text, text)], clearAddress: text)
        let graph = AdoptionGraph(
            title: text,
            nodes: [
                .init("p", parent: nil, label: text, detail: text, outcome: .origin, address: text),
                .init("q", parent: "p", label: text, detail: text, outcome: .failed),
            ])
        let map = MapView(
            title: text, points: [.init(text, longitude: 19.5, latitude: 51.8, count: 2, address: text)], assets: .plain
        )
        return """
            \(Heading(text, kicker: text, lead: "\(text)"), t)\(CardGrid([card], label: text), t)\
            \(DefinitionList([fact]), t)\(Notice(.error, text, title: text, isDismissible: true), t)\
            \(ErrorSummary([("a", text), (nil, text)]), t)\(EmptyState(text, text: text), t)\
            \(Form(action: text, token: text, hidden: [(text, text)], draft: text, label: text,
                answers: .init(partial: text, target: text), content: "\(fields, t)"), t)\
            \(Button.copyLink(text, address: text), t)\(Button.submit(text, name: text, value: text), t)\
            \(facets, t)\(Pagination(previous: text, next: text, summary: text), t)\
            \(Tabs(label: text, [Link(text, to: text)]), t)\(SkipTo([(text, text)]), t)\
            \(StatRow([Stat(text, label: text, definition: text, address: text)]), t)\
            \(ProgressBar(text, done: 1, total: 2), t)\
            \(Timeline(label: text, [.init(text, date: text, position: .current)]), t)\
            \(DataTable(caption: text, note: text, columns: [.init(text), .init(text)], rows: [["\(text)", nil]]), t)\
            \(CompareTable(caption: text, entries: ["\(text)"], rows: [(text, ["\(text)"])]), t)\
            \(BarChart(title: text, labelTitle: text, amountTitle: text, bars: [.init(text, amount: 1, text: text)]), t)\
            \(StackedBarChart(title: text, partsTitle: text, parts: [text], bars: [(text, [1])]), t)\
            \(LineChart(title: text, timeTitle: text, amountTitle: text, points: [(text, 1, text)]), t)\
            \(graph, t)\(map, t)\(InnovationCircle(), t)\(SearchHelp(), t)
            """
    }
}

@Suite struct ComponentsTests {
    @Test func missingValueIsSaidToBeMissing() {
        let list = DefinitionList([Fact("Cost", nil), Fact("City", "Łódź"), Fact("Year", "")])
        let text = list.html(t).text
        #expect(text.contains("<dd>Łódź</dd>"))
        #expect(text.split(separator: "not stated").count == 3)
    }

    @Test func rowShorterThanItsTableIsFilledWithMissingValues() {
        let table = DataTable(caption: "c", columns: [.init("a"), .init("b")], rows: [["x"]])
        #expect(table.html(t).text.contains("not stated"))
    }

    @Test(
        arguments: [
            (DataTable.Sorting.possible(address: "?s=a"), nil), (.ascending(address: "?s=a"), "ascending"),
            (.descending(address: "?s=a"), "descending"),
        ] as [(DataTable.Sorting, String?)])
    func sortedColumnSaysHow(_ sorting: DataTable.Sorting, _ expected: String?) {
        let text = DataTable(caption: "c", columns: [.init("a", sorting: sorting)], rows: []).html(t).text
        #expect(text.contains("<a href=\"?s=a\">"))
        #expect(text.contains("aria-sort") == (expected != nil))
        if let expected { #expect(text.contains("aria-sort=\"\(expected)\"")) }
    }

    @Test func errorStandsBesideItsFieldAndIsLinkedFromTheSummary() {
        let field = FormField("people[0]", label: "People", value: "x", hint: "Digits", error: "Use digits").html(t)
            .text
        #expect(field.contains("aria-describedby=\"field-people-0--hint field-people-0--error\" aria-invalid=\"true\""))
        #expect(field.contains("value=\"x\""))
        let summary = ErrorSummary([("people[0]", "Use digits")]).html(t).text
        #expect(summary.contains("<a href=\"#field-people-0-\">Use digits</a>"))
        #expect(ErrorSummary([]).html(t).isEmpty)
    }

    @Test func firstChoiceOfAGroupIsWhereTheSummaryLeads() {
        let field = FormField(
            "sector", label: "Sector", control: .radios([Choice("p", "Public"), Choice("b", "Business")]))
        #expect(field.html(t).text.contains("id=\"field-sector\" name=\"sector\" value=\"p\""))
    }

    @Test func passwordIsNeverGivenBack() {
        let field = FormField(
            "p", label: "Password", control: .password(autocomplete: "current-password"), value: "secret")
        #expect(!field.html(t).text.contains("secret"))
    }

    @Test func whatIsNoDayIsGivenBackAsItWasTyped() {
        #expect(FormField("d", label: "d", control: .date, value: "2026-11-21").html(t).text.contains("type=\"date\""))
        let wrong = FormField("d", label: "d", control: .date, value: "21.11.").html(t).text
        #expect(wrong.contains("type=\"text\"") && wrong.contains("value=\"21.11.\""))
    }

    @Test func multiLineTextKeepsItsFirstLineEnd() {
        // A parser drops a line end right after the tag, so the tag is followed by one of its own.
        let field = FormField("a", label: "a", control: .textArea(), value: "\nx").html(t).text
        #expect(field.contains(">\n\nx</textarea>"))
    }

    @Test func onlyPostCarriesAToken() {
        let post = Form(action: "/a", token: "abc", content: .empty).html(t).text
        #expect(post.contains("<input type=\"hidden\" name=\"csrf\" value=\"abc\">"))
        #expect(!Form(action: "/a", method: .get, content: .empty).html(t).text.contains("csrf"))
    }

    @Test func manyFilterValuesAreFoldedAndSelectedOnesStayInSight() throws {
        let options = (0..<20).map { Facets.Option("v\($0)", "Value \($0)", count: $0, isSelected: $0 == 19) }
        let text = Facets(action: "/", groups: [.init("g", title: "G", options: options)]).html(t).text
        let more = try #require(text.range(of: "facet-more"))
        let selected = try #require(text.range(of: "value=\"v19\" checked"))
        #expect(selected.lowerBound < more.lowerBound)
        #expect(text.contains("13 more"))
    }

    @Test func groupWithoutValuesIsLeftOut() {
        #expect(!Facets(action: "/", groups: [.init("g", title: "Gone", options: [])]).html(t).text.contains("Gone"))
    }

    @Test func readingInAnotherLanguageSaysWhichAndWhoWroteIt() {
        let foreign = t.text(LocalizedText("Tyhjät tilat", in: .fi, by: .machine)).html(t).text
        #expect(foreign.contains("<span lang=\"fi\">Tyhjät tilat</span>"))
        #expect(foreign.contains("Finnish") && foreign.contains("written by a machine"))
        #expect(t.text(LocalizedText("Empty rooms", in: .en)).html(t).text == "<span>Empty rooms</span>")
    }

    @Test func unknownTotalHasNoShare() {
        #expect(!ProgressBar("Rows", done: 3, total: nil).html(t).text.contains("value="))
        #expect(ProgressBar("Rows", done: 9, total: 3).html(t).text.contains("max=\"3\" value=\"3\""))
    }
}

@Suite struct DrawingTests {
    @Test(
        arguments: [
            (0.0, "0"), (1.5, "1.5"), (-0.25, "-0.25"), (12.345, "12.35"), (0.05, "0.05"), (.nan, "0"),
            (.infinity, "0"),
            (1e300, "100000"),
        ] as [(Double, String)])
    func coordinatesAreShortAndFinite(_ value: Double, _ expected: String) {
        #expect(coordinate(value) == expected)
    }

    @Test func sharesOfAStackedBarAddUpAndMissingOnesStayMissing() {
        let chart = StackedBarChart(title: "", partsTitle: "", parts: ["a", "b", "c"], bars: [("x", [3, 1, nil])])
        let text = chart.html(t).text
        #expect(text.contains("x=\"0\" width=\"75\"") && text.contains("x=\"75\" width=\"25\""))
        #expect(text.contains("not stated"))
    }

    @Test func missingPointLeavesAGapInTheLine() {
        let points: [(String, Double?, String)] = [("1", 1, "1"), ("2", nil, ""), ("3", 2, "2")]
        let text = LineChart(
            title: "", timeTitle: "", amountTitle: "", points: points.map { (time: $0.0, amount: $0.1, text: $0.2) }
        )
        .html(t).text
        #expect(text.contains("d=\"M0 20.5M100 3\""))
    }

    @Test func circleOfAdoptionsEndsAndShowsEachOnce() {
        let edges: [(String, String?)] = [("p", nil), ("a", "b"), ("b", "a"), ("c", "c"), ("d", "nowhere")]
        let nodes = edges.map {
            AdoptionGraph.Node($0.0, parent: $0.1, label: "label-\($0.0)", detail: nil, outcome: .running)
        }
        let text = AdoptionGraph(title: "", nodes: nodes).html(t).text
        for node in nodes { #expect(text.components(separatedBy: "<li>\(node.label)").count == 2, "\(node.label)") }
    }

    @Test func centreOfTheProjectionLiesAtItsOrigin() throws {
        let place = try #require(EuropeProjection.place(longitude: 14, latitude: 52))
        #expect(abs(place.x - 438) < 1e-9 && abs(place.y - 475) < 1e-9)
    }

    @Test(
        arguments: [
            (-74.0, 40.7), (151.2, -33.9), (.nan, 50.0), (10.0, 95.0), (0.0, -90.0),
        ] as [(Double, Double)])
    func whatLiesOutsideOfTheDrawingHasNoPlace(_ longitude: Double, _ latitude: Double) {
        #expect(EuropeProjection.place(longitude: longitude, latitude: latitude) == nil)
    }

    @Test(arguments: [(-21.9, 64.1), (33.4, 35.2), (25.7, 71.1), (44.8, 39.7), (-9.1, 38.7)])
    func cornersOfEuropeLieOnTheDrawing(_ longitude: Double, _ latitude: Double) {
        #expect(EuropeProjection.place(longitude: longitude, latitude: latitude) != nil)
    }

    @Test func outlinesAreDrawnWithTheSameFiguresAsPoints() throws {
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../scripts/basemap.py")
        let text = try String(contentsOf: script, encoding: .utf8)
        #expect(text.contains("= 1000, 885, 1340, 438, 475"))
        #expect(text.contains("math.radians(52), math.radians(14)"))
        #expect(EuropeProjection.size == (1_000, 885))
    }

    @Test func placesOutsideOfTheMapAreCountedNotDropped() {
        let map = MapView(title: "Map", points: [.init("New York", longitude: -74, latitude: 40.7)], assets: .plain)
        let text = map.html(t).text
        #expect(text.contains("1 place lies outside this map.") && text.contains("<li>New York</li>"))
    }
}
