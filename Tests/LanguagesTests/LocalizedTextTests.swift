import Foundation
import Testing

@testable import Languages

@Suite struct LocalizedTextTests {
    @Test func theReadersLanguageComesFirstEvenByMachine() {
        var text = LocalizedText("Tyhjät talot", in: .fi)
        text.set("Puste domy", in: .pl, by: .machine)
        let reading = text.reading(for: .pl)
        #expect(reading.text == "Puste domy")
        #expect(reading.writer == .machine)
        #expect(reading.isRequestedLanguage)
    }

    @Test(arguments: [
        ([(Language.fi, LocalizedText.Writer.person), (.en, .machine)], Language.fi),
        ([(.fi, .person), (.en, .person)], .en),
        ([(.tr, .person), (.cs, .person), (.en, .machine)], .cs),
        ([(.hu, .machine), (.en, .machine)], .en),
        ([(.hu, .machine), (.de, .machine)], .de),
    ])
    func otherReadersGetTheBestText(texts: [(Language, LocalizedText.Writer)], expected: Language) throws {
        let text = try #require(
            LocalizedText(texts.map { LocalizedText.Version(text: $0.rawValue, language: $0, writer: $1) }))
        let reading = text.reading(for: .sv)
        #expect(reading.language == expected)
        #expect(!reading.isRequestedLanguage)
    }

    @Test(arguments: [
        "Łódź", "", "say \"yes\" \\ no", "two\nlines\ttabbed\r", "\u{0}\u{1F}\u{7F}", "👩‍👩‍👧 {\"en\":", "</script>",
    ])
    func everyTextSurvivesStorage(words: String) throws {
        var text = LocalizedText(words, in: .pl)
        text.set(words + "!", in: .en, by: .machine)
        #expect(try LocalizedText(json: text.json) == text)
        #expect(try JSONDecoder().decode(LocalizedText.self, from: Data(text.json.utf8)) == text)
        let encoded = try JSONEncoder().encode(text)
        #expect(try LocalizedText(json: String(decoding: encoded, as: UTF8.self)) == text)
    }

    @Test func theStoredFormIsFixed() {
        var text = LocalizedText("Tyhjät", in: .fi)
        text.set("Empty", in: .en, by: .machine)
        let expected = #"{"en":{"text":"Empty","by":"machine"},"fi":{"text":"Tyhjät","by":"person"}}"#
        #expect(text.json == expected)
    }

    @Test(arguments: [
        ("", LocalizedText.Invalid.json), ("{}", .empty), ("[]", .json),
        (#"{"xx":{"text":"a","by":"person"}}"#, .language("xx")),
        (#"{"en":{"text":"a","by":"dog"}}"#, .json), (#"{"en":{"text":"a"}}"#, .json), (#"{"en":"a"}"#, .json),
        (#"{"en":{"text":"a","by":"person"}"#, .json), (#"{"en":{"text":"a","by":"person"}}x"#, .json),
    ])
    func otherJSONIsRefused(json: String, expected: LocalizedText.Invalid) {
        #expect(throws: expected) { try LocalizedText(json: json) }
    }

    @Test func theLastTextStays() {
        var text = LocalizedText("a", in: .fi)
        text.remove(.fi)
        #expect(text.languages == [.fi])
        text.set("b", in: .en)
        text.remove(.fi)
        #expect(text.languages == [.en])
    }
}
