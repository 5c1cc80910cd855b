import Foundation
import TestSupport
import Testing

@testable import Platform

@Suite struct MailServerTests {
    @Test func theServerForTheseTestsIsInstalled() {
        let isRequired = ProcessInfo.processInfo.environment["CI"] == "true"
        if RealMailServer.python == nil, !isRequired {
            print("Skipped: no Python with aiosmtpd. Run scripts/setup --test.")
        }
        #expect(RealMailServer.python != nil || !isRequired, "no Python with aiosmtpd; set INNOCITIES_PYTHON")
    }

    private func message(to: String = "anna@example.org") throws -> MailMessage {
        try MailMessage(
            to: MailAddress(to, name: "Żaneta Łoś"), from: MailAddress("noreply@cities.example", name: "InnoCities"),
            subject: "Zażółć gęślą jaźń", text: ".\n..two\nżółw .\n", identifier: "job-1")
    }

    @Test(.enabled(if: RealMailServer.python != nil), arguments: SMTPServer.Security.allCases)
    func aRealServerGetsTheMessageAsItWasWritten(security: SMTPServer.Security) async throws {
        let certificate = try TestCertificate()
        defer { try? FileManager.default.removeItem(at: certificate.folder) }
        let server = try RealMailServer(
            python: try #require(RealMailServer.python), mode: security.rawValue, certificate: certificate)
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

    @Test(
        .enabled(if: RealMailServer.python != nil),
        arguments: [("nobody@example.org", false), ("busy@example.org", true)])
    func aRefusedRecipientIsReportedWithTheServersReason(to: String, isTemporary: Bool) async throws {
        let certificate = try TestCertificate()
        defer { try? FileManager.default.removeItem(at: certificate.folder) }
        let server = try RealMailServer(
            python: try #require(RealMailServer.python), mode: "none", certificate: certificate)
        let transport = try SMTPTransport(server: SMTPServer(host: "127.0.0.1", port: server.port, security: .none))
        let error = await #expect(throws: MailError.self) { try await transport.send(message(to: to)) }
        #expect(error?.isTemporary == isTemporary)
        #expect(error?.description.contains(to) == true)
    }

    @Test(.enabled(if: RealMailServer.python != nil))
    func aWrongPasswordIsPermanent() async throws {
        let certificate = try TestCertificate()
        defer { try? FileManager.default.removeItem(at: certificate.folder) }
        let server = try RealMailServer(
            python: try #require(RealMailServer.python), mode: "startTLS", certificate: certificate)
        let transport = try SMTPTransport(
            server: SMTPServer(
                host: "localhost", port: server.port, security: .startTLS,
                credentials: .init(user: "user", password: "wrong"),
                certificateAuthorities: certificate.file))
        let error = await #expect(throws: MailError.self) { try await transport.send(message()) }
        #expect(error?.isTemporary == false)
    }

    @Test(.enabled(if: RealMailServer.python != nil), arguments: [SMTPServer.Security.startTLS, .implicitTLS])
    func aServerWithAnotherNamesCertificateGetsNothing(security: SMTPServer.Security) async throws {
        let certificate = try TestCertificate(name: "other.example")
        defer { try? FileManager.default.removeItem(at: certificate.folder) }
        let server = try RealMailServer(
            python: try #require(RealMailServer.python), mode: security.rawValue, certificate: certificate)
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
