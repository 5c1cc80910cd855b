import Foundation

/// Elections, certificates, joint calls and rankings: what a reader takes is counted by every rule and told in sentences,
/// no selection costs more than there is, and the certificate of each holds.
enum Fuzz {
    static let readers: [@Sendable (Data) -> Void] = [
        election, certificate, call, { ranks($0, isBLT: false) }, { ranks($0, isBLT: true) },
    ]

    private static let t = Catalogues.english.localiser(.en)
    private static let name = "fuzz"
    /// More takes longer and reaches nothing new.
    private static let (mostProjects, mostVoters, mostProposals, mostCandidates) = (30, 60, 30, 20)
    private static let work = 2_000

    /// What is read, or nil for a fault that a person can act upon.
    private static func reading<Value>(_ read: () throws -> Value) -> Value? {
        do { return try read() } catch let fault as CommandFault {
            precondition(fault.description.hasPrefix("\(name): "), fault.description)
            return nil
        } catch { preconditionFailure("not a fault for people: \(error)") }
    }

    // MARK: - Selections

    static func election(_ data: Data) {
        guard let ballots = reading({ try PabulibElection([UInt8](data), file: name) }) else { return }
        let election = ballots.election
        guard election.projects.count <= mostProjects, election.ballots.count <= mostVoters else { return }
        let again = PabulibReader.read([UInt8](PabulibWriter.data(ballots.document)))
        precondition(again.document.votes.projects == ballots.document.votes.projects, "ballots are lost")
        for rule in Selection.Rule.allCases {
            for completion in rule == .equalShares ? Completion.allCases : [.none] {
                select(
                    ballots,
                    Selection.Options(
                        rule: rule, utility: ballots.usualUtility, completion: completion, threshold: ballots.threshold,
                        workLimit: work))
            }
        }
    }

    private static func select(_ ballots: PabulibElection, _ options: Selection.Options) {
        let election = ballots.election
        do {
            let selection = try Selection(election, options)
            precondition(selection.cost <= election.budget, "\(options.rule) overspends")
            precondition(Set(selection.winners).count == selection.winners.count, "\(options.rule) funds twice")
            let report = try SelectionReport(
                selection, ballots, explains: options.completion == .none, about: nil, inputHash: "", seconds: 0, t)
            precondition(!report.text.isEmpty && !report.document.text().isEmpty)
            if let certificate = selection.certificate(of: election) { check(certificate) }
        } catch let error as SelectionError {
            precondition(!SelectionSentences.sentence(error).isEmpty)
        } catch { preconditionFailure("not a fault for people: \(error)") }
    }

    /// A certificate that was written is read as the same one, and holds.
    private static func check(_ certificate: Certificate) {
        let text = CertificateFile.document(certificate, inputHash: "").text()
        guard let again = reading({ try CertificateFile.read(Array(text.utf8), file: name) }) else {
            preconditionFailure("a certificate that was written cannot be read")
        }
        do { try CertificateChecker.check(again.certificate, depth: .everyEndowment) } catch {
            preconditionFailure("the certificate does not hold: \(error)")
        }
    }

    /// A certificate of somebody else: it holds or it does not.
    static func certificate(_ data: Data) {
        guard let claim = reading({ try CertificateFile.read([UInt8](data), file: name) })?.certificate,
            claim.projects.count <= mostProjects, claim.types.count <= mostVoters
        else { return }
        let span = claim.stages.reduce(0.0) { $0 + Double($1.last) - Double($1.first) }
        try? CertificateChecker.check(claim, depth: span < Double(work) ? .everyEndowment : .outcome)
    }

    // MARK: - Joint calls

    static func call(_ data: Data) {
        let text = String(decoding: data, as: UTF8.self)
        let input: JointCallFile
        do { input = try JointCallFile(parsing: text, ties: .identifier) } catch let fault as JointCallFault {
            return precondition(!fault.path.isEmpty && !fault.reason.isEmpty)
        } catch is JSONError { return } catch { preconditionFailure("not a fault for people: \(error)") }
        let call = input.call
        guard call.proposals.count <= mostProposals, call.agencies.count <= mostProposals else { return }
        for mode in JointCallMode.allCases {
            let selection = call.selection(mode, nodeLimit: 50)
            precondition(selection.gapPotUsed <= selection.gapPot, "\(mode) overspends")
            precondition(selection.reasons.count == call.proposals.count, "\(mode): a proposal without a reason")
            let redraws = try? Redraws(of: call, mode: mode, draws: 2, spread: 3, seed: 1, nodeLimit: 5) { _ in }
            let report = JointCallReport(
                call: call, selection: selection, redraws: redraws, invitation: InvitationRule(), inputHash: "",
                seconds: 0, t: t)
            precondition(!report.text.isEmpty && !report.json.text().isEmpty)
        }
        table(input)
    }

