import Foundation
import Testing

@testable import Platform

@Suite struct SMTPConversationTests {
    private typealias Action = SMTPConversation.Action

    private static let content = Data("Subject: x\r\n\r\n.dot\r\nend\r\n".utf8)
    private static let offer =
        "250-mail.example\r\n250-AUTH PLAIN LOGIN\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 STARTTLS\r\n"

    private func conversation(
        _ security: SMTPServer.Security = .none, credentials: SMTPServer.Credentials? = nil,
        to: String = "anna@example.org"
    ) throws -> SMTPConversation {
        try SMTPConversation(
            SMTPConversation.Plan(
                sender: MailAddress("noreply@cities.example"), recipient: MailAddress(to), content: Self.content,
                security: security, credentials: credentials, clientName: "here.example"))
    }

    /// What happens when a server says these things one after the other, as text; encryption is granted at once.
    private func run(_ conversation: inout SMTPConversation, _ replies: [String]) -> [String] {
        replies.flatMap { reply in
            conversation.receive(Array(reply.utf8)).flatMap { action -> [String] in
                action == .startTLS ? ["(tls)"] + conversation.encrypted().map(describe) : [describe(action)]
            }
        }
    }

    private func describe(_ action: Action) -> String {
        switch action {
        case .send(let bytes): String(decoding: bytes, as: UTF8.self).replacingOccurrences(of: "\r\n", with: "|")
        case .startTLS: "(tls)"
        case .delivered: "(delivered)"
        case .failed(let error): error.isTemporary ? "(later)" : "(never)"
        }
    }

    private static let delivery = [
        "MAIL FROM:<noreply@cities.example>|", "RCPT TO:<anna@example.org>|", "DATA|", "Subject: x||..dot|end|.|",
        "QUIT|",
        "(delivered)",
    ]
    private static let acceptance = ["250 ok\r\n", "250 ok\r\n", "354 go on\r\n", "250 taken\r\n"]

    @Test func aMessageIsHandedOverInTheClear() throws {
        var conversation = try conversation()
        let said = run(&conversation, ["220 mail.example\r\n", Self.offer] + Self.acceptance)
        #expect(said == ["EHLO here.example|"] + Self.delivery)
        #expect(conversation.closed().isEmpty)
    }

