extension Study.Outcome {
    /// Reads `Y`, `~Y`, `Y[2]`.
    /// - Throws: `CaseTableError` when the table has no such column.
    public init(_ text: String, in table: CaseTable) throws(CaseTableError) {
        var name = Substring(text).trimmed
        let isNegated = name.first == "~"
        if isNegated { name = name.dropFirst().trimmed }
        var level: Int?
        if let last = name.last, last == "]" || last == "}", let open = name.lastIndex(where: { "[{".contains($0) }) {
            let inside = name[name.index(after: open)...].dropLast()
            guard let number = Int(inside), number >= 0 else {
                throw .unreadableExpression(text, reason: .unexpected(String(inside)))
            }
            level = number
            name = name[..<open].trimmed
        }
        let column = try table.column(String(name))
        guard !Expression.holdsOperator(column.name) else { throw .nameWithOperator(column: column.name) }
        self.init(column: column.name, level: level, isNegated: isNegated)
    }
}

extension Study {
    /// The cases without an empty cell in the columns that are used.
    static func complete(
        _ table: CaseTable, columns: [String], _ incomplete: Incomplete, _ notices: inout [Notice]
    ) throws(CaseTableError) -> [Int] {
        var empty: [CaseTableError.Place] = []
        var kept: [Int] = []
        for index in table.cases.indices {
            var missing: [CaseTableError.Place] = []
            for name in columns where try table.column(name).cells[index] == .missing {
                missing.append(table.place(index, name))
            }
            if missing.isEmpty { kept.append(index) }
            empty += missing
        }
        guard !empty.isEmpty else { return kept }
        guard incomplete == .leaveOut else { throw .missing(empty) }
        guard !kept.isEmpty else { throw .everyCaseLeftOut }
        notices.append(.leftOut(empty))
        return kept
    }

    /// A condition and its values, its kind taken from the values.
    static func read(_ name: String, of table: CaseTable, cases: [Int]) throws(CaseTableError) -> (Condition, [Double])
    {
        let cells = try table.column(name).cells
        var values: [Double] = []
        for index in cases {
            switch cells[index] {
            case .number(let number): values.append(number)
            case .text("-"): values.append(notApplicable)
            case .text(let text): throw .notANumber(table.place(index, name), text: text)
            case .missing: throw .missing([table.place(index, name)])
            }
        }
        let hasLevels = values.contains { $0 > 1 }
        var isCrisp = true
        for (value, index) in zip(values, cases) where value != notApplicable || cells[index] != .text("-") {
            let isWhole = value == value.rounded()
            guard value >= 0, value <= 1 || isWhole, !hasLevels || isWhole else {
                throw .outsideRange(table.place(index, name), value: value)
            }
            guard value < Double(mostLevels) else { throw .tooManyLevels(column: name, limit: mostLevels) }
            isCrisp = isCrisp && isWhole
        }
        // A fuzzy condition that does not apply to a case has no membership there, so it is refused like other text.
        let isInapplicable = values.contains(notApplicable)
        if isInapplicable, !isCrisp, let place = zip(values, cases).first(where: { $0.0 == notApplicable }) {
            throw .notANumber(table.place(place.1, name), text: "-")
        }
        let highest = Int(values.max() ?? 1)
        let condition = Condition(
            name: name, kind: hasLevels ? .multiValue : isCrisp ? .crisp : .fuzzy, levels: max(2, highest + 1),
            isSometimesInapplicable: isInapplicable, isConstant: Set(values).count == 1)
        return (condition, values)
    }

    static func memberships(
        of outcome: Outcome, in table: CaseTable, cases: [Int]
    ) throws(CaseTableError) -> [Double] {
        let cells = try table.column(outcome.column).cells
        var memberships: [Double] = []
        for index in cases {
            let place = table.place(index, outcome.column)
            switch cells[index] {
            case .number(let number):
                guard outcome.level != nil ? number == number.rounded() && number >= 0 : (0...1).contains(number) else {
                    throw .outsideRange(place, value: number)
                }
                let membership = outcome.level.map { Double($0) == number ? 1.0 : 0 } ?? number
                memberships.append(outcome.isNegated ? 1 - membership : membership)
            case .text(let text): throw .notANumber(place, text: text)
            case .missing: throw .missing([place])
            }
        }
        return memberships
    }
}

extension Substring {
    /// Without spaces and tabs at both ends.
    var trimmed: Substring {
        var result = drop { $0 == " " || $0 == "\t" }
        while let last = result.last, last == " " || last == "\t" { result.removeLast() }
        return result
    }
}
