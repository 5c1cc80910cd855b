import ArgumentParser
import Catalogue
import Exchange
import Foundation
import Languages
import Logging
import Platform

/// Finds answers to a need across all languages, with the reasons for each.
struct Match: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Find answers to a need in all languages.",
        discussion: """
            Example: innocities match "tyhjät liiketilat keskustassa" --language fi --kind practice --demo
            """)

    @Argument(help: "The need, in anybody's words.") var text: String
    @Option(help: ArgumentHelp("The language it is written in; guessed when left out.", valueName: "xx"))
    var language: String?
    @Option(
        help: ArgumentHelp(
            "Only these kinds, with commas between them; all that can answer a need when left out.", valueName: "k,…"))
    var kind: String?
    @Option(help: "How many answers at most.") var limit = 10
    @Flag(help: "Print one JSON document.") var json = false
    @Flag(help: "Fill an empty database with the demonstration data set first.") var demo = false
    @OptionGroup var options: DataOptions

    func validate() throws {
        guard !text.allSatisfy(\.isWhitespace) else { throw ValidationError("Please write what is looked for.") }
        guard (1...1_000).contains(limit) else { throw ValidationError("--limit must be from 1 to 1000.") }
        if let language, Language(tag: language) == nil {
            let known = Language.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("--language \(language) is not one of \(known).")
        }
    }

    func run() async throws {
        let house = try await House.open(
            try options.location(), share: try .found(logger: .quiet), logger: .quiet, snapshots: options.snapshots)
        if demo { try await DemoFill(house: house).run() }
        await house.catalogue.encode()
        await house.catalogue.save()
        let kinds = try kind.map { try Self.kinds($0, house.catalogue) }
        let answer = house.catalogue.match(
            String(text.prefix(4_000)), language: language.flatMap(Language.init(tag:))?.rawValue, kinds: kinds,
            limit: limit)
        let ids = answer.hits.map(\.id)
        let listed = try await house.database.read { try EntryLists.entries(ids, as: .visitor, in: $0) }
        let read = Language(tag: answer.language) ?? .en
        let items = MatchDocument(answer, listed, language: read).items
        await house.database.close()
        if json { print(JSONValue.array(items.map(Self.contract)).text()) } else { Self.show(items, fits: answer.fits) }
    }

    private static func kinds(_ text: String, _ catalogue: CatalogueService) throws -> Set<String> {
        let names = text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        for name in names where catalogue.kind(named: name) == nil {
            let known = catalogue.kinds.map(\.name).joined(separator: ", ")
            throw CommandFault("There is no kind named \(name). The kinds are: \(known).")
        }
        return Set(names)
    }

    /// The members that scripts of other people count on, and no others.
    private static func contract(_ item: JSONValue) -> JSONValue {
        var document = JSONObject()
        for name in ["id", "kind", "title", "language", "score", "because"] { document[name] = item[name] }
        return .object(document)
    }

    private static func show(_ items: [JSONValue], fits: Bool) {
        if items.isEmpty { return print("Nothing was found.") }
        if !fits { print("Nothing fits well; these come nearest.") }
        for (place, item) in items.enumerated() {
            let reasons = (item["because"]?.array ?? []).compactMap { reason in
                reason["found"]?.string.flatMap { $0.isEmpty ? nil : "\(reason["query"]?.string ?? "") → \($0)" }
            }
            print("\(place + 1). \(item["title"]?.string ?? "") (\(item["kind"]?.string ?? ""))")
            if !reasons.isEmpty { print("   " + reasons.joined(separator: ", ")) }
        }
    }
}

extension Logger {
    /// For commands, whose standard output is their answer.
    static var quiet: Logger {
        var logger = Logger(label: "innocities")
        logger.logLevel = .error
        return logger
    }
}
