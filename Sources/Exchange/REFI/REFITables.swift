/// Tables of a project, for those who go on with a spreadsheet.
public enum REFITables {
    /// A code with its place in the tree.
    public struct Code: Sendable, Hashable {
        public let code: REFICode
        /// The names from the top of the tree down to the code itself.
        public let path: [String]
    }

    /// A passage with one code by one person.
    public struct Coding: Sendable, Hashable {
        public let source: String
        public let code: String
        public let coder: String
        /// In code points; nil when the whole source has the code.
        public let start: Int?
        public let end: Int?
        public let text: String
        /// The length of the source in code points.
        public let length: Int
        public let created: String
    }

    /// All codes, each after its parent. O(n).
    public static func codes(of project: REFIProject) -> [Code] { codes(project.codes, below: []) }

    private static func codes(_ codes: [REFICode], below path: [String]) -> [Code] {
        codes.flatMap { code in
            [Code(code: code, path: path + [code.name])] + self.codes(code.codes, below: path + [code.name])
        }
    }

    /// What codes and people are called in tables: two that share a name get a number.
    struct Names {
        let codes: [REFIIdentifier: String]
        let users: [REFIIdentifier: String]
        let sources: [REFIIdentifier: String]
        let cases: [String]

        init(_ project: REFIProject) {
            codes = Self.distinct(
                REFITables.codes(of: project).map { ($0.code.identifier, $0.path.joined(separator: " / ")) })
            users = Self.distinct(project.users.enumerated().map { ($1.identifier, $1.name ?? "Coder \($0 + 1)") })
            sources = Self.distinct(project.sources.enumerated().map { ($1.identifier, $1.name ?? "Source \($0 + 1)") })
            let named = Self.distinct(
                project.cases.enumerated().map { index, item in
                    (REFIIdentifier(high: 0, low: UInt64(index)), item.name ?? "Case \(index + 1)")
                })
            cases = project.cases.indices.map { named[REFIIdentifier(high: 0, low: UInt64($0))] ?? "" }
        }

        private static func distinct(_ names: [(REFIIdentifier, String)]) -> [REFIIdentifier: String] {
            var taken: Set<String> = []
            var result: [REFIIdentifier: String] = [:]
            for (identifier, name) in names where result[identifier] == nil {
                var (candidate, number) = (name, 2)
                while !taken.insert(candidate).inserted {
                    candidate = "\(name) (\(number))"
                    number += 1
                }
                result[identifier] = candidate
            }
            return result
        }
    }

    /// A text source by the name that tables give it.
    public struct Document: Sendable, Hashable {
        public let name: String
        /// In code points.
        public let length: Int
        /// Its lines that are not empty.
        public let paragraphs: [Range<Int>]
    }

    /// The texts that are there. O(n).
    public static func documents(of project: REFIProject) -> [Document] {
        let names = Names(project)
        var seen: Set<String> = []
        return project.sources.compactMap { source in
            guard case .text(let text) = source, let content = text.content,
                let name = names.sources[text.identifier], seen.insert(name).inserted
            else { return nil }
            var (paragraphs, start, place): ([Range<Int>], Int, Int) = ([], 0, 0)
            for scalar in content.unicodeScalars {
                if scalar == "\n" {
                    if place > start { paragraphs.append(start..<place) }
                    start = place + 1
                }
                place += 1
            }
            if place > start { paragraphs.append(start..<place) }
            return Document(name: name, length: place, paragraphs: paragraphs)
        }
    }

    /// The codings of text sources, in the order of the project. O(n).
    public static func codings(of project: REFIProject) -> [Coding] {
        let names = Names(project)
        return project.sources.flatMap { source -> [Coding] in
            guard case .text(let text) = source else { return [] }
            let scalars = Array((text.content ?? "").unicodeScalars)
            func row(_ coding: REFICoding, _ selection: REFITextSelection?) -> Coding {
                var passage = String.UnicodeScalarView()
                if let selection, selection.start >= 0, selection.start <= selection.end, selection.end <= scalars.count
                {
                    passage.append(contentsOf: scalars[selection.start..<selection.end])
                }
                let coder = coding.creator ?? selection?.edits.creator
                return Coding(
                    source: names.sources[text.identifier] ?? "",
                    code: names.codes[coding.code] ?? "\(coding.code)",
                    coder: coder.map { names.users[$0] ?? "\($0)" } ?? "", start: selection?.start,
                    end: selection?.end, text: String(passage), length: scalars.count, created: coding.created ?? "")
            }
            return text.selections.flatMap { selection in selection.codings.map { row($0, selection) } }
                + text.codings.map { row($0, nil) }
        }
    }

    /// Names of the columns of `codingRows`.
    public static let codingHeader = ["document", "code", "coder", "start", "end", "text", "documentLength", "created"]

    /// Codings as the rows of a table. Agreement between coders can be computed from it.
    public static func codingRows(of project: REFIProject) -> [[XLSXCell]] {
        codings(of: project).map { coding in
            [
                .text(coding.source), .text(coding.code), .text(coding.coder),
                coding.start.map { .number(Double($0)) } ?? .empty, coding.end.map { .number(Double($0)) } ?? .empty,
                .text(coding.text), .number(Double(coding.length)), .text(coding.created),
            ]
        }
    }

    /// How often each code is used in the sources of each case: codes in rows, cases in columns, and a column for
    /// sources that no case has. A passage counts once for each coder.
    public static func crosstab(of project: REFIProject) -> (header: [String], rows: [[XLSXCell]]) {
        let names = Names(project)
        var casesOf: [REFIIdentifier: [Int]] = [:]
        for (index, item) in project.cases.enumerated() {
            for source in Set(item.sources) { casesOf[source, default: []].append(index) }
        }
        var counts: [REFIIdentifier: [Int]] = [:]
        let none = project.cases.count
        for case .text(let text) in project.sources {
            let columns = casesOf[text.identifier] ?? [none]
            for coding in text.selections.flatMap(\.codings) + text.codings {
                for column in columns {
                    counts[coding.code, default: Array(repeating: 0, count: none + 1)][column] += 1
                }
            }
        }
        let rows = codes(of: project).map { entry -> [XLSXCell] in
            let row = counts[entry.code.identifier] ?? Array(repeating: 0, count: none + 1)
            return [.text(names.codes[entry.code.identifier] ?? "")] + row.map { .number(Double($0)) }
        }
        return (["code"] + names.cases + ["no case"], rows)
    }
}
