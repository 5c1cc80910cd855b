import Foundation

/// The client's side of handing one message to a server by RFC 5321, as a value without sockets or clock: bytes and
/// events go in, what to do comes out.
struct SMTPConversation: Sendable {
    /// What the connection has to do next, in order.
    enum Action: Hashable, Sendable {
        case send([UInt8])
        /// Begin encryption now, then call `encrypted()`.
        case startTLS
        /// The server has taken the message; close when convenient.
        case delivered
        /// Nothing more will happen; close.
        case failed(MailError)
    }

    private enum State: Hashable {
        case greeting, hello, startTLS, encrypting, helloAgain
        case plain, loginUser, loginPassword
        case sender, recipient, data, content
        case over
    }

    /// What is to be delivered, and how.
    struct Plan: Sendable {
        let sender: MailAddress
        let recipient: MailAddress
        let content: Data
        let security: SMTPServer.Security
        let credentials: SMTPServer.Credentials?
        /// How this machine names itself.
        let clientName: String
    }

    private let plan: Plan
    private var state = State.greeting
    private var reader = SMTPReplyReader()
    private var extensions: Set<String> = []
    private var mechanisms: Set<String> = []

    init(_ plan: Plan) { self.plan = plan }

    /// Takes bytes from the server.
    mutating func receive(_ bytes: some Sequence<UInt8>) -> [Action] {
        guard state != .over else { return [] }
        reader.append(bytes)
        var actions: [Action] = []
        do throws(SMTPReplyReader.Malformed) {
            while state != .over, let reply = try reader.next() { actions += answer(reply) }
        } catch {
            actions.append(fail(.temporary("The mail server does not speak SMTP.")))
        }
        return actions
    }

    /// Encryption has begun after `startTLS`: everything the server said before is forgotten, as RFC 3207 demands.
    mutating func encrypted() -> [Action] {
        guard state == .encrypting else { return [] }
        extensions = []
        mechanisms = []
        return [command("EHLO \(plan.clientName)", then: .helloAgain)]
    }

    /// The connection ended.
    mutating func closed() -> [Action] {
        guard state != .over else { return [] }
        return [fail(.temporary("The mail server ended the connection early."))]
    }

    private mutating func answer(_ reply: SMTPReply) -> [Action] {
        switch state {
        case .greeting:
            guard reply.code == 220 else { return [refused(reply, "the connection")] }
            return [command("EHLO \(plan.clientName)", then: .hello)]
        case .hello, .helloAgain:
            guard reply.code == 250 else { return [refused(reply, "EHLO")] }
            return greeted(reply)
        case .startTLS:
            guard reply.code == 220 else { return [refused(reply, "STARTTLS")] }
            // Anything sent along in the clear would be taken for the encrypted server's word (CVE-2011-0411).
            guard !reader.hasLeftover else {
                return [fail(.temporary("The mail server sent data between STARTTLS and encryption."))]
            }
            state = .encrypting
            return [.startTLS]
        case .encrypting, .over:
            return [fail(.temporary("The mail server spoke out of turn."))]
        case .plain, .loginUser, .loginPassword: return signIn(reply)
        case .sender, .recipient, .data, .content: return transfer(reply)
        }
    }

    private mutating func greeted(_ reply: SMTPReply) -> [Action] {
        for line in reply.lines.dropFirst() {
            let words = line.uppercased().split(whereSeparator: { $0 == " " || $0 == "=" }).map(String.init)
            guard let keyword = words.first else { continue }
            extensions.insert(keyword)
            if keyword == "AUTH" { mechanisms.formUnion(words.dropFirst()) }
        }
        if plan.security == .startTLS, state == .hello {
            guard extensions.contains("STARTTLS") else {
                return [fail(.permanent("The mail server does not offer STARTTLS."))]
            }
            return [command("STARTTLS", then: .startTLS)]
        }
        guard let credentials = plan.credentials else { return [beginTransfer()] }
        guard plan.security != .none else {
            return [fail(.permanent("A password is never sent over a connection that is not encrypted."))]
        }
        if mechanisms.contains("PLAIN") {
            let secret = Data("\0\(credentials.user)\0\(credentials.password)".utf8).base64EncodedString()
            return [command("AUTH PLAIN \(secret)", then: .plain)]
        }
        if mechanisms.contains("LOGIN") { return [command("AUTH LOGIN", then: .loginUser)] }
        return [fail(.permanent("The mail server offers neither AUTH PLAIN nor AUTH LOGIN."))]
    }

    private mutating func signIn(_ reply: SMTPReply) -> [Action] {
        guard let credentials = plan.credentials, reply.code == 235 || reply.code == 334 else {
            return [refused(reply, "the user name or password")]
        }
        if reply.code == 235 { return [beginTransfer()] }
        switch state {
        case .loginUser:
            return [command(Data(credentials.user.utf8).base64EncodedString(), then: .loginPassword)]
        case .loginPassword:
            return [command(Data(credentials.password.utf8).base64EncodedString(), then: .plain)]
        default: return [refused(reply, "the user name or password")]
        }
    }

    private mutating func beginTransfer() -> Action {
        let needsUnicode = plan.sender.needsUnicode || plan.recipient.needsUnicode
        if needsUnicode, !extensions.contains("SMTPUTF8") {
            return fail(.permanent("The mail server does not take addresses beyond ASCII (SMTPUTF8)."))
        }
        let eightBit = extensions.contains("8BITMIME") ? " BODY=8BITMIME" : ""
        return command(
            "MAIL FROM:<\(plan.sender.address)>" + (needsUnicode ? " SMTPUTF8" + eightBit : ""), then: .sender)
    }

    private mutating func transfer(_ reply: SMTPReply) -> [Action] {
        switch state {
        case .sender where reply.code == 250:
            return [command("RCPT TO:<\(plan.recipient.address)>", then: .recipient)]
        case .recipient where reply.code == 250 || reply.code == 251:
            return [command("DATA", then: .data)]
        case .data where reply.code == 354:
            state = .content
            return [.send(Self.stuffed(plan.content))]
        case .content where reply.code == 250:
            // The message is theirs now, whatever becomes of the goodbye.
            return [command("QUIT", then: .over), .delivered]
        case .sender: return [refused(reply, "the sender \(plan.sender.address)")]
        case .recipient: return [refused(reply, "the recipient \(plan.recipient.address)")]
        default: return [refused(reply, "the message")]
        }
    }

    private mutating func command(_ text: String, then next: State) -> Action {
        state = next
        return .send(Array((text + "\r\n").utf8))
    }

    private mutating func refused(_ reply: SMTPReply, _ what: String) -> Action {
        let reason = "The mail server refused \(what): \(reply.code) \(reply.text)"
        // 421 and its like mean "later"; a positive reply of the wrong kind is a broken server, not a verdict.
        return fail(reply.code >= 500 ? .permanent(reason) : .temporary(reason))
    }

    private mutating func fail(_ error: MailError) -> Action {
        state = .over
        return .failed(error)
    }

    /// The message for the wire: a dot before each line that begins with one (RFC 5321 section 4.5.2), then the lone
    /// dot that ends it. Line ends are CR LF already.
    static func stuffed(_ content: Data) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(content.count + 64)
        var atLineStart = true
        for byte in content {
            if atLineStart, byte == UInt8(ascii: ".") { result.append(byte) }
            result.append(byte)
            atLineStart = byte == UInt8(ascii: "\n")
        }
        if !atLineStart { result += Array("\r\n".utf8) }
        return result + Array(".\r\n".utf8)
    }
}
