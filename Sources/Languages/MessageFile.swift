/// The entries of a gettext PO file, read strictly: what msgfmt would only warn of is an error here.
///
/// Comments are passed over, but for the flag "fuzzy", which is refused: a doubtful translation is not shown.
struct MessageFile: Sendable {
    /// One message with its translations.
    struct Entry: Sendable, Hashable {
        var context: String?
        var id: String?
        var pluralID: String?
        var translations: [String] = []
        /// Where its first keyword stands.
        var line = 0
    }

    let name: String
    let entries: [Entry]

    /// Reads a file's text; linear in its length.
    init(_ text: String, name: String) throws(CatalogueError) {
        var reader = MessageFileReader(name: name)
        var line = 0
        for bytes in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            line += 1
            try reader.read(bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes, line: line)
        }
        entries = try reader.finished(line: line)
        self.name = name
    }

    /// The fields of the entry with the empty id.
    var header: [String: String] {
        guard let header = entries.first, header.id == "", let text = header.translations.first else { return [:] }
        var fields: [String: String] = [:]
        for line in text.split(separator: "\n") {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            fields[line[..<colon].lowercased()] = String(value)
        }
        return fields
    }
}
