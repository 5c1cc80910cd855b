import Exchange
import Foundation
import Testing

@Suite struct AgreementCommandTests {
    private static func run(_ table: String, _ arguments: [String]) throws -> Program.Result {
        let file = FileManager.default.temporaryDirectory.appending(path: "ratings-\(UUID().uuidString).csv")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(table.utf8).write(to: file)
        return try Program.run(["agreement", file.path] + arguments)
    }

    private static func document(_ table: String, _ arguments: [String] = []) throws -> JSONValue {
        let run = try run(table, arguments + ["--json"])
        #expect(run.status == 0, "\(run.errors)")
        return try JSONValue(parsing: run.output.utf8)
    }

    @Test func ratingsGiveTheCoefficientsOfTheContract() throws {
        let document = try Self.document("unit,a,b\n1,x,x\n2,y,y\n3,x,y\n4,y,y\n")
        #expect(document["percent"] == 0.75)
        #expect(document["cohenKappa"] == 0.5)
        #expect(document["n"] == 4)
        #expect(document["krippendorffAlpha"]?.number != nil && document["fleissKappa"]?.number != nil)
        #expect(document["intervals"]?["krippendorffAlpha"]?["lower"]?.number != nil)
        #expect(document["inputHash"]?.string?.count == 64)
    }

    @Test func semicolonsAndDecimalCommasAreReadAndTold() throws {
        let run = try Self.run("unit;a;b\n1;0,5;0,5\n2;0,2;0,3\n", ["--level", "interval", "--json"])
        #expect(run.status == 0)
        #expect(run.errors.contains("“;”"))
        #expect(try JSONValue(parsing: run.output.utf8)["values"]?.array?.first?["value"] == "0.2")
    }

    @Test func undefinedIsNullWithItsReason() throws {
        let document = try Self.document("unit,a,b\n1,x,x\n2,x,x\n")
        #expect(document["krippendorffAlpha"] == .null)
        #expect(document["undefined"]?["krippendorffAlpha"]?.string?.contains("chance") == true)
    }

    @Test(arguments: [
        ("unit,a,b\n1,x\n", "line 2"), ("unit,a,b\n1,2,much\n", "much"), ("unit,a\n1,2\n", "columns"),
        ("unit,a,b\n1,2,3\n1,2,3\n", "named 1"), ("", "empty"), ("unit,a,b\n1,\"2,3\n", "line 2"),
        ("unit,a,b\n,2,3\n", "line 2"),
    ])
    func badTablesAreToldWithTheirPlace(table: String, place: String) throws {
        let run = try Self.run(table, ["--level", "interval"])
        #expect(run.status == 1)
        #expect(run.errors.contains(place), "\(run.errors)")
    }

    @Test func aLevelThatThereIsNotIsWrongUse() throws {
        #expect(try Self.run("unit,a,b\n1,2,3\n", ["--level", "metric"]).status == 2)
    }

    @Test func passagesComeFromAProjectOrItsTable() throws {
        let study = Program.root.appending(path: "share/examples/study.qdpx").path
        let table = FileManager.default.temporaryDirectory.appending(path: "codings-\(UUID().uuidString).csv")
        defer { try? FileManager.default.removeItem(at: table) }
        #expect(try Program.run(["exchange", "codings", study, "--output", table.path]).status == 0)
        let documents = try [study, table.path].map { file in
            try JSONValue(parsing: Program.run(["agreement", file, "--json"]).output.utf8)
        }
        #expect(documents[0]["codes"]?.array?.count == 3)
        #expect(documents[0]["codes"]?.array?.map { $0["pairs"] } == documents[1]["codes"]?.array?.map { $0["pairs"] })
    }
}
