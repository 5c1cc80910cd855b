import Database
import Dispatch
import Foundation
import Synchronization
import TestSupport
import Testing

private struct Refusal: Error {}

@Suite struct TransactionTests {
    @Test(arguments: Database.Engine.available)
    func aCommittedRowIsRead(_ engine: Database.Engine) async throws {
        try await withDatabase(engine, migrations: schema) { database in
            let changed = try await database.write { tx in
                try tx.run("INSERT INTO city (id, country, slug) VALUES (\("a"), \("PL"), \("lodz"))")
            }
            #expect(changed == 1)
            let row = try await database.read { try $0.first("SELECT * FROM city WHERE slug = \("lodz")") }
            #expect(try row?["country"] == "PL")
            #expect(row?.columns == ["id", "country", "slug", "population", "twin_id"])
        }
    }

    @Test(arguments: Database.Engine.available)
    func nothingIsStoredWhenTheBodyThrows(_ engine: Database.Engine) async throws {
        try await withDatabase(engine, migrations: schema) { database in
            await #expect(throws: Refusal.self) {
                try await database.write { tx in
                    try tx.insertCity("a")
                    throw Refusal()
                }
            }
            let stored = try await database.count(of: "city")
            #expect(stored == 0)
        }
    }

    @Test(arguments: Database.Engine.available)
    func runCountsTheRowsItChanged(_ engine: Database.Engine) async throws {
        try await withDatabase(engine, migrations: schema) { database in
            let counts = try await database.write { tx in
                for id in ["a", "b", "c"] { try tx.insertCity(id) }
                return [
                    try tx.run("UPDATE city SET population = 1 WHERE id <> \("a")"),
                    try tx.run("CREATE INDEX city_by_population ON city (population)"),
                    try tx.run("SELECT id FROM city"),
                    try tx.run("DELETE FROM city WHERE id = \("x")"),
                    try tx.run("DELETE FROM city"),
                ]
            }
            #expect(counts == [2, 0, 0, 0, 3])
        }
    }

    @Test(arguments: Database.Engine.available)
    func aBrokenConstraintHasItsName(_ engine: Database.Engine) async throws {
        try await withDatabase(engine, migrations: schema) { database in
            try await database.write { try $0.insertCity("a", slug: "lodz") }
            await #expect(throws: DatabaseError.unique(constraint: "city.id")) {
                try await database.write { try $0.insertCity("a", slug: "other") }
            }
            await #expect(throws: DatabaseError.unique(constraint: "city.country, city.slug")) {
                try await database.write { try $0.insertCity("b", slug: "lodz") }
            }
            await #expect(throws: DatabaseError.check) {
                try await database.write { try $0.insertCity("b", population: -1) }
            }
            await #expect(throws: DatabaseError.foreignKey) {
                try await database.write { try $0.run("INSERT INTO need (city_id, title) VALUES (\("x"), \("t"))") }
            }
            await #expect(throws: DatabaseError.notNull) {
                try await database.write { try $0.run("INSERT INTO need (city_id) VALUES (\("a"))") }
            }
        }
    }

    @Test(arguments: Database.Engine.available)
    func errorsNeverCarryBoundValues(_ engine: Database.Engine) async throws {
        try await withDatabase(engine, migrations: schema) { database in
            let statements: [SQL] = [
                "SELECT nothing FROM city WHERE id = \("secret")",
                "INSERT INTO sample (id, whole) VALUES (CAST(\("secret") AS BIGINT) / 0, NULL), (NULL, NULL)",
                "INSERT INTO city (id, country, slug, population) VALUES (\("secret"), \("secret"), \("secret"), -1)",
            ]
            for statement in statements {
                do {
                    try await database.write { try $0.run(statement) }
                } catch {
                    #expect(!"\(error)".contains("secret"))
                }
            }
        }
    }

    @Test(arguments: Database.Engine.available)
    func aSavepointUndoesItsOwnPartOnly(_ engine: Database.Engine) async throws {
        try await withDatabase(engine, migrations: schema) { database in
            try await database.write { tx in
                try tx.insertCity("a")
                #expect(throws: Refusal.self) {
                    try tx.savepoint {
                        try tx.insertCity("b")
                        try tx.savepoint { try tx.insertCity("c") }
                        throw Refusal()
                    }
                }
                #expect(throws: DatabaseError.unique(constraint: "city.id")) {
                    try tx.savepoint { try tx.insertCity("a", slug: "other") }
                }
                try tx.savepoint { try tx.insertCity("d") }
            }
            let ids = try await database.readOne("SELECT id FROM city ORDER BY id").map { try $0["id"] as String }
            #expect(ids == ["a", "d"])
        }
    }

    @Test(arguments: Database.Engine.available)
    func aFailedStatementSpoilsItsTransaction(_ engine: Database.Engine) async throws {
        try await withDatabase(engine, migrations: schema) { database in
            await #expect(throws: DatabaseError.self) {
                try await database.write { tx in
                    try tx.insertCity("a")
                    _ = try? tx.insertCity("a", slug: "other")
                }
            }
            let stored = try await database.count(of: "city")
            #expect(stored == 0)
        }
    }

    @Test(arguments: Database.Engine.available)
    func aReadCannotWrite(_ engine: Database.Engine) async throws {
        try await withDatabase(engine, migrations: schema) { database in
            await #expect(throws: DatabaseError.self) { try await database.read { try $0.insertCity("a") } }
            await #expect(throws: DatabaseError.self) { try await database.readOne("DELETE FROM city") }
            let stored = try await database.count(of: "city")
            #expect(stored == 0)
        }
    }

    @Test(arguments: Database.Engine.available)
    func fiftyInsertsOfOneKeyLeaveOneRow(_ engine: Database.Engine) async throws {
        try await withDatabase(engine, migrations: schema) { database in
            let successes = await withTaskGroup(of: Bool.self) { group in
                for attempt in 0..<50 {
                    group.addTask {
                        do {
                            try await database.write { try $0.insertCity("\(attempt)", slug: "lodz") }
                            return true
                        } catch {
                            return error as? DatabaseError != .unique(constraint: "city.country, city.slug")
                        }
                    }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(successes == 1)
            let stored = try await database.count(of: "city")
            #expect(stored == 1)
        }
    }

    @Test(arguments: Database.Engine.available)
    func lockedTransactionsDoNotLoseUpdates(_ engine: Database.Engine) async throws {
        try await withDatabase(engine, migrations: schema) { database in
            try await database.write { try $0.insertCity("a", population: 0) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<40 {
                    group.addTask {
                        try await database.write { tx in
                            try tx.lock("population")
                            let row = try tx.first("SELECT population FROM city")
                            let population: Int = try row?["population"] ?? 0
                            try tx.run("UPDATE city SET population = \(population + 1)")
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await database.readOne("SELECT population FROM city").first?["population"] == 40)
        }
    }

    @Test(arguments: Database.Engine.available)
    func aWriteInTheWayOfAnotherIsRunAgain(_ engine: Database.Engine) async throws {
        try await withDatabase(engine, migrations: schema) { database in
            let attempts = Mutex(0)
            try await database.write { tx in
                try tx.insertCity("a")
                let attempt = attempts.withLock { attempts in
                    attempts += 1
                    return attempts
                }
                if attempt < 4 { throw DatabaseError.serialization }
            }
            #expect(attempts.withLock { $0 } == 4)
            let stored = try await database.count(of: "city")
            #expect(stored == 1)
        }
    }

    @Test(arguments: Database.Engine.available)
    func aWriteIsNotRunAgainForEver(_ engine: Database.Engine) async throws {
        try await withDatabase(engine, migrations: schema) { database in
            let attempts = Mutex(0)
            await #expect(throws: DatabaseError.busy) {
                try await database.write { _ in
                    attempts.withLock { $0 += 1 }
                    throw DatabaseError.busy
                }
            }
            #expect(attempts.withLock { $0 } == 5)
        }
    }

    @Test(.enabled(if: Database.Engine.available.contains(.postgres)))
    func ofTwoDeadlockedWritesBothSucceedInTheEnd() async throws {
        try await withDatabase(.postgres, migrations: schema) { database in
            try await database.write { tx in
                for id in ["a", "b"] { try tx.insertCity(id, population: 0) }
            }
            let meeting = [DispatchSemaphore(value: 0), DispatchSemaphore(value: 0)]
            @Sendable func move(from: String, to: String, place: Int) async throws {
                let firstTime: Mutex<Void?> = Mutex(())
                try await database.write { tx in
                    try tx.run("UPDATE city SET population = population + 1 WHERE id = \(from)")
                    if firstTime.withLock({ $0.take() }) != nil {
                        meeting[1 - place].signal()
                        meeting[place].wait()
                    }
                    try tx.run("UPDATE city SET population = population + 1 WHERE id = \(to)")
                }
            }
            async let one: Void = move(from: "a", to: "b", place: 0)
            async let other: Void = move(from: "b", to: "a", place: 1)
            _ = try await (one, other)
            #expect(try await database.readOne("SELECT SUM(population) AS s FROM city").first?["s"] == 4)
        }
    }

    @Test(arguments: Database.Engine.available)
    func aHundredThousandRowsAreStreamed(_ engine: Database.Engine) async throws {
        try await withDatabase(engine, migrations: schema) { database in
            try await database.write { tx in
                try tx.run(
                    """
                    INSERT INTO sample (id, whole)
                    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
                    SELECT i, i FROM n
                    """)
            }
            let (sum, nested) = try await database.read { tx in
                var (sum, nested) = (0, 0)
                try tx.each("SELECT id, whole FROM sample WHERE id > \(0)") { row in
                    sum += try row["whole"]
                    if try (row["id"] as Int) % 10_000 == 0 { nested += try tx.count(of: "city") + 1 }
                }
                return (sum, nested)
            }
            #expect(sum == 5_000_050_000)
            #expect(nested == 10)
        }
    }

    @Test(.timeLimit(.minutes(5)), arguments: Database.Engine.available)
    func cancellationStopsALongStatement(_ engine: Database.Engine) async throws {
        try await withDatabase(engine, migrations: schema) { database in
            let (started, start) = AsyncStream.makeStream(of: Void.self)
            let task = Task {
                try await database.read { tx in
                    start.finish()
                    return try tx.all(
                        """
                        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000000)
                        SELECT COUNT(*) FROM n
                        """)
                }
            }
            for await _ in started {}
            task.cancel()
            await #expect(throws: DatabaseError.cancelled) { try await task.value }
            let stored = try await database.count(of: "city")
            #expect(stored == 0)
        }
    }

    @Test(arguments: Database.Engine.available)
    func statementsAreCountedAcrossThreads(_ engine: Database.Engine) async throws {
        try await withDatabase(engine, migrations: schema) { database in
            let (count, statements) = try await StatementCounter.counting {
                try await database.write { tx in
                    try tx.savepoint { try tx.insertCity("a") }
                    try tx.insertCity("b")
                }
                return try await database.read { try $0.count(of: "city") }
            }
            #expect(count == 2)
            #expect(statements == 3)
        }
    }

    @Test(.timeLimit(.minutes(1)), arguments: Database.Engine.available)
    func followersWakeAfterTheCommit(_ engine: Database.Engine) async throws {
        try await withDatabase(engine, migrations: schema) { database in
            var signals = database.changes(channel: "feed \"1\"").makeAsyncIterator()
            try await database.write { tx in
                try tx.insertCity("a")
                try tx.notify("feed \"1\"")
            }
            await signals.next()
            let stored = try await database.count(of: "city")
            #expect(stored == 1)
        }
    }

    @Test func othersCannotReadTheFile() async throws {
        try await withLocation(.sqlite) { location in
            let database = try Database.open(location)
            try await database.migrate(schema)
            guard case .file(let file) = location else { return }
            for name in [file.path, file.path + "-wal"] {
                let rights = try FileManager.default.attributesOfItem(atPath: name)[.posixPermissions] as? NSNumber
                #expect(rights?.intValue == 0o600)
            }
            await database.close()
        }
    }

    @Test func aMissingFolderIsAnErrorAtOnce() {
        #expect(throws: DatabaseError.self) {
            try Database.open(.file(URL(filePath: "/nowhere/innocities.sqlite")))
        }
    }

    @Test func anUnreachableServerIsAnErrorAtOnce() {
        #expect(throws: DatabaseError.self) {
            try Database.open(.url("postgresql://nobody@127.0.0.1:1/nothing"))
        }
    }

    @Test(.enabled(if: Database.Engine.available.contains(.postgres)))
    func aConnectionLostWhileIdleIsReplaced() async throws {
        try await withLocation(.postgres) { location in
            let (database, other) = (try Database.open(location, connections: 1), try Database.open(location))
            let query: SQL = "SELECT pg_backend_pid() AS pid"
            let process: Int = try #require(try await database.readOne(query).first?["pid"] as Int?)
            // Waits until it has ended.
            _ = try await other.readOne("SELECT pg_terminate_backend(\(process), 5000)")
            #expect(try await database.read { try $0.first(query)?["pid"] as Int? } != process)
            await database.close()
            await other.close()
        }
    }

    @Test(arguments: Database.Engine.available)
    func theTestRoleIsNoSuperuser(_ engine: Database.Engine) async throws {
        let isSuperuser = try await withDatabase(engine) { try await $0.currentRoleIsSuperuser() }
        #expect(!isSuperuser)
    }
}
