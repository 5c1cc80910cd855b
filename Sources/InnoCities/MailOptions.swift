import ArgumentParser
import Foundation
import Platform

/// How mail leaves.
struct MailOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "How mail leaves: smtp://user@host:port (password in INNOCITIES_MAIL_PASSWORD), smtps://…, sendmail, sendmail:PROGRAM, or folder:DIR. Without it, mails are files in the folder mail of the data folder.",
            valueName: "WAY"))
    var mail: String?

    @Option(help: ArgumentHelp("The address that mails are from.", valueName: "ADDRESS"))
    var mailFrom = "innocities@localhost"

    func transport(data: String) throws -> any MailTransport {
        try OutboxTransport.make(
            mail, folder: URL(filePath: data, directoryHint: .isDirectory).appending(path: "mail"),
            password: ProcessInfo.processInfo.environment["INNOCITIES_MAIL_PASSWORD"])
    }

    func sender(name: String) throws -> MailAddress { try MailAddress(mailFrom, name: name) }
}
