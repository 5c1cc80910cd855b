import Accounts
import Database
import Foundation
import Languages
import Platform
import TestSupport
import Testing

/// The way of a mail from the table to a server, and what becomes of it when the server does not take it.
@Suite struct OutboxTests {
    private static func enqueue(
        _ stage: PostStage, to recipient: String = "anna@example.org", endsIn: Duration? = nil
    ) async throws {
        let now = stage.clock.now
        try await stage.house.database.write { transaction in
            try Outbox.enqueue(
                Outbox.Mail(
                    to: recipient, subject: "Zażółć gęślą jaźń", body: "żółw: {site}/en/secret-link\n",
                    endsAt: endsIn.map { now.adding($0) }),
                now: now, in: transaction)
        }
    }

    private static func row(_ stage: PostStage) async throws -> (
        state: String, attempts: Int, body: String, reason: String?
    ) {
        try await stage.house.database.read { transaction in
            let row = try #require(try transaction.first("SELECT state, attempts, body, reason FROM mail"))
            return (try row["state"], try row["attempts"], try row["body"], try row["reason"])
        }
    }

    @Test(arguments: Database.Engine.available)
    func aServerThatIsAwayIsAskedAgainLaterAndLater(_ engine: Database.Engine) async throws {
        try await PostStage.with(engine) { stage in
            stage.letterbox.refuse(.temporary("connection refused"))
            try await Self.enqueue(stage)
            var waits: [Int] = []
            var since = 0
            // Minute by minute, until four attempts were made.
            while waits.count < 4 {
                let before = try await stage.number("SELECT COALESCE(MAX(attempts), 0) AS number FROM mail")
                _ = try await stage.post()
                if try await Self.row(stage).attempts > before {
                    waits.append(since)
                    since = 0
                }
                stage.clock.advance(by: .seconds(60))
                since += 1
            }
            #expect(waits == [0, 1, 2, 4])
            #expect(try await Self.row(stage).reason == "connection refused")
            stage.letterbox.refuse(nil)
            stage.clock.advance(by: .seconds(8 * 60))
            #expect(try await stage.post().count == 1)
            let sent = try await Self.row(stage)
            #expect(sent.state == "sent" && sent.body.isEmpty && sent.reason == nil)
            #expect(try await stage.post().isEmpty)
        }
    }

    @Test(arguments: Database.Engine.available)
    func aRefusalForGoodIsNotTriedAgainButCanBeSentAgainByHand(_ engine: Database.Engine) async throws {
        try await PostStage.with(engine) { stage in
            stage.letterbox.refuse(.permanent("550 5.1.1 no such user"))
            try await Self.enqueue(stage)
            for _ in 0..<3 {
                _ = try await stage.post()
                stage.clock.advance(by: .seconds(86_400))
            }
            let failed = try await Self.row(stage)
            #expect(failed.state == "failed" && failed.attempts == 1 && failed.reason == "550 5.1.1 no such user")
            stage.letterbox.refuse(nil)
            let mail: String = try await stage.house.database.read { try $0.first("SELECT id FROM mail")?["id"] ?? "" }
            try await stage.act("mail.retry", ["mail": .string(mail)], as: .administrator)
            let sent = try await stage.post()
            #expect(sent.first?.text.contains("/en/secret-link") == true, "with its text")
        }
    }

    @Test(arguments: Database.Engine.available)
    func aMailWhoseLinkIsOverIsNeitherSentNorKept(_ engine: Database.Engine) async throws {
        try await PostStage.with(engine) { stage in
            stage.letterbox.refuse(.temporary("connection refused"))
            try await Self.enqueue(stage, endsIn: .seconds(15 * 60))
            for _ in 0..<20 {
                _ = try await stage.post()
                stage.clock.advance(by: .seconds(60))
            }
            stage.letterbox.refuse(nil)
            #expect(try await stage.post().isEmpty)
            #expect(try await Self.row(stage).state == "failed")
            let site = stage.house.site
            let delivery = OutboxDelivery(
                database: site.database, transport: stage.letterbox, sender: try MailAddress("a@b.example"), site: "",
                logger: site.logger)
            try await delivery.sweep(now: stage.clock.now)
            #expect(try await Self.row(stage).body.isEmpty)
            let mail: String = try await site.database.read { try $0.first("SELECT id FROM mail")?["id"] ?? "" }
            let retry = try await stage.house.act("mail.retry", ["mail": .string(mail)], as: .administrator)
            #expect(retry.status == 422)
        }
    }

