import Exchange
import FairSelection
import Languages

/// A selection as people and programs read it.
struct JointCallReport {
    let call: JointCall
    let selection: JointCallSelection
    let redraws: Redraws?
    let invitation: InvitationRule
    let inputHash: String
    let seconds: Double
    /// What writes for the reader.
    let t: Localiser

    private var sentences: JointCallSentences { JointCallSentences(call: call, selection: selection) }

    // MARK: - JSON

    var json: JSONValue {
        var document: JSONObject = [
            "mode": .string(selection.mode.rawValue),
            "selected": .array(selection.selected.map { .string(call.proposals[$0].id) }),
            "count": .integer(selection.count), "score": .integer(selection.score),
            "gapPotUsed": .integer(selection.gapPotUsed), "gapPot": .integer(selection.gapPot),
            "granted": .integer(selection.granted), "perAgency": perAgency, "proof": proof,
            "nodes": .integer(selection.nodes), "firstOfEquals": .bool(selection.isFirstOfEquals), "reasons": reasons,
        ]
        if selection.mode == .unblock { document["unblock"] = unblockings }
        if let redraws {
            document["redraws"] = [
                "draws": .integer(redraws.draws), "selected": object(zip(call.proposals.map(\.id), redraws.selected)),
            ]
        }
        document["inputHash"] = .string(inputHash)
        document["seconds"] = .number(seconds)
        return .object(document)
    }

    private func object(_ members: some Sequence<(String, Int)>) -> JSONValue {
        var object = JSONObject()
        for (name, number) in members { object[name] = .integer(number) }
        return .object(object)
    }

    private var perAgency: JSONValue {
        var object = JSONObject()
        for (position, agency) in zip(call.agencies.indices, call.agencies) {
            let line = selection.positions[position]
            let asked = call.proposals.reduce(0) { sum, proposal in
                sum + (proposal.requests.first { $0.agency == position }?.amount ?? 0)
            }
            object[agency.id] = [
                "commitment": .integer(agency.budget), "budget": .integer(line.budget), "asked": .integer(asked),
                "granted": .integer(line.granted), "gapMoney": .integer(line.gapMoney), "left": .integer(line.left),
                "oversubscription": agency.budget > 0 ? .string("\(asked)/\(agency.budget)") : .null,
            ]
        }
        return .object(object)
    }

    private var proof: JSONValue {
        switch selection.proof {
        case .optimal: "optimal"
        case .atMost(let projects?, _):
            ["gap": .integer(projects - selection.count), "unit": "projects", "atMost": .integer(projects)]
        case .atMost(_, let score?):
            ["gap": .integer(score - selection.score), "unit": "score", "atMost": .integer(score)]
        case .atMost: ["gap": .null]
        }
    }

    private var reasons: JSONValue {
        var object = JSONObject()
        for position in call.proposals.indices {
            object[call.proposals[position].id] = .string(t.paragraph(sentences.sentences(position)))
        }
        return .object(object)
    }

    private var unblockings: JSONValue {
        .array(
            call.unblockings().map { step in
                func split(_ amounts: [Int]) -> JSONValue {
                    object(zip(call.agencies.map(\.id), amounts).filter { $0.1 > 0 })
                }
                return [
                    "rank": .integer(step.rank), "id": .string(call.proposals[step.rank - 1].id),
                    "missing": .integer(step.missing), "excess": split(step.excess), "even": split(step.even),
                    "fewest": split(step.fewest), "beyondExtras": .integer(step.beyondExtras),
                ]
            })
    }

    // MARK: - Text

    var text: String {
        var lines = [t.paragraph(sentences.summary)]
        if selection.mode == .invite {
            let multiple = Double(invitation.multiple) / 100
            lines.append(t("Invited while no agency is asked for more than its budget times \(multiple)."))
        }
        for position in call.proposals.indices {
            let often = redraws.map { redraws in
                let (times, draws) = (redraws.selected[position], redraws.draws)
                return Message("Selected in redraws of the scores: \(times) of \(draws).")
            }
            let told = t.paragraph(sentences.sentences(position) + (often.map { [$0] } ?? []))
            lines.append("\(call.proposals[position].id)\t\(told)")
        }
        for (position, agency) in call.agencies.enumerated() {
            lines.append("\(agency.id)\t\(t.paragraph(sentences.sentences(ofAgency: position)))")
        }
        if selection.mode == .unblock { lines += call.unblockings().map { t.paragraph(sentences.sentences($0)) } }
        return lines.joined(separator: "\n")
    }
}

/// The table of pot rules as people and programs read it.
struct PotTableReport {
    let table: PotTable
    let calls: Int
    let seed: UInt64
    let inputHash: String
    let seconds: Double
    /// What writes for the reader.
    let t: Localiser

    var json: JSONValue {
        [
            "calls": .integer(calls), "seed": .string(String(seed)),
            "rows": .array(
                table.rows.map { row in
                    [
                        "topUpShare": .integer(row.topUpShare), "gapShare": .integer(row.gapShare),
                        "strict": figures(row.strict), "skip": figures(row.skip), "mostProjects": figures(row.most),
                    ]
                }),
            "inputHash": .string(inputHash), "seconds": .number(seconds),
        ]
    }

    private func figures(_ counts: [Int]) -> JSONValue {
        [
            "least": .integer(counts.min() ?? 0), "mean": .string("\(counts.reduce(0, +))/\(max(1, counts.count))"),
            "most": .integer(counts.max() ?? 0),
        ]
    }

    var text: String {
        let head = [t("top-up"), t("for gaps"), t("strict list"), t("skip list"), t("most possible")]
        let rows = table.rows.map { row in
            [
                percent(row.topUpShare), percent(row.gapShare), told(row.strict), told(row.skip), told(row.most),
            ]
        }
        let note =
            calls > 1
            ? t("Projects funded, mean of simulated calls (least to most). Simulated calls: \(calls).")
            : t("Projects funded.")
        return (([head] + rows).map { $0.joined(separator: "\t") } + [note]).joined(separator: "\n")
    }

    private func percent(_ share: Int) -> String {
        t("\(percent: Double(share) / Double(JointCall.wholeShare))")
    }

    private func told(_ counts: [Int]) -> String {
        guard let least = counts.min(), let most = counts.max(), counts.count > 1 else {
            return t.number(counts.first ?? 0)
        }
        let mean = Double(counts.reduce(0, +)) / Double(counts.count)
        return t("\(mean, fractionDigits: 1) (\(least)–\(most))")
    }
}