    @Test func encryptionComesBeforeEverythingAndTheServerIsAskedAgain() throws {
        var conversation = try conversation(.startTLS, credentials: .init(user: "u", password: "p"))
        let said = run(
            &conversation,
            [
                "220 mail.example\r\n", Self.offer, "220 ready\r\n", "250-mail.example\r\n250 AUTH PLAIN\r\n",
                "235 in\r\n",
            ] + Self.acceptance)
        #expect(
            said == ["EHLO here.example|", "STARTTLS|", "(tls)", "EHLO here.example|", "AUTH PLAIN AHUAcA==|"]
                + Self.delivery)
    }

    @Test func signInByLoginWhenThatIsAllThereIs() throws {
        var conversation = try conversation(.implicitTLS, credentials: .init(user: "u", password: "p"))
        let said = run(
            &conversation,
            ["220 x\r\n", "250-x\r\n250 AUTH=LOGIN\r\n", "334 VXNlcm5hbWU6\r\n", "334 UGFzc3dvcmQ6\r\n", "235 in\r\n"]
                + Self.acceptance)
        #expect(said == ["EHLO here.example|", "AUTH LOGIN|", "dQ==|", "cA==|"] + Self.delivery)
    }

    @Test func theSameHappensHoweverTheBytesAreCut() throws {
        let all = (["220-two\r\n220 lines\r\n", Self.offer] + Self.acceptance).joined()
        for size in 1...7 {
            var conversation = try conversation()
            let bytes = Array(all.utf8)
            let pieces = stride(from: 0, to: bytes.count, by: size).map { bytes[$0..<min($0 + size, bytes.count)] }
            #expect(pieces.flatMap { conversation.receive($0) }.map(describe) == ["EHLO here.example|"] + Self.delivery)
        }
    }

    @Test func aPasswordIsNeverSentInTheClear() throws {
        var conversation = try conversation(.none, credentials: .init(user: "u", password: "p"))
        #expect(run(&conversation, ["220 x\r\n", Self.offer]) == ["EHLO here.example|", "(never)"])
    }

    @Test func aServerWithoutEncryptionIsNotTakenForOneThatHasIt() throws {
        var conversation = try conversation(.startTLS)
        #expect(run(&conversation, ["220 x\r\n", "250 x\r\n"]) == ["EHLO here.example|", "(never)"])
    }

    @Test func wordsSmuggledInBeforeEncryptionEndIt() throws {
        for injected in ["220 ready\r\n250 evil\r\n", "220 ready\r\n2"] {
            var conversation = try conversation(.startTLS)
            #expect(
                run(&conversation, ["220 x\r\n", Self.offer, injected]) == [
                    "EHLO here.example|", "STARTTLS|", "(later)",
                ])
        }
    }

    @Test func whatWasOfferedInTheClearIsForgotten() throws {
        var conversation = try conversation(.startTLS, credentials: .init(user: "u", password: "p"))
        let said = run(&conversation, ["220 x\r\n", Self.offer, "220 ready\r\n", "250 x\r\n"])
        #expect(said == ["EHLO here.example|", "STARTTLS|", "(tls)", "EHLO here.example|", "(never)"])
    }

    @Test func addressesBeyondASCIINeedAServerThatTakesThem() throws {
        var able = try conversation(to: "żółw@example.org")
        let said = run(&able, ["220 x\r\n", Self.offer, "250 ok\r\n"])
        #expect(
            said.suffix(2) == [
                "MAIL FROM:<noreply@cities.example> SMTPUTF8 BODY=8BITMIME|", "RCPT TO:<żółw@example.org>|",
            ])
        var unable = try conversation(to: "żółw@example.org")
        #expect(run(&unable, ["220 x\r\n", "250 x\r\n"]) == ["EHLO here.example|", "(never)"])
    }

    /// At every point where a server may refuse: 4xx asks for another try, 5xx does not.
    @Test(arguments: 0..<6)
    func arefusalAtAnyPointIsToldApart(point: Int) throws {
        let good = ["220 x\r\n", Self.offer] + Self.acceptance
        for (reply, expected) in [("451 busy\r\n", "(later)"), ("550 no\r\n", "(never)"), ("299 what\r\n", "(later)")] {
            var conversation = try conversation()
            let said = run(&conversation, good.prefix(point) + [reply, "250 too late\r\n"])
            #expect(said.last == expected)
            #expect(said.filter { $0 == "(later)" || $0 == "(never)" }.count == 1)
            #expect(!said.contains("(delivered)"))
        }
    }

    @Test(arguments: 0..<6)
    func aConnectionThatEndsEarlyIsTriedAgain(point: Int) throws {
        var conversation = try conversation()
        _ = run(&conversation, Array((["220 x\r\n", Self.offer] + Self.acceptance).prefix(point)))
        #expect(conversation.closed().map(describe) == ["(later)"])
        #expect(conversation.closed().isEmpty)
    }

    @Test(arguments: [
        "HTTP/1.1 400 Bad Request\r\n", "22\r\n", "\r\n", "999 x\r\n", "220-a\r\n250 b\r\n", "220/x\r\n",
        String(repeating: "2", count: 5000),
        String(repeating: "220-x\r\n", count: 300),
    ])
    func whatIsNotSMTPEndsTheConversation(text: String) throws {
        var conversation = try conversation()
        #expect(run(&conversation, [text]).last == "(later)")
    }

    @Test func theRefusalNamesTheRecipientAndTheServersWords() throws {
        var conversation = try conversation()
        var actions: [Action] = []
        for reply in ["220 x\r\n", Self.offer, "250 ok\r\n", "550-5.1.1 no such\u{1B}[31m\r\n550 5.1.1 user\r\n"] {
            actions = conversation.receive(Array(reply.utf8))
        }
        #expect(
            actions == [
                .failed(
                    .permanent(
                        "The mail server refused the recipient anna@example.org: 550 5.1.1 no such[31m 5.1.1 user"))
            ])
    }

    @Test(arguments: [
        ("", ".\r\n"), (".", "..\r\n.\r\n"), ("a\r\n", "a\r\n.\r\n"), ("a", "a\r\n.\r\n"),
        ("..\r\n.\r\n", "...\r\n..\r\n.\r\n"),
    ])
    func dotsAreStuffed(content: String, wire: String) {
        #expect(SMTPConversation.stuffed(Data(content.utf8)) == Array(wire.utf8))
    }
}
