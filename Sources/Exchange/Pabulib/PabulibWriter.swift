public import Foundation

/// Writes .pb files that `PabulibReader` and other tools read.
public enum PabulibWriter {
    /// The document as UTF-8 with LF. `target` is written under its name of today, `beneficiaries`. O(n).
    public static func data(_ document: PabulibDocument) -> Data {
        var output: [UInt8] = []
        func write(_ fields: [String]) {
            output += fields.map(quoted).joined(separator: ";").utf8
            output.append(0x0A)
        }
        write(["META"])
        write(["key", "value"])
        for field in document.meta { write([field.name, field.value]) }
        write(["PROJECTS"])
        write(document.projectColumns.map { $0 == "target" ? "beneficiaries" : $0 })
        for project in document.projects { write(project.values) }
        write(["VOTES"])
        write(document.voteColumns)
        for voter in 0..<document.votes.count {
            write(voter < document.votes.rows.count ? document.votes.rows[voter] : [])
        }
        return Data(output)
    }

    /// A field as it stands in a line: in quotes when it holds a semicolon, a quote or a line break.
    static func quoted(_ text: String) -> String {
        let needsQuotes = text.utf8.contains { $0 == 0x3B || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
        return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    }
}
