struct PostgreSQLStore: Store {
    init(url: String, connections: Int) throws {
        throw DatabaseError.engine(code: "0A000", message: "PostgreSQL is not built in yet")
    }
    func transact<T: Sendable>(
        _ access: Access, _ body: @escaping @Sendable (any Session) throws -> T
    ) async throws -> T { throw DatabaseError.cancelled }
    func schemaChanged() {}
    func changes(channel: String) -> AsyncStream<Void> { AsyncStream { $0.finish() } }
    func close() async {}
}
