import Foundation
import SeededRandom
import Testing

@testable import Exchange

@Suite struct XLSXTests {
    private static func written(
        _ rows: [[XLSXCell]], sheetName: String = "Sheet", header: [String] = []
    ) throws -> Data {
        try ExternalTool.withFile(Data(), named: "written.xlsx") { file in
            let writer = try XLSXWriter(file: file, sheetName: sheetName, header: header)
            for row in rows { try writer.write(row) }
            try writer.finish()
            return try Data(contentsOf: file)
        }
    }

    /// A workbook with one sheet, written by hand.
    private static func workbook(
        sheet: String, strings: String = "", styles: String = "", workbook: String = ""
    ) throws -> Data {
        let main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
        let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        let package = "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\""
        let parts = [
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels":
                "<Relationships \(package)><Relationship Id=\"a\" Type=\"\(office)/officeDocument\" "
                + "Target=\"/xl/workbook.xml\"/></Relationships>",
            "xl/workbook.xml":
                "<workbook \(main) xmlns:q=\"\(office)\">\(workbook)<sheets><sheet name=\"Bedarf\" sheetId=\"1\" "
                + "q:id=\"r1\"/><sheet name=\"Other\" sheetId=\"2\" q:id=\"r9\"/></sheets></workbook>",
            "xl/_rels/workbook.xml.rels":
                "<Relationships \(package)>"
                + "<Relationship Id=\"r1\" Type=\"\(office)/worksheet\" Target=\"worksheets/first.xml\"/>"
                + "<Relationship Id=\"r2\" Type=\"\(office)/sharedStrings\" Target=\"./strings.xml\"/>"
                + "<Relationship Id=\"r3\" Type=\"\(office)/styles\" Target=\"../xl/styles.xml\"/></Relationships>",
            "xl/worksheets/first.xml": "<worksheet \(main)><sheetData>\(sheet)</sheetData></worksheet>",
            "xl/strings.xml": "<sst \(main)>\(strings)</sst>",
            "xl/styles.xml": "<styleSheet \(main)>\(styles)</styleSheet>",
        ]
        var data = Data()
        let writer = ZIPWriter(modified: Date(timeIntervalSince1970: 0)) { data.append($0) }
        for (path, content) in parts.sorted(by: { $0.key < $1.key }) { try writer.add(path, Data(content.utf8)) }
        try writer.finish()
        return data
    }

    private static let day = SpreadsheetDate(iso: "2024-02-29")

    @Test func whatIsWrittenIsReadBack() throws {
        let day = try #require(Self.day)
        let rows: [[XLSXCell]] = [
            [.text("Łódź 🚲"), .number(-12.5), .boolean(true), .date(day), .dateTime(day, second: 86_399)],
            [.empty, .text("=1+1"), .empty, .time(second: 3_661)],
            [],
            [
                .text("two\nlines"), .text(" spaces "), .text("_x0041_"), .text("a\u{1}b"), .text("<&>\"'"),
                .text("\r\n\u{FFFF}"),
            ],
            [.number(0.1), .number(1e300), .number(9_007_199_254_740_991)],
        ]
        let reader = try XLSXReader(Self.written(rows, sheetName: "Städte"))
        #expect(reader.sheetNames == ["Städte"])
        let read = try reader.rows()
        #expect(read.map(\.number) == [1, 2, 4, 5])
        #expect(read.map(\.cells) == rows.filter { !$0.isEmpty })
    }

    @Test func theHeaderIsTheFirstRow() throws {
        let rows = try XLSXReader(Self.written([[.number(1)]], header: ["City", "Need"])).rows()
        #expect(rows.map(\.cells) == [[.text("City"), .text("Need")], [.number(1)]])
    }

    @Test func daysBeforeSpreadsheetsBeginAreWrittenAsText() throws {
        let old = try #require(SpreadsheetDate(iso: "1899-12-31"))
        let rows = try XLSXReader(Self.written([[.date(old), .dateTime(old, second: 60)]])).rows()
        #expect(rows[0].cells == [.text("1899-12-31"), .text("1899-12-31T00:01:00")])
    }

