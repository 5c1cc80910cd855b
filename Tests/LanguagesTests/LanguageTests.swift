import Testing

@testable import Languages

@Suite struct LanguageTests {
    @Test(arguments: [
        ("pl-PL", Language.pl), ("fi", .fi), ("no", .nb), ("nn_NO", .nb), ("nb-Latn-NO", .nb), ("TR", .tr), ("cs", .cs),
    ])
    func tagsAreMatchedByTheirFirstPart(tag: String, expected: Language) {
        #expect(Language(tag: tag) == expected)
    }

    @Test(arguments: ["", "ru", "-pl", "english", "*", "p l"])
    func otherTagsAreNoLanguage(tag: String) {
        #expect(Language(tag: tag) == nil)
    }

    @Test(arguments: [
        ("pl", Language.pl), ("no, pl-PL;q=0.9", .nb), ("ru, uk;q=0.9, cs;q=0.5, en;q=0.1", .cs),
        ("en;q=0.3, fi;q=0.8", .fi), ("sv;q=0, de;q=0.1", .de), ("*, hu", .hu), ("fi ; Q=0.5 , tr", .tr),
        ("nl;q=abc, it", .it), ("en, fi", .en),
    ])
    func theHeaderIsReadByWeight(header: String, expected: Language) {
        #expect(Language.preferred(acceptLanguage: header) == expected)
    }

    @Test(arguments: ["", "*", "ru", ";;;,,,q=1", "sv;q=0", "sv;q=7"])
    func aHeaderWithoutOurLanguagesSaysNothing(header: String) {
        #expect(Language.preferred(acceptLanguage: header) == nil)
    }

    @Test(arguments: Language.allCases)
    func everyLanguageNamesItself(language: Language) {
        let own = Catalogues.english.localiser(language).name(of: language)
        // CLDR writes "norsk bokmål" small; ours stands alone in a list.
        #expect(own.lowercased() == language.ownName.lowercased())
    }

    @Test func turkishKeepsItsTwoLetters() {
        #expect(Language.tr.uppercased("istanbul") == "İSTANBUL")
        #expect(Language.tr.lowercased("IĞDIR") == "ığdır")
        #expect(Language.en.uppercased("istanbul") == "ISTANBUL")
    }
}
