import Foundation
import Testing

@testable import Platform

/// A real server, aiosmtpd, in a process of its own. It writes what it gets as lines of JSON.
private final class RealServer {
    let port: Int
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

    struct Received: Decodable {
        let from: String
        let to: [String]
        let tls: Bool
        let user: String?
        let content: String
        var text: String { String(decoding: Data(base64Encoded: content) ?? Data(), as: UTF8.self) }
    }

    private struct Started: Decodable { let port: Int }

    init(python: String, security: SMTPServer.Security, certificate: Certificate) throws {
        let output = Pipe()
        lines = output.fileHandleForReading
        process.executableURL = URL(filePath: python)
        process.arguments =
            ["-W", "ignore", "-c", Self.program, security.rawValue, certificate.file.path, certificate.key.path]
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        port = try Self.next(Started.self, &buffer, lines).port
    }

    deinit { process.terminate() }

    func received() throws -> Received { try Self.next(Received.self, &buffer, lines) }

    private static func next<T: Decodable>(_ type: T.Type, _ buffer: inout Data, _ lines: FileHandle) throws -> T {
        while !buffer.contains(UInt8(ascii: "\n")) {
            let more = lines.availableData
            try #require(!more.isEmpty, "the mail server ended")
            buffer += more
        }
        let line = buffer.prefix { $0 != UInt8(ascii: "\n") }
        buffer = Data(buffer.dropFirst(line.count + 1))
        return try JSONDecoder().decode(type, from: line)
    }
}

/// A certificate for localhost that nobody but the test trusts.
private struct Certificate {
    let folder = FileManager.default.temporaryDirectory.appending(path: "certificate-\(UUID().uuidString)")
    var file: URL { folder.appending(path: "certificate.pem") }
    var key: URL { folder.appending(path: "key.pem") }

    init(name: String = "localhost") throws {
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
        try #require(process.terminationStatus == 0, "openssl could not make a certificate")
    }
}

/// Where a Python with aiosmtpd is, if anywhere.
private enum Python {
    static let path = PythonWithModule.path(module: "aiosmtpd")
    static let isRequired = ProcessInfo.processInfo.environment["CI"] == "true"
}

@Suite struct MailServerTests {
    @Test func theServerForTheseTestsIsInstalled() {
        if Python.path == nil, !Python.isRequired {
            print("Skipped: no Python with aiosmtpd. Set INNOCITIES_PYTHON to one, or:")
            print("python3 -m venv /tmp/aiosmtpd-venv && /tmp/aiosmtpd-venv/bin/pip install aiosmtpd")
        }
        #expect(Python.path != nil || !Python.isRequired, "no Python with aiosmtpd; set INNOCITIES_PYTHON")
    }

    private func message(to: String = "anna@example.org") throws -> MailMessage {
        try MailMessage(
            to: MailAddress(to, name: "Żaneta Łoś"), from: MailAddress("noreply@cities.example", name: "InnoCities"),
            subject: "Zażółć gęślą jaźń", text: ".\n..two\nżółw .\n", identifier: "job-1")
    }

    @Test(.enabled(if: Python.path != nil), arguments: SMTPServer.Security.allCases)
    func aRealServerGetsTheMessageAsItWasWritten(security: SMTPServer.Security) async throws {
        let certificate = try Certificate()
        defer { try? FileManager.default.removeItem(at: certificate.folder) }
        let server = try RealServer(python: try #require(Python.path), security: security, certificate: certificate)
        let transport = try SMTPTransport(
            server: SMTPServer(
                host: "localhost", port: server.port, security: security,
                credentials: security == .startTLS ? .init(user: "user", password: "pass wörd") : nil,
                certificateAuthorities: certificate.file, timeout: .seconds(20)))
        let message = try message()
        try await transport.send(message)
        let received = try server.received()
        #expect(received.from == "noreply@cities.example")
        #expect(received.to == ["anna@example.org"])
        #expect(received.user == (security == .startTLS ? "user" : nil))
        #expect(received.tls == (security == .startTLS) || security == .implicitTLS)
        #expect(received.text == String(decoding: message.bytes, as: UTF8.self))
        #expect(received.text.hasSuffix("\r\n\r\n.\r\n..two\r\n=C5=BC=C3=B3=C5=82w .\r\n"))

        let unicode = try self.message(to: "żółw@example.org")
        try await transport.send(unicode)
        #expect(try server.received().to == ["żółw@example.org"])
    }

    @Test(.enabled(if: Python.path != nil), arguments: [("nobody@example.org", false), ("busy@example.org", true)])
    func aRefusedRecipientIsReportedWithTheServersReason(to: String, isTemporary: Bool) async throws {
        let certificate = try Certificate()
        defer { try? FileManager.default.removeItem(at: certificate.folder) }
        let server = try RealServer(python: try #require(Python.path), security: .none, certificate: certificate)
        let transport = try SMTPTransport(server: SMTPServer(host: "127.0.0.1", port: server.port, security: .none))
        let error = await #expect(throws: MailError.self) { try await transport.send(message(to: to)) }
        #expect(error?.isTemporary == isTemporary)
        #expect(error?.description.contains(to) == true)
    }

    @Test(.enabled(if: Python.path != nil))
    func aWrongPasswordIsPermanent() async throws {
        let certificate = try Certificate()
        defer { try? FileManager.default.removeItem(at: certificate.folder) }
        let server = try RealServer(python: try #require(Python.path), security: .startTLS, certificate: certificate)
        let transport = try SMTPTransport(
            server: SMTPServer(
                host: "localhost", port: server.port, security: .startTLS,
                credentials: .init(user: "user", password: "wrong"),
                certificateAuthorities: certificate.file))
        let error = await #expect(throws: MailError.self) { try await transport.send(message()) }
        #expect(error?.isTemporary == false)
    }

    @Test(.enabled(if: Python.path != nil), arguments: [SMTPServer.Security.startTLS, .implicitTLS])
    func aServerWithAnotherNamesCertificateGetsNothing(security: SMTPServer.Security) async throws {
        let certificate = try Certificate(name: "other.example")
        defer { try? FileManager.default.removeItem(at: certificate.folder) }
        let server = try RealServer(python: try #require(Python.path), security: security, certificate: certificate)
        for authorities in [certificate.file, nil] {
            let transport = try SMTPTransport(
                server: SMTPServer(
                    host: "localhost", port: server.port, security: security, certificateAuthorities: authorities,
                    timeout: .seconds(20)))
            await #expect(throws: MailError.self) { try await transport.send(message()) }
        }
    }

    @Test func aServerThatSaysNothingIsGivenUpInTime() async throws {
        // A socket that listens but is never accepted from: connecting works, a greeting never comes.
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(listener) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                _ = bind(listener, pointer, length)
                _ = listen(listener, 1)
                _ = getsockname(listener, pointer, &length)
            }
        }
        let server = SMTPServer(
            host: "127.0.0.1", port: Int(UInt16(bigEndian: address.sin_port)), security: .none,
            timeout: .milliseconds(200))
        let error = await #expect(throws: MailError.self) { try await SMTPTransport(server: server).send(message()) }
        #expect(error?.isTemporary == true)
    }

    @Test func aServerThatIsNotThereIsTriedAgainLater() async throws {
        // Port 1 of this machine: nothing listens there.
        let transport = try SMTPTransport(server: SMTPServer(host: "127.0.0.1", port: 1, security: .none))
        let error = await #expect(throws: MailError.self) { try await transport.send(message()) }
        #expect(error?.isTemporary == true)
    }
}
