import Database

/// Two tables with everything the layer must carry: keys, references in a circle, an identity, bytes, a boolean.
let schema = [
    Migration(
        "001-cities",
        """
        CREATE TABLE city (
            id TEXT PRIMARY KEY,
            country TEXT NOT NULL,
            slug TEXT NOT NULL,
            population BIGINT CHECK (population >= 0),
            twin_id TEXT REFERENCES city (id),
            UNIQUE (country, slug));
        CREATE TABLE need (
            position {{identity}},
            city_id TEXT NOT NULL REFERENCES city (id),
            title TEXT NOT NULL,
            is_open BOOLEAN NOT NULL DEFAULT TRUE);
        CREATE TABLE sample (
            id BIGINT PRIMARY KEY,
            text TEXT, whole BIGINT, fraction DOUBLE PRECISION, bytes {{blob}}, flag BOOLEAN);
        """),
    Migration("002-index", "CREATE INDEX need_by_city ON need (city_id)"),
]

extension Transaction {
    /// Stores a city with what a test does not care about filled in.
    func insertCity(_ id: String, slug: String? = nil, population: Int? = nil) throws {
        try run(
            """
            INSERT INTO city (id, country, slug, population) VALUES (\(id), \("PL"), \(slug ?? id), \(population))
            """)
    }

    func count(of table: SQL) throws -> Int {
        try first("SELECT COUNT(*) AS n FROM \(sql: table)")?["n"] ?? 0
    }
}

extension Database {
    func count(of table: SQL) async throws -> Int {
        try await read { try $0.count(of: table) }
    }
}
