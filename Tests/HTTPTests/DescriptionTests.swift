import Database
import Exchange
import Foundation
import TestSupport
import Testing

/// The API's description is valid and true.
@Suite struct DescriptionTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    private static let validator = root.appending(path: "local/venv/bin/openapi-spec-validator")
    private static var hasValidator: Bool { FileManager.default.isExecutableFile(atPath: validator.path) }

    @Test(.enabled(if: hasValidator, "scripts/setup fetches the validator"))
    func itIsValid() async throws {
        try await withHouse(.sqlite) { house in
            let file = FileManager.default.temporaryDirectory.appending(path: "openapi-\(UUID().uuidString).json")
            defer { try? FileManager.default.removeItem(at: file) }
            try await house.get("/api/openapi.json").data.write(to: file)
            let process = Process()
            process.executableURL = Self.validator
            process.arguments = [file.path]
            let output = Pipe()
            process.standardOutput = output
            process.standardError = output
            try process.run()
            let said = output.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            #expect(process.terminationStatus == 0, "\(String(decoding: said, as: UTF8.self).suffix(2_000))")
        }
    }

    @Test func everyPathThatItDescribesAnswers() async throws {
        try await withHouse(.sqlite) { house in
            let paths = try #require(try await house.get("/api/openapi.json").json["paths"]?.object)
            #expect(paths.count > 20)
            for path in paths.names {
                if paths[path]?["get"] != nil {
                    guard !path.contains("{") else { continue }
                    let answer = try await house.get(path, as: .administrator)
                    #expect([200, 422].contains(answer.status), "\(path): \(answer.status)")
                }
                if paths[path]?["post"] != nil {
                    let answer = try await house.send(
                        "POST", path, as: .administrator, headers: [("content-type", "application/json")],
                        body: Data("[]".utf8))
                    #expect(answer.status == 422, "\(path): \(answer.status)")
                }
            }
        }
    }

    @Test func itDescribesEveryActionAndEveryAnswerOfTheAPI() async throws {
        try await withHouse(.sqlite) { house in
            let paths = try #require(try await house.get("/api/openapi.json").json["paths"]?.object)
            for action in TestHouse.actions { #expect(paths["/api/v1/actions/\(action.name)"] != nil) }
            for route in house.routes where route.place == .api { #expect(paths[route.path] != nil, "\(route.path)") }
        }
    }
}
