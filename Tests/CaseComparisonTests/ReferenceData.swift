import CaseComparison
import Exchange
import Foundation
import Testing

/// Published studies with the answers of R's QCA and SetMethods, which lie beside the checkout and never in it.
enum ReferenceData {
    static let folder: URL? = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let places = ["../shared/data/evidence/qca", "../../shared/data/evidence/qca"]
        let found = places.map { root.appending(path: $0) }.first {
            FileManager.default.fileExists(atPath: $0.appending(path: "reference/INDEX.json").path)
        }
        if found == nil {
            print("CaseComparisonTests: ../shared/data/evidence is absent, so no published study is compared.")
        }
        return found
    }()
    static var isPresent: Bool { folder != nil }

    /// The files with one analysis each.
    static let analyses: [String] = {
        guard let folder,
            let names = try? FileManager.default.contentsOfDirectory(
                atPath: folder.appending(path: "reference").path)
        else { return [] }
        return names.filter { $0.hasPrefix("qca_") || $0.hasPrefix("sm_") }.sorted()
    }()

    static func document(_ name: String) throws -> JSONValue {
        let file = try #require(folder).appending(path: "reference/\(name)")
        return try JSONValue(parsing: try Data(contentsOf: file))
    }

    static func table(_ file: String) throws -> CaseTable {
        let file = try #require(folder).appending(path: file)
        let rows = try CSVReader.rows(of: try Data(contentsOf: file))
        return try CaseTable(
            heading: rows[0].fields, rows: rows.dropFirst().map { ($0.line, $0.fields) }, caseColumn: "case")
    }

    /// Cut-offs as a reference file states them.
    static func thresholds(_ document: JSONValue) -> Thresholds {
        let inclusion = document["incl.cut"]?.array?.compactMap(\.number) ?? []
        return Thresholds(
            inclusion: inclusion[0], secondInclusion: inclusion.count > 1 ? inclusion[1] : nil,
            frequency: document["n.cut"]?.integer ?? 1, pri: document["pri.cut"]?.number ?? 0)
    }

    static func study(_ document: JSONValue) throws -> Study {
        try Study(
            try complete(try table(document["data_file"]?.string ?? "")), outcome: document["outcome"]?.string ?? "",
            conditions: strings(document["conditions"]))
    }

    /// R was given only cases without any empty cell, also in columns that the analysis does not use.
    private static func complete(_ table: CaseTable) throws -> CaseTable {
        let kept = table.cases.indices.filter { index in !table.columns.contains { $0.cells[index] == .missing } }
        return try CaseTable(
            cases: kept.map { table.cases[$0] },
            columns: table.columns.map { column in
                CaseTable.Column(name: column.name, cells: kept.map { column.cells[$0] })
            })
    }

    static func strings(_ value: JSONValue?) -> [String] { value?.array?.compactMap(\.string) ?? [] }

    /// A formula with its parts in an order of their own, for comparison.
    static func canonical(_ expression: String) -> String {
        expression.split(separator: "*").sorted().joined(separator: "*")
    }

    static func canonical(_ expressions: [String]) -> Set<String> { Set(expressions.map(canonical)) }
}

extension Solution.Model {
    func expressions(_ study: Study) -> Set<String> {
        ReferenceData.canonical(terms.map { study.expression(of: $0.term) })
    }
}
