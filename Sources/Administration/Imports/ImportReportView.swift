import Catalogue
import Languages
import Web

/// The report of an import on the quality of its file, as the job kept it.
struct ImportReportView {
    /// How many refusals are shown; the download has the rest.
    private static let shownRefusals = 200

    private let report: ImportReport
    private let address: String

    /// - Parameter address: of the import's page.
    init(_ report: ImportReport, address: String) {
        self.report = report
        self.address = address
    }

    func html(_ t: Localiser) -> HTML {
        let rows = StatRow([
            Stat(t.number(report.rowsRead), label: t("rows read")),
            Stat(
                t.number(report.rowsTaken), label: report.isRehearsal ? t("rows that would be taken") : t("rows taken")),
            Stat(t.number(report.rowsRefused), label: t("rows refused")),
        ])
        let remarks = DefinitionList(report.remarks.map { Fact(t($0.label), t($0.value)) })
        return "<h2>\(t("Report"))</h2>\(rows, t)\(remarks, t)\(refusals(t))"
    }

    private func refusals(_ t: Localiser) -> HTML {
        guard !report.refusals.isEmpty || !report.omissions.isEmpty else {
            return Notice(.success, t("Nothing was refused.")).html(t)
        }
        let download = Button.link(t("Download all of it as CSV"), to: address + "/report.csv", icon: .download)
        return """
            \(table(t("Rows that were not taken"), report.refusals, more: report.refusalsLeftOut, t))\
            \(table(t("Values that were not taken, though their row was"), report.omissions, more: 0, t))\
            <p>\(download, t)</p>
            """
    }

    private func table(_ caption: String, _ refusals: [ImportReport.Refusal], more: Int, _ t: Localiser) -> HTML {
        guard !refusals.isEmpty else { return .empty }
        let (shown, all) = (min(refusals.count, Self.shownRefusals), refusals.count + more)
        let counting = t("Rows are counted from 1, without the header.")
        let note = all > shown ? t("The first \(shown) of \(all).") + " " + counting : counting
        return DataTable(
            caption: caption, note: note,
            columns: [.init(t("Row")), .init(t("Column")), .init(t("Value")), .init(t("Reason"))],
            rows: refusals.prefix(shown).map { refusal in
                [
                    HTML(text: t.number(refusal.row)), HTML(text: refusal.column ?? t("the whole row")),
                    refusal.value.map { HTML(text: $0) }, HTML(text: t(refusal.reason)),
                ]
            }
        ).html(t)
    }
}
