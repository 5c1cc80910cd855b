import Crypto
public import Database
import Exchange
import Foundation
public import Languages

/// The name that a program gives a request, so that it can ask again when the line broke, without doing the thing twice.
///
/// The key is claimed, the action carried out and its answer kept in one transaction: whatever breaks off, either all
/// of it is there or nothing. Equal requests at once wait for each other on the key's row.
public struct RequestKey: Sendable, Hashable {
    private static let keptFor = 24 * 3_600_000
    /// The longest key, in characters.
    public static let longest = 200

    private let person: String
    private let key: String

    /// - Parameter person: keys are each person's own.
    /// - Throws: `InputFaults` for an empty key or one that is too long.
    public init(_ key: String, of person: String) throws {
        guard (1...Self.longest).contains(key.count) else {
            throw InputFaults(general: ["An Idempotency-Key has from 1 to \(Self.longest) characters."])
        }
        self.person = person
        self.key = key
    }

    /// Claims the key, or finds what the same request was answered before.
    /// - Throws: `InputFaults` when the key was used for another request.
    /// - Returns: the earlier answer; nil when the request is new and must be carried out.
    func claim(
        for action: any Action.Type, _ raw: RawInput, now: Instant, in transaction: Transaction
    ) throws -> Outcome? {
        let request = Self.digest(of: action, raw)
        let isNew = try transaction.run(
            """
            INSERT INTO idempotency (person, key, request, answer, at)
            VALUES (\(person), \(key), \(request), '', \(now.milliseconds)) ON CONFLICT (person, key) DO NOTHING
            """)
        guard isNew == 0,
            let row = try transaction.first(
                "SELECT request, answer FROM idempotency WHERE person = \(person) AND key = \(key)")
        else { return nil }
        guard try row["request"] == request else {
            throw InputFaults(general: ["This Idempotency-Key was used for another request."])
        }
        return Outcome(try JSONDecoder().decode(Subject.self, from: Data((row["answer"] as String).utf8)))
    }

    /// Keeps what the request was answered, without what is revealed only once.
    func keep(_ outcome: Outcome, in transaction: Transaction) throws {
        let answer = String(decoding: try JSONEncoder().encode(outcome.subject), as: UTF8.self)
        try transaction.run("UPDATE idempotency SET answer = \(answer) WHERE person = \(person) AND key = \(key)")
    }

    /// Takes away answers that are older than a day.
    public static func sweep(now: Instant, in transaction: Transaction) throws {
        try transaction.run("DELETE FROM idempotency WHERE at < \(now.milliseconds - keptFor)")
    }

    /// Of what was sent only a digest is kept: it may hold secrets.
    private static func digest(of action: any Action.Type, _ raw: RawInput) -> String {
        let fields = raw.sorted { $0.key < $1.key }.map { name, values -> JSONValue in
            .array([.string(name)] + values.map(JSONValue.string))
        }
        let request = JSONValue.array([.string(action.name)] + fields).text()
        return Data(SHA256.hash(data: Data(request.utf8))).base64URL
    }
}
