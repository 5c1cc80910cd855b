import Foundation
import Testing

@testable import Languages

@Suite struct MessageTests {
    let t = Catalogues.english.localiser(.en)

    @Test func interpolatedValuesBecomeNumberedPlaces() {
        let city = "Łódź"
        let message = Message("\(city) voiced \(1_234) needs in \(plain: 2026)")
        #expect(message.template == "{1} voiced {2} needs in {3}")
        #expect(t(message) == "Łódź voiced 1,234 needs in 2026")
    }

    @Test(arguments: ["100 % {1} of {name}", "{", "}", "{{}}", "a { b", "%@ %d %%", "\\(x)", "{12}", ""])
    func bracesAndPercentSignsOfTheTextSurvive(text: String) {
        #expect(t(Message(stringLiteral: text)) == text)
        var literal = Message.StringInterpolation(literalCapacity: 0, interpolationCount: 1)
        literal.appendLiteral(text)
        literal.appendInterpolation("x")
        literal.appendLiteral(text)
        #expect(t(Message(stringInterpolation: literal)) == text + "x" + text)
    }

    @Test func placesInValuesAreNotFilledAgain() {
        let (first, second) = ("{2}", "{1}")
        #expect(t("\(first) and \(second)") == "{2} and {1}")
    }

    @Test func bareLiteralsAndMessagesAreTheSame() {
        let stored: Message = "Open needs"
        #expect(stored == Message("Open needs"))
        #expect(t("Open needs") == "Open needs")
    }

    @Test(arguments: [(0, "0 needs"), (1, "1 need"), (2, "2 needs"), (1_000, "1,000 needs"), (-1, "-1 need")])
    func englishChoosesTheFormByTheNumber(n: Int, expected: String) {
        #expect(t.count(n, one: "\(n) need", other: "\(n) needs") == expected)
    }

    @Test func theSingularMayLeaveOutTheNumber() {
        let message = { (n: Int) in Message.count(n, one: "One need", other: "\(n) needs") }
        #expect(t(message(1)) == "One need")
        #expect(t(message(3)) == "3 needs")
    }

    @Test func everyKindOfValueIsWrittenForTheReader() throws {
        let day = try #require(CalendarDate(iso: "2026-05-28"))
        let instant = try #require(Instant(iso: "2026-05-28T19:26:00Z"))
        #expect(t("By \(day)") == "By 28 May 2026")
        #expect(t("At \(instant)") == "At 28 May 2026 at 19:26 GMT")
        #expect(t("\(percent: 0.256) of \(money: 123_450, currency: "EUR")") == "25.6% of €1,234.50")
        #expect(t("\(1.5) or \(1.5, fractionDigits: 2)") == "1.5 or 1.50")
        #expect(t("\(list: ["a", "b", "c"]) in \(country: "FI")") == "a, b and c in Finland")
        #expect(t("Written in \(Language.sv): \(LocalizedText("hej", in: .sv))") == "Written in Swedish: hej")
        #expect(t("Refused: \(Message("the date is missing"))") == "Refused: the date is missing")
        #expect(t("Left: \(list: [Message("\(1_000) days"), Message("none")])") == "Left: 1,000 days and none")
    }

    @Test func messagesSurviveStorage() throws {
        let message = Message.count(2, one: "\(2) need of \("Łódź")", other: "\(2) needs of \("Łódź")")
        let stored = try JSONEncoder().encode(message)
        #expect(try JSONDecoder().decode(Message.self, from: stored) == message)
    }

    @Test func contextSetsEqualTextsApart() throws {
        let file = MessageFiles.sample(
            .sv,
            #"""
            msgctxt "button"
            msgid "Open"
            msgstr "Öppna"

            msgid "Open"
            msgstr "Öppen"
            """#)
        let t = try Catalogues([.sv: file]).localiser(.sv)
        #expect(t("Open") == "Öppen")
        #expect(t("Open", context: "button") == "Öppna")
    }
}
