/// A way for mail to leave.
public protocol MailTransport: Sendable {
    /// Hands a message over; when it returns, somebody else is responsible for it.
    ///
    /// - Throws: `MailError`, and `CancellationError` when the task is cancelled.
    func send(_ message: MailMessage) async throws
}
