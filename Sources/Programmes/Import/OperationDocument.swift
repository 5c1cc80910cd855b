import Exchange
import Foundation
import Languages
import Platform

/// Turns the operations of a list into documents of projects, each with an address part that is the same at every
/// import of the list: by the authority's code, or by what the row says where there is no code or the code stands twice.
struct OperationDocument {
    private let list: String
    private let stem: String
    private let language: Language
    private let repeatedCodes: Set<String>
    private var taken: [String: Int] = [:]

    /// - Throws: `ImportFault.unknownLanguage` when no text can be kept in the list's language.
    init(_ mapping: OperationsMapping, repeatedCodes: Set<String>) throws {
        guard let language = Language(tag: mapping.language) else {
            throw ImportFault.unknownLanguage(mapping.language)
        }
        self.language = language
        self.repeatedCodes = repeatedCodes
        list = mapping.list
        stem = Self.plain(mapping.list)
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
        let code = operation.code.flatMap { repeatedCodes.contains($0) ? nil : Self.plain($0) } ?? ""
        let own = code.isEmpty ? digest(operation) : code
        let slug = "\(stem)-\(own)"
        taken[slug, default: 0] += 1
        return taken[slug] == 1 ? slug : "\(slug)-\(taken[slug] ?? 1)"
    }

    /// What the row says, as 16 hexadecimal digits.
    private func digest(_ operation: FundedOperation) -> String {
        let facts =
            [
                operation.code, operation.title, operation.beneficiary, operation.programme, operation.start?.iso,
                operation.end?.iso,
            ].map { $0 ?? "" } + operation.amounts.map { "\($0.meaning) \($0.phase) \($0.minorUnits) \($0.currency)" }
        return String(FileDigest(of: Data(facts.joined(separator: "\u{1F}").utf8)).hexadecimal.prefix(16))
    }

    private static func plain(_ text: String) -> String {
        let letters = folded(text).map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
        return String(String(letters).split(separator: "-").joined(separator: "-").prefix(60))
    }
}