    @Test func whatCannotBeWrittenNamesItsCell() throws {
        let long = String(repeating: "x", count: 32_768)
        let cases: [(XLSXCell, XLSXError.Reason)] = [
            (.text("a\u{0}"), .nullCharacter), (.number(.nan), .notFinite), (.text(long), .textTooLong),
        ]
        for (cell, reason) in cases {
            #expect(throws: XLSXError(cell: "B2", reason: reason)) { try Self.written([[], [.empty, cell]]) }
        }
        #expect(throws: XLSXError(cell: nil, reason: .invalidSheetName("a/b"))) {
            try Self.written([], sheetName: "a/b")
        }
        #expect(throws: XLSXError.self) {
            let writer = try XLSXWriter(file: URL(filePath: "/nowhere/a.xlsx"), sheetName: "a")
            try writer.finish()
        }
    }

    @Test func everyKindOfCellIsRead() throws {
        let data = try Self.workbook(
            sheet: """
                <row r="2"><c r="A2" t="s"><v>1</v></c><c r="C2" t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r>\
                </is></c><c r="D2" t="b"><v>1</v></c><c r="E2" t="e"><v>#REF!</v></c>\
                <c r="F2" t="str"><f>A1</f><v>sum</v></c><c r="G2"><f>1+1</f><v>2</v></c>\
                <c r="H2" t="d"><v>2024-02-29T00:00:10Z</v></c><c r="I2" s="0"/></row>
                <row><c><v>1.5E1</v></c><c t="s"><v>0</v></c></row>
                """,
            strings: "<si><t/></si><si><r><t>a</t></r><r><t xml:space=\"preserve\"> b_x000D_</t></r>"
                + "<rPh sb=\"0\" eb=\"1\"><t>no</t></rPh></si>")
        let reader = try XLSXReader(data)
        #expect(reader.sheetNames == ["Bedarf", "Other"])
        let rows = try reader.rows()
        let day = try #require(Self.day)
        #expect(
            rows[0].cells == [
                .text("a b\r"), .empty, .text("inline"), .boolean(true), .failure("#REF!"), .text("sum"), .number(2),
                .dateTime(day, second: 10),
            ])
        #expect(rows.map(\.number) == [2, 3])
        #expect(rows[1].cells == [.number(15)])
    }

    @Test(arguments: [
        ("", "1", "1900-01-01"), ("", "59", "1900-02-28"), ("", "61", "1900-03-01"), ("", "45351", "2024-02-29"),
        ("", "2958465", "9999-12-31"), ("<workbookPr date1904=\"1\"/>", "0", "1904-01-01"),
        ("<workbookPr date1904=\"true\"/>", "43889", "2024-02-29"), ("<workbookPr date1904=\"0\"/>", "2", "1900-01-02"),
    ])
    func bothSystemsOfDatesAreRead(properties: String, serial: String, iso: String) throws {
        let data = try Self.workbook(
            sheet: "<row r=\"1\"><c r=\"A1\" s=\"1\"><v>\(serial)</v></c></row>",
            styles: "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>", workbook: properties)
        let day = try #require(SpreadsheetDate(iso: iso))
        #expect(try XLSXReader(data).rows()[0].cells == [.date(day)])
    }

    @Test func everyDayHasItsNumber() throws {
        for serial in 1...2_958_465 where serial != 60 && serial.isMultiple(of: 7) {
            let day = try #require(SpreadsheetDate(serial: serial, epoch: .year1900))
            guard day.serial == serial else {
                Issue.record("\(serial) became \(day.iso)")
                return
            }
        }
    }

    @Test(arguments: [
        ("yyyy\\-mm\\-dd", NumberFormat.date), ("[$-415]d mmmm yyyy", .date), ("mmm", .date), ("dd/mm/yy hh:mm", .date),
        ("h:mm AM/PM", .time), ("mm:ss", .time), ("[h]:mm", .number), ("General", .number),
        ("#,##0.00\" dny\"", .number),
        ("0\\d", .number), ("#,##0 [$zł-415]", .number), ("[Red]0;\"d\"", .number), ("@", .number),
        ("0.00E+00", .number),
        ("\"open", .number), ("[open", .number), ("\\", .number),
    ])
    func formatsOfDatesAreRecognised(code: String, meaning: NumberFormat) {
        #expect(NumberFormat(code: code) == meaning)
    }

    /// A few bytes for each row could fill the memory with empty cells.
    @Test(arguments: [
        "<row r=\"1\"><c r=\"J1\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>1</v></c></row><row r=\"3\"><c r=\"A3\"><v>1</v></c></row>",
        "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"3\"><c r=\"AA3\"><v>1</v></c></row>",
    ])
    func emptyCellsCountToo(sheet: String) throws {
        let reader = try XLSXReader(Self.workbook(sheet: sheet), limits: .init(cells: 20))
        let error = #expect(throws: XLSXError.self) { _ = try reader.rows() }
        #expect(error?.reason == .tooManyCells(limit: 20) && error?.cell?.hasSuffix("3") == true)
    }

    @Test(arguments: [
        ("<row r=\"1\"><c r=\"B1\" t=\"s\"><v>7</v></c></row>", "B1", XLSXError.Reason.missingReference),
        ("<row r=\"1\"><c r=\"B1\" s=\"7\"><v>7</v></c></row>", "B1", .missingReference),
        ("<row r=\"3\"><c r=\"AA3\"><v>1,5</v></c></row>", "AA3", .invalidValue("1,5")),
        ("<row r=\"3\"><c r=\"A3\"><v>inf</v></c></row>", "A3", .invalidValue("inf")),
        ("<row r=\"1\"><c r=\"A1\" s=\"1\"><v>60</v></c></row>", "A1", .invalidDate(60)),
        ("<row r=\"1\"><c r=\"A1\" s=\"1\"><v>-1</v></c></row>", "A1", .invalidDate(-1)),
        ("<row r=\"1\"><c r=\"A1\" t=\"d\"><v>soon</v></c></row>", "A1", .invalidValue("soon")),
        ("<row r=\"1\"><c r=\"A1\" t=\"b\"><v>yes</v></c></row>", "A1", .invalidValue("yes")),
        ("<row r=\"1\"><c r=\"C1\"/><c r=\"B1\"/></row>", "D1", .invalidValue("B1")),
        ("<row r=\"2\"/><row r=\"2\"/>", "A3", .invalidValue("2")),
        ("<row r=\"9999999\"/>", "A9999999", .tooManyRows(limit: 1_048_576)),
        ("<row r=\"1\"><c r=\"ZZZ1\"/></row>", "ZZZ1", .tooManyColumns(limit: 2_000)),
    ])
    func faultsNameTheirCell(sheet: String, cell: String, reason: XLSXError.Reason) throws {
        let data = try Self.workbook(
            sheet: sheet, styles: "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"22\"/></cellXfs>")
        let reader = try XLSXReader(data)
        #expect(throws: XLSXError(cell: cell, reason: reason)) { try reader.rows() }
    }

    @Test func otherArchivesAreNoWorkbooks() throws {
        var data = Data()
        let writer = ZIPWriter(modified: Date(timeIntervalSince1970: 0)) { data.append($0) }
        try writer.finish()
        #expect(throws: XLSXError(cell: nil, reason: .notAWorkbook(missingPart: "_rels/.rels"))) {
            try XLSXReader(data)
        }
        #expect(throws: ZIPError.notAnArchive) { try XLSXReader(Data("a,b".utf8)) }
    }

    @Test func readingStopsWhenTheCallerFails() throws {
        let reader = try XLSXReader(Self.written([[.number(1)], [.number(2)]]))
        var count = 0
        #expect(throws: CocoaError.self) {
            try reader.read { _ in
                count += 1
                throw CocoaError(.userCancelled)
            }
        }
        #expect(count == 1)
    }

    @Test func damagedWorkbooksNeverCrashTheReader() throws {
        var generator = SeededGenerator(seed: 29_500)
        let archive = try ZIPReader(Self.written([[.text("a"), .number(1)], [.boolean(true), .time(second: 1)]]))
        let parts = try archive.entries.map { ($0.path, Array(try archive.content(of: $0))) }
        for _ in 0..<300 {
            var data = Data()
            let writer = ZIPWriter(modified: Date(timeIntervalSince1970: 0)) { data.append($0) }
            for (path, content) in parts {
                let isChanged = Int.random(in: 0..<4, using: &generator) == 0
                try writer.add(path, Data(isChanged ? generator.mutated(content) : content))
            }
            try writer.finish()
            do {
                _ = try XLSXReader(data).rows()
            } catch {
                #expect(error is XLSXError)
            }
        }
    }
}
