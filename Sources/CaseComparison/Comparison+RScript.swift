extension Comparison {
    /// A script that repeats the analysis with the R package QCA, for those who want to see for themselves.
    ///
    /// The data stand in the script as they were compared, after calibration. Numbers are written with all their
    /// digits.
    public var rScript: String {
        let options = options
        let thresholds = options.thresholds
        var lines = [
            "# Repeats this comparison with R: install.packages(\"QCA\"), then Rscript FILE.",
            "library(QCA)", "", "data <- data.frame(",
        ]
        for (index, condition) in study.conditions.enumerated() {
            lines.append("  \(Self.quoted(condition.name, "`")) = c(\(study.written(index).joined(separator: ", "))),")
        }
        let outcome = study.outcome
        // The outcome is compared as it is, so its absence or a level of it is a column of its own.
        var column = "OUTCOME"
        while study.conditions.contains(where: { $0.name == column }) { column += "_" }
        lines.append("  \(column) = c(\(study.outcomeMemberships.map { "\($0)" }.joined(separator: ", "))),")
        lines.append(
            "  row.names = c(\(study.cases.map { Self.quoted($0) }.joined(separator: ", "))), check.names = FALSE)")
        let cuts = [thresholds.inclusion] + (thresholds.secondInclusion.map { [$0] } ?? [])
        let conditions = study.conditions.map { Self.quoted($0.name) }.joined(separator: ", ")
        lines += [
            "", "# \(column) is \(Self.comment(outcome.expression)).",
            "conditions <- c(\(conditions))",
            "table <- truthTable(data, outcome = \"\(column)\", conditions = conditions, "
                + "incl.cut = c(\(cuts.map { "\($0)" }.joined(separator: ", "))), n.cut = \(thresholds.frequency), "
                + "pri.cut = \(thresholds.pri), complete = FALSE, show.cases = TRUE)", "print(table)", "",
            "# Necessity",
            "print(superSubset(data, outcome = \"\(column)\", conditions = conditions, incl.cut = "
                + "\(options.necessity.consistency), cov.cut = \(options.necessity.coverage), "
                + "ron.cut = \(options.necessity.relevance), relation = \"necessity\"))", "",
        ]
        let dominance = options.rowDominance ? ", row.dom = TRUE" : ""
        if options.solutions.contains(.complex) {
            lines += [
                "# Complex solution", "print(minimize(table, details = TRUE, show.cases = TRUE\(dominance)))", "",
            ]
        }
        let rows = Set(untenable.findings.flatMap { $0.combinations.rows ?? [] }).sorted()
        let exclude = rows.isEmpty ? "" : ", exclude = c(\(rows.map(String.init).joined(separator: ", ")))"
        if options.solutions.contains(.parsimonious) {
            lines += [
                "# Parsimonious solution",
                "print(minimize(table, include = \"?\", details = TRUE, show.cases = TRUE\(dominance)\(exclude)))", "",
            ]
        }
        if options.solutions.contains(.intermediate), !options.expectations.isEmpty {
            let expected = options.expectations.map { Self.quoted($0) }.joined(separator: ", ")
            lines += [
                "# Intermediate solution. Up to version 3.25.1, QCA forgets single expectations beside a conjunctural one.",
                "print(minimize(table, include = \"?\", dir.exp = c(\(expected)), details = TRUE, "
                    + "show.cases = TRUE\(dominance)\(exclude)))",
                "",
            ]
        }
        return lines.joined(separator: "\n")
    }

    private static func quoted(_ text: String, _ quote: Character = "\"") -> String {
        let escaped = text.flatMap { character -> [Character] in
            switch character {
            case quote, "\\": ["\\", character]
            case "\n", "\r", "\r\n": ["\\", "n"]
            default: [character]
            }
        }
        return "\(quote)\(String(escaped))\(quote)"
    }

    private static func comment(_ text: String) -> String { text.filter { !$0.isNewline } }
}

extension Study {
    /// The values of a condition as R reads them.
    fileprivate func written(_ condition: Int) -> [String] {
        values[condition].map { $0 == Self.notApplicable ? "\"-\"" : "\($0)" }
    }
}
