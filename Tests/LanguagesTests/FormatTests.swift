import Foundation
import Testing

@testable import Languages

@Suite struct FormatTests {
    @Test(arguments: Language.allCases)
    func wholeNumbersAreWrittenAsFoundationDoes(language: Language) {
        let t = Catalogues.english.localiser(language)
        let numbers = [0, 1, -1, 999, 1_000, -1_000, 9_999, 10_000, 123_456, -1_234_567, .max, .min]
        for number in numbers {
            #expect(t.number(number) == number.formatted(.number.locale(language.locale)))
        }
    }

    @Test(arguments: [
        (Language.en, "1,234.50|25.6%|€1,234.50|28 May 2026|28/05/2026|3 days ago|a, b and c|Finland"),
        (.sv, "1 234,50|25,6 %|1 234,50 €|28 maj 2026|2026-05-28|för 3 dagar sedan|a, b och c|Finland"),
        (.fi, "1 234,50|25,6 %|1 234,50 €|28. toukokuuta 2026|28.5.2026|3 päivää sitten|a, b ja c|Suomi"),
        (.nb, "1 234,50|25,6 %|1 234,50 €|28. mai 2026|28.5.2026|for 3 dager siden|a, b og c|Finland"),
        (.pl, "1234,50|25,6%|1234,50 €|28 maja 2026|28.05.2026|3 dni temu|a, b i c|Finlandia"),
        (.fr, "1 234,50|25,6 %|1 234,50 €|28 mai 2026|28/05/2026|il y a 3 jours|a, b et c|Finlande"),
        (.de, "1.234,50|25,6 %|1.234,50 €|28. Mai 2026|28.5.2026|vor 3 Tagen|a, b und c|Finnland"),
        (.nl, "1.234,50|25,6%|€ 1.234,50|28 mei 2026|28-5-2026|3 dagen geleden|a, b en c|Finland"),
        (.it, "1234,50|25,6%|1234,50 €|28 maggio 2026|28/05/2026|3 giorni fa|a, b e c|Finlandia"),
        (.cs, "1 234,50|25,6 %|1 234,50 €|28. května 2026|28. 5. 2026|před 3 dny|a, b a c|Finsko"),
        (.hu, "1234,50|25,6%|1234,50 EUR|2026. május 28.|2026. 05. 28.|3 nappal ezelőtt|a, b és c|Finnország"),
        (.tr, "1.234,50|%25,6|€1.234,50|28 Mayıs 2026|28.05.2026|3 gün önce|a, b ve c|Finlandiya"),
    ])
    func everyLanguageWritesValuesItsOwnWay(language: Language, expected: String) throws {
        let t = Catalogues.english.localiser(language)
        let day = try #require(CalendarDate(iso: "2026-05-28"))
        let written = [
            t.number(1_234.5, fractionDigits: 2), t.percent(0.256), t.money(minorUnits: 123_450, currency: "EUR"),
            t.date(day), t.date(day, .short), t.relative(day.startInUTC, to: day.adding(days: 3).startInUTC),
            t.list(["a", "b", "c"]), t.countryName("fi"),
        ].joined(separator: "|")
        let spaces: Set<Character> = ["\u{A0}", "\u{202F}"]
        #expect(String(written.map { spaces.contains($0) ? " " : $0 }) == expected)
    }

    @Test(arguments: [
        (123_450, "EUR", "€1,234.50"), (25_000_000, "EUR", "€250,000"), (-5, "EUR", "-€0.05"),
        (1_234, "JPY", "JP¥1,234"),
        (1_234_567, "KWD", "KWD 1,234.567"), (100_000, "huf", "HUF 1,000"), (.max, "EUR", "€92,233,720,368,547,758.07"),
    ])
    func moneyIsExactToTheSmallestUnit(minorUnits: Int, currency: String, expected: String) {
        let written = Catalogues.english.localiser(.en).money(minorUnits: minorUnits, currency: currency)
        #expect(written.replacing("\u{A0}", with: " ") == expected)
    }

    @Test func momentsNameTheirZone() throws {
        let instant = try #require(Instant(iso: "2026-05-28T19:26:00Z"))
        var t = Catalogues.english.localiser(.en)
        #expect(t.dateTime(instant) == "28 May 2026 at 19:26 GMT")
        t.timeZone = try #require(TimeZone(identifier: "Europe/Helsinki"))
        #expect(t.dateTime(instant) == "28 May 2026 at 22:26 EEST")
    }

    @Test func aMomentOfThePresentIsNow() {
        let t = Catalogues.english.localiser(.en)
        let instant = Instant(milliseconds: 1_800_000_000_000)
        #expect(t.relative(instant, to: instant) == "now")
        #expect(t.relative(instant.adding(.seconds(7_200)), to: instant) == "in 2 hours")
        #expect(t.relative(instant.adding(.seconds(-86_400)), to: instant) == "yesterday")
    }

    @Test func unknownCountriesAreShownByTheirCode() {
        #expect(Catalogues.english.localiser(.pl).countryName("??") == "??")
        #expect(Catalogues.english.localiser(.pl).countryName("TR") == "Turcja")
    }

    @Test(arguments: [
        (Language.pl, ["Kraków", "Lublin", "Łódź", "Mielec"]), (.sv, ["Oslo", "Zorn", "Åmål", "Älmhult", "Örebro"]),
        (.nb, ["Zorn", "Ærø", "Øst", "Ås"]), (.hu, ["Cegléd", "Czak", "Csaba", "Debrecen"]),
        (.cs, ["Hodonín", "Cheb", "Chomutov", "Jihlava"]), (.tr, ["Çorum", "Iğdır", "İzmir", "Jale"]),
        (.de, ["Aachen", "Ärmel", "Bonn"]), (.fi, ["Vaasa", "Zeta", "Åbo", "Äänekoski"]),
    ])
    func namesAreOrderedAsInADictionary(language: Language, names: [String]) {
        #expect(names.reversed().sorted { collationCompare($0, $1, language) == .orderedAscending } == names)
    }
}
