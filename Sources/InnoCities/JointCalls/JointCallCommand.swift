public import ArgumentParser
import Exchange
public import FairSelection
import Foundation
import Languages

/// Selection of a joint call of many agencies, without server or database.
struct JointCallCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "joint-call",
        abstract: "Select the projects of a joint call in which each agency pays its own applicants.",
        discussion: """
            The file is JSON: agencies (id, budget, extra), topup (total, gap_share_bp, rate_bp), proposals (id, score,
            requests by agency, spread), and for a table before the call opens demand (proposals, partners, request).
            All amounts are whole numbers of one unit. The same file gives the same result everywhere.
            Example: innocities joint-call share/examples/joint-call.json --mode skip
            """)

    @Argument(help: "The call.") var file: String
    @Option(help: "strict, skip, most-projects, best-score, rate-capped, unblock or invite.")
    var mode: JointCallMode = .skip
    @Option(help: ArgumentHelp("Order equal scores by a lot drawn from this text, not by id.", valueName: "seed"))
    var lot: String?
    @Option(help: ArgumentHelp("End an exact search after so many nodes.", valueName: "n"))
    var nodes = JointCall.usualNodeLimit
    @Option(
        help: ArgumentHelp("For invite: the multiple of its budget up to which an agency may be asked.", valueName: "m")
    )
    var multiple = "3"
    @Option(help: "For invite: value (the most projects) or rank (down the list).")
    var inviteBy: InvitationRule.Choice = .value
    @Flag(help: "Show what other rules for the pot would fund, for these proposals or for simulated demand.")
    var table = false
    @Option(help: ArgumentHelp("For --table: so many simulated calls.", valueName: "n")) var simulate = 0
    @Option(
        help: ArgumentHelp("For --table: top-ups to compare, in percent of the budgets, as 0,20,33.", valueName: "p,…"))
    var topups: String?
    @Option(help: ArgumentHelp("For --table: gap shares to compare, in percent.", valueName: "p,…"))
    var gapShares = "0,25,50,75,100"
    @Option(help: ArgumentHelp("Redraw the scores so often within the reviewers' spread.", valueName: "n"))
    var redraws = 0
    @Option(help: ArgumentHelp("The standard error of scores without one of their own.", valueName: "s")) var spread = 0
    @Option(help: ArgumentHelp("The seed of all simulation.", valueName: "n")) var seed: UInt64 = 1
    @OptionGroup var reading: ReadingLanguage
    @Flag(help: "Print one JSON document.") var json = false

    func validate() throws {
        guard nodes >= 0, simulate >= 0, redraws >= 0, spread >= 0, spread <= JointCall.highestScore else {
            throw ValidationError("Numbers of nodes, draws and spread are 0 or more.")
        }
        guard simulate <= 10_000, redraws <= 1_000_000 else {
            throw ValidationError("At most 10000 simulated calls and 1000000 redraws.")
        }
        guard Self.hundredths(multiple) != nil else {
            throw ValidationError("\"\(multiple)\" is no multiple, as 3 or 2.5.")
        }
        _ = try shares(gapShares, most: JointCall.wholeShare)
        _ = try topups.map { try shares($0, most: 100 * JointCall.wholeShare) }
    }

    func run() throws {
        let text = try NamedFile.text(file)
        let ties = lot.map { JointCall.TieKey.lot(seed: $0) } ?? .identifier
        let input: JointCallFile
        do { input = try JointCallFile(parsing: text, ties: ties) } catch let error as JSONError {
            throw CommandFault("\(file): \(JSONSentences.text(error))")
        } catch { throw CommandFault("\(file): \(error)") }
        if mode == .rateCapped, input.call.topUp.rate == nil {
            throw CommandFault("\(file): topup.rate_bp is missing; rate-capped needs it.")
        }
        let hash = InputHash.of(Data(text.utf8))
        let t = try reading.localiser()
        if table { return try showTable(input, hash: hash, t) }
        let start = ContinuousClock.now
        let rule = InvitationRule(multiple: Self.hundredths(multiple) ?? 300, choice: inviteBy)
        let selection = input.call.selection(mode, nodeLimit: nodes, invitation: rule)
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        let frequencies = redraws > 0 ? try redraw(input.call) : nil
        let report = JointCallReport(
            call: input.call, selection: selection, redraws: frequencies, invitation: rule, inputHash: hash,
            seconds: seconds, t: t)
        print(json ? report.json.text() : report.text)
    }

    private func redraw(_ call: JointCall) throws -> Redraws {
        var told = ContinuousClock.now
        return try Redraws(of: call, mode: mode, draws: redraws, spread: spread, seed: seed, nodeLimit: nodes) { done in
            guard ContinuousClock.now - told > .seconds(2) else { return }
            told = .now
            CommandEnd.standardError("\(done) of \(redraws) redraws")
        }
    }

    // MARK: - The table

    private func showTable(_ input: JointCallFile, hash: String, _ t: Localiser) throws {
        let start = ContinuousClock.now
        let calls = try simulatedCalls(input)
        let table = try PotTable(
            calls, gapShares: try shares(gapShares, most: JointCall.wholeShare),
            topUpShares: try topups.map { try shares($0, most: 100 * JointCall.wholeShare) } ?? [nil], nodeLimit: nodes)
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        let report = PotTableReport(
            table: table, calls: calls.count, seed: seed, inputHash: hash, seconds: seconds, t: t)
        print(json ? report.json.text() : report.text)
    }

    private func simulatedCalls(_ input: JointCallFile) throws -> [JointCall] {
        guard simulate > 0 || input.call.proposals.isEmpty else { return [input.call] }
        guard let demand = input.demand else {
            throw CommandFault(
                "\(file): demand is missing; write what is expected, as {\"proposals\": 60, \"partners\": [3, 6], "
                    + "\"request\": [120000, 380000]}.")
        }
        do { return try demand.calls(max(1, simulate), like: input.call, seed: seed) } catch {
            throw CommandFault("\(file): \(error)")
        }
    }

    /// Percents with at most two decimals as hundredths of a percent.
    private func shares(_ list: String, most: Int) throws -> [Int] {
        try list.split(separator: ",", omittingEmptySubsequences: false).map { word in
            guard let share = Self.hundredths(String(word)), share <= most else {
                throw ValidationError("\"\(word)\" is no percentage from 0 to \(most / 100).")
            }
            return share
        }
    }

    /// A number of 0 or more with at most two decimals, in hundredths.
    static func hundredths(_ text: String) -> Int? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } }),
            let whole = Int(parts[0]), whole <= 1_000_000
        else { return nil }
        guard parts.count == 2 else { return whole * 100 }
        guard (1...2).contains(parts[1].count), let decimals = Int(parts[1]) else { return nil }
        return whole * 100 + (parts[1].count == 1 ? decimals * 10 : decimals)
    }
}

extension JointCallMode: ExpressibleByArgument {}
extension InvitationRule.Choice: ExpressibleByArgument {}
