import Exchange
import Foundation
import Testing

@Suite struct CSVGuessTests {
    private static let polish =
        "Miasto;Kraj\nŁódź;Polska\nGdańsk;Wrocław, Poznań, Częstochowa\nzażółć gęślą jaźń;ul. Święta\n"
    private static let czech = "Město;Země\nPlzeň;Česko\nHradec Králové;Příbram, Třebíč\nžluťoučký kůň;úpěl ďábelské\n"
    private static let hungarian =
        "Város;Ország\nGyőr;Magyarország\nNyíregyháza;Székesfehérvár\nárvíztűrő;tükörfúrógép\n"
    private static let swedish = "Stad;Land\nMalmö;Sverige\nÖrebro;Västerås, Umeå\nGöteborg;Åmål\n"
    private static let norwegian = "By;Land\nTromsø;Norge\nÅlesund;Bærum, Bodø\nFærder;Færøyene\n"
    private static let french = "Ville;Région\nBesançon;Franche-Comté\nOrléans;là où l’été mène, cœur\n"
    private static let german = "Stadt;Land\nMünchen;Köln, Düsseldorf\nGießen;Österreich\n"
    private static let italian = "Città;Età\nForlì;perché, più\nCantù;è così\n"
    private static let turkish = "Şehir;Ülke\nİstanbul;Türkiye\nMuğla;Şanlıurfa, Diyarbakır\nÇanakkale;Kırşehir\n"
    private static let greek = "Πόλη;Χώρα\nΘεσσαλονίκη;Ελλάδα\nΑθήνα;Λάρισα, Βόλος\nΗράκλειο;Ιωάννινα\n"

    @Test(arguments: [
        (polish, String.Encoding.windowsCP1250, TextEncoding.windows1250), (czech, .windowsCP1250, .windows1250),
        (hungarian, .windowsCP1250, .windows1250), (swedish, .windowsCP1252, .windows1252),
        (norwegian, .windowsCP1252, .windows1252), (french, .windowsCP1252, .windows1252),
        (german, .windowsCP1252, .windows1252), (italian, .windowsCP1252, .windows1252),
        (turkish, .windowsCP1254, .windows1254), (greek, .windowsCP1253, .windows1253),
        (polish, .utf8, .utf8), (greek, .utf8, .utf8), (czech, .utf16LittleEndian, .utf16LittleEndian),
        (turkish, .utf16BigEndian, .utf16BigEndian),
    ])
    func encodingAndDelimiterAreNoticed(text: String, written: String.Encoding, expected: TextEncoding) throws {
        let data = try #require(text.data(using: written))
        let guess = CSVGuess(sample: data)
        #expect(guess.encoding.encoding == expected)
        #expect(guess.encoding.confidence > 0.5)
        #expect(guess.delimiter == .semicolon)
        #expect(guess.delimiterConfidence == 1)
        var reader = guess.reader
        var read = ""
        try reader.read(data) { read += $0.fields.joined(separator: ";") + "\n" }
        #expect(read == text)
    }

    @Test(arguments: [
        ([0xEF, 0xBB, 0xBF, 0x61] as [UInt8], TextEncoding.utf8), ([0xFF, 0xFE, 0x61, 0x00], .utf16LittleEndian),
        ([0xFE, 0xFF, 0x00, 0x61], .utf16BigEndian), ([0x61, 0x2C], .utf8), ([], .utf8),
    ])
    func byteOrderMarksAndPlainASCIIAreCertain(bytes: [UInt8], encoding: TextEncoding) {
        #expect(EncodingGuess(sample: bytes).encoding == encoding)
        #expect(EncodingGuess(sample: bytes).confidence == 1)
    }

    @Test func aSampleCutInsideACharacterIsStillUTF8() {
        let bytes = Array("a;Łódź 🚲".utf8)
        for cut in 0..<4 { #expect(EncodingGuess(sample: bytes.dropLast(cut)).encoding == .utf8) }
    }

    @Test func fewBytesGiveLittleConfidence() {
        #expect(EncodingGuess(sample: Array("caf".utf8) + [0xE9]).confidence < 0.7)
    }

    @Test(arguments: [
        ("a,b\n\"1;2;3;4\",2\n", CSVDelimiter.comma), ("a\tb\n1,5\t2,5\n", .tab), ("a|b|c\n1|2,2|3\n", .bar),
        ("city;note\nGent;\"a, b, c\"\nLyon;x, y\n", .semicolon), ("alone\nrow\n", .comma), ("a;b", .semicolon),
    ])
    func delimitersAreNoticedBehindQuotes(text: String, delimiter: CSVDelimiter) {
        #expect(CSVGuess(sample: text.utf8).delimiter == delimiter)
    }
}
