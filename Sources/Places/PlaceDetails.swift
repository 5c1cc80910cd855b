import Catalogue
import Database
import Exchange
import Languages
import Platform
import Web

/// What is known only of places: what goes on there, who owns it and in which form.
struct PlaceDetails: Sendable, Hashable {
    /// A single finding with where it was read, as the source words it.
    struct Finding: Sendable, Hashable {
        /// What it was found of, where that may be more than the place: its district, its owner.
        let subject: String?
        let fact: String
        let value: String
        let source: String?
    }

    var legalForm: LocalizedText?
    /// The owner in the words of the source.
    var ownerStated: String?
    var address: String?
    var activities: [LocalizedText] = []
    var furtherSource: String?
    var findings: [Finding] = []

    init() {}

    /// Reads the member `details` of a place's document.
    /// - Throws: `InputFaults` that name the member.
    init(_ details: JSONValue) throws {
        let reader = DocumentReader(details)
        legalForm = try reader.optionalLocalized("legal_form")
        ownerStated = try reader.optionalText("owner_stated")
        address = try reader.optionalText("address")
        activities = try (details["activities"]?.array ?? []).map {
            try DocumentReader(["activities": $0]).localized("activities")
        }
        furtherSource = try reader.optionalText("further_source")
        findings = try (details["facts"]?.array ?? []).map { finding in
            let reader = DocumentReader(finding)
            return Finding(
                subject: try reader.optionalText("subject"), fact: try reader.text("fact"),
                value: try reader.text("value"),
                source: try reader.optionalText("source_url"))
        }
    }

    /// What the table keeps of one place; nil when it keeps nothing. One statement.
    static func read(_ entry: String, in transaction: Transaction) throws -> PlaceDetails? {
        guard let row = try transaction.first("SELECT * FROM place WHERE entry = \(entry)") else { return nil }
        var document = JSONObject()
        document["legal_form"] = try (row["legal_form"] as String?).map { try JSONValue(parsing: $0) }
        document["owner_stated"] = try (row["owner_stated"] as String?).map(JSONValue.string)
        document["address"] = try (row["address"] as String?).map(JSONValue.string)
        document["activities"] = try JSONValue(parsing: try row["activities"] as String)
        document["further_source"] = try (row["further_source"] as String?).map(JSONValue.string)
        document["facts"] = try JSONValue(parsing: try row["facts"] as String)
        return try PlaceDetails(.object(document))
    }

    /// Replaces what is kept of a place.
    func write(_ entry: String, in transaction: Transaction) throws {
        let activities = JSONValue.array(activities.map(\.document)).text()
        let facts = JSONValue.array(findings.map(\.document)).text()
        try transaction.run(
            """
            INSERT INTO place (entry, legal_form, owner_stated, address, activities, further_source, facts)
            VALUES (\(entry), \(legalForm?.json), \(ownerStated), \(address), \(activities), \(furtherSource), \(facts))
            ON CONFLICT (entry) DO UPDATE SET legal_form = excluded.legal_form, owner_stated = excluded.owner_stated,
                address = excluded.address, activities = excluded.activities,
                further_source = excluded.further_source, facts = excluded.facts
            """)
    }

    /// The lines that the page of a place shows.
    func facts(_ entry: Entry, _ t: Localiser) -> [Fact] {
        let doing = activities.map { activity in activity.reading(for: t.language).unmarked }
        var facts = [
            Fact(t("Activities"), markup: doing.isEmpty ? nil : HTML.joined(doing, separator: ", ")),
            Fact(t("Owner"), stated: ownerStated, in: entry.language),
            Fact(t("Legal form"), markup: legalForm.map { "\($0.reading(for: t.language), t)" }),
        ]
        if let address { facts.append(Fact(t("Address"), stated: address, in: entry.language)) }
        if let furtherSource {
            facts.append(
                Fact(
                    t("Further source"),
                    markup: "<a href=\(address: furtherSource) rel=\"nofollow external\">\(furtherSource)</a>"))
        }
        return facts
    }

    /// The findings as a table, each with its source; nothing when there are none.
    func section(_ entry: Entry, _ t: Localiser) -> HTML {
        guard !findings.isEmpty else { return .empty }
        let rows = findings.map { finding in
            Fact(
                finding: finding.label(of: entry), stated: finding.value, source: finding.source,
                in: entry.language, t)
        }
        return "<section><h2>\(t("Stated in the sources"))</h2>\(DefinitionList(rows), t)</section>"
    }
}

extension PlaceDetails.Finding {
    /// The finding, with its subject where that is not the place itself.
    fileprivate func label(of entry: Entry) -> String {
        guard let subject, !entry.title.versions.contains(where: { $0.text == subject }) else { return fact }
        return "\(subject): \(fact)"
    }

    var document: JSONValue {
        var document: JSONObject = ["fact": .string(fact), "value": .string(value)]
        document["subject"] = subject.map(JSONValue.string)
        document["source_url"] = source.map(JSONValue.string)
        return .object(document)
    }
}
