import Exchange
import Foundation
import SeededRandom
import Testing

@Suite struct CSVWriterTests {
    private func text(_ rows: [[String]], _ writer: (@escaping (Data) throws -> Void) -> CSVWriter) throws -> String {
        var data = Data()
        var writer = writer { data.append($0) }
        for row in rows { try writer.write(row) }
        try writer.finish()
        return String(decoding: data, as: UTF8.self)
    }

    @Test func quotesStandOnlyWhereTheyAreNeeded() throws {
        let rows = [["a", "b c", "d,e", "f\"g", "h\ni"], [""], [], ["", ""]]
        let written = try text(rows) { CSVWriter(sink: $0) }
        #expect(written == "a,b c,\"d,e\",\"f\"\"g\",\"h\ni\"\r\n\"\"\r\n,\r\n")
    }

    @Test func byteOrderMarkComesFirstWhenAsked() throws {
        #expect(try text([["é"]]) { CSVWriter(byteOrderMark: .present, sink: $0) } == "\u{FEFF}é\r\n")
    }

    @Test(arguments: [
        ("=1+1", "'=1+1"), ("+cmd", "'+cmd"), ("-x", "'-x"), ("@SUM(A1)", "'@SUM(A1)"), ("-12.5", "-12.5"),
        ("+3", "+3"), ("-1,5e-3", "-1,5e-3"), ("-1.5.2", "'-1.5.2"), ("-1+2", "'-1+2"), ("'=1", "''=1"),
        ("'tis", "'tis"), ("a=b", "a=b"), ("-", "'-"), ("'-5", "''-5"),
    ])
    func cellsThatWouldRunAsFormulasAreDisarmed(cell: String, written: String) throws {
        let verbatim = try text([[cell]]) { CSVWriter(formulas: .verbatim, sink: $0) }
        #expect(try CSVReader.rows(of: verbatim.utf8)[0].fields == [cell])
        let data = CSVWriter.text(of: [[cell]])
        #expect(try CSVReader.rows(of: data)[0].fields == [written])
        #expect(try CSVReader.rows(of: data, apostrophes: .removed)[0].fields == [cell])
    }

    @Test func writingFailsWhenTheSinkFails() {
        var writer = CSVWriter { _ in throw CocoaError(.fileWriteOutOfSpace) }
        #expect(throws: CocoaError.self) {
            try writer.write(["a"])
            try writer.finish()
        }
    }

    @Test func whatIsWrittenIsReadBack() throws {
        var generator = SeededGenerator(seed: 93)
        let alphabet = Array("a\"\r\n,;\t|'=+-@1. éŁ🚲\u{301}").map(String.init) + ["\r\n", "\n"]
        for _ in 0..<2_000 {
            let rows = (0..<Int.random(in: 0..<5, using: &generator)).map { _ in
                (0...Int.random(in: 0..<4, using: &generator)).map { _ in
                    (0..<Int.random(in: 0..<6, using: &generator))
                        .map { _ in alphabet.randomElement(using: &generator) ?? "" }.joined()
                }
            }
            for delimiter in CSVDelimiter.allCases {
                let data = CSVWriter.text(of: rows, delimiter: delimiter)
                let read = try CSVReader.rows(of: data, delimiter: delimiter, apostrophes: .removed)
                #expect(read.map(\.fields) == rows)
            }
        }
    }
}
