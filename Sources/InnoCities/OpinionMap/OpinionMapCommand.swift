import ArgumentParser
import Exchange
import Foundation
import Languages
import OpinionMapping

/// Maps the opinions in the votes of a conversation.
struct OpinionMapCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "opinion-map",
        abstract: "Map opinions: groups, what unites and divides them, what is too early to say.",
        discussion: """
            PATH is the folder of a Polis export (participants-votes.csv, and comments.csv and votes.csv where there
            are any), a file of votes with the columns participant, statement, vote and perhaps time, or a folder of
            production results of Polis (votes.json, comments.json, math-pca2.json). A vote is 1 (agree), -1 (disagree)
            or 0 (pass). A file of declared groups has the column participant and one column for each grouping, such
            as country.
            Example: innocities opinion-map share/examples/conversation --groups share/examples/countries.csv --json
            """)

    enum Mode: String, ExpressibleByArgument, CaseIterable {
        case robust, compatible
    }

    @Argument(help: "The folder or file of votes.") var path: String
    @Option(
        help: ArgumentHelp(
            """
            robust: the same map for the same votes in any order, with intervals and what is too early to say; \
            compatible: what production of Polis computes.
            """))
    var mode = Mode.robust
    @Flag(help: "Compare with the stored result of a folder of production results, in compatible mode.")
    var compare = false
    @Option(help: ArgumentHelp("Declared groups, such as countries; may be given several times.", valueName: "F"))
    var groups: [String] = []
    @Option(
        help: ArgumentHelp(
            "Sizes of declared groups (grouping, group, size); without it each group counts as much as any other.",
            valueName: "F"))
    var sizes: String?
    @Option(help: ArgumentHelp("The column of declared groups that is the language of reading.", valueName: "NAME"))
    var languageColumn = "language"
    @Option(help: ArgumentHelp("What draws at random begin with, in robust mode.", valueName: "N"))
    var seed: UInt64?
    @Option(help: ArgumentHelp("Write the votes and groups here as a Polis export.", valueName: "FOLDER"))
    var export: String?
    @OptionGroup var reading: ReadingLanguage
    @Flag(help: "Print one JSON document.") var json = false

    func validate() throws {
        guard !compare || mode == .compatible else {
            throw ValidationError("--compare needs --mode compatible: only that mode promises the same numbers.")
        }
        guard sizes == nil || !groups.isEmpty else { throw ValidationError("--sizes needs --groups.") }
        guard mode == .robust || groups.isEmpty else {
            throw ValidationError("--groups needs --mode robust: Polis knows no declared groups.")
        }
    }

    func run() throws {
        let clock = ContinuousClock()
        let start = clock.now
        var input = try OpinionMapInput(path: path)
        let declared = try groups.flatMap { try input.declaredGroups($0) }
        let sizes = try self.sizes.map { try input.declaredSizes($0) } ?? [:]
        for note in input.notes { FileHandle.standardError.write(Data((note + "\n").utf8)) }
        let answer = try answer(input, declared, sizes)
        let elapsed = clock.now - start
        let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
        let sentences = try answer.messages.map(reading.localiser().callAsFunction)
        if let export {
            try PolisExportWriter(input: input, groupOf: answer.groupOf).write(to: export)
        }
        if json {
            var document = answer.document
            document["sentences"] = .array(sentences.map { .string($0) })
            document["seconds"] = .number(seconds)
            document["inputHash"] = .string(input.hash)
            print(JSONValue.object(document).text())
        } else {
            for sentence in sentences { print(sentence) }
        }
    }

    private struct Answer {
        var document: JSONObject
        var messages: [Message]
        var groupOf: [String: Int]
    }

    private func answer(
        _ input: OpinionMapInput, _ declared: [DeclaredGrouping], _ sizes: [String: [String: Double]]
    ) throws -> Answer {
        if mode == .compatible { return try compatible(input) }
        var settings = OpinionMap.Settings(excluded: input.excluded, meta: input.meta)
        if let seed { settings.seed = seed }
        let map = OpinionMap(input.conversation, settings: settings)
        let left = settings.excluded.union(settings.meta)
        let reports = declared.map { grouping in
            var grouping = grouping
            grouping.sizes = sizes[grouping.name] ?? [:]
            return DeclaredGroups(input.conversation, grouping: grouping, leavingOut: left)
        }
        let translations = declared.first { $0.name == languageColumn }.map {
            TranslationCheck(input.conversation, languages: $0.groupOf, settings: settings)
        }
        let document = OpinionMapDocument(map: map, texts: input.statements.compactMapValues(\.text))
        let sentences = OpinionMapSentences(map: map, texts: input.statements.compactMapValues(\.text))
        var groupOf: [String: Int] = [:]
        for (name, group) in zip(map.participants, map.groupOfParticipant) { groupOf[name] = group }
        return Answer(
            document: document.document(declared: reports, translations: translations),
            messages: sentences.all(declared: reports, translations: translations), groupOf: groupOf)
    }

    private func compatible(_ input: OpinionMapInput) throws -> Answer {
        guard !compare || input.stored != nil else {
            throw CommandFault("\(path) holds no math-pca2.json to compare with. Name a folder of production results.")
        }
        let start = CompatibleMap.Start(
            excluded: input.excluded, meta: input.meta, inConversation: input.stored?.inConversation,
            baseClusters: input.stored?.baseClusters.map { ($0.identifier, $0.members) } ?? [],
            components: input.stored?.components ?? [], isInOrderOfTime: input.isInOrderOfTime)
        let map = CompatibleMap(input.conversation, start: start)
        let comparison = compare ? input.stored.map { ProductionComparison(map, stored: $0) } : nil
        let texts = input.statements.compactMapValues(\.text)
        var document = CompatibleMapDocument(map: map, texts: texts).document
        if let comparison {
            document["maxDifference"] = comparison.document["maxDifference"]
            document["equal"] = comparison.document["equal"]
        }
        var groupOf: [String: Int] = [:]
        for group in map.groups { for member in group.members { groupOf[map.participants[member]] = group.identifier } }
        return Answer(
            document: document,
            messages: CompatibleMapSentences(map: map, texts: texts).all + (comparison?.messages ?? []),
            groupOf: groupOf)
    }
}
