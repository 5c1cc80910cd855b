import Exchange
import Languages

/// Names of cities and organisations as the files of facts write them: one text, without its language.
enum ProperName {
    /// The languages that names are written in, for the countries whose languages the product speaks.
    private static let languages: [String: [Language]] = [
        "AT": [.de], "BE": [.nl, .fr], "CH": [.de, .fr, .it], "CZ": [.cs], "DE": [.de], "FI": [.fi, .sv], "FR": [.fr],
        "HU": [.hu], "IT": [.it], "LU": [.fr, .de], "NL": [.nl], "NO": [.nb], "PL": [.pl], "SE": [.sv], "TR": [.tr],
    ]

    /// The language of a name: of the country's languages and English the one it looks like, or else the country's.
    static func language(of name: String, country: String?) -> Language {
        let spoken = country.flatMap { languages[$0] } ?? []
        if let guess = guessLanguage(of: name), (spoken + [.en]).contains(guess.language) { return guess.language }
        return spoken.first ?? .en
    }

    /// The language of a city's own name, or English where the product does not speak the country's.
    static func ownLanguage(country: String?) -> Language? { country.flatMap { languages[$0]?.first } }

    /// A localised text of names, all of which people gave.
    static func document(_ names: [(Language, String)]) -> JSONValue {
        var object = JSONObject()
        for (language, name) in names { object[language.rawValue] = ["text": .string(name), "by": "person"] }
        return .object(object)
    }
}

extension JSONObject {
    /// The members with these names, as they are; those that are missing stay missing.
    func members(_ names: [String]) -> JSONObject {
        var chosen = JSONObject()
        for name in names { chosen[name] = self[name] }
        return chosen
    }
}
