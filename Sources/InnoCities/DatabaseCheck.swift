import ArgumentParser
import Catalogue
import Database
import Exchange
import Foundation
import Platform

extension DatabaseCommand {
    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Verify tables, audit chain, counters and files; changes nothing.",
            discussion: "Example: innocities database check")
        @OptionGroup var options: DataOptions

        func run() async throws {
            let database = try await options.openDatabase()
            let check = DatabaseCheck(database: database)
            var faults = try await check.schema()
            if faults.isEmpty {
                faults += try await check.engine()
                faults += try await check.audit()
                faults += try await check.counters()
                faults += try await check.files(in: options.folder)
            }
            await database.close()
            for fault in faults { CommandEnd.standardError("Fault: " + fault) }
            guard faults.isEmpty else { throw ExitCode(1) }
            print("Everything holds.")
        }
    }
}

/// What an operator wants to know of a database that nobody has looked at for a while. Each part answers its faults.
struct DatabaseCheck {
    let database: Database

    /// Whether the tables are those of this program.
    func schema() async throws -> [String] {
        let ran: Set<String>
        do { ran = try await Set(database.readOne("SELECT id FROM schema_migration").map { try $0["id"] }) } catch {
            return ["schema: this database has no tables of InnoCities; run `innocities database migrate`"]
        }
        let missing = House.migrations.map(\.id).filter { !ran.contains($0) }
        guard missing.isEmpty else {
            return ["schema: run `innocities database migrate`; not run yet: \(missing.joined(separator: ", "))"]
        }
        // With nothing left to run, this compares identifiers and checksums and nothing else.
        do { try await database.migrate(House.migrations) } catch let error as DatabaseError {
            return ["schema: \(error)"]
        }
        print("schema\t\(ran.count) migrations ran")
        return []
    }

    /// The engine's own check of its file, and rows that refer to none. PostgreSQL holds its keys by itself.
    func engine() async throws -> [String] {
        let damage = try await database.checkIntegrity()
        print("file\tchecked by \(database.engine == .sqlite ? "SQLite" : "the server")")
        return damage.map { "file: \($0)" }
    }

    func audit() async throws -> [String] {
        let result = try await AuditLog.verify(database)
        print("audit\t\(result.rows) rows")
        return result.firstBreak.map { ["audit: row \($0.position): \($0.message)"] } ?? []
    }

    /// Positions that followers noted cannot be beyond what there is to follow.
    func counters() async throws -> [String] {
        let newest = try await database.read { try ChangeFeed.position(in: $0) }
        let ahead = try await database.readOne("SELECT name FROM follower WHERE position > \(newest)")
        print("counters\tchange feed at \(newest)")
        return try ahead.map { "counters: the follower \(try $0["name"] as String) is ahead of the change feed" }
    }

    /// Whether every stored file is what its name says, and is there for a job, as every job's file must be.
    func files(in folder: URL) async throws -> [String] {
        let wanted = try await wantedFiles()
        let directory = folder.appending(path: "files", directoryHint: .isDirectory)
        guard FileManager.default.fileExists(atPath: directory.path) else {
            print("files\tnone")
            return wanted.sorted().map { "files: a job refers to \($0), which is missing" }
        }
        let store = try FileStore(directory: directory)
        let stored = try await store.all()
        var faults: [String] = []
        for file in stored {
            do { _ = try await store.data(file.digest) } catch let failure as FileStore.Failure {
                faults.append("files: \(failure)")
            }
        }
        let kept = Set(stored.map(\.digest.hexadecimal))
        faults += kept.subtracting(wanted).sorted().map { "files: nothing refers to \($0); it can be deleted" }
        faults += wanted.subtracting(kept).sorted().map { "files: a job refers to \($0), which is missing" }
        print("files\t\(stored.count)")
        return faults
    }

    /// The files that jobs were given, by their digests; jobs are all that refers to stored files.
    private func wantedFiles() async throws -> Set<String> {
        let inputs: [String] = try await database.readOne("SELECT input FROM job").map { try $0["input"] }
        return Set(inputs.compactMap { (try? JSONValue(parsing: $0))?["file"]?.string })
    }
}
