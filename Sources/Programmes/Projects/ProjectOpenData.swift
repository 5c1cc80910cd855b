import Catalogue
import Database
import Exchange
import Languages

extension ProjectDetails {
    /// What only projects have, for the API and for exports.
    static let openData = EntryDetails(
        table: "project",
        columns: [
            .init("form"), .init("list"), .init("code"), .init("programme"), .init("fund"), .init("funder", .entry),
            .init("beneficiary"), .init("status"), .init("start", stored: "start_date"),
            .init("end", stored: "end_date"), .init("actual_start"), .init("actual_end"),
        ],
        further: .init(headings: ["amounts", "partners", "places", "regions"], add: add, cell: cell))

    /// Amounts and what else the sources word, by project. Two statements, whatever the number of projects.
    @Sendable private static func add(_ details: inout [String: JSONObject], _ transaction: Transaction) throws {
        let ids = details.keys.sorted()
        for row in try transaction.all("SELECT entry, stated FROM project WHERE entry IN \(list: ids)") {
            guard let stated = try JSONValue(parsing: try row["stated"] as String).object else { continue }
            for (name, value) in zip(stated.names, stated.values) { details[try row["entry"]]?[name] = value }
        }
        var amounts: [String: [JSONValue]] = [:]
        for row in try transaction.all(
            "SELECT * FROM project_amount WHERE project IN \(list: ids) ORDER BY project, place")
        {
            if let amount = try Amount(row) { amounts[try row["project"], default: []].append(amount.document) }
        }
        for (id, list) in amounts { details[id]?["amounts"] = .array(list) }
    }

    /// Amounts as `granted planned 288270.00 EUR`, parted by semicolons.
    @Sendable private static func cell(_ heading: String, _ details: JSONObject) -> String? {
        guard heading == "amounts", let amounts = details["amounts"]?.array else { return nil }
        return amounts.compactMap { try? Amount($0).plain }.joined(separator: ";")
    }
}

extension ProjectDetails.Amount {
    /// The amount with a point before the decimals, for programs.
    fileprivate var plain: String {
        let digits = CurrencyRule.fractionDigits(of: currency)
        let text = String(minorUnits.magnitude)
        let padded = String(repeating: "0", count: max(0, digits + 1 - text.count)) + text
        let number = digits == 0 ? padded : "\(padded.dropLast(digits)).\(padded.suffix(digits))"
        return "\(meaning.rawValue) \(phase.rawValue) \(minorUnits < 0 ? "-" : "")\(number) \(currency)"
    }
}
