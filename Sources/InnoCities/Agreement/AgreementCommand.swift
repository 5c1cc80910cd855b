import ArgumentParser
import CaseComparison
import Exchange
import Foundation

/// How far coders agree, from a table or a project of coded texts.
struct AgreementCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agreement",
        abstract: "Say how far coders agree, and how sure that is.",
        discussion: """
            FILE is a table (.csv or .xlsx) of ratings, with a row for each unit (its name first) and a column for each coder; a \
            table of codings, with the columns document, code, coder, start, end and documentLength; or a REFI-QDA \
            project (.qdpx). Ratings are compared by the level of their scale, codings by the passages of each code.
            Example: innocities agreement share/examples/ratings.csv --level ordinal --json
            """)

    @Argument(help: "The table or project.") var file: String
    @Option(help: "What differences between ratings mean: nominal, ordinal, interval or ratio.")
    var level = "nominal"
    @Option(help: ArgumentHelp("Ranks that are no numbers, from low to high.", valueName: "a,b,c"))
    var order: String?
    @Option(help: ArgumentHelp("Cells that mean a missing rating, beside empty ones.", valueName: "a,b"))
    var missing: String?
    @Option(help: ArgumentHelp("How many times units are drawn for the intervals; 0 for none.", valueName: "n"))
    var resamples = 1_000
    @Option(help: ArgumentHelp("The same seed gives the same intervals.", valueName: "n")) var seed: UInt64 = 1
    @Option(help: ArgumentHelp("Compare the codings of this code only.", valueName: "CODE")) var code: String?
    @Flag(help: "Also compare each coder with each other one.") var pairs = false
    @OptionGroup var language: ReadingLanguage
    @Flag(help: "Print one JSON document.") var json = false

    func validate() throws {
        guard MeasurementLevel(rawValue: level) != nil else {
            throw ValidationError(
                "There is no level \(level). It is one of: nominal, ordinal, interval, ratio.")
        }
        guard (0...1_000_000).contains(resamples) else {
            throw ValidationError("The number of resamples is from 0 to 1000000.")
        }
        guard order == nil || level == "ordinal" else { throw ValidationError("Only the ordinal level has an order.") }
    }

    func run() throws {
        let t = try language.localiser()
        let data = try NamedFile.data(file)
        let resampling = Resampling(resamples: resamples, seed: seed)
        let input = try AgreementFile(data, file, missing: list(missing))
        let start = ContinuousClock.now
        let report = AgreementDocument(t, inputHash: InputHash.of(data)) { (ContinuousClock.now - start) / .seconds(1) }
        let sentences = AgreementSentences(t)
        switch input {
        case .ratings(let ratings):
            let table = try ratings.table(level: MeasurementLevel(rawValue: level) ?? .nominal, order: list(order))
            let whole = RatingAgreement(table, resampling: resampling)
            let parts = pairs && table.coders.count > 2 ? RatingAgreement.pairs(table, resampling: resampling) : []
            print(json ? report.document(whole, pairs: parts).text() : sentences.text(whole, pairs: parts))
        case .codings(let material):
            let codes = try chosen(of: material)
            let agreements = codes.enumerated().map { index, code in
                if codes.count > 20, index.isMultiple(of: 20) {
                    CommandEnd.standardError("\(index) of \(codes.count) codes")
                }
                return material.agreement(on: code, resampling: resampling)
            }
            print(
                json
                    ? report.document(agreements, material).text()
                    : agreements.map { sentences.text($0) }.joined(separator: "\n\n"))
        }
    }

    private func list(_ text: String?) -> [String] {
        (text ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    }

    private func chosen(of material: CodedMaterial) throws -> [String] {
        guard let code else { return material.codes }
        guard material.codes.contains(code) else {
            throw CommandFault(
                "No passage has the code \(code) in \(file). The codes are: \(material.codes.joined(separator: "; ")).")
        }
        return [code]
    }
}
