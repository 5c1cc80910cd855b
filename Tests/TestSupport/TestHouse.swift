public import Catalogue
public import Database
public import Exchange
public import Foundation
public import Languages
import Logging
public import Platform
import ServiceLifecycle
import Synchronization
public import Web

@testable import InnoCities

/// The whole program on a temporary database, answering on a port of loopback, with people of each role and a handful
/// of entries. See `withHouse`.
public struct TestHouse: Sendable {
    public static var actions: [any Action.Type] { House.actions }
    /// The verbs that only the operator's console has.
    public static var consoleActions: [any Action.Type] { [CreateAccount.self, ResetAccount.self, ChangeRole.self] }
    public static var capabilities: [Capability] { House.capabilities }
    /// How entries of the kinds come in.
    public static var entryImports: [any EntryImport.Type] {
        House.capabilities.flatMap(\.imports).compactMap { $0 as? any EntryImport.Type }
    }

    public let database: Database
    public let catalogue: CatalogueService
    public let runner: ActionRunner
    public let site: Site
    public let routes: [Route]
    public let client: TestClient
    /// Runs the jobs that were asked for, when a test says so.
    public let jobs: JobRunner
    /// Everybody but the visitor.
    public let people: [Persona: TestPerson]
    /// Identifiers of the entries by the last part of their address.
    public let entries: [String: String]

    /// By which door somebody comes.
    public enum Door: Sendable { case session, writingToken, readingToken }

    /// Sends a request.
    /// - Parameter door: nil picks a writing token for addresses of the API and a session for pages.
    public func send(
        _ method: String, _ path: String, as persona: Persona = .visitor, by door: Door? = nil,
        headers: [(String, String)] = [], body: Data = Data()
    ) async throws -> TestAnswer {
        // Each request comes from a peer of its own, so that no test meets the limits by accident.
        var all = [("x-forwarded-for", Self.somePeer())]
        if let person = people[persona] {
            switch door ?? (path.hasPrefix("/api/") ? .writingToken : .session) {
            case .session: all.append(("cookie", "session=\(person.session)"))
            case .writingToken: all.append(("authorization", "Bearer \(person.writingToken)"))
            case .readingToken: all.append(("authorization", "Bearer \(person.readingToken)"))
            }
        }
        return try await client.send(method, path, headers: all + headers, body: body)
    }

    public func get(
        _ path: String, as persona: Persona = .visitor, by door: Door? = nil, headers: [(String, String)] = []
    ) async throws -> TestAnswer {
        try await send("GET", path, as: persona, by: door, headers: headers)
    }

    /// Sends a form as a page of the site would: from this origin and with the session's form token.
    public func submit(
        _ path: String, _ fields: [(String, String)], as persona: Persona = .visitor
    ) async throws -> TestAnswer {
        var pairs = fields.map { QueryString.Pair($0.0, $0.1) }
        if let token = formToken(of: persona) { pairs.append(.init(Form.tokenField, token)) }
        return try await send(
            "POST", path, as: persona, by: .session,
            headers: [
                ("origin", "http://127.0.0.1:\(client.port)"), ("content-type", "application/x-www-form-urlencoded"),
            ], body: Data(QueryString(pairs).text.utf8))
    }

    /// Sends a form with a file.
    public func upload(
        _ path: String, _ fields: [(String, String)], file: Data, named name: String, as persona: Persona
    ) async throws -> TestAnswer {
        let boundary = "boundary-of-the-test"
        var body = Data()
        for (field, value) in fields + [(Form.tokenField, formToken(of: persona) ?? "")] {
            body += Data("--\(boundary)\r\ncontent-disposition: form-data; name=\"\(field)\"\r\n\r\n\(value)\r\n".utf8)
        }
        let head = "content-disposition: form-data; name=\"file\"; filename=\"\(name)\""
        body += Data("--\(boundary)\r\n\(head)\r\n\r\n".utf8) + file + Data("\r\n--\(boundary)--\r\n".utf8)
        return try await send(
            "POST", path, as: persona, by: .session,
            headers: [
                ("origin", "http://127.0.0.1:\(client.port)"),
                ("content-type", "multipart/form-data; boundary=\(boundary)"),
            ], body: body)
    }

    /// Runs an action through the API.
    public func act(
        _ action: String, _ input: JSONValue, as persona: Persona = .visitor, by door: Door = .writingToken,
        headers: [(String, String)] = []
    ) async throws -> TestAnswer {
        try await send(
            "POST", "/api/v1/actions/\(action)", as: persona, by: door,
            headers: [("content-type", "application/json")] + headers, body: input.data())
    }

    /// The token that the forms of somebody's session carry.
    public func formToken(of persona: Persona) -> String? {
        people[persona].map { site.signer.formToken(session: Data($0.session.utf8)) }
    }

    private static func somePeer() -> String {
        "10.\(Int.random(in: 0...255)).\(Int.random(in: 0...255)).\(Int.random(in: 1...254))"
    }
}

/// What a test house begins with.
public enum Furnishing: Sendable {
    /// People and the entries of `TestEntry.all`.
    case handful
    /// People, those entries, and the demonstration data set.
    case demonstration
}

/// A clock that stands still until a test moves it.
public final class TestClock: Sendable {
    private let instant: Mutex<Instant>

    /// Begins an hour ahead, so that whatever a house is furnished with has begun.
    public init() { instant = Mutex(.now.adding(.seconds(3_600))) }

    public var now: Instant { instant.withLock { $0 } }

