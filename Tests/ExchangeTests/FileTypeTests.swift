import Exchange
import Foundation
import Testing

@Suite struct FileTypeTests {
    static let known: [([UInt8], FileType)] = [
        ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0], .png), ([0xFF, 0xD8, 0xFF, 0xE0], .jpeg),
        (Array("RIFF\u{1}\u{0}\u{0}\u{0}WEBPVP8 ".utf8), .webp), (Array("%PDF-1.7\n".utf8), .pdf),
        (Array("city;need\nŁódź;a\n".utf8), .text), ([0x4D, 0x61, 0x6C, 0x6D, 0xF6, 0x0A], .text),
        ([0xFF, 0xFE, 0x61, 0x00], .text), (Array(" {\"a\": 1}".utf8), .json), (Array("[]".utf8), .json),
        (Array("[not json".utf8), .text), (Array("a < b and c > d".utf8), .text),
    ]

    @Test(arguments: known)
    func filesAreRecognisedByTheirContent(bytes: [UInt8], type: FileType) {
        #expect(recognisedType(of: Data(bytes)) == type)
    }

    @Test(arguments: [
        "", "<!DOCTYPE html><html></html>", "  \n<HTML>", "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "<?xml version='1.0'?><svg/>", "\u{FEFF}<html>", "<!-- c --><svg/>", "<a>", "text <script>alert(1)</script>",
        "a\u{0}b", "\u{7F}ELF", "PK\u{3}\u{4}", "GIF89a\u{1}",
    ])
    func markupAndUnknownContentAreRefused(text: String) {
        #expect(recognisedType(of: Data(text.utf8)) == nil)
    }

    @Test func markupInUTF16IsRefused() throws {
        let data = try #require("<html></html>".data(using: .utf16LittleEndian))
        #expect(recognisedType(of: Data([0xFF, 0xFE]) + data) == nil)
        #expect(recognisedType(of: data) == nil)
    }

    @Test func workbooksAreToldFromOtherArchives() throws {
        func archive(_ paths: [String]) throws -> Data {
            var data = Data()
            let writer = ZIPWriter(modified: Date(timeIntervalSince1970: 0)) { data.append($0) }
            for path in paths { try writer.add(path, Data("x".utf8)) }
            try writer.finish()
            return data
        }
        #expect(try recognisedType(of: archive(["[Content_Types].xml", "xl/workbook.xml"])) == .xlsx)
        #expect(try recognisedType(of: archive(["a.txt"])) == .zip)
    }
}
