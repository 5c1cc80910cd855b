import Foundation
import Languages
import SeededRandom
import Testing

@testable import Platform

@Suite struct MailMessageTests {
    private func message(
        subject: String = "Hello", text: String = "Text", name: String? = nil, to: String = "anna@example.org",
        unsubscribe: URL? = nil
    ) throws -> MailMessage {
        try MailMessage(
            to: MailAddress(to, name: name), from: MailAddress("noreply@cities.example", name: "InnoCities"),
            subject: subject, text: text, date: Instant(milliseconds: 1_795_240_320_000), identifier: "job-1",
            unsubscribe: unsubscribe)
    }

    private func lines(_ message: MailMessage) -> [String] {
        String(decoding: message.bytes, as: UTF8.self).components(separatedBy: "\r\n")
    }

    @Test func aSimpleMessageReadsAsWritten() throws {
        #expect(
            try lines(message(unsubscribe: URL(string: "https://cities.example/u/abc")))
                == [
                    "Date: Sat, 21 Nov 2026 05:52:00 +0000", "From: InnoCities <noreply@cities.example>",
                    "To: <anna@example.org>", "Subject: Hello", "Message-ID: <job-1@cities.example>",
                    "MIME-Version: 1.0",
                    "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable",
                    "Auto-Submitted: auto-generated", "List-Unsubscribe: <https://cities.example/u/abc>",
                    "List-Unsubscribe-Post: List-Unsubscribe=One-Click", "", "Text", "",
                ])
    }

    @Test func otherLettersBecomeEncodedWordsCutBetweenCharacters() throws {
        let subject = String(repeating: "Zażółć gęślą jaźń 🏙 ", count: 12)
        let all = try lines(message(subject: subject, name: "Żaneta Łoś"))
        #expect(all.allSatisfy { $0.utf8.count <= 78 && $0.utf8.allSatisfy { $0 < 128 } })
        let start = try #require(all.firstIndex { $0.hasPrefix("Subject:") })
        let folded = [all[start]] + all[(start + 1)...].prefix { $0.hasPrefix(" ") }
        let words = folded.flatMap { $0.split(separator: " ") }.filter { $0.hasPrefix("=?utf-8?B?") }
        let decoded = try words.map { word in
            let bytes = try #require(Data(base64Encoded: String(word.dropFirst(10).dropLast(2))))
            return try #require(String(data: bytes, encoding: .utf8))
        }
        #expect(decoded.joined() == subject)
    }

    @Test(arguments: ["a\r\nBcc: all@example.org", "a\nb", "a\rb", "a\u{0}b", "a\u{2028}b", "a\u{85}b"])
    func aHeaderCannotBeBrokenOutOf(text: String) {
        #expect(throws: MailError.self) { try message(subject: text) }
        #expect(throws: MailError.self) { try message(name: text) }
        #expect(throws: MailError.self) { try message(to: text + "@example.org") }
        #expect(throws: MailError.self) {
            let address = try MailAddress("a@example.org")
            return try MailMessage(to: address, from: address, subject: "", text: "", identifier: text)
        }
    }

    @Test(arguments: [
        "", "@", "a", "a@", "@example.org", "a@b@c", "a b@example.org", "a@exa mple.org", "<a@example.org>",
        "-f@example.org",
        "a@-example.org", "a@example..org", ".a@example.org", "a.@example.org", "a..b@example.org", "\"a\"@example.org",
        "a@[127.0.0.1]", "a,b@example.org", "a;b@example.org", "a@example.org>", "a@example.org.", "a@exämple.org\u{0}",
    ])
    func whatIsNoPlainAddressIsRefused(text: String) { #expect(throws: MailError.self) { try MailAddress(text) } }

    @Test func addressesKeepTheirLocalPartAndCompareDomainsByLabel() throws {
        let address = try MailAddress("Anna+Net@Mail.Example.ORG")
        #expect(address.localPart == "Anna+Net")
        #expect(address.domain == "mail.example.org")
        #expect(address.hasDomain("example.org"))
        #expect(try !MailAddress("anna@evil-example.org").hasDomain("example.org"))
        #expect(try MailMessage(to: MailAddress("żółw@example.org"), from: address, subject: "", text: "").needsUnicode)
    }

    @Test(arguments: [
        ("a = b", "a =3D b\r\n"), ("blank \nend\t", "blank=20\r\nend=09\r\n"), ("ż", "=C5=BC\r\n"), ("", ""),
        ("a\r\nb\rc\n", "a\r\nb\r\nc\r\n"), (".", ".\r\n"), ("\n\n", "\r\n\r\n"),
    ])
    func quotedPrintableIsThatOfTheStandard(text: String, encoded: String) {
        #expect(QuotedPrintable.encode(text) == encoded)
    }

    @Test func longLinesAreCutSoftlyAndComeBackWhole() {
        var generator = SeededGenerator(seed: 20_261_121)
        let alphabet = Array("abc =.ż🏙\t_")
        for _ in 0..<200 {
            let text = String(
                (0..<Int.random(in: 0..<400, using: &generator)).map { _ in
                    alphabet.randomElement(using: &generator) ?? "a"
                })
            let encoded = QuotedPrintable.encode(text)
            #expect(encoded.components(separatedBy: "\r\n").allSatisfy { $0.utf8.count <= 76 })
            #expect(decoded(encoded) == text, "\(text.debugDescription)")
        }
    }

    /// A reader of quoted-printable that shares nothing with the writer.
    private func decoded(_ text: String) -> String {
        var rest = Array(text.replacingOccurrences(of: "=\r\n", with: "").utf8)[...]
        if rest.suffix(2).elementsEqual([13, 10]) { rest = rest.dropLast(2) }
        var bytes: [UInt8] = []
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "=") {
                bytes.append(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) ?? 0)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func aFolderGetsOneFileAMessageHoweverOftenItIsSent() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "mail-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let transport = try FolderTransport(folder: folder)
        try await transport.send(message())
        try await transport.send(message())
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(names == ["1795240320000-job-1@cities.example.eml"])
        #expect(try Data(contentsOf: folder.appending(path: names[0])) == message().bytes)
    }

    @Test func aSendmailProgramGetsTheAddressesAndTheText() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "sendmail-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let program = folder.appending(path: "sendmail")
        try Data(
            "#!/bin/sh\necho \"$@\" > \(folder.path)/arguments\ncat > \(folder.path)/text\nexit ${STATUS:-0}\n".utf8
        )
        .write(to: program)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.path)
        try await SendmailTransport(program: program).send(message(text: ".\nend"))
        #expect(
            try String(contentsOf: folder.appending(path: "arguments"), encoding: .utf8)
                == "-i -f noreply@cities.example -- anna@example.org\n")
        #expect(try String(contentsOf: folder.appending(path: "text"), encoding: .utf8).hasSuffix("\n\n.\nend\n"))
    }

    @Test(arguments: [(75, true), (67, false), (1, false)])
    func aSendmailProgramsStatusSaysWhetherToTryAgain(status: Int, isTemporary: Bool) async throws {
        let program = FileManager.default.temporaryDirectory.appending(path: "sendmail-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: program) }
        try Data("#!/bin/sh\nexit \(status)\n".utf8).write(to: program)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.path)
        let error = await #expect(throws: MailError.self) {
            try await SendmailTransport(program: program).send(message())
        }
        #expect(error?.isTemporary == isTemporary)
    }
}
