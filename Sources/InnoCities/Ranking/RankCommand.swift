public import ArgumentParser
import Exchange
public import FairSelection
import Foundation

extension RankRule: ExpressibleByArgument {}
extension MajorityStrength: ExpressibleByArgument {}

/// Counts ballots that rank candidates, without server or database.
struct Rank: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Count ballots that rank candidates.",
        discussion: """
            The file is BLT (.blt) or CSV: a table whose header is count and the candidates and whose rows are a number
            of ballots and the rank of each candidate; the Scottish councils' form; or, for pairwise, comparisons with the
            header winner,loser or winner,loser,count.
            Example: innocities rank share/examples/themes.blt --rule stv-scottish
            """)

    @Argument(help: "The ballots.") var file: String
    @Option(help: "schulze, borda, copeland, stv-scottish, stv-meek or pairwise.") var rule: RankRule
    @Option(help: ArgumentHelp("Seats to fill by a transferable vote; else as the file says, or 1.", valueName: "n"))
    var seats: Int?
    @Option(help: "For schulze: margins or winning-votes.") var strength: MajorityStrength = .winningVotes
    @Option(help: ArgumentHelp("The text from which the lot for ties is drawn.", valueName: "seed")) var lot = ""
    @Option(help: ArgumentHelp("Write the ballots here too, as .blt or .csv.", valueName: "F")) var write: String?
    @OptionGroup var reading: ReadingLanguage
    @Flag(help: "Print one JSON document.") var json = false

    func run() throws {
        let text = try NamedFile.text(file)
        let hash = InputHash.of(Data(text.utf8))
        let input: RankInput
        do { input = try RankInput(parsing: text, isBLT: file.lowercased().hasSuffix(".blt")) } catch {
            throw CommandFault("\(file): \(error)")
        }
        if let write { try input.write(to: write) }
        let start = ContinuousClock.now
        let result: RankResult
        do {
            result = try RankResult(input, rule: rule, seats: seats, strength: strength, lot: lot)
        } catch { throw CommandFault("\(file): \(error)") }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        let t = try reading.localiser()
        print(json ? result.json(inputHash: hash, seconds: seconds, t).text() : result.text(t))
    }
}
