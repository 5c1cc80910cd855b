import ArgumentParser
import Catalogue
import Database
import Exchange
import Foundation
import Platform
import Programmes

/// Bringing files in.
struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bring files in, with a report on their quality.",
        discussion: """
            KIND is operations (lists of funded projects, with --mapping), facts (a folder), or one of the kinds of \
            entry, as lines of facts or as documents of the API. An import that was stopped is run again.
            Example: innocities import operations share/examples/operations.csv \
            --mapping share/examples/operations-mapping.json
            """)

    @Argument(
        help:
            "operations, facts, cities, regions, organisations, networks, members, needs, ideas, practices, places or projects."
    )
    var kind: String
    @Argument(help: "The files, or the folder of facts.") var files: [String]
    @OptionGroup var options: DataOptions
    @Option(
        help: ArgumentHelp("What the columns of a list mean: a name from share/mappings, or a file.", valueName: "FILE")
    )
    var mapping: String?
    @Flag(help: "Read, check and report, and write nothing.") var dryRun = false
    @Flag(help: "Answer with one JSON document.") var json = false

    private static var imports: [any FactsImport.Type] { House.capabilities.flatMap(\.imports) }

    func run() async throws {
        let kinds: [String] = ["operations", "facts"] + Self.imports.map { $0.plural }
        guard kinds.contains(kind) else {
            throw wrongUse("There is no kind \(kind). It is one of: \(kinds.joined(separator: ", ")).")
        }
        let mapping = try operationsMapping()
        let reports: [ImportReport]
        do {
            reports = try await bringIn(mapping)
        } catch {
            say(JobReason(error).message.description)
            throw ExitCode(1)
        }
        tell(reports)
        if reports.contains(where: { $0.rowsRefused > 0 }) { throw ExitCode(1) }
    }

    private func bringIn(_ mapping: OperationsMapping?) async throws -> [ImportReport] {
        for file in files where !FileManager.default.isReadableFile(atPath: file) { throw Unreadable(path: file) }
        let database = try await House.openDatabase(try options.location())
        let run = ImportRun(runner: ActionRunner(database: database), isRehearsal: dryRun) { done, total in
            say("\(done) of \(total)")
        }
        var reports: [ImportReport] = []
        if let mapping {
            for file in files {
                reports.append(try await run.operations(.file(URL(filePath: file)), named: file, mapping: mapping))
            }
        } else {
            reports = try await run.entries(try inputs())
        }
        await database.close()
        return reports
    }

    private func tell(_ reports: [ImportReport]) {
        guard json else { return print(reports.map(\.table).joined(separator: "\n")) }
        let documents = reports.map(\.document)
        print((documents.count == 1 ? documents[0] : ["files": .array(documents)]).text())
    }

    private func operationsMapping() throws -> OperationsMapping? {
        guard kind == "operations" else {
            if mapping != nil { throw wrongUse("Only operations are read by a mapping.") }
            return nil
        }
        let folder = try ShareFolder.find().file("mappings")
        guard let mapping else {
            let names = OperationsMapping.shippedNames(in: folder).joined(separator: ", ")
            throw wrongUse("Say with --mapping what the columns mean: a file, or one of \(names).")
        }
        do {
            if let shipped = try OperationsMapping.shipped(mapping, in: folder) { return shipped }
            return try OperationsMapping(json: read(URL(filePath: mapping)))
        } catch {
            say("\(mapping): \(error)")
            throw ExitCode(1)
        }
    }

    private func inputs() throws -> [ImportFile] {
        if let action = Self.imports.first(where: { $0.plural == kind }) {
            return try files.map { ImportFile(action, named: $0, try read(URL(filePath: $0))) }
        }
        return try files.flatMap { folder in
            try Self.imports.compactMap { action -> ImportFile? in
                let file = URL(filePath: folder, directoryHint: .isDirectory).appending(path: "\(action.plural).jsonl")
                guard FileManager.default.fileExists(atPath: file.path) else { return nil }
                return ImportFile(action, named: file.path, try read(file))
            }
        }
    }
}

/// A file that the person named and that cannot be read.
private struct Unreadable: Error, CustomStringConvertible {
    let path: String
    var description: String { "\(path) cannot be read. Is the name right, and may you read it?" }
}

private func read(_ file: URL) throws -> Data {
    do { return try Data(contentsOf: file) } catch { throw Unreadable(path: file.path) }
}

/// A command that cannot mean anything: said on standard error, ends with status 2.
func wrongUse(_ message: String) -> ExitCode {
    say(message)
    return ExitCode(2)
}

/// Writes a line to standard error.
func say(_ line: String) {
    FileHandle.standardError.write(Data((line + "\n").utf8))
}
