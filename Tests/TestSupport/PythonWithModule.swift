import Foundation

/// A Python that has a module, if there is one: `INNOCITIES_PYTHON` first.
public enum PythonWithModule {
    /// The one that `scripts/setup --test` makes.
    private static let installed = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "local/venv/bin/python").path

    public static func path(module: String) -> String? {
        [ProcessInfo.processInfo.environment["INNOCITIES_PYTHON"], installed].compactMap { $0 }
            .first { (try? run($0, "import \(module); print('yes')", input: "")) == "yes\n" }
    }

    public static func run(_ python: String, _ program: String, input: String) throws -> String {
        let file = FileManager.default.temporaryDirectory.appending(path: "input-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(input.utf8).write(to: file)
        let output = Pipe()
        let process = Process()
        process.executableURL = URL(filePath: python)
        process.arguments = ["-c", program]
        process.standardInput = try FileHandle(forReadingFrom: file)
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return text
    }
}
