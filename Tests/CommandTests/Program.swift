import Foundation
import TestSupport

/// The built program, run as an operator runs it.
struct Program {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let executable = root.appending(path: ".build/debug/innocities")

    /// What a run of the program left behind.
    struct Result {
        let status: Int32
        let output: String
        let errors: String
    }

    /// Runs a command to its end, in a directory of its own if one is named.
    static func run(
        _ arguments: [String], environment: [String: String] = [:], in directory: URL? = nil
    ) throws -> Result {
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        process.currentDirectoryURL = directory
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let folder = FileManager.default.temporaryDirectory.appending(path: "run-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let files = try ["output", "errors"].map { name in
            let file = folder.appending(path: name)
            try Data().write(to: file)
            return (file, try FileHandle(forWritingTo: file))
        }
        process.standardOutput = files[0].1
        process.standardError = files[1].1
        try process.run()
        process.waitUntilExit()
        let texts = try files.map { try String(contentsOf: $0.0, encoding: .utf8) }
        return Result(status: process.terminationStatus, output: texts[0], errors: texts[1])
    }
}

/// The server as a process of its own.
final class ServerProcess {
    /// The server ended before it said where it answers.
    struct Silent: Error {}

    /// A way to end the server that any task may use.
    struct End: Sendable {
        let identifier: Int32

        /// Ends it at once, as a power cut does.
        func kill() { _ = Glibc.kill(identifier, SIGKILL) }
    }

    private let process = Process()
    let client: TestClient
    var end: End { End(identifier: process.processIdentifier) }

    /// Starts it and waits for the line that says where it answers.
    init(_ arguments: [String]) throws {
        process.executableURL = Program.executable
        process.arguments = ["serve", "--port", "0"] + arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        var said = Data()
        while !said.contains(UInt8(ascii: "\n")) {
            let piece = output.fileHandleForReading.availableData
            guard !piece.isEmpty else { throw Silent() }
            said.append(piece)
        }
        let line = String(decoding: said, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        guard let port = URL(string: line)?.port else { throw Silent() }
        client = TestClient(port: port)
    }

    /// Asks it to end, and answers with its exit status.
    func stop() -> Int32 {
        process.terminate()
        process.waitUntilExit()
        return process.terminationStatus
    }
}
