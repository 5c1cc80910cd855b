public import Foundation

/// A real server, aiosmtpd, in a process of its own. It writes what it gets as lines of JSON.
public final class RealMailServer {
    /// Where a Python with aiosmtpd is, if anywhere.
    public static let python = PythonWithModule.path(module: "aiosmtpd")

    public let port: Int
    private let process = Process()
    private let lines: FileHandle
    private var buffer = Data()

    private static let program = """
        import asyncio, base64, json, ssl, sys
        from aiosmtpd.smtp import SMTP, AuthResult
        class Handler:
            async def handle_RCPT(self, server, session, envelope, address, options):
                if address.startswith('nobody@'):
                    return '550 5.1.1 no such user'
                if address.startswith('busy@'):
                    return '450 4.2.0 greylisted'
                envelope.rcpt_tos.append(address)
                return '250 OK'
            async def handle_DATA(self, server, session, envelope):
                print(json.dumps({'from': envelope.mail_from, 'to': envelope.rcpt_tos, 'tls': session.ssl is not None,
                    'user': session.auth_data, 'content': base64.b64encode(envelope.content).decode()}), flush=True)
                return '250 taken'
        def authenticate(server, session, envelope, mechanism, data):
            good = data.login == b'user' and data.password == 'pass wörd'.encode()
            return AuthResult(success=good, handled=good, auth_data='user' if good else None)
        async def main(mode, certificate, key):
            tls = None
            if mode != 'none':
                tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
                tls.load_cert_chain(certificate, key)
            def make():
                return SMTP(Handler(), enable_SMTPUTF8=True, hostname='localhost', authenticator=authenticate,
                    auth_require_tls=mode == 'startTLS', auth_required=mode == 'startTLS',
                    tls_context=tls if mode == 'startTLS' else None, require_starttls=mode == 'startTLS')
            server = await asyncio.get_running_loop().create_server(
                make, '127.0.0.1', 0, ssl=tls if mode == 'implicitTLS' else None)
            print(json.dumps({'port': server.sockets[0].getsockname()[1]}), flush=True)
            await server.serve_forever()
        asyncio.run(main(*sys.argv[1:4]))
        """

    /// A message as the server got it.
    public struct Received: Decodable {
        public let from: String
        public let to: [String]
        public let tls: Bool
        public let user: String?
        let content: String
        public var text: String { String(decoding: Data(base64Encoded: content) ?? Data(), as: UTF8.self) }
    }

    /// The server ended before it said what was asked for.
    public struct Ended: Error {}

    private struct Started: Decodable { let port: Int }

    /// - Parameter mode: `none`, `startTLS` (which also demands a password) or `implicitTLS`.
    public init(python: String, mode: String, certificate: TestCertificate) throws {
        let output = Pipe()
        lines = output.fileHandleForReading
        process.executableURL = URL(filePath: python)
        process.arguments =
            ["-W", "ignore", "-c", Self.program, mode, certificate.file.path, certificate.key.path]
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        port = try Self.next(Started.self, &buffer, lines).port
    }

    deinit { process.terminate() }

    /// Waits for the next message.
    public func received() throws -> Received { try Self.next(Received.self, &buffer, lines) }

    private static func next<T: Decodable>(_ type: T.Type, _ buffer: inout Data, _ lines: FileHandle) throws -> T {
        while !buffer.contains(UInt8(ascii: "\n")) {
            let more = lines.availableData
            guard !more.isEmpty else { throw Ended() }
            buffer += more
        }
        let line = buffer.prefix { $0 != UInt8(ascii: "\n") }
        buffer = Data(buffer.dropFirst(line.count + 1))
        return try JSONDecoder().decode(type, from: line)
    }
}

/// A certificate for localhost that nobody but the test trusts.
public struct TestCertificate {
    public let folder = FileManager.default.temporaryDirectory.appending(path: "certificate-\(UUID().uuidString)")
    public var file: URL { folder.appending(path: "certificate.pem") }
    public var key: URL { folder.appending(path: "key.pem") }

    /// openssl could not make it.
    public struct NotMade: Error {}

    public init(name: String = "localhost") throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments =
            [
                "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                "-days", "1",
            ]
            + ["-subj", "/CN=\(name)", "-addext", "subjectAltName=DNS:\(name)", "-keyout", key.path, "-out", file.path]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw NotMade() }
    }
}
