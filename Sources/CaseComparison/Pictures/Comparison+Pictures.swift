extension Comparison {
    private static let lineHeight = 24.0
    /// Positive, negative, contradictory and too rare rows: told apart by letters too, not by colour alone.
    private static let fills: [TruthTable.Output: String] = [
        .positive: "#9ecae1", .negative: "#f0f0f0", .contradiction: "#fdd0a2", .remainder: "#ffffff",
    ]

    /// The rows with their cases: filled squares for presence, and the output.
    public func truthTablePicture(_ words: PictureWords) -> Picture {
        let columns = study.conditions.count
        let rowTable = table.rows.map { row in
            [String(row.number)] + row.levels.enumerated().map { level($1, of: $0) }
                + [
                    row.output.rawValue, String(row.cases.count), row.inclusion.figure, row.pri.figure,
                    row.cases.map { study.cases[$0] }.joined(separator: ", "),
                ]
        }
        let longest = rowTable.map { $0.last?.count ?? 0 }.max() ?? 0
        // Wide enough for the longest name of a condition.
        let side = max(34, 12 + 9 * Double(study.conditions.map(\.name.count).max() ?? 0))
        // Output, number of cases, inclusion and PRI, each as wide as its word.
        let widths = zip(words.heading.suffix(5), [40.0, 40, 60, 70]).map { max($0.drawnWidth, $1) }
        let centres = widths.indices.map { widths[..<$0].reduce(widths[$0] / 2, +) }
        let named = widths.reduce(5, +)
        let width = max(80 + Double(columns) * side + named + 35 + Double(longest) * 7.5, words.title.drawnWidth)
        var svg = SVGDocument(width: width, height: 60 + Double(rowTable.count + 1) * Self.lineHeight, words)
        svg.text(words.title, 10, 22, isBold: true)
        let top = 48.0
        for (index, condition) in study.conditions.enumerated() {
            svg.text(condition.name, 70 + (Double(index) + 0.5) * side, top, .middle)
        }
        let right = 80 + Double(columns) * side
        for (offset, text) in zip(centres, rowTable.isEmpty ? [] : Array(words.heading.suffix(5))) {
            svg.text(text, right + offset, top, .middle)
        }
        for (place, row) in table.rows.enumerated() {
            let y = top + 8 + Double(place) * Self.lineHeight
            svg.text(String(row.number), 60, y + 16, .end)
            for (index, level) in row.levels.enumerated() {
                let x = 70 + Double(index) * side
                svg.rectangle(x + side / 2 - 13, y, 26, 20, level > 0 ? "#555" : "#fff")
                if level > 1 || study.conditions[index].kind == .multiValue {
                    svg.rectangle(x + side / 2 - 13, y, 26, 20, "#ddd")
                    svg.text(self.level(level, of: index), x + side / 2, y + 15, .middle)
                }
            }
            svg.rectangle(right + (centres.first ?? 0) - 14, y, 28, 20, Self.fills[row.output] ?? "#fff")
            for (offset, text) in zip(centres, rowTable[place].suffix(5)) {
                svg.text(text, right + offset, y + 15, .middle)
            }
            svg.text(rowTable[place].last ?? "", right + named, y + 15)
        }
        return Picture(name: "truth-table", svg: svg.text, table: [words.heading] + rowTable)
    }

    private func level(_ level: Int, of condition: Int) -> String {
        level == study.conditions[condition].levels ? "–" : String(level)
    }

    /// How consistent each term is and how much it covers, alone and at all, as bars.
    public func fitPicture(of model: Solution.Model, _ words: PictureWords) -> Picture {
        var rows = model.terms.map { term in
            (study.expression(of: term.term), term.fit, term.uniqueCoverage, term.cases)
        }
        if model.terms.count > 1 {
            rows.append((study.expression(of: model.terms.map(\.term)), model.fit, nil, []))
        }
        let label = Double(rows.map(\.0.count).max() ?? 0) * 8 + 30
        var svg = SVGDocument(
            width: max(label + 420, words.title.drawnWidth), height: 70 + Double(rows.count) * 46, words)
        svg.text(words.title, 10, 22, isBold: true)
        for tick in [0.0, 0.25, 0.5, 0.75, 1] {
            svg.line(label + tick * 300, 40, label + tick * 300, 46 + Double(rows.count) * 46, isDashed: true)
            svg.text(tick.written, label + tick * 300, 62 + Double(rows.count) * 46, .middle)
        }
        for (place, row) in rows.enumerated() {
            let y = 44 + Double(place) * 46
            svg.text(row.0, label - 10, y + 22, .end)
            svg.rectangle(label, y + 2, 300 * (row.1.consistency ?? 0), 16, "#9ecae1")
            svg.text(row.1.consistency.figure, label + 306, y + 15)
            svg.rectangle(label, y + 20, 300 * (row.1.coverage ?? 0), 16, "#c7e9c0")
            svg.rectangle(label, y + 20, 300 * max(0, row.2 ?? 0), 16, "#41ab5d")
            svg.text(row.1.coverage.figure, label + 306, y + 33)
        }
        let table = rows.map { row in
            [
                row.0, row.1.consistency.figure, row.1.pri.figure, row.1.coverage.figure, row.2.figure,
                row.3.map { study.cases[$0] }.joined(separator: ", "),
            ]
        }
        return Picture(name: "fit", svg: svg.text, table: [words.heading] + table)
    }

    /// Each case by its membership in the formula (across) and in the outcome (up). Points above the diagonal agree
    /// with the formula being enough; filled dots below it do not.
    public func scatterPicture(of terms: [Term], _ words: PictureWords) -> Picture {
        let x = study.memberships(of: terms)
        let y = study.outcomeMemberships
        let (left, top, size) = (60.0, 50.0, 400.0)
        let longest = words.heading.map(\.drawnWidth).max() ?? 0
        var svg = SVGDocument(width: max(640, words.title.drawnWidth, left + size / 2 + longest), height: 520, words)
        svg.text(words.title, 10, 22, isBold: true)
        svg.line(left, top, left, top + size)
        svg.line(left, top + size, left + size, top + size)
        svg.line(left, top + size, left + size, top)
        svg.line(left + size / 2, top, left + size / 2, top + size, isDashed: true)
        svg.line(left, top + size / 2, left + size, top + size / 2, isDashed: true)
        for tick in [0.0, 0.5, 1] {
            svg.text(tick.written, left + tick * size, top + size + 20, .middle)
            svg.text(tick.written, left - 10, top + (1 - tick) * size + 4, .end)
        }
        let axes = Array(words.heading.dropFirst().prefix(2))
        svg.text(axes.first ?? "", left, top + size + 42)
        svg.text(axes.last ?? "", left - 50, top - 10)
        var taken: [String: Int] = [:]
        for index in study.cases.indices {
            let (across, up) = (left + x[index] * size, top + (1 - y[index]) * size)
            let isDeviant = x[index] > 0.5 && y[index] < 0.5
            svg.dot(
                across, up, isDeviant ? "#de2d26" : x[index] > 0.5 ? "#3182bd" : "#fff",
                "\(study.cases[index]): \(x[index].written), \(y[index].written)")
            // Names at one place stand below each other.
            let place = "\(Int(across / 40))/\(Int(up / 14))"
            let line = Double(taken[place, default: 0])
            taken[place, default: 0] += 1
            svg.text(study.cases[index], across + 9, up + 4 + line * 13)
        }
        let table = study.cases.indices.map { [study.cases[$0], x[$0].figure, y[$0].figure] }
        return Picture(name: "cases", svg: svg.text, table: [words.heading] + table)
    }
}
