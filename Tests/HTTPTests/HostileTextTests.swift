import Database
import Exchange
import Foundation
import Platform
import TestSupport
import Testing
import Web

/// ASVS 1.2 and 1.3: what people write is text wherever it is shown.
@Suite struct HostileTextTests {
    static let corpus = [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)",
        "javascript:alert(1)",
        "\u{202E}gnp.exe", "null\u{0}byte", "'; DROP TABLE entry; --", "\" OR \"\"=\"",
        "{{7*7}} ${7*7} #{7*7} <%= 7*7 %>",
        "=HYPERLINK(\"http://evil.example\")", "@SUM(1+1)", "+1+cmd|' /C calc'!A0", "-2+3", "\r\nset-cookie: a=b",
        "</title><svg/onload=alert(1)>",
        "<!--", "]]>", "&lt;script&gt;", "\u{FEFF}\u{200B}\u{2028}", "%0d%0a", "../../etc/passwd",
        "\u{1F468}\u{200D}\u{1F467}",
    ]

    /// What breaks out of a text, an attribute and an address at once.
    private static let breakOut = "\"><script>alert(1)</script>'</title><svg/onload=alert(1)>"
    /// Each of the corpus somewhere, and at the beginning what counts at the beginning: sixty actions take each of these.
    private static let dense =
        [corpus.joined(separator: " "), String(repeating: "long ", count: 200_000), breakOut]
        + ["=", "@", "+", "-", "\t", "\r\n"].map { $0 + "1+cmd|' /C calc'!A0\r\nset-cookie: a=b" }

    /// Whatever stands in any field of any action, no page, answer, file or mail is more than a text for it.
    @Test(arguments: Database.Engine.available)
    func noFieldOfAnyActionIsMoreThanText(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            for action in TestHouse.actions {
                for payload in Self.dense {
                    let input = JSONValue.object(house.sample(action, text: payload))
                    let answer = try await house.act(action.name, input, as: .administrator)
                    #expect(answer.status < 500, "\(action.name) with \(payload.prefix(40)): \(answer.text)")
                }
            }
            for route in house.routes where route.method == .get {
                for address in house.addresses(route, ["need-a", "practice-a", "city-a", "network-a", "place-a"]) {
                    let answer = try await house.get(address, as: .administrator)
                    try Self.expectText(answer, address)
                }
            }
            try await Self.expectSafeMails(house)
        }
    }

    private static func expectText(_ answer: TestAnswer, _ address: String) throws {
        #expect(answer.status < 500, "\(address): \(answer.text.suffix(300))")
        #expect(answer.headers.allSatisfy { !$0.value.contains("a=b") }, "\(address)")
        let type = answer.header("content-type") ?? ""
        if type.hasPrefix("text/html") {
            expectHarmless(answer.text, address)
        } else if type.contains("json") {
            #expect(throws: Never.self, "\(address)") { _ = try answer.json }
        } else if type.hasPrefix("text/csv") {
            try expectNoFormula(answer.data, address)
        }
        if let disposition = answer.header("content-disposition") {
            #expect(disposition.hasPrefix("attachment; filename=\"") && !disposition.contains("<"), "\(address)")
        }
    }

    /// A spreadsheet that opens the file calculates nothing.
    private static func expectNoFormula(_ data: Data, _ address: String) throws {
        let cells = try CSVReader.rows(of: data).flatMap(\.fields).filter { Double($0) == nil }
        #expect(!cells.isEmpty, "\(address)")
        for cell in cells {
            #expect(!"=+-@\t\r\n".contains(cell.first ?? " "), "\(address): \(cell.prefix(40))")
        }
    }

    /// No title makes a line of its own in the head of a mail, or keeps it from being sent.
    private static func expectSafeMails(_ house: TestHouse) async throws {
        let mails = try await house.database.readOne("SELECT recipient, subject FROM mail")
        #expect(!mails.isEmpty)
        for mail in mails {
            let subject: String = try mail["subject"]
            #expect(subject.split { $0.isNewline } == [Substring(subject)], "\(subject)")
            #expect(throws: Never.self, "\(subject)") {
                let address = try MailAddress(mail["recipient"] as String)
                _ = try MailMessage(to: address, from: address, subject: subject, text: "", identifier: "x")
            }
        }
    }

    @Test(arguments: Database.Engine.available)
    func inAnEntryItIsTextOnPagesInAnswersAndInFiles(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            guard let action = TestHouse.entryImports.first(where: { $0.kind == "need" }) else { return }
            for (number, payload) in Self.corpus.enumerated() where !payload.contains("\u{0}") {
                let record: JSONValue = [
                    "kind": "need", "slug": .string("hostile-\(number)"), "title": .string("T\(number) " + payload),
                    "story": .string(payload), "source": .string("S" + payload), "note": .string(payload + "N"),
                ]
                let answer = try await house.act(action.name, ["record": .string(record.text())], as: .administrator)
                #expect(answer.status == 200, "\(payload): \(answer.text)")
                try await Self.check(house, number, payload)
            }
            for address in [
                "/en/needs", "/en/needs?view=table", "/en/needs?view=map", "/en/match?text=alert+script+T1", "/en/",
            ] {
                Self.expectHarmless(try await house.get(address).text, address)
            }
            let csv = try await house.get("/en/needs.csv").text
            for sign in ["=", "@", "+", "-"] {
                #expect(!csv.contains(",\(sign)") && !csv.contains(",\"\(sign)"), "a cell begins with \(sign)")
            }
        }
    }

    private static func check(_ house: TestHouse, _ number: Int, _ payload: String) async throws {
        let read = try await house.get("/api/v1/needs/hostile-\(number)").json
        // Fields take out what has no shape of its own, such as marks that turn the direction of writing.
        let visible = payload.unicodeScalars.filter {
            !CharacterSet.controlCharacters.contains($0) || "\r\n\u{200D}".unicodeScalars.contains($0)
        }
        #expect(read["story"]?["en"]?["text"]?.string == String(String.UnicodeScalarView(visible)))
        expectHarmless(try await house.get("/en/needs/hostile-\(number)").text, payload)
    }

    private static func expectHarmless(_ page: String, _ place: String) {
        for raw in [
            "<script>alert", "<img src=x", "<svg/onload", "' onmouseover='", "href=\"javascript:", "</title><svg",
        ] {
            #expect(!page.contains(raw), "\(place) shows \(raw)")
        }
    }

    @Test(arguments: Database.Engine.available)
    func inAnAddressItIsTextOnThePage(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            for payload in Self.corpus {
                for name in [
                    "q", "text", "topic", "after", "before", "cursor", "view", "order", "said", "next", "language",
                ] {
                    let query = QueryString([.init(name, payload)])
                    for path in [
                        "/en/needs", "/en/match", "/en/sign-in", "/en/compare", "/api/v1/needs", "/api/v1/match",
                    ] {
                        let answer = try await house.get(query.address(path))
                        #expect(answer.status < 500, "\(path) \(name)=\(payload): \(answer.text.suffix(200))")
                        if answer.header("content-type")?.hasPrefix("text/html") == true {
                            Self.expectHarmless(answer.text, "\(path) \(name)")
                        }
                        #expect(answer.header("set-cookie")?.contains("a=b") != true)
                    }
                }
            }
        }
    }
}
