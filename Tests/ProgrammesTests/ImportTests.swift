import Catalogue
import Database
import Exchange
import Foundation
import Languages
import Platform
import TestSupport
import Testing

@testable import InnoCities
@testable import Programmes

private let house = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
private let lists = house.appending(path: "../shared/data/operations").standardizedFileURL
private let listsAreThere = FileManager.default.fileExists(atPath: lists.appending(path: "expected.json").path)

private func shipped(_ name: String) throws -> OperationsMapping {
    try #require(try OperationsMapping.shipped(name, in: house.appending(path: "share/mappings")))
}

private func count(_ table: SQL, in database: Database) async throws -> Int {
    try await database.read { try $0.first("SELECT COUNT(*) AS number FROM \(sql: table)")?["number"] ?? 0 }
}

/// The published lists in a real database; the figures are those of `expected.json`.
@Suite(.enabled(if: listsAreThere)) struct PublishedListsInTheDatabaseTests {
    struct List: Sendable, CustomTestStringConvertible {
        let file: String
        let mapping: String
        let language: String
        let rows: Int
        /// Meaning, phase and currency, with the sum in minor units.
        let sums: [String: Int]
        var testDescription: String { mapping }
    }

    static let all = [
        List(
            file: "fi_2014-2020_projektilista.csv", mapping: "fi-structural-funds-2014-2020", language: "fi",
            rows: 2880,
            sums: [
                "granted planned EUR": 507_050_759_00, "granted realised EUR": 134_005_372_69,
                "total planned EUR": 909_260_029_00, "total realised EUR": 164_449_809_76,
            ]),
        List(
            file: "dk_2014-2020_erdf.csv", mapping: "dk-structural-funds-2014-2020", language: "da", rows: 107,
            sums: ["granted planned DKK": 945_817_621_00, "total planned DKK": 2_055_800_683_00]),
        List(
            file: "hr_2007-2020_esif.csv", mapping: "hr-structural-funds-2007-2020", language: "hr", rows: 2491,
            sums: [
                "granted planned HRK": 7_879_127_862_56, "granted planned EUR": 3_673_490_954_83,
                "total planned HRK": 9_020_704_405_23, "total planned EUR": 4_474_870_322_99,
            ]),
        List(
            file: "se_2014-2020_projektbank.json", mapping: "se-regional-fund-2014-2020", language: "sv", rows: 374,
            sums: ["granted planned SEK": 4_354_438_151_00]),
    ]

    @Test(arguments: Database.Engine.available, all)
    func everyRowAndEverySumArrives(_ engine: Database.Engine, _ list: List) async throws {
        try await withDatabase(engine, migrations: House.capabilities.flatMap(\.migrations)) { database in
            let run = ImportRun(runner: ActionRunner(database: database))
            let source = ListSource.file(lists.appending(path: list.file))
            let report = try await run.operations(source, named: list.file, mapping: try shipped(list.mapping))
            #expect(report.rowsTaken == list.rows)
            #expect(report.refusals.isEmpty)
            #expect(try await count("project", in: database) == list.rows)
            let (sums, languages) = try await database.read { transaction in
                let sums = try transaction.all(
                    """
                    SELECT meaning, phase, currency, CAST(SUM(minor_units) AS BIGINT) AS sum FROM project_amount
                    GROUP BY meaning, phase, currency
                    """
                ).map { row -> (String, Int) in
                    let (meaning, phase): (String, String) = (try row["meaning"], try row["phase"])
                    return ("\(meaning) \(phase) \(try row["currency"] as String)", try row["sum"])
                }
                let languages = try transaction.all("SELECT DISTINCT language FROM entry").map {
                    try $0["language"] as String
                }
                return (Dictionary(uniqueKeysWithValues: sums), languages)
            }
            #expect(sums == list.sums)
            #expect(languages == [list.language])
        }
    }

    @Test func contactPersonsAreNowhereInTheDatabase() async throws {
        try await withDatabase(.sqlite, migrations: House.capabilities.flatMap(\.migrations)) { database in
            let list = try Data(contentsOf: lists.appending(path: "se_2014-2020_projektbank.json"))
            let people = try #require(try JSONValue(parsing: String(decoding: list, as: UTF8.self)).array)
            let run = ImportRun(runner: ActionRunner(database: database))
            _ = try await run.operations(.memory(list), named: "se", mapping: try shipped("se-regional-fund-2014-2020"))
            let kept = try await database.read { transaction in
                try transaction.all("SELECT details FROM audit").map { try $0["details"] as String }.joined()
            }
            for address in people.prefix(50).compactMap({ $0["e-post"]?.string }) where address.contains("@") {
                #expect(!kept.contains(address))
            }
        }
    }
}

