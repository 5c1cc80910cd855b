import Database
import Testing

private let schema = [
    Migration(
        "001",
        """
        CREATE TABLE city (
            id TEXT PRIMARY KEY,
            country TEXT NOT NULL,
            slug TEXT NOT NULL,
            population BIGINT CHECK (population >= 0),
            UNIQUE (country, slug));
        CREATE TABLE need (
            position {{identity}},
            city_id TEXT NOT NULL REFERENCES city (id),
            title TEXT NOT NULL,
            is_open BOOLEAN NOT NULL DEFAULT TRUE);
        """)
]

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
            #expect(row?.columns == ["id", "country", "slug", "population"])
        }
    }
}
