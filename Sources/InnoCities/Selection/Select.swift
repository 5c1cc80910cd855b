import ArgumentParser
import Exchange
import FairSelection
import Foundation
import Languages

/// Chooses projects from ballots by a rule, says why, and checks what others chose.
struct Select: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Choose the projects to fund from the ballots of a .pb file, or check a certificate.",
        discussion: """
            Rules: equal-shares, greedy, greedy-no-skip, greedy-threshold, greedy-ratio, phragmen, max-welfare.
            Completions of equal-shares: none, utilitarian, add1 (as cities use it), add1-exhaustive, add1-utilitarian,
            add1-exhaustive-utilitarian. Ties are broken by lower-cost, more-votes and last by a lot: the smallest
            SHA-256 of seed, space, project id. A column named weight in VOTES gives voters other weights than 1.
            Example: innocities select share/examples/selection.pb --rule equal-shares --completion add1 --explain
            """)

    @Argument(help: "The .pb file; with --check it may be left out.") var file: String?
    @Option(help: "The rule.") var rule: String?
    @Option(help: ArgumentHelp("cost, cardinality, points or borda; if not given, what goes with the ballots."))
    var utility: String?
    @Option(help: "What is done with the rest of the budget.") var completion = "none"
    @Option(help: "What breaks ties, in order: lower-cost, more-votes, lot.") var ties = "lower-cost,more-votes,lot"
    @Option(help: "The published text that lots are drawn from.") var seed = ""
    @Option(help: "The least votes under greedy-threshold; if not given, what the file asks for.") var threshold: Int?
    @Option(help: "Most steps of work before giving up.") var work = 20_000_000
    @Flag(help: "Say what was paid, how far each project came, and why each loser lost.") var explain = false
    @Option(help: "With --explain: only these losers, by id, with commas between.") var about: String?
    @Option(help: ArgumentHelp("Write the certificate here.", valueName: "F")) var output: String?
    @Option(help: ArgumentHelp("Check this certificate, against the ballots if a file is given.", valueName: "F"))
    var check: String?
    @Flag(help: "With --check: also every endowment before the one that stands.") var everyEndowment = false
    @OptionGroup var reading: ReadingLanguage
    @Flag(help: "Print one JSON document.") var json = false

    func validate() throws {
        guard check == nil else { return }
        guard file != nil else { throw ValidationError("A .pb file is needed.") }
        guard let rule else { throw ValidationError("--rule is needed.") }
        func require<Value: RawRepresentable<String> & CaseIterable>(
            _ text: String, _ option: String, _ type: Value.Type
        ) throws {
            guard Value(rawValue: text) == nil else { return }
            let names = Value.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("--\(option) \(text) is not known. Choose from \(names).")
        }
        try require(rule, "rule", Selection.Rule.self)
        if let utility { try require(utility, "utility", Utility.self) }
        try require(completion, "completion", Completion.self)
        for part in ties.split(separator: ",") { try require(String(part), "ties", TieChain.Criterion.self) }
        guard work > 0 else { throw ValidationError("--work must be at least 1.") }
    }

    func run() throws {
        let t = try reading.localiser()
        if let check {
            return try SelectionCheck.run(check, ballots: file, everyEndowment: everyEndowment, json: json, t)
        }
        guard let file, let rule = rule.flatMap(Selection.Rule.init) else { return }
        let bytes = [UInt8](try NamedFile.data(file))
        let ballots = try PabulibElection(bytes, file: file)
        let options = Selection.Options(
            rule: rule, utility: utility.flatMap(Utility.init) ?? ballots.usualUtility,
            completion: Completion(rawValue: completion) ?? .none,
            ties: TieChain(ties.split(separator: ",").compactMap { .init(rawValue: String($0)) }, seed: seed),
            threshold: threshold ?? ballots.threshold, workLimit: work)
        let clock = ContinuousClock()
        let start = clock.now
        do {
            let selection = try Selection(ballots.election, options)
            let seconds = (clock.now - start) / .seconds(1)
            let report = try SelectionReport(
                selection, ballots, explains: explain,
                about: about.map { Set($0.split(separator: ",").map(String.init)) },
                inputHash: InputHash.of(bytes), seconds: seconds, t)
            if let output { try report.writeCertificate(to: output) }
            if json { print(report.document.text()) } else { print(report.text) }
        } catch let error as SelectionError { throw CommandFault("\(file): \(SelectionSentences.sentence(error))") }
    }
}
