import Foundation
import Testing

/// `innocities select`, as an operator runs it.
@Suite struct SelectCommandTests {
    private static let example = Program.root.appending(path: "share/examples/selection.pb").path

    private func inFolder<Value>(_ body: (URL) throws -> Value) throws -> Value {
        let folder = FileManager.default.temporaryDirectory.appending(path: "select-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder)
    }

    @Test func theResultSaysWhatItWasMadeWith() throws {
        let run = try Program.run([
            "select", Self.example, "--rule", "equal-shares", "--completion", "add1", "--json",
        ])
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.contains("\"rule\":\"equal-shares\",\"utility\":\"cost\",\"completion\":\"add1\""))
        #expect(run.output.contains("\"winners\":[\"1\",\"2\",\"3\"],\"cost\":12000,\"budget\":12000"))
        #expect(run.output.contains("\"endowment\":\"1321\""))
    }

    @Test func aCertificateHoldsAndATamperedOneIsRefusedWithItsPlace() throws {
        try inFolder { folder in
            let file = folder.appending(path: "certificate.json")
            let made = try Program.run([
                "select", Self.example, "--rule", "equal-shares", "--completion", "add1", "--output", file.path,
            ])
            #expect(made.status == 0, "\(made.errors)")
            let checked = try Program.run(["select", "--check", file.path, Self.example, "--every-endowment"])
            #expect(checked.status == 0, "\(checked.errors)")
            let text = try String(contentsOf: file, encoding: .utf8).replacing("\"6765/7\"", with: "\"6766/7\"")
            try Data(text.utf8).write(to: file)
            let refused = try Program.run(["select", "--check", file.path])
            #expect(refused.status == 1)
            #expect(refused.errors.contains("purchases[1].price"), "\(refused.errors)")
        }
    }

    @Test func aFaultInTheFileIsToldWithLineAndField() throws {
        try inFolder { folder in
            let file = folder.appending(path: "broken.pb")
            let text = try String(contentsOfFile: Self.example, encoding: .utf8).replacing("k;2,4,5", with: "k;2,9")
            try Data(text.utf8).write(to: file)
            let run = try Program.run(["select", file.path, "--rule", "greedy"])
            #expect(run.status == 1)
            #expect(run.errors.contains("line 34, VOTES, vote: there is no project \"9\""), "\(run.errors)")
        }
    }

    @Test func anUnknownRuleIsWrongUse() throws {
        let run = try Program.run(["select", Self.example, "--rule", "dice"])
        #expect(run.status == 2)
        #expect(run.errors.contains("equal-shares"), "\(run.errors)")
    }
}
