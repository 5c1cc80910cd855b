import Testing

@testable import CrossLingualSearch

struct StemmingTests {
    /// Forms of one word, by language.
    static let families: [(Tongue, String)] = [
        (.english, "building buildings"), (.english, "repair repairs repaired repairing"),
        (.swedish, "byggnad byggnader byggnaden byggnaderna"), (.swedish, "tom tomma"), (.swedish, "gata gator"),
        (.finnish, "kaupunki kaupungin kaupungissa kaupunkeja"), (.finnish, "rakennus rakennuksen rakennuksia"),
        (.finnish, "asukas asukkaat asukkaiden asukkaita"), (.finnish, "nainen naisen naisia naiset"),
        (.finnish, "keskustella keskustelu keskustelun"), (.finnish, "keskusta keskustan keskustassa"),
        (.finnish, "kävelysilta kävelysillan"),
        (.finnish, "tila tiloja tilan"), (.finnish, "vesi veden vettä"), (.finnish, "katu kadut kadulla"),
        (.finnish, "asunto asunnot asuntoja"), (.finnish, "mahdollisuus mahdollisuudet mahdollisuuksia"),
        (.norwegian, "bygning bygninger bygningen"), (.norwegian, "skole skolen skoler"),
        (.polish, "budynek budynku budynki budynków budynkach"), (.polish, "pusty pustych puste"),
        (.polish, "miasto miasta mieście miast"), (.polish, "mieszkaniec mieszkańcy mieszkańców mieszkańcom"),
        (.polish, "biblioteka biblioteki bibliotece"), (.polish, "ogród ogrody ogrodów ogrodzie"),
        (.polish, "dziecko dzieci dzieciom"), (.polish, "droga drogi drodze"), (.polish, "ulica ulice ulic"),
        (.polish, "naprawa naprawy naprawić"), (.polish, "senior seniorzy seniorów"),
        (.french, "bâtiment bâtiments"), (.french, "vide vides"), (.german, "haus häuser hauses"),
        (.german, "stadt städte städten"), (.dutch, "gebouw gebouwen"), (.dutch, "leeg lege"),
        (.swedish, "plats platser platsen"), (.italian, "vuoto vuoti vuota"), (.italian, "scuola scuole"),
        (.czech, "budova budovy budově"), (.czech, "kniha knihy"), (.czech, "ulice ulici"),
        (.hungarian, "város városok városban"), (.turkish, "şehir şehirler şehirde"), (.turkish, "ışık ışıklar"),
    ]

    @Test(arguments: [
        ("leikkipuistossa", "leikkipuisto", ["leikki", "puisto"]),
        ("nuorisotyöttömyyden", "nuorisotyöttömyys", ["nuoriso", "työttömyys"]),
        ("vihersiltojen", "vihersilta", ["viher", "silta"]), ("satama-alueen", "satama-alue", ["satama", "alue"]),
        ("mielenterveys", "mielenterveys", ["mieli", "terveys"]),
        ("asukastoiminnan", "asukastoiminta", ["asukas", "toiminta"]), ("kaupungissa", "kaupunki", ["kaupunki"]),
    ])
    func theFinnishDictionaryKnowsBaseFormsAndPartsOfCompounds(word: String, base: String, parts: [String]) throws {
        let dictionary = try #require(FinnishDictionary.shared, "scripts/setup installs Voikko's Finnish vocabulary")
        #expect(dictionary.word(word) == FinnishDictionary.Word(base: base, parts: parts))
    }

    @Test(arguments: ["lodz", "qwertz", "", "\u{1F600}"])
    func theFinnishDictionarySaysNothingOfWordsItDoesNotKnow(word: String) throws {
        #expect(try #require(FinnishDictionary.shared).word(word) == nil)
    }

    @Test(arguments: families)
    func formsOfAWordShareTheirStem(tongue: Tongue, forms: String) {
        let analyser = Analyser()
        let stems = Set(forms.split(separator: " ").map { analyser.stem(of: String($0), in: tongue).key })
        #expect(stems.count == 1, "\(forms): \(stems.sorted())")
    }

