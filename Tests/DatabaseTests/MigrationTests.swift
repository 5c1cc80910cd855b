import Database
import TestSupport
import Testing

@Suite struct MigrationTests {
    @Test(arguments: Database.Engine.available)
    func onlyMissingMigrationsRun(_ engine: Database.Engine) async throws {
        try await withDatabase(engine, migrations: schema) { database in
            try await database.write { try $0.insertCity("a") }
            let later = schema + [Migration("003", "ALTER TABLE city ADD COLUMN mayor TEXT")]
            try await database.migrate(later)
            try await database.migrate(later)
            #expect(try await database.readOne("SELECT * FROM city").first?["mayor"] as String? == nil)
            #expect(try await database.readOne("SELECT id FROM schema_migration").count == 3)
        }
    }

    @Test(arguments: Database.Engine.available)
    func aChangedMigrationIsRefused(_ engine: Database.Engine) async throws {
        try await withDatabase(engine, migrations: [Migration("001", "CREATE TABLE a (b TEXT)")]) { database in
            await #expect {
                try await database.migrate([Migration("001", "CREATE TABLE a (c TEXT)")])
            } throws: { error in
                guard case DatabaseError.migration(let words) = error else { return false }
                return words.contains("001")
            }
        }
    }

    @Test(arguments: Database.Engine.available)
    func aDatabaseOfANewerProgramIsRefused(_ engine: Database.Engine) async throws {
        try await withDatabase(engine, migrations: schema) { database in
            await #expect(throws: DatabaseError.self) { try await database.migrate([schema[0]]) }
        }
    }

    @Test(arguments: Database.Engine.available)
    func aFailingMigrationChangesNothing(_ engine: Database.Engine) async throws {
        try await withDatabase(engine) { database in
            await #expect(throws: DatabaseError.self) {
                try await database.migrate(schema + [Migration("003", "CREATE TABLE x (a TEXT); nonsense")])
            }
            try await database.migrate(schema)
            let stored = try await database.count(of: "city")
            #expect(stored == 0)
        }
    }

    @Test(arguments: Database.Engine.available)
    func twoNodesThatStartTogetherMigrateOnce(_ engine: Database.Engine) async throws {
        try await withLocation(engine) { location in
            let nodes = try (0..<3).map { _ in try Database.open(location, connections: 2) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for node in nodes { group.addTask { try await node.migrate(schema) } }
                try await group.waitForAll()
            }
            #expect(try await nodes[0].readOne("SELECT id FROM schema_migration").count == schema.count)
            for node in nodes { await node.close() }
        }
    }

    @Test(arguments: Database.Engine.available)
    func aNodeOutlivesATableThatWasChanged(_ engine: Database.Engine) async throws {
        try await withLocation(engine) { location in
            let old = try Database.open(location)
            try await old.migrate(schema)
            let before = try await old.readOne("SELECT * FROM city").count
            // Only PostgreSQL is meant to be shared by nodes.
            let new = engine == .postgres ? try Database.open(location) : old
            try await new.migrate(schema + [Migration("003", "ALTER TABLE city ADD COLUMN mayor TEXT")])
            try await new.write { try $0.insertCity("a") }
            #expect(before == 0)
            #expect(try await old.readOne("SELECT * FROM city").first?.columns.last == "mayor")
            await old.close()
            await new.close()
        }
    }
}
