import CaseComparison
import Exchange
import Foundation

/// A table of cases as a file, with what a reader should know about how it was read.
struct CaseTableFile {
    let name: String
    let heading: [String]
    let rows: [CSVRow]
    let hash: String
    /// Guesses about the file that were acted upon, and what was not read.
    let notes: [String]

    /// - Throws: `CommandFault` naming the file and line.
    init(_ path: String) throws {
        let content = try NamedFile.data(path)
        name = URL(filePath: path).lastPathComponent
        hash = InputHash.of(content)
        let table = try TableFile(content, named: name)
        guard let first = table.rows.first else { throw CommandFault("\(name): \(CaseTableError.noCases)") }
        heading = first.fields.map { $0.trimmingCharacters(in: .whitespaces) }
        rows = Array(table.rows.dropFirst())
        notes = table.notes
    }

    func table(caseColumn: String?) throws(CaseTableError) -> CaseTable {
        try CaseTable(
            heading: heading, rows: rows.map { (line: $0.line, fields: $0.fields) }, caseColumn: caseColumn)
    }

    /// Runs something that may find fault with the table, and names the file in what is told of it.
    func naming<Value>(_ work: () throws -> Value) throws -> Value {
        do { return try work() } catch let error as CaseTableError { throw CommandFault("\(name): \(error)") }
    }
}
