import Catalogue
import Database
import Exchange
import Foundation
import Languages
import Platform
import TestSupport
import Testing
import Web

@testable import Administration

/// Files that administrators bring in from the browser.
@Suite struct UploadTests {
    private static let needs = """
        key;title;title.fi;description;cities;year;topics;unused
        bikes;Broken bikes;Rikkinäiset pyörät;Nobody repairs bikes.;city-a;2024;youth;x
        noise;Noise at night;;;city-b;soon;;
        lamps;Dark streets;;;city-nowhere;2023;;
        shade;No shade;;;city-a;2022;;
        """

    @Test(arguments: Database.Engine.available)
    func aTableIsReadOnTrialAndThenTaken(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            let trial = try await Self.rehearse(Self.needs, kind: "needs", house)
            try await house.jobs.runOne()
            let page = try await house.get(trial, as: .administrator).text
            for text in [
                "Please write a whole number, such as 120.",
                "There is nothing of the kind city with the key city-nowhere.",
                "rows that would be taken", "soon", "unused",
            ] {
                #expect(page.contains(text), "\(text)")
            }
            #expect(try await house.get("/en/needs?q=bikes").text.contains("Broken bikes") == false)
            let taken = try await house.submit(trial + "/run", [], as: .administrator)
            #expect(taken.status == 303)
            try await house.jobs.runOne()
            await house.catalogue.catchUp()
            let need = try await house.get("/api/v1/needs/bikes").json
            #expect(need["title"]?["en"]?["text"]?.string == "Broken bikes")
            #expect(need["title"]?["fi"]?["text"]?.string == "Rikkinäiset pyörät")
            #expect(try await house.get("/api/v1/needs/shade").status == 200)
            #expect(try await house.get("/api/v1/needs/noise").status == 404)
        }
    }

    @Test func theReportIsASpreadsheetInTheReadersLanguage() async throws {
        try await withHouse(.sqlite) { house in
            let trial = try await Self.rehearse(Self.needs, kind: "needs", house)
            try await house.jobs.runOne()
            let english = try await house.get(trial + "/report.csv", as: .administrator)
            #expect(english.header("content-type") == "text/csv; charset=utf-8")
            let rows = try CSVReader.rows(of: english.data).map(\.fields)
            #expect(rows.count == 3)
            #expect(rows[1].prefix(3) == ["2", "year", "soon"])
            #expect(rows[2].prefix(3) == ["3", "cities", "city-nowhere"])
            let finnish = try await house.get(
                trial.replacing("/en/", with: "/fi/") + "/report.csv", as: .administrator)
            #expect(!finnish.text.contains("Please write a whole number"))
            for persona in [Persona.visitor, .officerOfCityA] {
                #expect([303, 403].contains(try await house.get(trial + "/report.csv", as: persona).status))
            }
        }
    }

    @Test(arguments: Database.Engine.available)
    func linesOfEveryKindComeInAsTheyDoByCommand(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            let demo = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent().appending(path: "share/demo")
            for action in TestHouse.capabilities.flatMap(\.imports) {
                let data = try Data(contentsOf: demo.appending(path: "\(action.plural).jsonl"))
                let sent = try await house.upload(
                    "/en/admin/imports", [("kind", action.plural), ("mapping", "")], file: data,
                    named: "\(action.plural).jsonl", as: .administrator)
                let trial = try #require(sent.header("location"), "\(action.plural): \(sent.status)")
                try await house.jobs.runOne()
                _ = try await house.submit(trial + "/run", [], as: .administrator)
                try await house.jobs.runOne()
            }
            let reports = try await house.database.read { transaction in
                try ListedJob.newest(limit: 100, in: transaction).compactMap { $0.result.flatMap { ImportReport($0) } }
            }
            #expect(reports.count == 2 * TestHouse.capabilities.flatMap(\.imports).count)
            for report in reports {
                #expect(report.refusals.isEmpty, "\(report.kind): \(report.refusals.prefix(3))")
                #expect(report.rowsTaken == report.rowsRead && report.rowsRead > 0)
            }
        }
    }

    @Test func aWorkbookAndUnknownHeadersAreAskedFor() async throws {
        try await withHouse(.sqlite) { house in
            let text = "Kenn;Titel\nk1;Leere Häuser\n"
            let sent = try await house.upload(
                "/de/admin/imports", [("kind", "needs"), ("mapping", "")], file: Data(text.utf8), named: "a.csv",
                as: .administrator)
            let address = try #require(sent.header("location"))
            let query = QueryString(parsing: String(address.split(separator: "?").last ?? ""))
            let page = try await house.get(address, as: .administrator).text
            #expect(page.contains("Leere Häuser"))
            var fields = ["file", "name", "kind", "language"].map { ($0, query[$0] ?? "") }
            let refused = try await house.submit(
                "/en/admin/imports/columns", fields + [("column-1", "key")], as: .administrator)
            #expect(refused.status == 422)
            #expect(refused.text.contains("No column is said to be this, which every row needs: Title"))
            let twice = try await house.submit(
                "/en/admin/imports/columns", fields + [("column-1", "title"), ("column-2", "title")],
                as: .administrator)
            #expect(twice.text.contains("Two columns cannot mean the same."))
            fields += [("column-1", "key"), ("column-2", "title")]
            let taken = try await house.submit("/en/admin/imports/columns", fields, as: .administrator)
            let trial = try #require(taken.header("location"))
            try await house.jobs.runOne()
            _ = try await house.submit(trial + "/run", [], as: .administrator)
            try await house.jobs.runOne()
            let need = try await house.get("/api/v1/needs/k1").json
            #expect(need["title"]?["de"]?["text"]?.string == "Leere Häuser")
        }
    }

    @Test(arguments: [
        ("needs", "", "a.csv", "file"), ("nonsense", "key;title", "a.csv", "kind"),
        ("operations", "Name\nA", "a.csv", "mapping"), ("needs", "<html><script>", "a.csv", "file"),
        ("needs", "key;key\n1;2", "a.csv", "file"),
    ])
    func whatCannotBeReadIsSaidAtItsField(_ kind: String, _ text: String, _ name: String, _ field: String) async throws
    {
        try await withHouse(.sqlite) { house in
            let answer = try await house.upload(
                "/en/admin/imports", [("kind", kind), ("mapping", "")], file: Data(text.utf8), named: name,
                as: .administrator)
            #expect(answer.status == 422)
            #expect(answer.text.contains("href=\"#field-\(field)\""), "\(kind) \(text)")
            let jobs = try await house.database.read { try ListedJob.newest(limit: 9, in: $0) }
            #expect(jobs.isEmpty)
        }
    }

    @Test(arguments: Database.Engine.available)
    func aBrokenFileFailsAtOnceWithASentence(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            let text = "{\"key\": \"a\", \"title\": \"A\"}\nnonsense\n"
            let sent = try await house.upload(
                "/en/admin/imports", [("kind", "needs"), ("mapping", "")], file: Data(text.utf8), named: "a.jsonl",
                as: .administrator)
            let trial = try #require(sent.header("location"))
            try await house.jobs.runOne()
            let page = try await house.get(trial, as: .administrator).text
            #expect(page.contains("Line 2 is not a JSON object."))
            #expect(try await house.submit(trial + "/run", [], as: .administrator).status == 422)
        }
    }

    @Test(arguments: Database.Engine.available)
    func anImportIsPausedBetweenBatchesAndGoesOn(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            let rows = (1...1_200).map { "row-\($0);Need \($0)" }.joined(separator: "\n")
            let trial = try await Self.rehearse("key;title\n" + rows, kind: "needs", house)
            try await house.jobs.runOne()
            _ = try await house.submit(trial + "/run", [], as: .administrator)
            let job = try #require(
                try await house.database.read { try ListedJob.newest(limit: 1, in: $0) }.first)
            // The first batch's own row pauses the job as somebody would while it runs.
            let pausing = JobRunner(
                database: house.database, handlers: [PausedImport(house: house)], logger: house.site.logger)
            try await pausing.runOne()
            #expect(try await Self.count(house) == 500)
            let paused = try await house.get("/en/admin/imports/\(job.id)", as: .administrator).text
            #expect(paused.contains("Paused") && paused.contains("500 of 1,200"))
            _ = try await house.submit("/en/admin/jobs/\(job.id)/resume", [], as: .administrator)
            try await house.jobs.runOne()
            #expect(try await Self.count(house) == 1_200)
            let ended = try await house.database.read { try ListedJob.newest(limit: 1, in: $0) }.first
            #expect(ended?.state == .done && ended?.done == 1_200)
            #expect(ended?.result.flatMap { ImportReport($0) }?.rowsTaken == 1_200)
        }
    }

    /// The import, paused by an administrator after its first batch.
    private struct PausedImport: JobHandler {
        let house: TestHouse
        let kind = ImportOrder.jobKind(ofOperations: false, isRehearsal: false)

        func run(_ job: Job, _ control: JobControl) async throws -> String? {
            let files = try #require(house.site.installation.files)
            let order = try #require(ImportOrder(job.input))
            let digest = try #require(FileDigest(hexadecimal: order.file))
            let action = try #require(TestHouse.entryImports.first { $0.plural == order.kind })
            let run = ImportRun(runner: house.runner) { done, total in
                try await control.progress(done, of: total)
                _ = try await house.submit("/en/admin/jobs/\(job.id)/pause", [], as: .administrator)
                try await control.progress(done, of: total)
            }
            let file = ImportFile(action, named: order.name, try await files.data(digest), mapping: order.columns)
            return try await run.entries([file]).first?.text
        }
    }

    private static func count(_ house: TestHouse) async throws -> Int {
        try await house.database.read { transaction in
            try transaction.first("SELECT COUNT(*) AS n FROM entry WHERE kind = 'need' AND slug LIKE 'row-%'")?["n"]
                ?? 0
        }
    }

    /// Uploads a table whose headers say what they are, and answers the address of its dry run.
    private static func rehearse(_ table: String, kind: String, _ house: TestHouse) async throws -> String {
        let sent = try await house.upload(
            "/en/admin/imports", [("kind", kind), ("mapping", "")], file: Data(table.utf8), named: "table.csv",
            as: .administrator)
        let address = try #require(sent.header("location"), "\(sent.status): \(sent.text)")
        let query = QueryString(parsing: String(address.split(separator: "?").last ?? ""))
        var fields = ["file", "name", "kind", "language"].map { ($0, query[$0] ?? "") }
        let page = try await house.get(address, as: .administrator).text
        for part in page.components(separatedBy: "<select id=\"field-column-").dropFirst() {
            let number = part.prefix { $0.isNumber }
            let chosen = part.components(separatedBy: "</select>")[0].components(separatedBy: " selected")[0]
            let value =
                part.components(separatedBy: "</select>")[0].contains(" selected")
                ? chosen.components(separatedBy: "value=\"").last?.prefix { $0 != "\"" } : nil
            fields.append(("column-\(number)", value.map(String.init) ?? ""))
        }
        let taken = try await house.submit("/en/admin/imports/columns", fields, as: .administrator)
        return try #require(taken.header("location"), "\(taken.status): \(taken.text)")
    }
}
