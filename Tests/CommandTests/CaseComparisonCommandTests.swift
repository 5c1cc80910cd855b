import Exchange
import Foundation
import Testing

/// `innocities compare-cases` and `innocities calibrate`, from a table to a record that is run again.
@Suite struct CaseComparisonCommandTests {
    private static let places = ["share/examples/ten-invented-places.csv", "--outcome", "INNOVATION"]
    private static let conditions = ["--conditions", "TRUST,OPENNESS,BOTTOM_UP"]

    /// A folder with the shared files in it.
    private static func folder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "c-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            at: folder.appending(path: "share"), withDestinationURL: Program.root.appending(path: "share"))
        return folder
    }

    @Test func theDocumentHasTheContractsMembers() throws {
        let run = try Program.run(
            ["compare-cases"] + Self.places + Self.conditions + ["--solution", "parsimonious", "--json"],
            in: Program.root)
        #expect(run.status == 0, "\(run.errors)")
        let document = try JSONValue(parsing: run.output)
        #expect(document["truthTable"]?.array?.count == 7)
        #expect(document["necessity"]?.array?.isEmpty == false)
        #expect(document["seconds"]?.number != nil)
        let solution = try #require(document["solutions"]?.array?.first)
        let model = try #require(solution["models"]?.array?.first)
        for name in ["consistency", "pri", "coverage"] { #expect(model[name]?.number != nil, "\(name)") }
        let term = try #require(model["terms"]?.array?.first)
        #expect(term["expression"]?.string == "TRUST")
        for name in ["consistency", "pri", "rawCoverage", "uniqueCoverage"] {
            #expect(term[name]?.number != nil, "\(name)")
        }
        #expect(term["cases"]?.array?.count == 6)
    }

    @Test func aRecordIsWrittenTwiceTheSameAndRunsAgain() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let options = Self.places + Self.conditions + ["--expect", "TRUST", "--robustness", "--clusters", "metropolis"]
        for name in ["one.json", "two.json"] {
            let run = try Program.run(["compare-cases"] + options + ["--record", name], in: folder)
            #expect(run.status == 0, "\(run.errors)")
        }
        let one = try Data(contentsOf: folder.appending(path: "one.json"))
        #expect(one == (try Data(contentsOf: folder.appending(path: "two.json"))))
        let again = try Program.run(["compare-cases", "--repeat", "one.json"], in: folder)
        #expect(again.status == 0, "\(again.errors)")
        #expect(again.output.hasPrefix("The same, to the last byte"))
    }

    @Test func aChangedRecordIsFoundOut() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        _ = try Program.run(["compare-cases"] + Self.places + Self.conditions + ["--record", "r.json"], in: folder)
        let file = folder.appending(path: "r.json")
        let text = try String(contentsOf: file, encoding: .utf8)
        try Data(text.replacing("\"output\": \"0\"", with: "\"output\": \"1\"", maxReplacements: 1).utf8).write(
            to: file)
        let run = try Program.run(["compare-cases", "--repeat", "r.json"], in: folder)
        #expect(run.status == 1)
        #expect(run.errors.contains("result.truthTable[0].output"), "\(run.errors)")
    }

    @Test(arguments: ["", "{}", "[]", "{\"format\":\"innocities.comparison/1\"}", "not JSON"])
    func whatIsNoRecordIsRefused(_ text: String) throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(text.utf8).write(to: folder.appending(path: "r.json"))
        let run = try Program.run(["compare-cases", "--repeat", "r.json"], in: folder)
        #expect(run.status == 1)
        #expect(run.errors.hasPrefix("Error: "))
    }

    @Test func everyPictureHasATableBesideIt() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let run = try Program.run(
            ["compare-cases"] + Self.places + Self.conditions + ["--svg", "p", "--r-script", "s.R"], in: folder)
        #expect(run.status == 0, "\(run.errors)")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "p").path).sorted()
        let pictures = names.filter { $0.hasSuffix(".svg") }
        #expect(pictures.count == 5)
        for picture in pictures {
            #expect(names.contains(picture.replacing(".svg", with: ".csv")))
            let svg = try String(contentsOf: folder.appending(path: "p/\(picture)"), encoding: .utf8)
            #expect(svg.contains("<title id=\"title\">") && svg.contains("<desc id=\"desc\">"))
        }
        #expect(try String(contentsOf: folder.appending(path: "s.R"), encoding: .utf8).contains("truthTable("))
    }

    @Test func tablesAreWrittenAsCSVAndAsWorkbooksThatAreReadAgain() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let whole = try Program.run(
            ["compare-cases"] + Self.places + Self.conditions + ["--tables", "t", "--json"], in: folder)
        #expect(whole.status == 0, "\(whole.errors)")
        for name in ["cases", "truth-table", "necessity", "solutions"] {
            let rows = try XLSXReader(Data(contentsOf: folder.appending(path: "t/\(name).xlsx"))).rows()
            let text = try CSVReader.rows(of: Data(contentsOf: folder.appending(path: "t/\(name).csv")))
            #expect(rows.count == text.count && rows.count > 1, "\(name)")
            #expect(
                rows.dropFirst().allSatisfy { row in row.cells.contains { if case .number = $0 { true } else { false } }
                })
        }
        let again = try Program.run(
            [
                "compare-cases", "t/cases.xlsx", "--outcome", "INNOVATION", "--conditions", "TRUST,OPENNESS,BOTTOM_UP",
                "--json",
            ], in: folder)
        #expect(again.status == 0, "\(again.errors)")
        let (one, two) = (try JSONValue(parsing: whole.output), try JSONValue(parsing: again.output))
        #expect(one["truthTable"] == two["truthTable"] && one["solutions"] == two["solutions"])
    }

    @Test(arguments: [
        (XLSXCell.failure("#REF!"), "row 3, column 2: the formula failed (#REF!). Mend"),
        (.boolean(true), "line 3 (Oulu), column A: “true”"), (.time(second: 3_600), "column A: “01:00:00”"),
        (.empty, "Empty cells: line 3 (Oulu), column A"),
    ])
    func cellsOfAWorkbookThatAreNoMembershipAreTold(cell: XLSXCell, part: String) throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let writer = try XLSXWriter(
            file: folder.appending(path: "w.xlsx"), sheetName: "Cases", header: ["case", "A", "B", "Y"])
        try writer.write([.text("Lyon"), .number(1), .number(0), .number(1)])
        try writer.write([.text("Oulu"), cell, .number(1), .number(0)])
        try writer.finish()
        if case .failure = cell { try Self.putFailure(into: folder.appending(path: "w.xlsx")) }
        let run = try Program.run(
            ["compare-cases", "w.xlsx", "--outcome", "Y", "--conditions", "A,B"], in: folder)
        #expect(run.status == 1)
        #expect(run.errors.contains(part), "\(run.errors)")
    }

    /// Our writer writes no failed formula: the text becomes one.
    private static func putFailure(into file: URL) throws {
        let old = try ZIPReader(Data(contentsOf: file))
        var data = Data()
        let writer = ZIPWriter(modified: Date(timeIntervalSince1970: 0)) { data.append($0) }
        for entry in old.entries {
            var content = try old.content(of: entry)
            if entry.path.hasSuffix("sheet1.xml") {
                content = Data(
                    String(decoding: content, as: UTF8.self).replacing(
                        /<c r="B3"[^>]*>.*?<\/c>/, with: "<c r=\"B3\" t=\"e\"><v>#REF!</v></c>"
                    ).utf8)
            }
            try writer.add(entry.path, content)
        }
        try writer.finish()
        try data.write(to: file)
    }

    @Test(arguments: ["PK\u{3}\u{4}", "PK\u{3}\u{4} and much that is no archive"])
    func whatIsNoWorkbookIsRefusedWithTheMend(text: String) throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(text.utf8).write(to: folder.appending(path: "w.xlsx"))
        let run = try Program.run(
            ["compare-cases", "w.xlsx", "--outcome", "Y", "--conditions", "A"], in: folder)
        #expect(run.status == 1)
        #expect(run.errors.contains("w.xlsx: ") && run.errors.contains("Save it anew"), "\(run.errors)")
    }

    @Test func aCaseCalibratedToTheMiddleIsNamedInTheReadersLanguage() throws {
        let run = try Program.run(
            [
                "calibrate", "share/examples/ten-invented-places-raw.csv", "--column", "visits", "--exclusion", "20",
                "--crossover", "95", "--inclusion", "150", "--language", "sv",
            ], in: Program.root)
        #expect(run.status == 0)
        #expect(run.errors.hasPrefix("Invented Brick Hall ligger på exakt 0,5 i visits:"), "\(run.errors)")
    }

    @Test func calibrationGivesATableThatCanBeCompared() throws {
        let run = try Program.run(
            [
                "calibrate", "share/examples/ten-invented-places-raw.csv", "--column", "visits", "--exclusion", "20",
                "--crossover", "60", "--inclusion", "150",
            ], in: Program.root)
        #expect(run.status == 0, "\(run.errors)")
        let rows = try CSVReader.rows(of: Data(run.output.utf8))
        #expect(rows[0].fields == ["place", "metropolis", "visits", "trust_score", "groups", "INNOVATION"])
        #expect(try #require(Double(rows[5].fields[2])) - 0.95 < 1e-12)
    }

    @Test(arguments: [
        (["compare-cases"], Int32(2), "table of cases"),
        (["compare-cases", "absent.csv", "--outcome", "Y", "--conditions", "A"], 1, "absent.csv cannot be read"),
        (["compare-cases"] + places + ["--conditions", "TRUST,WARMTH"], 1, "There is no column WARMTH"),
        (["compare-cases"] + places + conditions + ["--expect", "WARMTH"], 1, "names WARMTH"),
        (["compare-cases"] + places + conditions + ["--inclusion", "2"], 1, "must lie from 0.0 to 1.0"),
        (["compare-cases"] + places + conditions + ["--solution", "short"], 2, "--solution must be"),
        (["calibrate", "share/examples/ten-invented-places-raw.csv", "--column", "visits"], 2, "--exclusion"),
    ])
    func faultsAreTold(_ arguments: [String], _ status: Int32, _ part: String) throws {
        let run = try Program.run(arguments, in: Program.root)
        #expect(run.status == status)
        #expect(run.errors.contains(part), "\(run.errors)")
    }

    @Test func everyCommandOfTheGuideWorks() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let guide = try String(
            contentsOf: Program.root.appending(path: "docs/guide/comparing-cases.md"), encoding: .utf8)
        let commands = guide.split(separator: "\n").filter { $0.hasPrefix("innocities ") }
        #expect(commands.count >= 8)
        for command in commands {
            let words = command.matches(of: /"([^"]*)"|[^\s"]+/).map { String($0.output.1 ?? $0.output.0) }
            let run = try Program.run(Array(words.dropFirst()), in: folder)
            #expect(run.status == 0, "\(command): \(run.errors)")
        }
    }
}
