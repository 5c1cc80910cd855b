import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// Hands mail to a server by SMTP, one connection a message.
public struct SMTPTransport: MailTransport {
    private let server: SMTPServer
    private let tls: NIOSSLContext?

    /// - Throws: when the certificate authorities cannot be read.
    public init(server: SMTPServer) throws {
        self.server = server
        guard server.security != .none else {
            tls = nil
            return
        }
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        if let authorities = server.certificateAuthorities {
            configuration.trustRoots = .file(authorities.path)
        }
        tls = try NIOSSLContext(configuration: configuration)
    }

    public func send(_ message: MailMessage) async throws {
        let conversation = SMTPConversation(
            SMTPConversation.Plan(
                sender: message.from, recipient: message.to, content: message.bytes, security: server.security,
                credentials: server.credentials, clientName: server.clientName))
        do {
            let channel = try await connect()
            let deadline = channel.channel.eventLoop.scheduleTask(in: .init(server.timeout)) {
                channel.channel.close(promise: nil)
            }
            defer { deadline.cancel() }
            try await converse(conversation, over: channel)
        } catch let error as MailError {
            throw error
        } catch let error as CancellationError {
            throw error
        } catch {
            try Task.checkCancellation()
            throw MailError.temporary("The mail server \(server.host) could not be reached: \(error)")
        }
    }

    private func connect() async throws -> NIOAsyncChannel<ByteBuffer, ByteBuffer> {
        let tls = server.security == .implicitTLS ? tls : nil
        let name = serverName
        return try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(.init(min(server.timeout, .seconds(15))))
            .connect(host: server.host, port: server.port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls {
                        try channel.pipeline.syncOperations.addHandler(
                            NIOSSLClientHandler(context: tls, serverHostname: name))
                    }
                    return try NIOAsyncChannel(wrappingChannelSynchronously: channel)
                }
            }
    }

    /// The name that the certificate must carry; an address is checked as such and may not be sent as a name.
    private var serverName: String? { IPAddress(server.host) == nil ? server.host : nil }

    private func converse(
        _ conversation: SMTPConversation, over channel: NIOAsyncChannel<ByteBuffer, ByteBuffer>
    ) async throws {
        // A server may end the connection right after it took the message; that is no reason to send it again.
        let isDelivered = Mutex(false)
        do {
            try await exchange(conversation, over: channel) { isDelivered.withLock { $0 = true } }
        } catch is ChannelError where isDelivered.withLock({ $0 }) {}
    }

    private func exchange(
        _ conversation: SMTPConversation, over channel: NIOAsyncChannel<ByteBuffer, ByteBuffer>,
        delivered: @Sendable () -> Void
    ) async throws {
        try await channel.executeThenClose { inbound, outbound in
            var conversation = conversation
            for try await buffer in inbound {
                var actions = conversation.receive(buffer.readableBytesView)[...]
                while let action = actions.popFirst() {
                    switch action {
                    case .send(let bytes): try await outbound.write(ByteBuffer(bytes: bytes))
                    case .startTLS:
                        try await encrypt(channel.channel)
                        actions += conversation.encrypted()
                    case .delivered: return delivered()
                    case .failed(let error): throw error
                    }
                }
            }
            try Task.checkCancellation()
            for case .failed(let error) in conversation.closed() { throw error }
        }
    }

    /// Puts TLS in front of the running pipeline; it starts its handshake at once and holds back what is written.
    private func encrypt(_ channel: any Channel) async throws {
        guard let tls else { throw MailError.permanent("No TLS was configured for \(server.host).") }
        let name = serverName
        try await channel.eventLoop.submit {
            try channel.pipeline.syncOperations.addHandler(
                NIOSSLClientHandler(context: tls, serverHostname: name), position: .first)
        }.get()
    }
}
