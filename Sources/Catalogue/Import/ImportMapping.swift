import Exchange
public import Languages
import Platform

/// What the columns of a table of entries mean: the member of a line for each column that is taken.
public struct ImportMapping: Sendable, Hashable, Codable {
    /// A member by the name of its column; `title.pl` is the member `title` in Polish. Columns that are not there, or
    /// stand with an empty member, are left out.
    public var members: [String: String]
    /// The language of texts whose row and column name none.
    public var language: Language

    public init(_ members: [String: String] = [:], language: Language = .en) {
        self.members = members
        self.language = language
    }

    /// The mapping that a header suggests: columns named as a member is, or as exports and the API name it.
    public init(guessing header: [String], for columns: [ImportColumn], language: Language = .en) {
        var members: [String: String] = [:]
        for name in header {
            let (stem, tag) = Self.parts(name)
            guard
                let column = columns.first(where: { $0.name == stem })
                    ?? columns.first(where: { $0.otherNames.contains(stem) })
            else { continue }
            let suffix = column.shape.isWords ? tag.map { ".\($0.rawValue)" } ?? "" : ""
            let member = column.name + suffix
            if !members.values.contains(member) { members[name] = member }
        }
        self.init(members, language: language)
    }

    /// What is wrong with the mapping as a whole: a required member has no column, or two columns are one member.
    public func faults(for columns: [ImportColumn]) -> [Message] {
        let taken = members.values.filter { !$0.isEmpty }
        let stems = Set(taken.map { Self.parts($0).stem })
        var faults: [Message] = columns.filter { $0.isRequired && !stems.contains($0.name) }.map {
            "No column is said to be this, which every row needs: \($0.label)"
        }
        if Set(taken).count < taken.count {
            faults.append("Two columns cannot mean the same. Please leave one of them out.")
        }
        return faults
    }

    /// The line of facts that a row of the table says, or its faults by the names of the table's columns.
    func line(_ row: [String: String], for columns: [ImportColumn]) -> Result<JSONObject, InputFaults> {
        let own = members.first { $0.value == "language" }.flatMap { row[$0.key] }.flatMap { Language(tag: $0) }
        var faults = InputFaults()
        var line = JSONObject()
        for column in columns {
            for (header, member) in members.sorted(by: { $0.key < $1.key }) {
                let (stem, tag) = Self.parts(member)
                let cell = (row[header] ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
                guard stem == column.name, !cell.isEmpty else { continue }
                do {
                    let value = try column.value(cell, in: tag ?? own ?? language)
                    line[stem] = line[stem].flatMap { Self.joined($0, value) } ?? value
                } catch {
                    faults.fields[header] = error.message
                }
            }
        }
        guard faults.isEmpty else { return .failure(faults) }
        if line["language"] == nil, columns.contains(where: { $0.name == "language" }) {
            line["language"] = .string(language.rawValue)
        }
        return .success(line)
    }

    /// The column and the language that a member such as `title.pl` means; nil for one without a language.
    public static func translated(_ member: String, of columns: [ImportColumn]) -> (ImportColumn, Language)? {
        let (stem, language) = parts(member)
        guard let language, let column = columns.first(where: { $0.name == stem }) else { return nil }
        return (column, language)
    }

    /// What the table calls the members of lines and of the documents that lines become.
    func headers(for columns: [ImportColumn]) -> [String: String] {
        var headers: [String: String] = [:]
        for (header, member) in members {
            let stem = Self.parts(member).stem
            let others = columns.first { $0.name == stem }?.otherNames ?? []
            for name in [stem] + others { headers[name] = header }
        }
        return headers
    }

    /// Two languages of one text together.
    private static func joined(_ first: JSONValue, _ second: JSONValue) -> JSONValue? {
        guard var both = first.object, let more = second.object else { return nil }
        for (name, value) in more { both[name] = value }
        return .object(both)
    }

    private static func parts(_ name: String) -> (stem: String, language: Language?) {
        guard let dot = name.lastIndex(of: "."), let language = Language(tag: String(name[name.index(after: dot)...]))
        else { return (name, nil) }
        return (String(name[..<dot]), language)
    }
}
