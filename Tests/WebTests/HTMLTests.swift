import SeededRandom
import Testing

@testable import Web

@Suite struct HTMLTests {
    static let hostile = [
        "<script>alert(1)</script>", "\" onmouseover=\"alert(1)", "' autofocus onfocus='alert(1)", "&lt;b&gt;",
        "</title><img src=x onerror=alert(1)>", "]]>--><svg/onload=alert(1)>", "\u{0}<\u{0}b>", "💥\u{202E}<i>",
    ]

    @Test(arguments: hostile) func textStaysText(_ value: String) {
        let page: HTML = "<p>\(value)</p>"
        let inside = page.text.dropFirst(3).dropLast(4)
        #expect(!inside.contains { "<>\"'\0".contains($0) })
    }

    @Test(arguments: hostile) func attributeStaysOneAttribute(_ value: String) {
        let page: HTML = "<p title=\(attribute: value)>"
        #expect(page.text.hasPrefix("<p title=\"") && page.text.hasSuffix("\">"))
        #expect(page.text.filter { $0 == "\"" }.count == 2)
        #expect(page.text.filter { "<>'".contains($0) }.count == 2)
    }

    @Test(arguments: [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)",
        "\u{1}javascript:alert(1)", "data:text/html,<script>", "vbscript:x", "//evil.example", "\\\\evil.example",
        "/\\evil.example", "/\t/evil.example", "file:///etc/passwd", "blob:x", ":", "feed:javascript:x", "jävascript:x",
    ])
    func dangerousAddressLeadsNowhere(_ address: String) {
        let page: HTML = "<a href=\(address: address)>"
        #expect(page.text == "<a href=\"#\">")
    }

    @Test(arguments: [
        ("https://example.org/?a=1&b=2", "https://example.org/?a=1&amp;b=2"),
        ("HTTP://example.org", "HTTP://example.org"),
        ("mailto:a@example.org", "mailto:a@example.org"), ("/pl/potrzeby?q=a:b", "/pl/potrzeby?q=a:b"),
        ("#main", "#main"),
        ("?page=2", "?page=2"), ("needs/7", "needs/7"), ("", ""), ("/łódź", "/łódź"), ("/a\"b", "/a&quot;b"),
    ])
    func harmlessAddressIsKept(_ address: String, _ expected: String) {
        let page: HTML = "<a href=\(address: address)>"
        #expect(page.text == "<a href=\"\(expected)\">")
    }

    @Test func markupIsTakenAsItIsAndOnlyOnce() {
        let inner: HTML = "<b>\("a & b")</b>"
        let outer: HTML = "<p>\(inner)</p>"
        #expect(outer.text == "<p><b>a &amp; b</b></p>")
    }

    @Test func absentValuesLeaveNothing() {
        let noText: String? = nil
        let noMarkup: HTML? = nil
        let page: HTML =
            "<p\(attribute: "lang", noText)\(flag: "hidden", false)>\(noText)\(noMarkup)\(if: false, "<i>")</p>"
        #expect(page.text == "<p></p>")
    }

    @Test func presentValuesAreWritten() {
        let page: HTML = "<p\(attribute: "lang", "fi")\(flag: "hidden", true)>\(7)\(if: true, "<i>x</i>")</p>"
        #expect(page.text == "<p lang=\"fi\" hidden>7<i>x</i></p>")
    }

    @Test func elementsAreRenderedInOrder() {
        func row(_ name: String) -> HTML { "<li>\(name)</li>" }
        let page: HTML = "<ul>\(each: ["Łódź", "<Turku>"], row)</ul>"
        #expect(page.text == "<ul><li>Łódź</li><li>&lt;Turku&gt;</li></ul>")
        #expect(HTML.joined(["a", "b"], separator: ", ").text == "a, b")
    }

    @Test func textInitialiserEscapes() {
        #expect(HTML(text: "<b>").text == "&lt;b&gt;")
        #expect(HTML(trustedMarkup: "<b>").text == "<b>")
        #expect(HTML.empty.isEmpty && (HTML.empty + "x").text == "x")
    }

    @Test func randomTextReturnsWhenUnescaped() {
        let seed: UInt64 = 20_261_121
        var generator = SeededGenerator(seed: seed)
        let alphabet = Array("&<>\"'abŁß💥 ;#39ampltgtquot")
        for round in 0..<2_000 {
            let value = String((0..<generator.below(12)).map { _ in alphabet[generator.below(alphabet.count)] })
            #expect(unescaped(HTML(text: value).text) == value, "seed \(seed), round \(round)")
        }
    }

    private func unescaped(_ text: String) -> String {
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
            .reduce(text) { $0.split(separator: $1.0, omittingEmptySubsequences: false).joined(separator: $1.1) }
    }
}