@Suite struct ImportRunTests {
    private static let mapping = """
        {"list": "test", "format": "csv", "delimiter": ",", "language": "da", "decimal_style": "1234.56",
         "date_formats": ["yyyy-mm-dd"], "currency": "DKK",
         "fields": {"title": "Name", "summary": "About", "beneficiary": "Who", "programme": "Programme",
                    "start": "From", "end": "To"},
         "amounts": [{"column": "Sum", "meaning": "granted"}]}
        """

    private func run(_ text: String, _ database: Database, rehearsal: Bool = false) async throws -> ImportReport {
        try await ImportRun(runner: ActionRunner(database: database), isRehearsal: rehearsal).operations(
            .memory(Data(text.utf8)), named: "list.csv", mapping: OperationsMapping(json: Data(Self.mapping.utf8)))
    }

    @Test(arguments: Database.Engine.available)
    func aDryRunReportsTheSameAndLeavesNothing(_ engine: Database.Engine) async throws {
        let text = "Name,About,Who,Programme,From,To,Sum\nA,,,,,,5\n ,,,,,,\nB,,,,x,,\n"
        try await withDatabase(engine, migrations: House.capabilities.flatMap(\.migrations)) { database in
            let rehearsal = try await run(text, database, rehearsal: true)
            for table: SQL in ["entry", "project", "project_amount", "audit", "change"] {
                #expect(try await count(table, in: database) == 0)
            }
            let report = try await run(text, database)
            #expect((report.rowsRead, report.rowsTaken, report.rowsRefused) == (3, 2, 1))
            #expect((rehearsal.rowsRead, rehearsal.rowsTaken) == (3, 2))
            #expect(rehearsal.refusals == report.refusals)
        }
    }

    @Test(arguments: Database.Engine.available)
    func aListThatComesInTwiceStaysOnceAndWritesNothingAgain(_ engine: Database.Engine) async throws {
        let text = "Name,About,Who,Programme,From,To,Sum\nA,,,,,,5\nA,,,,,,5\nB,,,,,,\n"
        try await withDatabase(engine, migrations: House.capabilities.flatMap(\.migrations)) { database in
            _ = try await run(text, database)
            let written = try await count("audit", in: database)
            _ = try await run(text, database)
            #expect(try await count("project", in: database) == 3)
            #expect(try await count("audit", in: database) == written)
        }
    }

    @Test func aListInALanguageThatNoTextCanBeKeptInIsRefusedAsAWhole() async throws {
        let mapping = try OperationsMapping(
            json: Data(Self.mapping.replacingOccurrences(of: "\"da\"", with: "\"ja\"").utf8))
        try await withDatabase(.sqlite, migrations: House.capabilities.flatMap(\.migrations)) { database in
            await #expect(throws: ImportFault.self) {
                try await ImportRun(runner: ActionRunner(database: database))
                    .operations(.memory(Data("Name\nA\n".utf8)), named: "list", mapping: mapping)
            }
        }
    }

    @Test func hostileTextInEveryColumnShowsAsTextAndTheTextSaysItsLanguage() async throws {
        let evil = "<script>alert(1)</script>\"'&javascript:"
        let cell = "\"\(evil.replacingOccurrences(of: "\"", with: "\"\""))\""
        try await withHouse(.sqlite) { house in
            let cells = Array(repeating: cell, count: 7).joined(separator: ",")
            let report = try await ImportRun(runner: house.runner).operations(
                .memory(Data("Name,About,Who,Programme,From,To,Sum\n\(cells)\n".utf8)), named: "list.csv",
                mapping: OperationsMapping(json: Data(Self.mapping.utf8)))
            #expect(report.rowsTaken == 1)
            let row = try #require(
                try await house.database.read { try $0.first("SELECT slug FROM entry WHERE language = 'da'") })
            let page = try await house.get("/en/projects/\(row["slug"] as String)")
            #expect(page.status == 200)
            let text = page.text
            #expect(!text.contains("<script>alert"))
            #expect(text.contains("&lt;script&gt;alert(1)"))
            #expect(text.contains("lang=\"da\""))
            #expect(text.contains("Danish"))
        }
    }

    @Test(arguments: Database.Engine.available)
    func everyLineOfTheDemonstrationIsAccepted(_ engine: Database.Engine) async throws {
        try await withDatabase(engine, migrations: House.capabilities.flatMap(\.migrations)) { database in
            let files = try House.capabilities.flatMap(\.imports).map { action in
                let file = house.appending(path: "share/demo/\(action.plural).jsonl")
                return ImportFile(action, named: action.plural, try Data(contentsOf: file))
            }
            let reports = try await ImportRun(runner: ActionRunner(database: database)).entries(files)
            for report in reports {
                #expect(report.refusals.isEmpty, "\(report.kind)")
                #expect(report.rowsTaken == report.rowsRead && report.rowsRead > 0)
            }
            #expect(try await count("place", in: database) == 73)
            #expect(try await count("project", in: database) == 18)
        }
    }
}

