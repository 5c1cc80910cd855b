public import Foundation
import NIOPosix

/// Hands mail to a local program that behaves like `sendmail`, as Postfix, Exim, OpenSMTPD and msmtp bring one.
public struct SendmailTransport: MailTransport {
    private let program: URL

    /// - Parameter program: where it lies.
    public init(program: URL = URL(filePath: "/usr/sbin/sendmail")) {
        self.program = program
    }

    public func send(_ message: MailMessage) async throws {
        let program = program
        let status = try await NIOThreadPool.singleton.runIfActive { try Self.run(program, message) }
        switch status {
        case 0: return
        // EX_UNAVAILABLE, EX_OSERR, EX_OSFILE, EX_CANTCREAT, EX_IOERR, EX_TEMPFAIL of sysexits.h.
        case 69, 71, 72, 73, 74, 75: throw MailError.temporary("\(program.path) could not send now (status \(status)).")
        default: throw MailError.permanent("\(program.path) refused the mail (status \(status)).")
        }
    }

    private static func run(_ program: URL, _ message: MailMessage) throws -> Int32 {
        // From a file, since a pipe would block, or end this process, when the program ends without reading.
        let letter = FileManager.default.temporaryDirectory.appending(path: "mail-\(UUID().uuidString)")
        let file = try FileDescriptor(creating: letter)
        defer { unlink(letter.path) }
        try file.write(unixLines(message.bytes))
        file.close()
        let process = Process()
        process.executableURL = program
        // -i: a lone dot does not end the message. The addresses cannot be options: none begins with a hyphen.
        process.arguments = ["-i", "-f", message.from.address, "--", message.to.address]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        do {
            process.standardInput = try FileHandle(forReadingFrom: letter)
            try process.run()
        } catch {
            throw MailError.temporary("\(program.path) could not be started: \(error)")
        }
        process.waitUntilExit()
        return process.terminationReason == .exit ? process.terminationStatus : 75
    }

    /// Programs on the same machine expect lines that end in LF alone.
    private static func unixLines(_ bytes: Data) -> Data { bytes.filter { $0 != UInt8(ascii: "\r") } }
}
