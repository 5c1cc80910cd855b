import Exchange
import Foundation

/// The rows of a file of JSON: one object a line, an array of objects, or an answer of the API with its `items`.
enum ImportRows {
    /// - Throws: `ImportFault`, `JSONError`.
    static func read(_ data: Data) throws -> [JSONObject] {
        let text = String(decoding: data, as: UTF8.self)
        let start = text.first { !$0.isWhitespace }
        if start == "{", let lines = try lines(text) { return lines }
        var limits = JSONLimits()
        limits.bytes = max(limits.bytes, data.count)
        limits.values = max(limits.values, data.count)
        let whole = try JSONValue(parsing: data, limits: limits)
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
