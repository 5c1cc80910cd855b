import Exchange
public import Foundation
import Languages
import Platform

/// A table with a header, from a CSV or a spreadsheet.
public struct ImportTable: Sendable {
    /// A row by the names of its columns, or why it fits no header.
    typealias Row = Result<[String: String], InputFaults>

    public let header: [String]
    let rows: [Row]
    /// What was noticed in the file.
    let remarks: [ImportReport.Remark]

    /// Nil for a file of JSON, which has no columns.
    /// - Throws: `ImportFault` when it can be read as neither.
    public init?(_ data: Data) throws {
        switch recognisedType(of: data) {
        case .xlsx: try self.init(workbook: data)
        case .text where !ImportRows.isJSON(data): try self.init(csv: data)
        case .text, .json: return nil
        default: throw ImportFault.notRows
        }
    }

    /// The values of a column in the first rows that have one, to know it by.
    public func examples(of column: String, limit: Int = 3) -> [String] {
        let cells = rows.lazy.compactMap { row -> String? in
            guard case .success(let record) = row, let cell = record[column], !cell.isEmpty else { return nil }
            return cell
        }
        return Array(cells.prefix(limit))
    }

    private init(csv data: Data) throws {
        let guess = CSVGuess(sample: data.prefix(64 * 1024))
        var reader = CSVRecordReader(
            CSVReader(delimiter: guess.delimiter, encoding: guess.encoding.encoding, apostrophes: .removed))
        var rows: [Row] = []
        do {
            let take: (Result<CSVRecord, CSVError>) -> Void = { record in
                rows.append(record.map(\.values).mapError { _ in Self.misfit })
            }
            try reader.read(data, each: take)
            try reader.finish(each: take)
        } catch let error as CSVError {
            throw ImportFault.unreadable(error.description)
        } catch let refusal as CSVHeader.Refusal {
            throw ImportFault.unreadable("the header: \(refusal.faults)")
        }
        guard let header = reader.header else { throw ImportFault.notRows }
        self.header = header.names
        self.rows = rows
        remarks = [
            .init(
                "Encoding",
                "\(guess.encoding.encoding.rawValue) (guessed, confidence \(percent: guess.encoding.confidence))"),
            .init(
                "Delimiter", "\(guess.delimiter.rawValue) (guessed, confidence \(percent: guess.delimiterConfidence))"),
        ]
    }

    private init(workbook data: Data) throws {
        var table: [[String]] = []
        do { table = try XLSXReader(data).rows().map { $0.cells.map(\.shown) } } catch {
            throw ImportFault.unreadable("\(error)")
        }
        guard let first = table.first, let header = try? CSVHeader(CSVRow(line: 1, fields: first)) else {
            throw ImportFault.notRows
        }
        self.header = header.names
        // A sheet does not store the empty cells at a row's end.
        rows = table.dropFirst().filter { $0.contains { !$0.isEmpty } }.map { cells in
            guard cells.count <= header.names.count else { return .failure(Self.misfit) }
            return .success(Dictionary(zip(header.names, cells)) { first, _ in first })
        }
        remarks = []
    }

    private static let misfit = InputFaults(general: ["The row has more or fewer fields than the header."])
}
