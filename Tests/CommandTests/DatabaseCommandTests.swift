import Database
import Exchange
import Foundation
import Languages
import Platform
import TestSupport
import Testing

@testable import InnoCities

/// The operator's care for the database, on both engines: what is damaged is named, what is kept comes back.
@Suite(.serialized) struct DatabaseCommandTests {
    /// A folder for files and a database beside it, as the command line names them.
    private struct Place: Sendable {
        let folder: URL
        let location: Database.Location

        var arguments: [String] {
            switch location {
            case .file: ["--data", folder.path]
            case .url(let url): ["--data", folder.path, "--database-url", url]
            }
        }

        func run(_ command: String...) throws -> Program.Result { try Program.run(command + arguments) }
    }

    private func withPlace(_ engine: Database.Engine, _ body: (Place) async throws -> Void) async throws {
        try await withLocation(engine) { location in
            let folder = FileManager.default.temporaryDirectory.appending(path: "d-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            guard case .file = location else { return try await body(Place(folder: folder, location: location)) }
            let file = folder.appending(path: "innocities.sqlite")
            try await body(Place(folder: folder, location: .file(file)))
        }
    }

    /// An installation with a few rows, made by the program's own actions.
    private func furnish(_ place: Place) async throws {
        let database = try await House.openDatabase(place.location)
        let runner = ActionRunner(database: database)
        for name in ["Espoo", "Łódź"] {
            let record: JSONValue = [
                "kind": "city", "slug": .string(folded(name)), "title": .string(name), "country": "FI",
            ]
            let action = try #require(TestHouse.actions.first { $0.name == "cities.import" })
            try await runner.run(action, ["record": [record.text()]], as: .program)
        }
        await database.close()
    }

    @Test(arguments: Database.Engine.available)
    func everyDamageIsNamed(_ engine: Database.Engine) async throws {
        try await withPlace(engine) { place in
            try await furnish(place)
            let whole = try place.run("database", "check")
            #expect(whole.status == 0 && whole.output.contains("Everything holds."), "\(whole.errors)")

            let store = try FileStore(directory: place.folder.appending(path: "files"))
            let orphan = try await store.put(Data("nobody refers to this".utf8)).digest
            let changed = try await store.put(Data("this will be changed".utf8)).digest
            try Data("changed".utf8).write(to: store.location(of: changed))
            let missing = FileDigest(of: Data("never stored".utf8))
            let database = try Database.open(place.location)
            try await database.write { transaction in
                try transaction.run("UPDATE audit SET details = '{}' WHERE position = 1")
                try transaction.run("INSERT INTO follower (name, position) VALUES ('ahead', 1000000)")
                for file in [changed, missing] {
                    let input: JSONValue = ["file": .string(file.hexadecimal)]
                    try Jobs.enqueue("test", input: input.text(), at: .now, in: transaction)
                }
            }
            await database.close()

            let check = try place.run("database", "check")
            #expect(check.status == 1)
            for damage in [
                "audit: row 1", "the follower ahead is ahead", "nothing refers to \(orphan.hexadecimal)",
                "the file \(changed) was changed", "refers to \(missing.hexadecimal), which is missing",
            ] {
                #expect(check.errors.contains(damage), "\(damage) is not named in: \(check.errors)")
            }
            #expect(check.errors.split(separator: "\n").count == 5, "\(check.errors)")
        }
    }

    @Test(arguments: Database.Engine.available)
    func aBackupComesBackWholeAndOnlyIntoAnEmptyDatabase(_ engine: Database.Engine) async throws {
        try await withPlace(engine) { from in
            try await furnish(from)
            try await withPlace(engine) { to in
                let file = from.folder.appending(path: "backup.gz").path
                #expect(try from.run("database", "backup", file).status == 0)
                #expect(try from.run("database", "backup", file).status == 1)
                let restored = try to.run("database", "restore", file)
                #expect(restored.status == 0, "\(restored.errors)")
                #expect(try to.run("database", "check").status == 0)
                let again = try to.run("database", "restore", file)
                #expect(again.status == 1 && again.errors.contains("not empty"))
                let (before, after) = (try await titles(from), try await titles(to))
                #expect(before == after && before.count == 2)
            }
        }
    }

    @Test(arguments: Database.Engine.available)
    func theIndexIsMadeAnewWhateverLiesInItsFolder(_ engine: Database.Engine) async throws {
        try await withPlace(engine) { place in
            try await furnish(place)
            let folder = place.folder.appending(path: "index")
            let first = try place.run("database", "reindex")
            #expect(first.status == 0 && first.output.contains("cities\t2"), "\(first.errors)")
            let kept = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
            #expect(!kept.isEmpty)
            for name in kept { try Data("damaged".utf8).write(to: folder.appending(path: name)) }
            let found = try place.run("match", "Espoo", "--kind", "city", "--json")
            #expect(
                found.status == 0 && found.output.contains("Espoo"), "a damaged index was believed: \(found.errors)")
            #expect(try place.run("database", "reindex").status == 0)
            for name in kept {
                let size = try FileManager.default.attributesOfItem(atPath: folder.appending(path: name).path)[.size]
                #expect((size as? NSNumber)?.intValue ?? 0 > 7, "\(name) is still damaged")
            }
        }
    }

    private func titles(_ place: Place) async throws -> [String] {
        let database = try Database.open(place.location)
        let titles: [String] = try await database.readOne("SELECT title FROM entry ORDER BY id").map { try $0["title"] }
        await database.close()
        return titles
    }
}