    @Test(arguments: [
        (Tongue.finnish, "talo", "tuli"), (.finnish, "keskustassa", "keskustella"), (.polish, "pusty", "postęp"),
        (.czech, "kniha", "konec"),
        (.english, "building", "burning"), (.turkish, "kır", "kir"),
    ])
    func differentWordsKeepDifferentStems(tongue: Tongue, one: String, other: String) {
        let analyser = Analyser()
        let same = analyser.stem(of: one, in: tongue).key == analyser.stem(of: other, in: tongue).key
        // Folding makes dotted and dotless i one letter in keys, so that text typed without Turkish letters is found.
        #expect(same == (tongue == .turkish))
    }

    @Test func accentsAndCaseDoNotMatter() {
        let analyser = Analyser()
        #expect(analyser.key(ofPhrase: "ŁÓDŹ", in: .polish) == analyser.key(ofPhrase: "lodz", in: .polish))
        #expect(analyser.key(ofPhrase: "Bâtiment", in: .french) == analyser.key(ofPhrase: "BÂTIMENT", in: .french))
        #expect(Folding.folded("øæßđłœ") == "oaessdloe")
    }

    @Test func composedAndDecomposedLettersAreOne() {
        let analyser = Analyser()
        #expect(analyser.key(ofPhrase: "e\u{301}cole", in: .french) == analyser.key(ofPhrase: "école", in: .french))
    }

    @Test func turkishDotlessIIsLowercasedAsInTurkish() {
        #expect(Tokeniser.tokens(of: "IŞIK İstanbul'ın", in: .turkish).map(\.word) == ["ışık", "istanbul"])
    }

    @Test(arguments: [
        (Tongue.french, "l'école d'aujourd'hui qu'on", ["école", "aujourd", "hui", "on"]),
        (.italian, "dell’acqua l'edificio", ["acqua", "edificio"]), (.english, "city's don't", ["city", "don"]),
        (.finnish, "EU:n rap-musiikki", ["eu", "n", "rap", "musiikki"]),
    ])
    func apostrophesFollowTheLanguage(tongue: Tongue, text: String, words: [String]) {
        #expect(Tokeniser.tokens(of: text, in: tongue).map(\.word) == words)
    }

    @Test func tokensKnowTheirPlace() {
        let text = "Żółte łąki, 2030!"
        let bytes = Array(text.utf8)
        let words = Tokeniser.tokens(of: text, in: .polish).map { String(decoding: bytes[$0.range], as: UTF8.self) }
        #expect(words == ["Żółte", "łąki", "2030"])
    }
}

struct CompoundSplitterTests {
    @Test(arguments: [
        (Tongue.finnish, "leikkipuistossa", ["leikki", "puisto"]), (.finnish, "liiketiloja", ["liike", "tila"]),
        (.swedish, "lekplatser", ["lek", "plats"]), (.norwegian, "lekeplasser", ["lek", "plass"]),
        (.german, "gemeinschaftsgarten", ["gemeinschaft", "garten"]), (.german, "arbeitsplatz", ["arbeit", "platz"]),
        (.dutch, "buurthuizen", []), (.dutch, "buurthuis", ["buurt", "huis"]),
        (.hungarian, "városháza", ["város", "ház"]),
        (.finnish, "kaupungissa", []), (.english, "playground", []),
    ])
    func compoundsAreCutIntoKnownWords(tongue: Tongue, word: String, parts: [String]) {
        let known: Set<String> = [
            "leikki", "puisto", "liike", "tila", "lek", "plats", "plass", "gemeinschaft", "garten", "arbeit", "platz",
            "buurt", "huis", "város", "ház", "kaupunki",
        ]
        let analyser = Analyser()
        let stems = Set(known.map { analyser.stem(of: $0, in: tongue).key })
        let splitter = CompoundSplitter { key, _ in stems.contains(key) ? 40 : 0 }
        let found = splitter.parts(of: word, in: tongue, with: analyser)
        #expect(found == parts.map { analyser.stem(of: $0, in: tongue).key })
    }

    @Test func nothingIsCutWithoutKnownWords() {
        let splitter = CompoundSplitter { _, _ in 0 }
        #expect(splitter.parts(of: "spielplatz", in: .german, with: Analyser()).isEmpty)
    }
}
