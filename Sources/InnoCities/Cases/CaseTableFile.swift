import CaseComparison
import Exchange
import Foundation

/// A table of cases as a file, with what a reader should know about how it was read.
struct CaseTableFile {
    let name: String
    let heading: [String]
    let rows: [CSVRow]
    let hash: String
    /// Guesses about the file that were acted upon.
    let notes: [String]

    /// - Throws: `CommandFault` naming the file and line.
    init(_ path: String) throws {
        let content = try NamedFile.data(path)
        name = URL(filePath: path).lastPathComponent
        hash = InputHash.of(content)
        let guess = CSVGuess(sample: content.prefix(65_536))
        do {
            let rows = try CSVReader.rows(
                of: content, delimiter: guess.delimiter, encoding: guess.encoding.encoding)
            guard let first = rows.first else { throw CaseTableError.noCases }
            heading = first.fields.map { $0.trimmingCharacters(in: .whitespaces) }
            self.rows = Array(rows.dropFirst())
        } catch let error as CSVError {
            throw CommandFault("\(path): \(error)")
        } catch let error as CaseTableError {
            throw CommandFault("\(path): \(error)")
        }
        var notes: [String] = []
        if guess.delimiter != .comma {
            notes.append("The fields of \(name) are read as parted by “\(guess.delimiter.rawValue)”.")
        }
        if guess.encoding.encoding != .utf8 { notes.append("\(name) is read as \(guess.encoding.encoding.rawValue).") }
        self.notes = notes
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
