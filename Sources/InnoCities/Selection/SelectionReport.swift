import Exchange
import FairSelection
import Foundation
import Languages

/// A selection as one JSON document and as text.
struct SelectionReport {
    private let selection: Selection
    private let ballots: PabulibElection
    private let inputHash: String
    private let seconds: Double
    private let effectiveSupport: [Int]?
    /// By position of the losing project.
    private let reasons: [(project: Int, sentences: [Message])]
    private let explains: Bool
    /// What writes for the reader.
    private let t: Localiser

    /// - Parameter about: ids of the losers to explain; nil for all.
    init(
        _ selection: Selection, _ ballots: PabulibElection, explains: Bool, about: Set<String>?, inputHash: String,
        seconds: Double, _ t: Localiser
    ) throws {
        self.selection = selection
        self.ballots = ballots
        self.inputHash = inputHash
        self.seconds = seconds
        self.explains = explains
        self.t = t
        let election = ballots.election
        effectiveSupport = explains ? selection.effectiveSupport(in: election) : nil
        let losers = election.projects.indices.filter { project in
            explains && !selection.winners.contains(project)
                && about?.contains(election.projects[project].id) ?? true
        }
        let sentences = LoserSentences(
            selection, ballots, effectiveSupport, try selection.remedies(for: losers, in: election))
        reasons = losers.map { ($0, sentences.sentences($0)) }
    }

    private func id(_ project: Int) -> String { ballots.election.projects[project].id }

    // MARK: JSON

    var document: JSONValue {
        let options = selection.options
        var object: JSONObject = [
            "rule": .string(options.rule.rawValue), "utility": .string(options.utility.rawValue),
            "completion": .string(options.completion.rawValue),
            "ties": .array(options.ties.criteria.map { .string($0.rawValue) }), "seed": .string(options.ties.seed),
            "tiesMet": .array(selection.ties.map(tie)),
            "winners": .array(selection.winners.map { .string(id($0)) }), "cost": money(selection.cost),
            "budget": money(ballots.election.budget),
        ]
        if let shares = selection.shares {
            object["rounds"] = .integer(shares.rounds)
            object["endowment"] = .string(units(shares.endowment))
            object["endowmentsWithTies"] = .integer(shares.endowmentsWithTies)
        }
        if let welfare = selection.welfare { object["welfare"] = .string(welfare.description) }
        if !selection.addedByVotes.isEmpty {
            object["addedByVotes"] = .array(selection.addedByVotes.map { .string(id($0)) })
        }
        if explains { explain(&object) }
        object["inputHash"] = .string(inputHash)
        object["seconds"] = .number(seconds)
        return .object(object)
    }

    private func explain(_ object: inout JSONObject) {
        if let shares = selection.shares {
            object["payments"] = .array(shares.purchases.indices.map { payment($0, shares) })
        }
        if let effectiveSupport {
            var table = JSONObject()
            for (project, percent) in effectiveSupport.enumerated() { table[id(project)] = .integer(percent) }
            object["effectiveSupport"] = .object(table)
        }
        var table = JSONObject()
        for (project, sentences) in reasons { table[id(project)] = .string(t.paragraph(sentences)) }
        object["reasons"] = .object(table)
        if let certificate = certificate { object["certificate"] = certificate }
    }

    /// What each voter type paid: those in `full` the price for each unit of value, those in `rest` all they had left.
    private func payment(_ round: Int, _ shares: EqualSharesAccount) -> JSONValue {
        let purchase = shares.purchases[round]
        let exhausted = Set(purchase.exhausted)
        var full: [JSONValue] = []
        var rest: [JSONValue] = []
        for (type, payment) in shares.payments(for: round, onlyExhausted: true) {
            rest.append([.integer(type), .string(units(payment))])
        }
        for type in shares.payers(for: round) where !exhausted.contains(type) { full.append(.integer(type)) }
        return [
            "project": .string(id(purchase.project)), "price": .string(units(purchase.price)),
            "rho": .string(purchase.rho.description), "full": .array(full), "rest": .array(rest),
        ]
    }

    private func tie(_ tie: Tie) -> JSONValue {
        [
            "round": .integer(tie.round), "projects": .array(tie.projects.map { .string(id($0)) }),
            "won": .string(id(tie.projects[0])), "brokenBy": .string(tie.brokenBy.rawValue),
        ]
    }

    private func money(_ amount: Int) -> JSONValue {
        let (whole, rest) = amount.quotientAndRemainder(dividingBy: ballots.election.minorUnits)
        return rest == 0 ? .integer(whole) : .number(Double(ballots.money(amount)) ?? 0)
    }

    /// An exact amount in units of currency.
    private func units(_ amount: Fraction) -> String { (amount / Fraction(ballots.election.minorUnits)).description }

    // MARK: Certificate

    private var certificate: JSONValue? {
        selection.certificate(of: ballots.election).map { CertificateFile.document($0, inputHash: inputHash) }
    }

    func writeCertificate(to file: String) throws {
        guard let certificate else { throw CommandFault("Only equal-shares has a certificate; leave --output out.") }
        try NamedFile.write(Data((certificate.text() + "\n").utf8), to: file)
    }

    // MARK: Text

    var text: String {
        var lines = [t.paragraph(SelectionSentences.headline(selection, ballots))]
        if !selection.winners.isEmpty {
            let support = effectiveSupport.map { _ in [t("Effective support")] } ?? []
            lines.append(([t("Number"), t("Project"), t("Cost")] + support + [t("Name")]).joined(separator: "\t"))
        }
        for (place, project) in selection.winners.enumerated() {
            let name = ballots.document.value("name", of: project).map { "\t\($0)" } ?? ""
            let support = effectiveSupport.map { "\t" + t("\(percent: Double($0[project]) / 100)") } ?? ""
            let cost = t(ballots.amount(ballots.election.projects[project].cost))
            lines.append("\(place + 1)\t\(id(project))\t\(cost)\(support)\(name)")
        }
        lines += selection.ties.map { t(SelectionSentences.sentence($0, ballots, selection.options.ties)) }
        lines += reasons.map { t.paragraph($0.sentences) }
        return lines.joined(separator: "\n")
    }
}
