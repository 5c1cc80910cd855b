import Database
import Exchange
import Languages
import Platform

/// Answers a repeated request of the API with the answer of the first, so that a program whose line broke can ask again
/// without doing the thing twice.
struct Idempotency: Sendable {
    let database: Database
    private static let keptFor = 24 * 3_600_000

    /// - Throws: `InputFaults` when the key was used for another request; whatever `run` throws, and then the key is free.
    func once(
        person: String, key: String, request: String, now: Instant, _ run: @Sendable () async throws -> JSONValue
    ) async throws -> WebResponse {
        let claimed = try await database.write { transaction -> Row? in
            try transaction.run("DELETE FROM idempotency WHERE at < \(now.milliseconds - Self.keptFor)")
            let new = try transaction.run(
                """
                INSERT INTO idempotency (person, key, request, answer, at)
                VALUES (\(person), \(key), \(request), '', \(now.milliseconds)) ON CONFLICT (person, key) DO NOTHING
                """)
            guard new == 0 else { return nil }
            return try transaction.first(
                "SELECT request, answer FROM idempotency WHERE person = \(person) AND key = \(key)")
        }
        if let claimed {
            guard try claimed["request"] as String == request else {
                throw InputFaults(general: ["This Idempotency-Key was used for another request."])
            }
            let answer: String = try claimed["answer"]
            guard !answer.isEmpty else {
                throw InputFaults(general: ["A request with this Idempotency-Key is being carried out just now."])
            }
            return .json(try JSONValue(parsing: answer))
        }
        do {
            let answer = try await run()
            try await database.write { transaction in
                try transaction.run(
                    "UPDATE idempotency SET answer = \(answer.text()) WHERE person = \(person) AND key = \(key)")
            }
            return .json(answer)
        } catch {
            try await database.write { transaction in
                try transaction.run("DELETE FROM idempotency WHERE person = \(person) AND key = \(key)")
            }
            throw error
        }
    }
}
