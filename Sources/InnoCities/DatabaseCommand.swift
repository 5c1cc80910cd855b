import ArgumentParser
import Catalogue
import Database
import Exchange
import Foundation
import Platform

/// The operator's care for the database.
struct DatabaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "database", abstract: "Migrate, check, back up, restore and index anew.",
        subcommands: [Migrate.self, Check.self, Backup.self, Restore.self, Reindex.self])

    struct Migrate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Bring the tables up to date.", discussion: "Example: innocities database migrate")
        @OptionGroup var options: DataOptions

        func run() async throws {
            let database = try await options.openDatabase()
            try await database.migrate(House.migrations)
            await database.close()
            print("The tables are up to date.")
        }
    }

    struct Backup: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write everything that the database holds to a compressed file that either engine can load.",
            discussion: "Example: innocities database backup innocities-backup.jsonl.gz")
        @Argument(help: "The file to write; it must not exist yet.") var file: String
        @OptionGroup var options: DataOptions

        func run() async throws {
            let database = try await options.openDatabase()
            let output = try BackupOutput(file)
            do {
                try await database.dump { try output.write($0) }
                try output.finish()
            } catch {
                output.discard()
                throw error
            }
            await database.close()
            print("The backup is in \(file).")
        }
    }

    struct Restore: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Fill an empty database from a backup.",
            discussion: "Example: innocities database restore innocities-backup.jsonl.gz --data restored")
        @Argument(help: "The file that `database backup` wrote.") var file: String
        @OptionGroup var options: DataOptions

        func run() async throws {
            let lines = try BackupInput(file)
            defer { lines.remove() }
            let known = try Set(Database.migrations(ofBackup: lines.lines))
            let database = try await options.openDatabase()
            // To the state that the backup was made in, then on to today's.
            try await database.migrate(House.migrations.filter { known.contains($0.id) })
            try await database.load(lines: lines.lines)
            try await database.migrate(House.migrations)
            await database.close()
            print("Restored. Run `innocities database check` to see that all of it holds.")
        }
    }

    struct Reindex: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Build the search index anew from the database and say what it holds.",
            discussion: "Example: innocities database reindex")
        @OptionGroup var options: DataOptions

        func run() async throws {
            let began = ContinuousClock.now
            let house = try await House.open(
                try options.location(), share: try .found(logger: .quiet), logger: .quiet, snapshots: options.snapshots)
            try await house.catalogue.rebuild()
            await house.catalogue.save()
            let seconds = (ContinuousClock.now - began) / .seconds(1)
            for kind in house.catalogue.kinds {
                let count = try await house.database.publicEntries(of: kind.name)
                if count > 0 { print("\(kind.path)\t\(count)") }
            }
            await house.database.close()
            print("Indexed in \((seconds * 100).rounded() / 100) s.")
        }
    }
}

extension DataOptions {
    /// Opens the database alone.
    func openDatabase() async throws -> Database {
        let database = try Database.open(try location())
        if try await database.currentRoleIsSuperuser() { throw StartFault.superuser }
        return database
    }
}

extension Database {
    /// How many entries of a kind everybody may see. One statement.
    func publicEntries(of kind: String) async throws -> Int {
        let rows = try await readOne(
            "SELECT COUNT(*) AS number FROM entry e WHERE e.kind = \(kind) AND e.visibility = 'public'")
        return try rows.first?["number"] ?? 0
    }
}