    public func advance(by duration: Duration) { instant.withLock { $0 = $0.adding(duration) } }
}

/// Opens a whole house for a test and closes it afterwards.
///
/// - Parameters:
///   - trustsProxy: whether the header with which a proxy tells the peer is believed; tests come from a peer of their own
///     by it.
///   - comparesMeaning: whether search reads texts for their meaning, which takes a moment and needs the encoder.
///   - clock: what the house takes for the time; nil is the machine's.
@discardableResult
public func withHouse<T: Sendable>(
    _ engine: Database.Engine, _ furnishing: Furnishing = .handful, isDemonstration: Bool = false,
    trustsProxy: Bool = true, comparesMeaning: Bool = false, clock: TestClock? = nil,
    _ body: @Sendable @escaping (TestHouse) async throws -> T
) async throws -> T {
    try await withLocation(engine) { location in
        let logger = Logger.test
        let house = try await House.open(
            location, share: try ShareContents.ofTests(comparesMeaning: comparesMeaning), logger: logger,
            now: { clock?.now ?? .now })
        do {
            let result = try await house.opened(
                furnishing, isDemonstration: isDemonstration, trustsProxy: trustsProxy, body)
            await house.database.close()
            return result
        } catch {
            await house.database.close()
            throw error
        }
    }
}

extension ShareContents {
    /// Of the source tree's own folder, wherever the test program runs; read once, since it takes longer than most tests.
    fileprivate static func ofTests(comparesMeaning: Bool) throws -> ShareContents {
        try (comparesMeaning ? withMeaning : withoutMeaning).get()
    }

    private static let withMeaning = read(comparesMeaning: true)
    private static let withoutMeaning = read(comparesMeaning: false)

    private static func read(comparesMeaning: Bool) -> Result<ShareContents, any Error> {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "share", directoryHint: .isDirectory)
        return Result {
            try ShareContents(ShareFolder(root: root), logger: .test, comparesMeaning: comparesMeaning)
        }
    }
}

extension Logger {
    fileprivate static var test: Logger {
        var logger = Logger(label: "test")
        logger.logLevel = .error
        return logger
    }
}

extension House {
    fileprivate func opened<T: Sendable>(
        _ furnishing: Furnishing, isDemonstration: Bool, trustsProxy: Bool,
        _ body: @Sendable @escaping (TestHouse) async throws -> T
    ) async throws -> T {
        if furnishing == .demonstration { try await DemoFill(house: self).run() }
        let passwords = PasswordHasher(cost: .init(logarithm: 10))
        let (people, entries) = try await furnish(passwords)
        try await catalogue.build()
        let folder = FileManager.default.temporaryDirectory.appending(path: "house-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let site = try await site(
            origin: nil, isDemonstration: isDemonstration, trustsProxy: trustsProxy, dataFolder: folder,
            passwords: passwords)
        let jobs = JobRunner(database: database, handlers: try jobHandlers(dataFolder: folder), logger: logger)
        let (ports, listening) = AsyncStream.makeStream(of: Int.self)
        let routes = routes
        let server = WebServer(site: site, routes: routes, host: "127.0.0.1", port: 0) { listening.yield($0) }
        let group = ServiceGroup(services: [server], logger: logger)
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { listening.finish() }
                try await group.run()
            }
            guard let port = await ports.first(where: { _ in true }) else { throw TestClient.Broken() }
            let house = TestHouse(
                database: database, catalogue: catalogue, runner: runner, site: site, routes: routes,
                client: TestClient(port: port), jobs: jobs, people: people,
                entries: entries)
            do {
                let result = try await body(house)
                await group.triggerGracefulShutdown()
                return result
            } catch {
                await group.triggerGracefulShutdown()
                throw error
            }
        }
    }

    /// Entries first, since roles are tied to them; those that not everybody may see last.
    private func furnish(
        _ passwords: PasswordHasher
    ) async throws -> (people: [Persona: TestPerson], entries: [String: String]) {
        let runner = ActionRunner(database: database)
        var ids: [String: String] = [:]
        for entry in TestEntry.all { ids[entry.slug] = try await add(entry, with: runner) }
        let entries = ids
        let hash = try await passwords.hash(TestPerson.password)
        let people = try await database.write { transaction in
            var people: [Persona: TestPerson] = [:]
            for persona in Persona.allCases where persona != .visitor {
                let grant = persona.grant.map {
                    Grant($0.role, in: Scope($0.kind, $0.slug.isEmpty ? "" : entries[$0.slug] ?? $0.slug))
                }
                people[persona] = try TestPerson.make(
                    persona.rawValue, passwordHash: hash, grant: grant, now: .now, in: transaction)
            }
            for entry in TestEntry.all where entry.visibility != .everybody {
                try transaction.run(
                    """
                    UPDATE entry SET visibility = \(entry.visibility), author = \(entry.author.flatMap { people[$0]?.id })
                    WHERE kind = \(entry.kind) AND slug = \(entry.slug)
                    """)
            }
            return people
        }
        return (people, entries)
    }

    /// By the import of its kind, so that it has what only its kind has; a kind without one gets a plain entry.
    private func add(_ entry: TestEntry, with runner: ActionRunner) async throws -> String {
        let input: RawInput = ["record": [entry.document.text()]]
        if let action = TestHouse.entryImports.first(where: { $0.kind == entry.kind }) {
            return try await runner.run(action, input, as: .program).subject.id
        }
        return try await runner.run(AddTestEntry.self, input, as: .program).subject.id
    }
}
