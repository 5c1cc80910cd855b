import Testing

@testable import Languages

@Suite struct PluralTests {
    @Test(arguments: [
        (Language.pl, 1, PluralCategory.one), (.pl, 0, .many), (.pl, 2, .few), (.pl, 4, .few), (.pl, 5, .many),
        (.pl, 11, .many), (.pl, 12, .many), (.pl, 14, .many), (.pl, 21, .many), (.pl, 22, .few), (.pl, 24, .few),
        (.pl, 25, .many), (.pl, 101, .many), (.pl, 102, .few), (.pl, 112, .many), (.pl, 1_000_000, .many),
        (.cs, 0, .other), (.cs, 1, .one), (.cs, 2, .few), (.cs, 4, .few), (.cs, 5, .other), (.cs, 22, .other),
        (.fr, 0, .one), (.fr, 1, .one), (.fr, 2, .other), (.fr, 1_000_000, .many), (.fr, 1_000_001, .other),
        (.it, 0, .other), (.it, 1, .one), (.it, 2, .other), (.it, 3_000_000, .many),
        (.tr, 0, .other), (.tr, 1, .one), (.tr, 2, .other), (.hu, 1, .one), (.hu, 0, .other), (.hu, 21, .other),
        (.fi, 1, .one), (.fi, 0, .other), (.sv, 1, .one), (.sv, 2, .other), (.nb, 1, .one), (.nb, 101, .other),
        (.de, 1, .one), (.de, 0, .other), (.nl, 1, .one), (.nl, 11, .other), (.en, 1, .one), (.en, 0, .other),
        (.pl, -1, .one), (.pl, -2, .few), (.en, .min, .other),
    ])
    func categoriesFollowUnicode(language: Language, n: Int, expected: PluralCategory) {
        #expect(language.pluralCategory(of: n) == expected)
    }

    @Test(arguments: Language.allCases)
    func theHeaderAndTheRulesAgree(language: Language) throws {
        let formula = try #require(language.pluralFormsHeader.split(separator: "plural=").last)
        let count = language.pluralForms.count
        #expect(language.pluralFormsHeader.hasPrefix("nplurals=\(count);"))
        for n in Array(0...1_000) + [999_999, 1_000_000, 1_000_001, 2_000_000] {
            #expect(language.pluralIndex(of: n) == Self.gettextIndex(String(formula), n), "\(language) \(n)")
        }
    }

    @Test func eachFormOfATranslationIsReached() throws {
        let file = MessageFiles.sample(
            .pl,
            #"""
            msgid "{1} need"
            msgid_plural "{1} needs"
            msgstr[0] "{1} potrzeba"
            msgstr[1] "{1} potrzeby"
            msgstr[2] "{1} potrzeb"
            """#)
        let t = try Catalogues([.pl: file]).localiser(.pl)
        let written = [0, 1, 3, 5, 22].map { n in t.count(n, one: "\(n) need", other: "\(n) needs") }
        #expect(written == ["0 potrzeb", "1 potrzeba", "3 potrzeby", "5 potrzeb", "22 potrzeby"])
    }

    /// The four formulas of gettext's manual, written out by hand.
    private static func gettextIndex(_ formula: String, _ n: Int) -> Int {
        switch formula {
        case "(n != 1);": n != 1 ? 1 : 0
        case "(n > 1);": n > 1 ? 1 : 0
        case "(n==1) ? 0 : (n>=2 && n<=4) ? 1 : 2;": n == 1 ? 0 : n >= 2 && n <= 4 ? 1 : 2
        case "(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);":
            n == 1 ? 0 : n % 10 >= 2 && n % 10 <= 4 && (n % 100 < 10 || n % 100 >= 20) ? 1 : 2
        default: -1
        }
    }
}
