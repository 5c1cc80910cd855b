import CaseComparison
import Exchange
import Foundation

/// What a file gives to compare.
enum AgreementFile {
    case ratings(RatingCells)
    case codings(CodedMaterial)

    /// Ratings as they stand in a table.
    struct RatingCells {
        let file: String
        let coders: [String]
        let units: [String]
        let cells: [[String?]]
        /// In tables of which commas are not what parts the cells, a comma may part the decimals.
        let hasDecimalCommas: Bool

        func table(level: MeasurementLevel, order: [String]) throws -> RatingTable {
            let isNumeric = level != .nominal && order.isEmpty
            let cells =
                hasDecimalCommas && isNumeric ? self.cells.map { $0.map { $0.map(Self.withPoint) } } : self.cells
            do {
                return try RatingTable(coders: coders, units: units, cells: cells, level: level, order: order)
            } catch { throw CommandFault("\(file): \(error)") }
        }

        private static func withPoint(_ text: String) -> String {
            text.wholeMatch(of: /[+-]?\d+,\d+/) == nil ? text : text.replacing(",", with: ".")
        }
    }

    /// - Parameters:
    ///   - data: what the file at the path holds.
    ///   - missing: cells that mean that there is no rating.
    init(_ data: Data, _ path: String, missing: [String]) throws {
        if data.starts(with: "PK".utf8), recognisedType(of: data) != .xlsx {
            self = .codings(try Self.material(ofProject: data, path))
            return
        }
        let table = try TableFile(data, named: path)
        for note in table.notes { CommandEnd.standardError(note) }
        let rows = table.rows
        guard let header = rows.first else { throw CommandFault("\(path) is empty. Its first line names the coders.") }
        for row in rows.dropFirst() where row.fields.count != header.fields.count {
            throw CommandFault(
                "\(path), line \(row.line): the row has \(row.fields.count) cells and the header "
                    + "\(header.fields.count). Give every row as many cells as the header.")
        }
        let names = header.fields.map { $0.trimmingCharacters(in: .whitespaces) }
        if Set(["document", "code", "coder", "start", "end", "documentLength"]).isSubset(of: names) {
            self = .codings(try Self.material(ofTable: Array(rows.dropFirst()), names, path))
        } else {
            self = .ratings(
                try Self.ratings(
                    Array(rows.dropFirst()), names, path, Set(missing), hasDecimalCommas: table.hasDecimalCommas))
        }
    }

    private static func ratings(
        _ rows: [CSVRow], _ names: [String], _ path: String, _ missing: Set<String>, hasDecimalCommas: Bool
    ) throws -> RatingCells {
        guard names.count >= 3 else {
            throw CommandFault(
                "\(path) has \(names.count) columns. It needs one that names the units and one for each of two coders.")
        }
        for row in rows where row.fields[0].trimmingCharacters(in: .whitespaces).isEmpty {
            throw CommandFault("\(path), line \(row.line): the unit has no name. Write one into the first column.")
        }
        return RatingCells(
            file: path, coders: Array(names.dropFirst()),
            units: rows.map { $0.fields[0].trimmingCharacters(in: .whitespaces) },
            cells: rows.map { row in
                row.fields.dropFirst().map { cell in
                    let cell = cell.trimmingCharacters(in: .whitespaces)
                    return cell.isEmpty || missing.contains(cell) ? nil : cell
                }
            }, hasDecimalCommas: hasDecimalCommas)
    }

    private static func material(ofTable rows: [CSVRow], _ names: [String], _ path: String) throws -> CodedMaterial {
        func column(_ name: String) -> Int { names.firstIndex(of: name) ?? 0 }
        let (document, code, coder) = (column("document"), column("code"), column("coder"))
        var (lengths, order, coders, passages): ([String: Int], [String], [String], [CodedPassage]) = ([:], [], [], [])
        func number(_ row: CSVRow, _ name: String) throws -> Int? {
            let text = row.fields[column(name)].trimmingCharacters(in: .whitespaces)
            if text.isEmpty { return nil }
            guard let number = Int(text) else {
                throw CommandFault("\(path), line \(row.line), column \(name): “\(text)” is no whole number.")
            }
            return number
        }
        for row in rows {
            let name = row.fields[document]
            guard let length = try number(row, "documentLength"), length >= 0 else {
                throw CommandFault("\(path), line \(row.line): the row does not say how long the document is.")
            }
            if let known = lengths.updateValue(length, forKey: name) {
                guard known == length else {
                    throw CommandFault(
                        "\(path), line \(row.line): \(name) had \(known) characters further up, not \(length).")
                }
            } else {
                order.append(name)
            }
            if !coders.contains(row.fields[coder]) { coders.append(row.fields[coder]) }
            // A code of the whole document has no place.
            let (start, end) = (try number(row, "start") ?? 0, try number(row, "end") ?? length)
            passages.append(
                CodedPassage(document: name, coder: row.fields[coder], code: row.fields[code], start: start, end: end))
        }
        do {
            return try CodedMaterial(
                documents: order.map { CodedDocument(name: $0, length: lengths[$0] ?? 0) }, coders: coders,
                passages: passages)
        } catch { throw CommandFault("\(path): \(error)") }
    }

    private static func material(ofProject data: Data, _ path: String) throws -> CodedMaterial {
        let reading: REFIReading<REFIPackage>
        do { reading = try REFIReader.project(from: data, files: .texts) } catch let error as REFIError {
            throw CommandFault("\(path): \(REFISentences.text(error))")
        }
        let project = reading.value.project
        let documents = REFITables.documents(of: project).map { document in
            CodedDocument(name: document.name, length: document.length, segments: document.paragraphs)
        }
        let readable = Set(documents.map(\.name))
        var (passages, coders): ([CodedPassage], [String]) = ([], [])
        for coding in REFITables.codings(of: project) where !coding.coder.isEmpty {
            if !coders.contains(coding.coder) { coders.append(coding.coder) }
            // A code of the whole document has no place.
            let (start, end) = (coding.start ?? 0, coding.end ?? coding.length)
            guard readable.contains(coding.source), end <= coding.length else { continue }
            passages.append(
                CodedPassage(document: coding.source, coder: coding.coder, code: coding.code, start: start, end: end))
        }
        let lost = reading.notices.counts[.lost, default: 0]
        if lost > 0 {
            CommandEnd.standardError(
                "\(lost) things in \(path) could not be read: innocities exchange check says which.")
        }
        do { return try CodedMaterial(documents: documents, coders: coders.sorted(), passages: passages) } catch {
            throw CommandFault("\(path): \(error)")
        }
    }
}
