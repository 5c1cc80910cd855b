import Exchange
import Foundation
import Platform

/// The rows of a file as lines of facts, each with its number, or with what is wrong with it.
enum ImportRows {
    /// A row as it stands, and what it says.
    struct Line {
        let raw: JSONObject
        let content: Result<JSONObject, InputFaults>
    }

    /// - Throws: `ImportFault` when the file as a whole cannot be read.
    static func read(_ file: ImportFile, remarks: inout [ImportReport.Remark]) throws -> [Line] {
        let columns = file.action.columns
        guard let table = try ImportTable(file.data) else {
            return try json(file.data).map { Line(raw: $0, content: .success($0)) }
        }
        remarks += table.remarks
        let mapping = file.mapping ?? ImportMapping(guessing: table.header, for: columns)
        let left = table.header.filter { (mapping.members[$0] ?? "").isEmpty }
        if !left.isEmpty { remarks.append(.init("Columns left out", "\(list: left)")) }
        return table.rows.map { row in
            let content = row.flatMap { mapping.line($0, for: columns) }
            var raw = JSONObject()
            for (name, cell) in (try? row.get()) ?? [:] { raw[name] = .string(cell) }
            return Line(raw: raw, content: content)
        }
    }

    /// Whether a text is JSON rather than a table: its first sign opens an object or an array.
    static func isJSON(_ data: Data) -> Bool {
        let first = data.prefix(4096).first { !" \t\r\n\u{FEFF}".utf8.contains($0) }
        return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    }

    /// One object a line, an array of objects, or an answer of the API with its `items`.
    private static func json(_ data: Data) throws -> [JSONObject] {
        let text = String(decoding: data, as: UTF8.self)
        let start = text.first { !$0.isWhitespace }
        if start == "{", let lines = try lines(text) { return lines }
        var limits = JSONLimits()
        limits.bytes = max(limits.bytes, data.count)
        limits.values = max(limits.values, data.count)
        let whole: JSONValue
        do { whole = try JSONValue(parsing: data, limits: limits) } catch {
            throw ImportFault.unreadable("\(error)")
        }
        guard let elements = whole.array ?? whole["items"]?.array else { throw ImportFault.notRows }
        return try elements.map { element in
            guard let object = element.object else { throw ImportFault.notRows }
            return object
        }
    }

    /// Nil when the first line alone is no object, so that the text is one document over several lines.
    private static func lines(_ text: String) throws -> [JSONObject]? {
        var rows: [JSONObject] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.allSatisfy(\.isWhitespace) { continue }
            guard let row = try? JSONValue(parsing: String(line)).object else {
                if rows.isEmpty { return nil }
                throw ImportFault.malformedLine(index + 1)
            }
            if rows.isEmpty, row["items"]?.array != nil { return nil }
            rows.append(row)
        }
        return rows
    }
}
