import Foundation

@testable public import Database

extension Database.Engine {
    /// The engines a test can run on: PostgreSQL when `INNOCITIES_TEST_POSTGRES` holds the URL of a server.
    public static var available: [Database.Engine] {
        serverURL == nil ? [.sqlite] : allCases
    }

    fileprivate static var serverURL: String? {
        ProcessInfo.processInfo.environment["INNOCITIES_TEST_POSTGRES"].flatMap { $0.isEmpty ? nil : $0 }
    }
}

/// No server is known, though a test asked for PostgreSQL.
public struct NoTestServer: Error {}

/// Gives `body` an empty database of its own, with the schema of `migrations`, and takes it away afterwards: a file in
/// a temporary folder, or a schema on the test server.
///
/// ```swift
/// @Test(arguments: Database.Engine.available)
/// func aNeedIsStored(_ engine: Database.Engine) async throws {
///     try await withDatabase(engine, migrations: needMigrations) { database in … }
/// }
/// ```
@discardableResult
public func withDatabase<T>(
    _ engine: Database.Engine, migrations: [Migration] = [], connections: Int = 4,
    _ body: (Database) async throws -> T
) async throws -> T {
    try await withLocation(engine) { location in
        let database = try Database.open(location, connections: connections)
        do {
            try await database.migrate(migrations)
            let result = try await body(database)
            await database.close()
            return result
        } catch {
            await database.close()
            throw error
        }
    }
}

/// Gives `body` the place of a new database, for tests that open it themselves or more than once.
@discardableResult
public func withLocation<T>(
    _ engine: Database.Engine, _ body: (Database.Location) async throws -> T
) async throws -> T {
    let name = "t_" + UUID().uuidString.lowercased().replacingOccurrences(of: "-", with: "")
    switch engine {
    case .sqlite:
        let folder = FileManager.default.temporaryDirectory.appending(path: name, directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await body(.file(folder.appending(path: "test.sqlite")))
    case .postgres:
        guard let server = Database.Engine.serverURL else { throw NoTestServer() }
        let url = "\(server)\(server.contains("?") ? "&" : "?")options=-csearch_path%3D\(name)"
        let administration = try Database.open(.url(server), connections: 1)
        try await administration.write { try $0.script("CREATE SCHEMA \(name)") }
        let result: Result<T, any Error>
        do {
            result = .success(try await body(.url(url)))
        } catch {
            result = .failure(error)
        }
        try await administration.write { try $0.script("DROP SCHEMA \(name) CASCADE") }
        await administration.close()
        return try result.get()
    }
}
