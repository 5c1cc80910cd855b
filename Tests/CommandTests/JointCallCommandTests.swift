import Exchange
import Foundation
import Testing

/// `innocities joint-call` and `innocities rank`, as scripts use them.
@Suite struct JointCallCommandTests {
    private static let call = """
        {"agencies": [{"id": "A", "budget": 10}, {"id": "B", "budget": 10}],
         "topup": {"total": 4, "gap_share_bp": 5000, "rate_bp": 3300},
         "proposals": [{"id": "P", "score": 5, "requests": {"A": 8, "B": 9}},
                       {"id": "Q", "score": 4, "requests": {"A": 8}}, {"id": "R", "score": 3, "requests": {"B": 2}}]}
        """

    private func run(_ text: String, ending: String = "json", _ arguments: [String]) throws -> Program.Result {
        let file = FileManager.default.temporaryDirectory.appending(path: "call-\(UUID().uuidString).\(ending)")
        try Data(text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        return try Program.run([arguments[0], file.path] + arguments.dropFirst())
    }

    @Test(arguments: ["strict", "skip", "most-projects", "best-score", "rate-capped", "unblock", "invite"])
    func everyModeHasTheSameShape(mode: String) throws {
        let result = try run(Self.call, ["joint-call", "--mode", mode, "--json"])
        #expect(result.status == 0, "\(result.errors)")
        let document = try JSONValue(parsing: result.output)
        #expect(document["mode"]?.string == mode)
        #expect(document["selected"]?.array?.count == document["count"]?.integer)
        for name in ["score", "gapPotUsed", "granted"] { #expect(document[name]?.integer != nil) }
        #expect(document["perAgency"]?.object?.names == ["A", "B"])
        #expect(document["proof"]?.string == "optimal")
        #expect(document["reasons"]?.object?.names == ["P", "Q", "R"])
        #expect(document["inputHash"]?.string?.count == 64)
        #expect(document["seconds"]?.number != nil)
    }

    @Test func aReasonNamesTheAgencyTheTakerAndWhatIsMissing() throws {
        let document = try JSONValue(parsing: run(Self.call, ["joint-call", "--mode", "skip", "--json"]).output)
        #expect(
            document["reasons"]?["Q"]?.string
                == "Not selected: rank 2 of 3. A is asked for 8 and has 3 left after P. The gap pot has 2 left. "
                + "Missing: 3."
        )
    }

    @Test(arguments: [
        ("\"A\": 8, \"B\": 9", "\"A\": 8, \"C\": 9", "proposals[0].requests.C"),
        ("\"A\": 8, \"B\": 9", "\"A\": -8", "proposals[0].requests.A"),
        ("\"budget\": 10}", "\"budget\": \"10\"}", "agencies[0].budget"),
        ("\"budget\": 10}", "\"budget\": 9223372036854775807}", "agencies[0].budget"),
        ("\"score\": 5, ", "", "proposals[0].score"), ("\"id\": \"Q\"", "\"id\": \"P\"", "proposals[1].id"),
        ("\"topup\"", "\"top\"", "topup"), ("{\"agencies\"", "{\"agencies\": 1, \"x\"", "agencies"),
    ])
    func badInputNamesItsPlace(text: String, damaged: String, path: String) throws {
        let first = try #require(Self.call.range(of: text))
        let result = try run(Self.call.replacingCharacters(in: first, with: damaged), ["joint-call"])
        #expect(result.status == 1)
        #expect(result.errors.contains("\(path): "), "\(result.errors)")
        #expect(result.output.isEmpty)
    }

    @Test func wrongUseEndsWithTwo() throws {
        #expect(try run(Self.call, ["joint-call", "--mode", "fair"]).status == 2)
        #expect(try run(Self.call, ["joint-call", "--multiple", "many"]).status == 2)
    }

    @Test func aTableIsPrinted() throws {
        let result = try run(
            Self.call, ["joint-call", "--table", "--gap-shares", "0,100", "--topups", "0,33.5", "--json"])
        #expect(try JSONValue(parsing: result.output)["rows"]?.array?.count == 4)
    }

    @Test(arguments: ["schulze", "borda", "copeland", "stv-scottish", "stv-meek", "pairwise"])
    func everyRuleNamesWinners(rule: String) throws {
        let ballots = "2 1\n3 1 2 0\n1 2 0\n0\n\"Ann\" \"Bo\" \"Title\"\n"
        let result = try run(ballots, ending: "blt", ["rank", "--rule", rule, "--json"])
        let document = try JSONValue(parsing: result.output)
        #expect(document["rule"]?.string == rule)
        #expect(document["winners"]?.array?.first?.string == "Ann")
    }

    @Test func aFaultInBallotsNamesItsLine() throws {
        let result = try run("2 1\n3 1 7 0\n0\n", ending: "blt", ["rank", "--rule", "borda"])
        #expect(result.status == 1 && result.errors.contains("line 2: "))
    }
}
