/// Reads a PO file line by line.
struct MessageFileReader {
    private enum Field: Equatable { case context, id, pluralID, translation }

    private struct Key: Hashable {
        let context: String?
        let id: String
    }

    private let name: String
    private var entries: [MessageFile.Entry] = []
    private var entry = MessageFile.Entry()
    private var field: Field?
    private var seen: [Key: Int] = [:]

    init(name: String) {
        self.name = name
    }

    mutating func read(_ bytes: Substring.UTF8View, line: Int) throws(CatalogueError) {
        let content = bytes.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        switch content.first {
        case nil:
            return
        case UInt8(ascii: "#"):
            let comment = String(Substring(content))
            if comment.hasPrefix("#,"), comment.contains("fuzzy") {
                throw error(line, "fuzzy entry; settle the translation and remove the flag")
            }
        case UInt8(ascii: "\""):
            guard field != nil else { throw error(line, "text without a keyword before it") }
            append(try unquoted(content, line: line))
        default:
            try readKeyword(String(Substring(content)), line: line)
        }
    }

    mutating func finished(line: Int) throws(CatalogueError) -> [MessageFile.Entry] {
        try closeEntry(line: line)
        return entries
    }

    private mutating func readKeyword(_ content: String, line: Int) throws(CatalogueError) {
        guard let quote = content.utf8.firstIndex(of: UInt8(ascii: "\"")) else {
            throw error(line, "expected a keyword and a text in quotation marks")
        }
        var keyword = content[..<quote]
        while keyword.last == " " || keyword.last == "\t" { keyword.removeLast() }
        let text = try unquoted(content[quote...].utf8, line: line)
        switch keyword {
        case "msgctxt":
            try closeEntry(line: line)
            entry.context = ""
            try begin(.context, line: line)
        case "msgid":
            if field != .context { try closeEntry(line: line) }
            entry.id = ""
            try begin(.id, line: line)
        case "msgid_plural":
            guard field == .id else { throw error(line, "msgid_plural must follow msgid") }
            entry.pluralID = ""
            field = .pluralID
        case "msgstr":
            guard field == .id else { throw error(line, "msgstr must follow msgid") }
            entry.translations.append("")
            field = .translation
        case "msgstr[\(entry.translations.count)]":
            let follows = field == .pluralID || (field == .translation && entry.pluralID != nil)
            guard follows else { throw error(line, "\(keyword) must follow msgid_plural or the form before it") }
            entry.translations.append("")
            field = .translation
        default:
            throw error(line, "unknown or misplaced keyword: \(keyword.prefix(40))")
        }
        append(text)
    }

    private mutating func begin(_ field: Field, line: Int) throws(CatalogueError) {
        self.field = field
        if entry.line == 0 { entry.line = line }
    }

    private mutating func append(_ text: String) {
        switch field {
        case .context: entry.context?.append(text)
        case .id: entry.id?.append(text)
        case .pluralID: entry.pluralID?.append(text)
        case .translation: entry.translations[entry.translations.count - 1].append(text)
        case nil: break
        }
    }

    private mutating func closeEntry(line: Int) throws(CatalogueError) {
        guard let field else { return }
        guard let id = entry.id, field == .translation else { throw error(line, "the entry before has no msgstr") }
        if let earlier = seen.updateValue(entry.line, forKey: Key(context: entry.context, id: id)) {
            throw error(entry.line, "the same message as in line \(earlier)")
        }
        entries.append(entry)
        entry = MessageFile.Entry()
        self.field = nil
    }

    /// The text between the quotation marks, which must end the line.
    private func unquoted(_ bytes: Substring.UTF8View, line: Int) throws(CatalogueError) -> String {
        var result: [UInt8] = []
        var rest = bytes.dropFirst()
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "\""):
                guard rest.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }) else {
                    throw error(line, "something follows the closing quotation mark")
                }
                return String(decoding: result, as: UTF8.self)
            case UInt8(ascii: "\\"):
                result.append(try unescaped(rest.popFirst(), line: line))
            default:
                result.append(byte)
            }
        }
        throw error(line, "no closing quotation mark")
    }

    private func unescaped(_ byte: UInt8?, line: Int) throws(CatalogueError) -> UInt8 {
        switch byte {
        case UInt8(ascii: "n"): UInt8(ascii: "\n")
        case UInt8(ascii: "t"): UInt8(ascii: "\t")
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): byte ?? 0
        default: throw error(line, "only \\n, \\t, \\\" and \\\\ are understood after a backslash")
        }
    }

    private func error(_ line: Int, _ problem: String) -> CatalogueError {
        CatalogueError(file: name, line: line, problem: problem)
    }
}
