import Catalogue
import CrossLingualSearch
import Database
import Languages
import TestSupport
import Testing

/// What a need finds in the demonstration data set, and what is said of it. Without dictionaries, which set-up builds,
/// nothing can be found in other languages, and these tests say nothing.
@Suite struct MatchAcceptanceTests {
    private static let emptyBuildings = [
        "Keskustassa on tyhjiä rakennuksia, joille ei löydy käyttöä.",
        "Kaupunkimme vanhat tehdasrakennukset seisovat tyhjillään.",
        "Liikehuoneistot ovat tyhjinä kävelykadulla ja yhdistykset etsivät tiloja", "tyhjät rakennukset",
        "Koulu suljettiin ja rakennus on autio; mitä sillä voisi tehdä?",
    ]

    private static let otherMatters = [
        ("fi", "Haluan ostaa käytetyn moottoripyörän ja myydä vanhan veneeni."),
        ("en", "The football club lost three games and fired its coach."),
        ("pl", "Szukam przepisu na sernik z rodzynkami i polewą czekoladową."),
        ("sv", "Min katt har slutat äta och veterinären hittar inget fel."),
        ("de", "Der Vulkanausbruch auf Island legte den Flugverkehr lahm."),
        ("fr", "Quelle est la distance entre la Terre et la planète Mars ?"),
        ("tr", "Bilgisayarımın ekran kartı bozuldu, yenisini almak istiyorum."),
        ("it", "Il tenore ha cantato un'aria di Puccini al teatro."), ("cs", "Jak dlouho se vaří vejce natvrdo?"),
        ("hu", "A gitár húrjai elszakadtak a koncert előtt."),
    ]

    @Test func aFinnishNeedAboutEmptyBuildingsFindsPracticesAboutThemInOtherLanguages() async throws {
        try await withHouse(.sqlite, .demonstration) { house in
            guard house.hasDictionaries else { return }
            var swedish = 0
            for text in Self.emptyBuildings {
                let answer = house.catalogue.match(text, language: "fi", limit: 10)
                let about = answer.hits.filter { $0.kind == "practice" && $0.concepts.contains("vacant-buildings") }
                let languages = Set(about.map(\.language))
                #expect(answer.fits && languages.isSuperset(of: ["pl", "fr"]), "\(text): \(languages)")
                swedish += languages.contains("sv") ? 1 : 0
                for hit in about { Self.expectReasons(hit, for: text) }
            }
            // One Swedish practice of the data set is about them.
            #expect(swedish >= 3)
        }
    }

    @Test(arguments: [
        ("pl", "Starsi ludzie na naszym osiedlu są samotni i nie mają dokąd pójść.", "ageing"),
        ("sv", "Vi vill låna verktyg av varandra i stället för att köpa.", "circular-economy"),
        ("sv", "Många ungdomar har ingenstans att vara på kvällarna.", "youth"),
        ("tr", "Okulun önünde çok fazla araba var, çocuklar için güvenli değil.", "school-streets"),
    ])
    func theTopicOfANeedIsNamedAmongTheReasons(_ language: String, _ text: String, _ topic: String) async throws {
        try await withHouse(.sqlite, .demonstration) { house in
            guard house.hasDictionaries else { return }
            let answer = house.catalogue.match(text, language: language, limit: 10)
            #expect(answer.fits && answer.concepts.contains(topic))
            #expect(answer.hits.first?.concepts.contains(topic) == true)
            #expect(Set(answer.hits.map(\.language)).count > 5)
        }
    }

    @Test func aTextAboutAnotherMatterIsToldThatNothingFits() async throws {
        try await withHouse(.sqlite, .demonstration) { house in
            guard house.hasDictionaries else { return }
            for (language, text) in Self.otherMatters {
                #expect(!house.catalogue.match(text, language: language, limit: 10).fits, "\(text)")
            }
        }
    }

    /// A concept or a pair of words, each pair with where it comes from, and a passage that shows it.
    private static func expectReasons(_ hit: Hit, for text: String) {
        #expect(!hit.because.isEmpty, "\(text): \(hit.id)")
        for evidence in hit.because {
            switch evidence.via {
            case .concept: continue
            case .dictionary(let name, _): #expect(!name.isEmpty)
            default: break
            }
            #expect(text.localizedCaseInsensitiveContains(evidence.queryWord) && !evidence.foundWord.isEmpty)
        }
    }
}

extension TestHouse {
    /// Whether set-up built the dictionaries on this machine.
    fileprivate var hasDictionaries: Bool {
        let answer = catalogue.search.search(SearchQuery("tyhjät talot", language: "fi", limit: 1))
        return answer.hits.contains { $0.language != "fi" }
    }
}
