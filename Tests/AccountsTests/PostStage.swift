import Accounts
import Database
import Exchange
import Languages
import Platform
import Synchronization
import TestSupport
import Testing

/// A transport that keeps what it is given, or refuses it as a test says.
final class Letterbox: MailTransport {
    private let letters = Mutex<[MailMessage]>([])
    private let refusal = Mutex<MailError?>(nil)

    func send(_ message: MailMessage) async throws {
        if let error = refusal.withLock({ $0 }) { throw error }
        letters.withLock { $0.append(message) }
    }

    func refuse(_ error: MailError?) { refusal.withLock { $0 = error } }

    /// What came since the last time.
    func taken() -> [MailMessage] {
        letters.withLock { letters in
            defer { letters = [] }
            return letters
        }
    }
}

/// A house with a clock that the test moves, and a post office whose letters it reads.
struct PostStage: Sendable {
    let house: TestHouse
    let clock: TestClock
    let letterbox = Letterbox()

    static func with(
        _ engine: Database.Engine, _ body: @Sendable @escaping (PostStage) async throws -> Void
    ) async throws {
        let clock = TestClock()
        try await withHouse(engine, clock: clock) { house in
            let stage = PostStage(house: house, clock: clock)
            // The first round finds where the feed is now; nobody is told of what was before.
            _ = try await stage.post()
            try await body(stage)
        }
    }

    /// One round of the post office.
    /// - Returns: what left.
    func post() async throws -> [MailMessage] {
        try await office(letterbox).round(clock.now)
        return letterbox.taken()
    }

    func office(_ transport: any MailTransport) throws -> PostOffice {
        PostOffice(
            site: house.site, catalogue: house.catalogue, transport: transport,
            sender: try MailAddress("noreply@cities.example", name: "InnoCities"))
    }

    func person(_ persona: Persona) throws -> TestPerson { try #require(house.people[persona]) }

    func entry(_ slug: String) throws -> JSONValue { .string(try #require(house.entries[slug])) }

    /// Runs an action that must succeed, a minute after the one before.
    /// - Returns: the identifier of what it was about.
    @discardableResult
    func act(_ action: String, _ input: JSONObject, as persona: Persona) async throws -> String {
        clock.advance(by: .seconds(60))
        let answer = try await house.act(action, .object(input), as: persona)
        try #require((200..<300).contains(answer.status), "\(action): \(answer.text)")
        return try answer.json["id"]?.string ?? ""
    }

    func follow(_ kind: String, _ slug: String, as persona: Persona) async throws {
        try await act("catalogue.follow", ["kind": .string(kind), "id": try entry(slug)], as: persona)
    }

    func set(_ mode: Notifications.Mode, for persona: Persona) async throws {
        let person = try person(persona).id
        try await house.database.write { try Notifications.set(mode, for: person, in: $0) }
    }

    func idea(_ title: String, for slug: String = "need-a", as persona: Persona) async throws -> String {
        try await act(
            "ideas.voice",
            ["entry": try entry(slug), "title": .string(title), "story": "It would work.", "language": "en"],
            as: persona)
    }

    func number(_ sql: SQL) async throws -> Int {
        try await house.database.read { try $0.first(sql)?["number"] ?? 0 }
    }
}