    /// What other rules for the pot would fund, for what is expected too.
    private static func table(_ input: JointCallFile) {
        var calls = [input.call]
        if let demand = input.demand, demand.proposals <= mostProposals {
            calls += (try? demand.calls(2, like: input.call, seed: 1)) ?? []
        }
        guard let table = try? PotTable(calls, gapShares: [0, 10_000], topUpShares: [nil, 3_300], nodeLimit: 5) else {
            return
        }
        let report = PotTableReport(table: table, calls: calls.count, seed: 1, inputHash: "", seconds: 0, t: t)
        precondition(!report.text.isEmpty && !report.json.text().isEmpty)
    }

    // MARK: - Rankings

    private static func ranks(_ data: Data, isBLT: Bool) {
        guard let input = try? RankInput(parsing: String(decoding: data, as: UTF8.self), isBLT: isBLT),
            input.candidates.count <= mostCandidates, input.election?.ballots.count ?? 0 <= mostVoters
        else { return }
        for rule in RankRule.allCases {
            guard let result = try? RankResult(input, rule: rule, seats: nil, strength: .margins, lot: "") else {
                continue
            }
            precondition(!result.text(t).isEmpty && !result.json(inputHash: "", seconds: 0, t).text().isEmpty)
        }
    }

    // MARK: -

    static func seeds() throws -> [FuzzSeed] {
        func ballots(_ type: String, _ columns: String, _ rows: String) -> String {
            """
            META\nkey;value\ndescription;d\nnum_projects;3\nnum_votes;3\nbudget;1000,5\nvote_type;\(type)\n\
            min_length;1\nmax_sum_points;9\nmin_project_score_threshold;1\ndate_begin;01.02.2026\nPROJECTS\n\
            project_id;cost;votes;name;selected\na;500.25;2;"P; \"\"q\"\"";1\nb;700;2;;0\nc;0;0;;2\nVOTES\n\(columns)\n\(rows)
            """
        }
        let approval = ballots("approval", "voter_id;vote;weight", "1;a,b;1.5\n2;b,c;1\n3;;2\n")
        let election = try PabulibElection(Array(approval.utf8), file: name)
        let selection = try Selection(election.election, .init(rule: .equalShares, completion: .add1))
        let certificate = selection.certificate(of: election.election).map {
            CertificateFile.document($0, inputHash: "")
        }
        let call = """
            {"agencies":[{"id":"A","budget":10,"extra":3},{"id":"B","budget":9}],"topup":{"total":4,"gap_share_bp":\
            5000,"rate_bp":3300},"proposals":[{"id":"P","score":5,"spread":2,"requests":{"A":8,"B":9}},{"id":"Q",\
            "score":5,"requests":{"A":8}},{"id":"R","score":3,"requests":{"B":2}}],"demand":{"proposals":4,\
            "partners":[1,2],"request":[2,7]}}
            """
        let inputs: [(String, UInt8, String)] = [
            ("approval", 0, approval),
            ("choose", 0, ballots("choose-1", "voter_id;vote", "1;a\n2;b\n3;b\n")),
            ("points", 0, ballots("cumulative", "voter_id;vote;points", "1;a,b;1.5,-2\n2;b;3\n3;c,a;0,1\n")),
            ("order", 0, ballots("ordinal", "voter_id;vote", "1;a,b,c\n2;b\n3;c,a\n")),
            ("certificate", 1, certificate?.text() ?? ""), ("call", 2, call),
            ("pairs", 3, "winner,loser,count\nA,B,3\nB,C,2\nC,A,1\n"), ("table", 3, "count,A,B,C\n5,1,2,3\n1,,,1\n"),
            ("ward", 3, "3,2\n3,1,2,\n2,3\n2,2,1,3\nCandidate 1,A,X\nCandidate 2,B,Y\nCandidate 3,C,Z\nW\n"),
            ("blt", 4, "3 2\n-3\n5 1 2=3 0\n1 0\n2 3 1 0\n0\n\"A\"\n\"B\"\n\"C\"\n\"T\"\n"),
        ]
        return inputs.map { FuzzSeed($0, $1, Data($2.utf8)) }
    }
}
