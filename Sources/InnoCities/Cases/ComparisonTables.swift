import CaseComparison
import Exchange
import Languages

/// A comparison as tables with all digits, so that every number can be followed: from a model to its terms, from a
/// term to its cases, from a case to its row and to its line in the file.
struct ComparisonTables {
    /// A table under the name of its file.
    struct Table {
        let name: String
        let header: [String]
        let rows: [[XLSXCell]]
    }

    private let run: CaseRun
    private let t: Localiser
    private var study: Study { run.comparison.study }

    init(_ run: CaseRun, _ t: Localiser) { (self.run, self.t) = (run, t) }

    var all: [Table] { [cases, truthTable, necessity, solutions] }

    private var cases: Table {
        var rows: [Int: Int] = [:]
        for row in run.comparison.table.rows { for index in row.cases { rows[index] = row.number } }
        let lines = Dictionary(zip(run.table.cases, run.table.lines)) { first, _ in first }
        let columns = study.conditions.indices.map { study.levels(of: $0) }
        return Table(
            name: "cases",
            header: [t("case"), t("line"), t("row")] + study.conditions.map(\.name) + [study.outcome.expression],
            rows: study.cases.enumerated().map { index, name in
                [.text(name), cell(lines[name]), cell(rows[index])] + columns.map { cell($0[index]) }
                    + [.number(study.outcomeMemberships[index])]
            })
    }

    private var truthTable: Table {
        Table(
            name: "truth-table",
            header: ComparisonWords(study, t).truthTableHeading + [t("cases without the outcome")],
            rows: run.comparison.table.rows.map { row in
                let levels = row.levels.enumerated().map { index, level -> XLSXCell in
                    level == study.conditions[index].levels ? .text("-") : .number(Double(level))
                }
                return [cell(row.number)] + levels + [
                    .text(row.output.rawValue), cell(row.cases.count), .number(row.inclusion), cell(row.pri),
                    names(row.cases), names(row.deviantCases),
                ]
            })
    }

    private var necessity: Table {
        let search = run.comparison.necessity
        let joined = search.found.filter { $0.shape != .condition }
        return Table(
            name: "necessity",
            header: [t("formula"), t("consistency"), t("relevance (RoN)"), t("coverage"), t("passes the cut-offs")],
            rows: (search.conditions + joined).map { finding in
                [
                    .text(study.expression(of: finding)), cell(finding.fit.consistency), cell(finding.fit.relevance),
                    cell(finding.fit.coverage), .number(finding.passes ? 1 : 0),
                ]
            })
    }

    /// A row for each term of each model, after one for the model as a whole.
    private var solutions: Table {
        let rows = run.comparison.solutions.flatMap { solution in
            solution.models.enumerated().flatMap { place, model in
                let own = study.memberships(of: model.terms.map(\.term))
                let start: [XLSXCell] = [.text(t(ComparisonSentences.name(of: solution.kind))), cell(place + 1)]
                let whole: [XLSXCell] = [
                    .text(study.expression(of: model.terms.map(\.term))), .empty, cell(model.fit.consistency),
                    cell(model.fit.pri), cell(model.fit.coverage), .empty, names(own.indices.filter { own[$0] > 0.5 }),
                ]
                let terms = model.terms.map { term -> [XLSXCell] in
                    [
                        .empty, .text(study.expression(of: term.term)), cell(term.fit.consistency), cell(term.fit.pri),
                        cell(term.fit.coverage), cell(term.uniqueCoverage), names(term.cases),
                    ]
                }
                return ([whole] + terms).map { start + $0 }
            }
        }
        return Table(
            name: "solutions",
            header: [
                t("solution"), t("model"), t("formula"), t("term"), t("consistency"), "PRI", t("coverage"),
                t("unique coverage"), t("cases"),
            ], rows: rows)
    }

    private func names(_ places: [Int]) -> XLSXCell {
        places.isEmpty ? .empty : .text(places.map { study.cases[$0] }.joined(separator: ", "))
    }

    private func cell(_ number: Int?) -> XLSXCell { cell(number.map(Double.init)) }

    private func cell(_ number: Double?) -> XLSXCell { number.map { .number($0) } ?? .empty }
}
