import Database
import Foundation
import SeededRandom
import TestSupport
import Testing

private enum Stage: String, DatabaseValue { case draft, open }

private struct Sample: Equatable, Sendable {
    var text: String?
    var whole: Int?
    var fraction: Double?
    var bytes: Data?
    var flag: Bool?

    static func random(using generator: inout SeededGenerator) -> Sample {
        let characters = Array("aŁß'\"\\$1?;%_\n\t\u{1}\u{7f}{}()🙂👩‍👩‍👧e\u{301}漢\u{feff}\u{10ffff}-- /*")
        let length = Int.random(in: 0...40, using: &generator)
        let wholes = [Int.min, Int.max, 0, -1, Int.random(in: Int.min...Int.max, using: &generator)]
        let fractions = [
            0, -0.1, 1, Double.greatestFiniteMagnitude, .leastNonzeroMagnitude, .pi, 1e23, 9_007_199_254_740_992,
            Double.random(in: -1e9...1e9, using: &generator),
        ]
        return Sample(
            text: Bool.random(using: &generator)
                ? String((0..<length).map { _ in characters.randomElement(using: &generator) ?? "a" }) : nil,
            whole: wholes.randomElement(using: &generator),
            fraction: fractions.randomElement(using: &generator),
            bytes: Data((0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }),
            flag: [true, false, nil].randomElement(using: &generator) ?? nil)
    }
}

@Suite struct ValueTests {
    @Test(arguments: Database.Engine.available)
    func everyValueComesBackAsItWasBound(_ engine: Database.Engine) async throws {
        let seed: UInt64 = 20_261_121
        print("seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        let samples = (0..<300).map { _ in Sample.random(using: &generator) }
        try await withDatabase(engine, migrations: schema) { database in
            try await database.write { tx in
                for (id, sample) in samples.enumerated() {
                    try tx.run(
                        """
                        INSERT INTO sample (id, text, whole, fraction, bytes, flag) VALUES
                        (\(id), \(sample.text), \(sample.whole), \(sample.fraction), \(sample.bytes), \(sample.flag))
                        """)
                }
            }
            let read = try await database.readOne("SELECT * FROM sample ORDER BY id").map { row in
                Sample(
                    text: try row["text"], whole: try row["whole"], fraction: try row["fraction"],
                    bytes: try row["bytes"], flag: try row["flag"])
            }
            #expect(read == samples)
            // Swift's equality of texts is canonical; the bytes must be the same too.
            #expect(read.map { $0.text.map { Array($0.utf8) } } == samples.map { $0.text.map { Array($0.utf8) } })
        }
    }

    @Test(
        arguments: Database.Engine.available,
        ["'; DROP TABLE city; --", "\" OR 1 = 1", "$1", "?", "\\'; SELECT 1", "') ON CONFLICT DO NOTHING --"])
    func whatAPersonTypedStaysAValue(_ engine: Database.Engine, _ typed: String) async throws {
        try await withDatabase(engine, migrations: schema) { database in
            try await database.write { try $0.insertCity(typed) }
            let rows = try await database.readOne("SELECT id FROM city WHERE id IN \(list: [typed, "other"])")
            #expect(try rows.map { try $0["id"] as String } == [typed])
        }
    }

    @Test(arguments: Database.Engine.available)
    func theCharacterZeroIsRefused(_ engine: Database.Engine) async throws {
        try await withDatabase(engine, migrations: schema) { database in
            await #expect {
                try await database.write { try $0.insertCity("a\0b") }
            } throws: { error in
                guard case DatabaseError.engine(code: "22021", _) = error else { return false }
                return true
            }
        }
    }

    @Test(arguments: Database.Engine.available)
    func anEnumerationIsItsRawValue(_ engine: Database.Engine) async throws {
        try await withDatabase(engine, migrations: schema) { database in
            try await database.write { try $0.insertCity("a", slug: Stage.open.rawValue) }
            let row = try await database.readOne("SELECT slug FROM city WHERE slug = \(Stage.open)").first
            #expect(try row?["slug"] as Stage? == .open)
        }
    }

    @Test(arguments: Database.Engine.available)
    func sumsAndCountsAreIntegersAndMeansAreNot(_ engine: Database.Engine) async throws {
        try await withDatabase(engine, migrations: schema) { database in
            let row = try await database.write { tx in
                try tx.insertCity("a", population: 1)
                try tx.insertCity("b", population: 2)
                return try tx.first("SELECT SUM(population) AS s, COUNT(*) AS c, AVG(population) AS m FROM city")
            }
            #expect(try row?["s"] == 3)
            #expect(try row?["c"] == 2)
            #expect(try row?["m"] == 1.5)
        }
    }

    @Test(arguments: Database.Engine.available)
    func likeKeepsCapitalsApart(_ engine: Database.Engine) async throws {
        try await withDatabase(engine, migrations: schema) { database in
            try await database.write { try $0.insertCity("Gdynia") }
            #expect(try await database.readOne("SELECT id FROM city WHERE id LIKE \("Gd%")").count == 1)
            #expect(try await database.readOne("SELECT id FROM city WHERE id LIKE \("gd%")").isEmpty)
        }
    }

    @Test(arguments: Database.Engine.available)
    func aColumnIsFoundByItsNameOrRefused(_ engine: Database.Engine) async throws {
        try await withDatabase(engine, migrations: schema) { database in
            try await database.write { try $0.insertCity("a") }
            let row = try #require(
                try await database.readOne("SELECT c.id AS cityId, c.population, d.id, c.id FROM city c, city d").first)
            #expect(try row["cityId"] == "a")
            #expect(throws: DatabaseError.column("population")) { try row["population"] as Int }
            #expect(throws: DatabaseError.column("missing")) { try row["missing"] as Int? }
            #expect(throws: DatabaseError.column("id")) { try row["id"] as String }
        }
    }
}
