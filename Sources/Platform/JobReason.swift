import Foundation
public import Languages

/// Why a job failed: a sentence for people where the failure has one, or else what the program says of it in English.
public struct JobReason: Sendable, Hashable {
    public let message: Message

    public init(_ message: Message) { self.message = message }

    public init(_ error: any Error) {
        message = (error as? any PermanentFailure)?.message ?? Message(verbatim: "\(error)")
    }

    /// What is kept with the job; nil reads a text that an earlier version kept as it stands.
    public init(stored: String) {
        message =
            (try? JSONDecoder().decode(Message.self, from: Data(stored.utf8))) ?? Message(verbatim: stored)
    }

    public var stored: String {
        (try? JSONEncoder().encode(message)).map { String(decoding: $0, as: UTF8.self) } ?? "\(message)"
    }
}
