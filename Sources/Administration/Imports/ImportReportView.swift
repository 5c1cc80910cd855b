import Exchange
import Languages
import Web

/// The report of an import on the quality of its file, as the job kept it.
struct ImportReportView {
    /// How many refusals are shown; the rest is counted.
    private static let shownRefusals = 500

    private let document: JSONValue

    /// Nil when there is no report yet.
    init?(_ result: String?) {
        guard let result, let document = try? JSONValue(parsing: result), document["rows_read"] != nil else {
            return nil
        }
        self.document = document
    }

    func html(_ t: Localiser) -> HTML {
        let rows = StatRow([
            stat("rows_read", t("rows read"), t), stat("rows_taken", t("rows taken"), t),
            stat("rows_refused", t("rows refused"), t),
        ])
        return "<h2>\(t("Report"))</h2>\(rows, t)\(guesses(t))\(refusals(t))"
    }

    private func stat(_ name: String, _ label: String, _ t: Localiser) -> Stat {
        Stat(document[name]?.integer.map { t.number($0) }, label: label)
    }

    /// What was noticed in the file rather than told by the mapping.
    private func guesses(_ t: Localiser) -> HTML {
        let list = document["list"] ?? .null
        var facts: [Fact] = []
        for (name, label) in [("encoding", t("Encoding")), ("delimiter", t("Delimiter"))] {
            guard let guess = list[name], let value = guess["value"]?.string else { continue }
            let how = guess["confidence"]?.number.map { t("guessed, confidence \(percent: $0)") } ?? t("as told")
            facts.append(Fact(label, "\(value) (\(how))"))
        }
        for (name, label) in [
            ("unknownColumns", t("Columns left out")), ("missingColumns", t("Columns that are not in the file")),
        ] {
            let columns = list[name]?.array?.compactMap(\.string) ?? []
            if !columns.isEmpty { facts.append(Fact(label, t.list(columns))) }
        }
        return DefinitionList(facts).html(t)
    }

    private func refusals(_ t: Localiser) -> HTML {
        let all = (document["refusals"]?.array ?? []) + (document["list"]?["refusedValues"]?.array ?? [])
        guard !all.isEmpty else { return Notice(.success, t("Nothing was refused.")).html(t) }
        return DataTable(
            caption: t("What was not taken"),
            note: all.count > Self.shownRefusals ? t("The first \(Self.shownRefusals) of \(all.count).") : nil,
            columns: [
                .init(t("Row"), isNumber: true), .init(t("Column")), .init(t("Value")), .init(t("Reason")),
            ],
            rows: all.prefix(Self.shownRefusals).map { refusal in
                [
                    refusal["row"]?.integer.map { HTML(text: t.number($0)) },
                    HTML(text: refusal["column"]?.string ?? t("the whole row")),
                    refusal["value"]?.string.map { HTML(text: $0) }, refusal["reason"]?.string.map { HTML(text: $0) },
                ]
            }
        ).html(t)
    }
}