    @Test(arguments: Database.Engine.available)
    func aMailWhoseNodeDiedWhileSendingIsSentAgainUnderTheSameName(_ engine: Database.Engine) async throws {
        try await PostStage.with(engine) { stage in
            try await Self.enqueue(stage)
            let first = try await stage.post()
            // As if the node had died before it could note that the server took the mail.
            let body = "żółw: {site}/en/secret-link\n"
            let lease = stage.clock.now.milliseconds + 180_000
            try await stage.house.database.write {
                try $0.run("UPDATE mail SET state = 'sending', body = \(body), send_at = \(lease)")
            }
            #expect(try await stage.post().isEmpty, "another node may still be busy with it")
            stage.clock.advance(by: .seconds(181))
            let second = try await stage.post()
            #expect(second.map(\.identifier) == first.map(\.identifier))
        }
    }

    @Test(.enabled(if: RealMailServer.python != nil), arguments: Database.Engine.available, ["none", "startTLS"])
    func aRealServerGetsWhatTheOutboxHolds(_ engine: Database.Engine, _ mode: String) async throws {
        try await PostStage.with(engine) { stage in
            let certificate = try TestCertificate()
            defer { try? FileManager.default.removeItem(at: certificate.folder) }
            let server = try RealMailServer(
                python: try #require(RealMailServer.python), mode: mode, certificate: certificate)
            let isPlain = mode == "none"
            let transport = try SMTPTransport(
                server: SMTPServer(
                    host: "localhost", port: server.port, security: isPlain ? .none : .startTLS,
                    credentials: isPlain ? nil : .init(user: "user", password: "pass wörd"),
                    certificateAuthorities: certificate.file, timeout: .seconds(20)))
            try await stage.follow("need", "need-a", as: .resident)
            _ = try await stage.idea("A tool bus", as: .member)
            try await stage.office(transport).round(stage.clock.now)
            let received = try server.received()
            #expect(received.to == [try stage.person(.resident).email])
            #expect(received.tls == !isPlain && received.user == (isPlain ? nil : "user"))
            let lines = received.text.split(separator: "\r\n").map(String.init)
            #expect(lines.contains("Auto-Submitted: auto-generated"))
            #expect(lines.contains { $0.hasPrefix("List-Unsubscribe: <http") })
            #expect(lines.contains { $0.hasPrefix("Subject: =?utf-8?B?") })
            #expect(lines.contains("Content-Type: text/plain; charset=utf-8"))
            // An address in a header is not folded: mail programs would take it apart.
            #expect(lines.allSatisfy { $0.utf8.count <= 78 || $0.hasPrefix("List-Unsubscribe: ") })
            // A refusal for good, by the same server's words.
            try await Self.enqueue(stage, to: "nobody@example.org")
            try await stage.office(transport).round(stage.clock.now)
            let refused = try await stage.house.database.read { transaction -> String? in
                try transaction.first("SELECT reason FROM mail WHERE state = 'failed'")?["reason"]
            }
            #expect(refused?.contains("550 5.1.1 no such user") == true)
        }
    }

    @Test(arguments: Database.Engine.available)
    func aProgramLikeSendmailGetsWhatTheOutboxHolds(_ engine: Database.Engine) async throws {
        try await PostStage.with(engine) { stage in
            let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let program = folder.appending(path: "sendmail")
            let script = "#!/bin/sh\necho \"$@\" > \(folder.path)/arguments\ncat > \(folder.path)/letter\n"
            try Data(script.utf8).write(to: program)
            try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: program.path)
            let transport = try OutboxTransport.make("sendmail:\(program.path)", folder: folder, password: nil)
            try await Self.enqueue(stage)
            try await stage.office(transport).round(stage.clock.now)
            #expect(try await Self.row(stage).state == "sent")
            let letter = try String(contentsOf: folder.appending(path: "letter"), encoding: .utf8)
            #expect(letter.contains("\n\n=C5=BC=C3=B3=C5=82w: ") && !letter.contains("\r"))
            let arguments = try String(contentsOf: folder.appending(path: "arguments"), encoding: .utf8)
            #expect(arguments == "-i -f noreply@cities.example -- anna@example.org\n")
        }
    }
}
