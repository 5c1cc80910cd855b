import Foundation
import Testing

@testable import CrossLingualSearch

@Suite struct DiacriticTests {
    private static let table = """
        fi\ten\ttyhjä\tempty\tTest fin-eng
        fi\ten\tkylässä\tin a village\tTest fin-eng
        fi\ten\tsylässä\tin a fathom\tTest fin-eng
        fi\ten\ttalossa\tin a house\tTest fin-eng
        fi\ten\tsalossa\tin a forest\tTest fin-eng
        fi\ten\tkadussa\tin a street\tTest fin-eng
        fi\tTyhjiä tiloja on keskustassa.
        pl\tŁódź ma puste budynki, a młodzież nie ma się gdzie spotkać.
        pl\tPuste budynki i sady, budynki w sadzie.
        tr\tİstanbul’da dükkânlar kapalı, sokak ışıksız.
        """
    private let lexicon: Lexicon

    init() throws { lexicon = try Lexicon(data: Lexicon.packed(table: Data(Self.table.utf8)).0, name: "test") }

    @Test func marksThatWereLeftOutAreRestored() {
        #expect(lexicon.withDiacritics("tyhjia tiloja", in: .finnish) == "tyhjiä tiloja")
        #expect(lexicon.withDiacritics("Lodz: mlodziez, budynki!", in: .polish) == "Łódź: młodzież, budynki!")
        #expect(lexicon.withDiacritics("Istanbul kapali", in: .turkish) == "İstanbul kapalı")
    }

    @Test func aWordNeverSeenGetsTheMarksOfWordsLikeIt() {
        #expect(lexicon.withDiacritics("hylassa", in: .finnish) == "hylässä")
        #expect(lexicon.withDiacritics("valossa", in: .finnish) == "valossa")
    }

    @Test func whatHasMarksIsLeftAsItIs() {
        #expect(lexicon.withDiacritics("tyhjia töitä", in: .finnish) == "tyhjia töitä")
        #expect(lexicon.withDiacritics("tyhjia to\u{308}ita", in: .finnish) == "tyhjia to\u{308}ita")
    }

    @Test func aLetterWhoseMarkIsPartOfItDoesNotCountAsOne() {
        #expect(lexicon.withDiacritics("Łodz, młodziez", in: .polish) == "Łódź, młodzież")
    }

    @Test func otherLanguagesAndEnglishAreLeftAsTheyAre() {
        #expect(lexicon.withDiacritics("tyhjia tiloja", in: .english) == "tyhjia tiloja")
        #expect(lexicon.withDiacritics("tyhjia tiloja", in: .other) == "tyhjia tiloja")
    }

    @Test func aNeedWrittenWithoutMarksFindsTheSame() throws {
        let index = SearchIndex(lexicon: lexicon)
        index.update([
            TestLexicon.practice("a", "pl", "Młodzież w pustych budynkach"),
            TestLexicon.practice("b", "pl", "Sady w centrum"),
        ])
        let with = index.ranking(SearchQuery("młodzież się nudzi", language: "pl"))
        let without = index.ranking(SearchQuery("mlodziez sie nudzi", language: "pl"))
        #expect(with.map(\.id) == ["a"])
        #expect(with.map(\.score) == without.map(\.score))
    }

    @Test(arguments: ["", " ", "\u{0}", String(repeating: "a", count: 5_000), "👩‍👧 ħ ŋ ﬁ 京都 \u{301}", "I", "i̇"])
    func anyTextKeepsItsLength(_ text: String) {
        for tongue in Tongue.allCases {
            #expect(
                lexicon.withDiacritics(text, in: tongue).unicodeScalars.count == text.unicodeScalars.count)
        }
    }
}
