import Foundation

@testable import CrossLingualSearch

/// A small lexicon, so that the tests need no packages.
enum TestLexicon {
    static let table = """
        fi\ten\ttyhjä\tempty\tTest fin-eng
        fi\ten\ttyhjä\tvacant\tTest fin-eng
        fi\ten\trakennus\tbuilding\tTest fin-eng
        fi\ten\tleikki\tplay\tTest fin-eng
        fi\ten\tpuisto\tpark\tTest fin-eng
        fi\ten\tpyörä\tbicycle\tTest fin-eng
        fi\tpl\trakennus\tbudynek\tTest fin-pol
        fi\ten\tliike\tbusiness\tTest fin-eng
        fi\ten\ttila\troom\tTest fin-eng
        pl\ten\tpusty\tempty\tTest pol-eng
        pl\ten\trower\tbicycle\tTest pol-eng
        pl\ten\tbudynek\tbuilding\tTest pol-eng
        fr\ten\tvide\tempty\tTest fra-eng
        fr\ten\tterrain de jeu\tplayground\tTest fra-eng
        sv\ten\ttom\tempty\tTest swe-eng
        sv\ten\tbyggnad\tbuilding\tTest swe-eng
        sv\ten\tlek\tplay\tTest swe-eng
        sv\ten\tplats\tplace\tTest swe-eng
        nb\ten\tplass\tplace\tTest nor-eng
        nb\ten\tlek\tplay\tTest nor-eng
        de\ten\tSpiel\tplay\tTest deu-eng
        de\ten\tPlatz\tplace\tTest deu-eng
        de\ten\tArbeit\twork\tTest deu-eng
        de\ten\tGemeinschaft\tcommunity\tTest deu-eng
        de\ten\tGarten\tgarden\tTest deu-eng
        nl\ten\tbuurt\tneighbourhood\tTest nld-eng
        nl\ten\thuis\thouse\tTest nld-eng
        hu\ten\tváros\tcity\tTest hun-eng
        hu\ten\tház\thouse\tTest hun-eng
        """

    static func make() throws -> Lexicon {
        try Lexicon(data: Lexicon.packed(table: Data(table.utf8)).0, name: "test")
    }

    static let concepts = [
        Concept(
            id: "vacant-buildings",
            labels: [
                "en": ["Vacant buildings"], "fi": ["Tyhjät rakennukset"], "pl": ["Puste budynki", "Pustostany"],
                "sv": ["Tomma byggnader"],
            ]),
        Concept(id: "food", labels: ["en": ["Food and food sharing"], "pl": ["Żywność"], "fi": ["Ruoka"]]),
    ]

    static func practice(
        _ id: String, _ language: String, _ title: String, _ body: String = "", concepts: Set<String> = []
    ) -> SearchDocument {
        SearchDocument(id: id, kind: "practice", language: language, title: title, body: body, concepts: concepts)
    }
}
