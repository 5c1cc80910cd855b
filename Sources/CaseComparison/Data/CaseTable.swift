/// A table of cases as a file holds it: a name for each case, and columns of cells that nobody has interpreted yet.
///
/// Whether a column is a crisp set, a fuzzy set or has several values is decided when an analysis uses it
/// (`Study`), so a table may carry notes, regions and raw figures beside the memberships.
public struct CaseTable: Sendable, Hashable {
    /// One cell.
    public enum Cell: Sendable, Hashable {
        case number(Double)
        /// Empty, `NA` or `NaN`. Never imputed.
        case missing
        /// Anything else that is no number; `-` stands for "does not apply" in a condition of temporal comparison.
        case text(String)

        /// Reads a cell as spreadsheets and R write it.
        public init(_ text: String) {
            let trimmed = text.drop { $0 == " " || $0 == "\t" }
            let word = String(trimmed.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
            if word.isEmpty || ["NA", "NaN", "nan", "N/A"].contains(word) {
                self = .missing
            } else if let number = Double(word), number.isFinite {
                self = .number(number)
            } else {
                // Spreadsheet-safe CSV has an apostrophe before a dash.
                self = .text(word == "'-" ? "-" : word)
            }
        }
    }

    /// A column with its heading.
    public struct Column: Sendable, Hashable {
        public let name: String
        public let cells: [Cell]

        public init(name: String, cells: [Cell]) {
            self.name = name
            self.cells = cells
        }
    }

    /// The names of the cases, each once.
    public let cases: [String]
    /// For each case the line of the file it stands on, for messages.
    public let lines: [Int]
    public let columns: [Column]

    /// A table from values that are at hand.
    ///
    /// - Parameter lines: Where each case stands; counted from 2, as below a heading, when left out.
    /// - Throws: `CaseTableError` when there is no case, a name occurs twice, or a column has another length.
    public init(cases: [String], columns: [Column], lines: [Int]? = nil) throws(CaseTableError) {
        self.cases = cases
        self.lines = lines ?? Array(2..<(cases.count + 2))
        self.columns = columns
        guard !cases.isEmpty else { throw .noCases }
        for column in columns where column.cells.count != cases.count {
            throw .unevenColumn(column: column.name, cells: column.cells.count, cases: cases.count)
        }
        var seen: [String: Int] = [:]
        for (name, line) in zip(cases, self.lines) {
            if let first = seen.updateValue(line, forKey: name) {
                throw .duplicateCase(name: name, lines: [first, line])
            }
        }
        var names: Set<String> = []
        for column in columns where !names.insert(column.name).inserted {
            throw .duplicateColumn(name: column.name)
        }
    }

    /// A table from the rows of a file.
    ///
    /// - Parameters:
    ///   - heading: The names of the columns.
    ///   - rows: The rows below the heading, with the line on which each begins.
    ///   - caseColumn: The column with the names of the cases. When left out it is the first column if that has no
    ///     heading, is called `case`, `cases`, `name`, `place` or `id`, or holds something other than numbers; else the
    ///     cases are numbered from 1.
    /// - Throws: `CaseTableError` naming line and column.
    public init(
        heading: [String], rows: [(line: Int, fields: [String])], caseColumn: String? = nil
    ) throws(CaseTableError) {
        guard !rows.isEmpty else { throw .noCases }
        for row in rows where row.fields.count != heading.count {
            throw .fieldCount(line: row.line, found: row.fields.count, expected: heading.count)
        }
        var columns = heading.enumerated().map { index, name in
            Column(name: name, cells: rows.map { Cell($0.fields[index]) })
        }
        let position = try Self.position(of: caseColumn, in: columns)
        var names = (1...rows.count).map(String.init)
        if let position {
            names = rows.map { $0.fields[position] }
            if let empty = names.firstIndex(where: { $0.allSatisfy(\.isWhitespace) }) {
                throw .namelessCase(line: rows[empty].line, column: heading[position])
            }
            columns.remove(at: position)
        }
        try self.init(cases: names, columns: columns, lines: rows.map(\.line))
    }

    private static func position(of caseColumn: String?, in columns: [Column]) throws(CaseTableError) -> Int? {
        if let caseColumn {
            guard let position = columns.firstIndex(where: { $0.name == caseColumn }) else {
                throw .unknownColumn(name: caseColumn, known: columns.map(\.name))
            }
            return position
        }
        guard let first = columns.first else { return nil }
        let usual: Set = ["", "case", "cases", "name", "place", "id"]
        let holdsNumbers = first.cells.allSatisfy { if case .text = $0 { false } else { true } }
        return usual.contains(first.name.lowercased()) || !holdsNumbers ? 0 : nil
    }

    /// The column of that name.
    /// - Throws: `CaseTableError.unknownColumn`.
    public func column(_ name: String) throws(CaseTableError) -> Column {
        guard let column = columns.first(where: { $0.name == name }) else {
            throw .unknownColumn(name: name, known: columns.map(\.name))
        }
        return column
    }

    /// The same table with one column put in place of the one of that name, or added at the end.
    public func replacing(_ column: Column) throws(CaseTableError) -> CaseTable {
        var columns = columns
        if let position = columns.firstIndex(where: { $0.name == column.name }) {
            columns[position] = column
        } else {
            columns.append(column)
        }
        return try CaseTable(cases: cases, columns: columns, lines: lines)
    }

    /// The numbers of a column.
    /// - Throws: `CaseTableError` naming the line of the first cell without one.
    public func numbers(of name: String) throws(CaseTableError) -> [Double] {
        var numbers: [Double] = []
        let missing = try column(name).cells.enumerated().filter { $0.element == .missing }.map {
            place($0.offset, name)
        }
        guard missing.isEmpty else { throw .missing(missing) }
        for (index, cell) in try column(name).cells.enumerated() {
            switch cell {
            case .number(let number): numbers.append(number)
            case .missing: break
            case .text(let text): throw .notANumber(place(index, name), text: text)
            }
        }
        return numbers
    }

    func place(_ index: Int, _ column: String) -> CaseTableError.Place {
        CaseTableError.Place(line: lines[index], name: cases[index], column: column)
    }
}
