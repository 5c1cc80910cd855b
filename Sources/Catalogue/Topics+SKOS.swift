public import Exchange
import Languages

extension Topics {
    /// The media type of ``skos(base:)``.
    static let skosMediaType = "application/ld+json; charset=utf-8"

    /// Topics and concepts as a SKOS concept scheme in JSON-LD (W3C, SKOS Reference, 2009), each tied to the
    /// sustainability goals by the United Nations' own identifiers.
    ///
    /// - Parameter base: the address of the installation, to which the identifiers of scheme and concepts are added.
    public func skos(base: String) -> JSONValue {
        let scheme = "\(base)/concepts.jsonld"
        let broad = all.map { topic in
            let label = LocalizedName(preferred: topic.label)
            return concept(topic.id, scheme, label, topic.goals, above: nil)
        }
        let below = narrower.map { concept($0.id, scheme, LocalizedName($0.names), $0.goals, above: $0.topic) }
        return [
            "@context": [
                "skos": "http://www.w3.org/2004/02/skos/core#", "dct": "http://purl.org/dc/terms/", "id": "@id",
                "type": "@type", "prefLabel": ["@id": "skos:prefLabel", "@container": "@language"],
                "altLabel": ["@id": "skos:altLabel", "@container": "@language"],
                "broader": ["@id": "skos:broader", "@type": "@id"],
                "inScheme": ["@id": "skos:inScheme", "@type": "@id"],
                "topConceptOf": ["@id": "skos:topConceptOf", "@type": "@id"],
                "relatedMatch": ["@id": "skos:relatedMatch", "@type": "@id"],
                "license": ["@id": "dct:license", "@type": "@id"], "title": "dct:title",
            ],
            "@graph": .array(
                [
                    [
                        "id": .string(scheme), "type": "skos:ConceptScheme",
                        "title": "Social innovation between cities: topics and concepts",
                        "license": "https://www.apache.org/licenses/LICENSE-2.0",
                    ]
                ] + broad + below),
        ]
    }

    /// The names of a concept by language.
    private struct LocalizedName {
        var preferred = JSONObject()
        var others = JSONObject()

        init(preferred text: LocalizedText) {
            for language in Language.allCases {
                let reading = text.reading(for: language)
                if reading.language == language { preferred[language.rawValue] = .string(reading.text) }
            }
        }

        init(_ names: [Language: [String]]) {
            for language in Language.allCases {
                guard let names = names[language] else { continue }
                preferred[language.rawValue] = .string(names[0])
                if names.count > 1 { others[language.rawValue] = .array(names.dropFirst().map(JSONValue.string)) }
            }
        }
    }

    private func concept(
        _ id: String, _ scheme: String, _ name: LocalizedName, _ goals: [Int], above: String?
    ) -> JSONValue {
        var object: JSONObject = [
            "id": .string("\(scheme)#\(id)"), "type": "skos:Concept", "inScheme": .string(scheme),
            "prefLabel": .object(name.preferred),
            "relatedMatch": .array(goals.map { .string("http://metadata.un.org/sdg/\($0)") }),
        ]
        if !name.others.names.isEmpty { object["altLabel"] = .object(name.others) }
        if let above {
            object["broader"] = .string("\(scheme)#\(above)")
        } else {
            object["topConceptOf"] = .string(scheme)
        }
        return .object(object)
    }
}