/// The built program, killed in the middle of an import.
@Suite struct KilledImportTests {
    private static let program = house.appending(path: ".build/debug/innocities")
    private static let isBuilt = FileManager.default.isExecutableFile(atPath: program.path)

    @Test(.enabled(if: isBuilt), arguments: Database.Engine.available)
    func aKilledImportLeavesWholeBatchesAndGoesOn(_ engine: Database.Engine) async throws {
        try await withLocation(engine) { location in
            let folder = FileManager.default.temporaryDirectory.appending(path: "killed-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let arguments = try Self.files(in: folder) + Self.place(location)
            let first = try Self.start(arguments)
            waitFor("1000 of", in: first.progress)
            kill(first.process.processIdentifier, SIGKILL)
            first.process.waitUntilExit()
            let left = try await Self.projects(at: location)
            #expect(left >= 1_000 && left.isMultiple(of: ImportRun.batch))
            let second = try Self.start(arguments)
            waitFor(nil, in: second.progress)
            second.process.waitUntilExit()
            #expect(second.process.terminationStatus == 0)
            #expect(try await Self.projects(at: location) == 3_000)
        }
    }

    private static func projects(at location: Database.Location) async throws -> Int {
        // A folder of data holds its database under the program's own name.
        var location = location
        if case .file(let file) = location {
            location = .file(file.deletingLastPathComponent().appending(path: "innocities.sqlite"))
        }
        let database = try Database.open(location)
        let number = try await count("project", in: database)
        await database.close()
        return number
    }

    /// Writes a list and its mapping, and answers the arguments that bring it in.
    private static func files(in folder: URL) throws -> [String] {
        let rows = (1...3_000).map { "Operation \($0),K\($0),ERDF" }
        let list = folder.appending(path: "list.csv")
        try ("Name,Code,Fund\n" + rows.joined(separator: "\n") + "\n").write(
            to: list, atomically: true, encoding: .utf8)
        let mapping = folder.appending(path: "mapping.json")
        try """
        {"list": "killed", "format": "csv", "language": "en", "decimal_style": "1234.56", "date_formats": [],
         "currency": "EUR", "fields": {"title": "Name", "code": "Code", "fund": "Fund"}, "amounts": []}
        """.write(to: mapping, atomically: true, encoding: .utf8)
        return ["import", "operations", list.path, "--mapping", mapping.path, "--json"]
    }

    private static func place(_ location: Database.Location) -> [String] {
        switch location {
        case .url(let url): ["--database-url", url]
        case .file(let file): ["--data", file.deletingLastPathComponent().path]
        }
    }

    private static func start(_ arguments: [String]) throws -> (process: Process, progress: Pipe) {
        let process = Process()
        let progress = Pipe()
        process.executableURL = program
        process.arguments = arguments
        process.standardError = progress
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        return (process, progress)
    }

    /// Reads what a process says until the words come, or until it ends.
    private func waitFor(_ words: String?, in progress: Pipe) {
        var said = ""
        while case let data = progress.fileHandleForReading.availableData, !data.isEmpty {
            said += String(decoding: data, as: UTF8.self)
            if let words, said.contains(words) { return }
        }
    }
}
