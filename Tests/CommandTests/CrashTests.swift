import Database
import Exchange
import Foundation
import Languages
import Platform
import Synchronization
import TestSupport
import Testing

/// The keys of what the program said was written.
private final class Acknowledged: Sendable {
    let keys = Mutex<Set<String>>([])
}

/// What was acknowledged is kept, whatever happens to the program.
@Suite(.serialized) struct CrashTests {
    @Test(arguments: Database.Engine.available)
    func nothingAcknowledgedIsLostWhenTheProgramIsKilled(_ engine: Database.Engine) async throws {
        try await withLocation(engine) { location in
            let arguments = Self.arguments(location)
            let token = try await Self.administrator(location, arguments)
            let first = try ServerProcess(arguments)
            let (client, end) = (first.client, first.end)
            let acknowledged = Acknowledged()
            await withTaskGroup(of: Void.self) { tasks in
                for writer in 0..<4 {
                    tasks.addTask {
                        var number = 0
                        while let key = try? await Self.write(client, token, "k\(writer)-\(number)") {
                            acknowledged.keys.withLock { _ = $0.insert(key) }
                            number += 1
                        }
                    }
                }
                tasks.addTask {
                    while acknowledged.keys.withLock({ $0.count < 40 }) { await Task.yield() }
                    end.kill()
                }
            }
            let kept = acknowledged.keys.withLock { $0 }
            #expect(kept.count >= 40)
            let second = try ServerProcess(arguments)
            for key in kept.sorted() {
                #expect(try await second.client.send("GET", "/api/v1/cities/\(key)").status == 200, "\(key) is lost")
            }
            #expect(second.stop() == 0)
            #expect(try Program.run(["database", "check"] + arguments).status == 0)
        }
    }

    private static func arguments(_ location: Database.Location) -> [String] {
        switch location {
        case .file(let file): ["--data", file.deletingLastPathComponent().path]
        case .url(let url): ["--database-url", url]
        }
    }

    /// Makes an administrator by the console, and a token for them.
    private static func administrator(_ location: Database.Location, _ arguments: [String]) async throws -> String {
        let made = try Program.run(
            ["account", "create", "root@people.example", "--name", "Root", "--administrator"] + arguments)
        #expect(made.status == 0, "\(made.errors)")
        let place: Database.Location =
            switch location {
            case .file(let file): .file(file.deletingLastPathComponent().appending(path: "innocities.sqlite"))
            case .url: location
            }
        let database = try Database.open(place, connections: 1)
        let (token, digest) = Token.make()
        let now = Instant.now.milliseconds
        try await database.write { transaction in
            let person: String = try transaction.first("SELECT person FROM email_address")?["person"] ?? ""
            try transaction.run(
                """
                INSERT INTO access_token (id, digest, person, name, may_write, created_at, expires_at)
                VALUES ('t', \(digest.base64URL), \(person), 't', \(true), \(now), \(now + 3_600_000))
                """)
        }
        await database.close()
        return token
    }

    /// - Returns: the key when the write was acknowledged.
    private static func write(_ client: TestClient, _ token: String, _ key: String) async throws -> String? {
        let record: JSONValue = [
            "kind": "city", "slug": .string(key), "title": .string("City \(key)"), "country": "FI",
        ]
        let answer = try await client.send(
            "POST", "/api/v1/actions/cities.import",
            headers: [("authorization", "Bearer \(token)"), ("content-type", "application/json")],
            body: (["record": .string(record.text())] as JSONValue).data())
        return answer.status == 200 ? key : nil
    }
}
