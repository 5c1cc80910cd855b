import Foundation
import SeededRandom
import Testing

@testable import Exchange

@Suite struct CSVReaderTests {
    @Test(arguments: [
        ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]),
        ("a,b\nc,d", [["a", "b"], ["c", "d"]]),
        ("a,b\rc,d\r", [["a", "b"], ["c", "d"]]),
        ("\"a,\"\"x\"\"\",b\n", [["a,\"x\"", "b"]]),
        ("\"one\r\ntwo\",b\n", [["one\r\ntwo", "b"]]),
        ("a,\n,b\n", [["a", ""], ["", "b"]]),
        ("\n\r\n\"\"\n\n a ,\n", [[""], [" a ", ""]]),
        ("\u{FEFF}\"a\",b", [["a", "b"]]),
        ("a,", [["a", ""]]),
        ("", []),
    ])
    func fieldsAreReadAsRFC4180Says(text: String, rows: [[String]]) throws {
        #expect(try CSVReader.rows(of: text.utf8).map(\.fields) == rows)
    }

    @Test(arguments: [
        ("a,b\n\"c", 2, 1, CSVError.Reason.unterminatedQuote),
        ("a,b\nc,d\"e\n", 2, 2, .quoteInUnquotedField),
        ("\"x\ny\",\"a\"b\n", 2, 2, .textAfterClosingQuote),
        ("a\n\nb,c\u{0}\n", 3, 2, .nullCharacter),
    ])
    func faultsNameTheirLineAndColumn(text: String, line: Int, column: Int, reason: CSVError.Reason) {
        #expect(throws: CSVError(line: line, column: column, reason: reason)) { try CSVReader.rows(of: text.utf8) }
    }

    @Test func undecodableBytesNameTheirLineAndColumn() {
        let text = Array("a\n\"b\nc\",".utf8) + [0xFF] + Array("\n".utf8)
        #expect(throws: CSVError(line: 3, column: 2, reason: .undecodableText)) { try CSVReader.rows(of: text) }
        let loneSurrogate: [UInt8] = [0xFF, 0xFE, 0x00, 0xD8, 0x41, 0x00]
        #expect(throws: CSVError(line: 1, column: 1, reason: .undecodableText)) {
            try CSVReader.rows(of: loneSurrogate, encoding: .utf16LittleEndian)
        }
        #expect(throws: CSVError(line: 1, column: 1, reason: .undecodableText)) {
            try CSVReader.rows(of: [0x98], encoding: .windows1250)
        }
    }

    @Test func rowsKnowTheLineTheyBeginOn() throws {
        let rows = try CSVReader.rows(of: "a\r\n\"b\r\nb\"\r\n\r\nc".utf8)
        #expect(rows.map(\.line) == [1, 2, 5])
    }

    @Test func longFieldsAndWideRowsAreRefused() {
        var reader = CSVReader(limits: CSVReader.Limits(fieldBytes: 5, fieldsPerRow: 2))
        #expect(throws: CSVError(line: 1, column: 2, reason: .fieldTooLong(limit: 5))) {
            try reader.read("a,bbbbbb".utf8) { _ in }
        }
        var wide = CSVReader(limits: CSVReader.Limits(fieldBytes: 5, fieldsPerRow: 2))
        #expect(throws: CSVError(line: 1, column: 3, reason: .tooManyFields(limit: 2))) {
            try wide.read("a,b,c\n".utf8) { _ in }
        }
    }

    @Test(arguments: [
        (String.Encoding.utf16LittleEndian, TextEncoding.utf16LittleEndian, "Łódź;Αθήνα;🚲"),
        (.utf16BigEndian, .utf16BigEndian, "Łódź;Αθήνα;🚲"),
        (.windowsCP1250, .windows1250, "Łódź;Hradec Králové;Győr"),
        (.windowsCP1252, .windows1252, "Malmö;Besançon;10 €"),
        (.windowsCP1253, .windows1253, "Θεσσαλονίκη;Άργος;ώρα"),
        (.windowsCP1254, .windows1254, "İstanbul;Muğla;Şırnak"),
    ])
    func everyEncodingIsDecoded(foundation: String.Encoding, encoding: TextEncoding, text: String) throws {
        let data = try #require(text.data(using: foundation))
        let rows = try CSVReader.rows(of: data, delimiter: .semicolon, encoding: encoding)
        #expect(rows.map(\.fields) == [text.components(separatedBy: ";")])
    }

    @Test func chunksOfAnySizeGiveTheSameRows() throws {
        let text = Array("\u{FEFF}név,\"a\r\n\"\"é\"\"\"\r\n\r\nú,\r\n".utf8)
        let whole = try CSVReader.rows(of: text)
        for size in 1...text.count {
            var reader = CSVReader()
            var rows: [CSVRow] = []
            for start in stride(from: 0, to: text.count, by: size) {
                try reader.read(Data(text[start..<min(start + size, text.count)])) { rows.append($0) }
            }
            try reader.finish { rows.append($0) }
            #expect(rows == whole)
        }
    }

    @Test func recordsAreReadByColumnNameAndMisfitsHandedOn() throws {
        var reader = CSVRecordReader()
        var records: [Result<CSVRecord, CSVError>] = []
        try reader.read("city, country \nŁódź,PL\nGent\n".utf8) { records.append($0) }
        try reader.finish { records.append($0) }
        #expect(try records[0].get().values == ["city": "Łódź", "country": "PL"])
        #expect(records[1] == .failure(CSVError(line: 3, column: 2, reason: .fieldCount(expected: 2, found: 1))))
        #expect(reader.header?.names == ["city", "country"])
    }

    @Test func emptyAndRepeatedColumnNamesAreAllNamed() {
        let row = CSVRow(line: 1, fields: ["city", "", "country", "city", " "])
        let faults: [CSVHeader.Fault] = [
            .duplicateName("city", columns: [1, 4]), .emptyName(column: 2), .emptyName(column: 5),
        ]
        #expect(throws: CSVHeader.Refusal(line: 1, faults: faults)) { try CSVHeader(row) }
    }

    @Test func arbitraryBytesNeverCrashTheReader() {
        var generator = SeededGenerator(seed: 4180)
        let alphabet = Array("\"\",,;\r\n\t a'=\u{0}é".utf8) + [0xFF, 0xEF, 0xBB, 0xBF, 0xD8, 0xDC]
        for _ in 0..<3_000 {
            let bytes = generator.bytes(upTo: 60, from: alphabet)
            for encoding in TextEncoding.allCases {
                do {
                    for row in try CSVReader.rows(of: bytes, encoding: encoding) { #expect(!row.fields.isEmpty) }
                } catch {
                    #expect(error is CSVError)
                }
            }
        }
    }
}
