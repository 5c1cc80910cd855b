import Catalogue
import Exchange
import Languages

/// Turns the operations of a list into documents of projects, each with an address part that is the same at every
/// import of the list: by the authority's code, or by what the row says where there is no code or the code stands twice.
struct OperationDocument {
    private let list: String
    private let stem: String
    private let language: Language
    private let keys: OperationKeys
    /// How many equal rows there were so far, of those whose key stands more than once.
    private var equal: [String: Int] = [:]

    /// - Throws: `ImportFault.unknownLanguage` when no text can be kept in the list's language.
    init(_ mapping: OperationsMapping, _ keys: OperationKeys) throws {
        guard let language = Language(tag: mapping.language) else {
            throw ImportFault.unknownLanguage(mapping.language)
        }
        self.language = language
        self.keys = keys
        list = mapping.list
        stem = OperationKeys.plain(mapping.list)
    }

    /// The document of the next operation of the list.
    mutating func document(_ operation: FundedOperation) -> JSONValue {
        var document: JSONObject = [
            "kind": "project", "slug": .string(slug(operation)), "title": text(operation.title),
            "language": .string(language.rawValue),
        ]
        document["story"] = operation.summary.map(text)
        document["country"] = operation.country.map(JSONValue.string)
        document["latitude"] = (operation.location?.latitude).map(JSONValue.number)
        document["longitude"] = (operation.location?.longitude).map(JSONValue.number)
        document["year"] = (operation.start?.year).map(JSONValue.integer)
        document["details"] = .object(details(operation))
        return .object(document)
    }

    private func details(_ operation: FundedOperation) -> JSONObject {
        var details: JSONObject = ["list": .string(list)]
        details["code"] = operation.code.map(JSONValue.string)
        details["programme"] = operation.programme.map(JSONValue.string)
        details["fund"] = operation.fund.map(JSONValue.string)
        details["beneficiary"] = operation.beneficiary.map(JSONValue.string)
        details["status"] = operation.status.map(JSONValue.string)
        details["start"] = (operation.start?.iso).map(JSONValue.string)
        details["end"] = (operation.end?.iso).map(JSONValue.string)
        for (name, values) in [
            ("partners", operation.partners), ("places", operation.places), ("regions", operation.regions),
        ] where !values.isEmpty {
            details[name] = .array(values.map(JSONValue.string))
        }
        let amounts: [JSONValue] = operation.amounts.map { amount in
            [
                "meaning": .string(amount.meaning.rawValue), "phase": .string(amount.phase.rawValue),
                "minor_units": .integer(amount.minorUnits), "currency": .string(amount.currency),
            ]
        }
        if !amounts.isEmpty { details["amounts"] = .array(amounts) }
        return details
    }

    private func text(_ text: String) -> JSONValue {
        .object([language.rawValue: ["text": .string(text), "by": "person"]])
    }

    private mutating func slug(_ operation: FundedOperation) -> String {
        guard keys.isRepeated(operation) else { return "\(stem)-\(OperationKeys.key(of: operation))" }
        let digest = OperationKeys.digest(of: operation)
        equal[digest, default: 0] += 1
        let number = equal[digest] ?? 1
        return number == 1 ? "\(stem)-\(digest)" : "\(stem)-\(digest)-\(number)"
    }
}
