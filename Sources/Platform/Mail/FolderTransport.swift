public import Foundation
import Languages

/// Writes each mail as a file `….eml` into a folder: for development and tests.
public struct FolderTransport: MailTransport {
    /// Where the files go.
    public let folder: URL

    /// Takes a folder and creates it where there is none.
    public init(folder: URL) throws {
        self.folder = folder
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    public func send(_ message: MailMessage) async throws {
        // Instants in front, so that a listing is in order of time; the identifier makes a repeated mail one file.
        let name = FileName.sanitised("\(message.date.milliseconds)-\(message.identifier).eml")
        do {
            try message.bytes.write(to: folder.appending(path: name), options: .atomic)
        } catch {
            throw MailError.temporary("The mail could not be written to \(folder.path): \(error)")
        }
    }
}
