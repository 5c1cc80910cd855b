import Database
import Foundation
import Synchronization
import TestSupport
import Testing

/// Collects the lines of a backup in memory.
private final class Lines: Sendable {
    private let lines = Mutex<[Data]>([])

    var all: [Data] { lines.withLock { $0 } }

    func append(_ line: Data) {
        lines.withLock { $0.append(line) }
    }
}

private func dump(_ database: Database) async throws -> [Data] {
    let lines = Lines()
    try await database.dump { lines.append($0) }
    return lines.all
}

private func fill(_ database: Database) async throws {
    try await database.write { tx in
        try tx.insertCity("a", slug: "Łódź \"'\\ 🙂\n")
        try tx.insertCity("b", population: Int.max)
        // References in a circle, which no order of rows satisfies.
        try tx.run("UPDATE city SET twin_id = CASE id WHEN \("a") THEN \("b") ELSE \("a") END")
        for number in 1...1500 {
            try tx.run(
                "INSERT INTO need (city_id, title, is_open) VALUES (\("a"), \("n\(number)"), \(number % 2 == 0))")
        }
        try tx.run(
            """
            INSERT INTO sample (id, text, whole, fraction, bytes, flag)
            VALUES (1, \(""), \(Int.min), \(0.1), \(Data([0, 255])), TRUE), (2, NULL, NULL, 3.0, NULL, NULL)
            """)
    }
}

@Suite struct BackupTests {
    @Test(arguments: Database.Engine.available, Database.Engine.available)
    func aBackupOfOneEngineLoadsIntoTheOther(_ from: Database.Engine, _ to: Database.Engine) async throws {
        try await withDatabase(from, migrations: schema) { original in
            try await fill(original)
            let lines = try await dump(original)
            try await withDatabase(to, migrations: schema) { copy in
                try await copy.load(lines: lines)
                let again = try await dump(copy)
                let differences = Set(again).symmetricDifference(lines).map { String(decoding: $0, as: UTF8.self) }
                #expect(differences == [])
                #expect(again.count == lines.count)
                #expect(try await copy.checkIntegrity() == [])
                let position = try await copy.write { tx in
                    try tx.first("INSERT INTO need (city_id, title) VALUES (\("a"), \("next")) RETURNING position")
                }
                #expect(try position?["position"] == 1501)
            }
        }
    }

    @Test(arguments: Database.Engine.available)
    func foreignKeysHoldAfterLoading(_ engine: Database.Engine) async throws {
        try await withDatabase(engine, migrations: schema) { database in
            let begin = try await dump(database)[0]
            let orphan = [
                begin, Data(#"{"table":"city","columns":["id","country","slug","population","twin_id"]}"#.utf8),
                Data(#"["a","PL","a",null,"missing"]"#.utf8), Data(#"{"end":1}"#.utf8),
            ]
            await #expect(throws: DatabaseError.foreignKey) { try await database.load(lines: orphan) }
            let stored = try await database.count(of: "city")
            #expect(stored == 0)
            await #expect(throws: DatabaseError.foreignKey) {
                try await database.write { tx in
                    try tx.run("INSERT INTO need (city_id, title) VALUES (\("x"), \("t"))")
                }
            }
        }
    }

    @Test(arguments: Database.Engine.available)
    func aBackupIsLoadedIntoAnEmptyDatabaseOnly(_ engine: Database.Engine) async throws {
        try await withDatabase(engine, migrations: schema) { database in
            let lines = try await dump(database)
            try await database.write { try $0.insertCity("a") }
            await #expect(throws: DatabaseError.backup("the database is not empty: table city has rows")) {
                try await database.load(lines: lines)
            }
        }
    }

    @Test(arguments: Database.Engine.available, [1, 2, 3, 900])
    func aBackupThatBreaksOffLeavesNothing(_ engine: Database.Engine, _ length: Int) async throws {
        try await withDatabase(.sqlite, migrations: schema) { original in
            try await fill(original)
            let lines = try await dump(original)
            try await withDatabase(engine, migrations: schema) { copy in
                await #expect(throws: DatabaseError.backup("the backup breaks off after line \(length)")) {
                    try await copy.load(lines: Array(lines.prefix(length)))
                }
                let stored = try await copy.count(of: "city")
                #expect(stored == 0)
            }
        }
    }

    @Test func aFileHasTheLinesThatWereWritten() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).jsonl")
        defer { try? FileManager.default.removeItem(at: url) }
        let lines = (0..<20_000).map { Data("\($0) \(String(repeating: "ł", count: $0 % 50))".utf8) }
        try Data(lines.joined(separator: [10])).write(to: url)
        let file = try BackupFile(url)
        #expect(Array(file) == lines)
        #expect(file.first { _ in true } == lines[0])
    }

    @Test(arguments: ["", "[]", "{}", "nonsense", #"{"format":2,"migrations":[]}"#, #"{"end":0}"#])
    func whatIsNoBackupIsRefused(_ line: String) {
        #expect(throws: DatabaseError.self) { try Database.migrations(ofBackup: [Data(line.utf8)]) }
    }
}
