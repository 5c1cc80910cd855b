import SeededRandom
import Testing

@testable import Exchange

@Suite struct XMLWalkTests {
    private final class Transcript: XMLPart {
        let wantsText = true
        private(set) var lines: [String] = []

        func begin(_ element: String, _ attributes: [String: String]) {
            let members = attributes.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }
            lines.append("<" + element + members.joined())
        }

        func take(_ text: String) { lines.append(text) }
        func end(_ element: String) { lines.append(">" + element) }
    }

    private static func transcript(_ text: some Sequence<UInt8>) throws -> [String] {
        let transcript = Transcript()
        try XMLWalk.walk(text, transcript)
        return transcript.lines
    }

    @Test func elementsAttributesAndTextGoByInOrder() throws {
        let text = """
            \u{FEFF}<?xml version="1.0" encoding="UTF-8"?>
            <!-- a > b --><x:a xmlns:x='u' x:id = "1&amp;&#x142;"><b/>Łódź\r\n&lt;&#128690;<![CDATA[<&]]></x:a >
            """
        #expect(
            try Self.transcript(text.utf8) == [
                "<a x:id=1&ł xmlns:x=u", "<b", ">b", "Łódź\n<🚲", "<&", ">a",
            ])
    }

    @Test(arguments: [
        "", "<a>", "<a></b>", "<a/><b/>", "text", "<a/>text", "<a b=1/>", "<a b='1' b='2'/>", "<a b='<'/>",
        "<a>&x;</a>",
        "<a>&#0;</a>", "<a>&#xD800;</a>", "<a>&#+65;</a>", "<a>&amp</a>", "<a>\u{1}</a>", "<a b='1'c='2'/>", "<a", "<",
        "</a>", "<a><!-- </a>", "<a><![CDATA[</a>", "<a b></a>", "<a b='1></a>", "< a/>",
        String(repeating: "<a>", count: 257) + String(repeating: "</a>", count: 257),
    ])
    func whatIsNotWellFormedIsRefused(text: String) {
        #expect(throws: XMLFault(line: 1, reason: .malformed)) { try Self.transcript(text.utf8) }
    }

    @Test func documentTypesAreRefusedBeforeAnythingIsExpanded() {
        #expect(throws: XMLFault(line: 2, reason: .documentType)) {
            try Self.transcript("\n<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>".utf8)
        }
    }

    @Test func elementsAreToldTheirLines() throws {
        final class Lines: XMLPart {
            let wantsText = false
            private(set) var lines: [Int] = []
            func reach(line: Int) { lines.append(line) }
            func begin(_: String, _: [String: String]) {}
            func take(_: String) {}
            func end(_: String) {}
        }
        let part = Lines()
        try XMLWalk.walk("<a>\n<b/>text\n\n<c\nd='1'/><e/></a>".utf8, part)
        #expect(part.lines == [1, 2, 4, 5])
    }

    @Test(arguments: [
        "<?xml version='1.0' encoding='UTF-7'?><a/>",
        "<?xml version='1.0' encoding=\"utf-16\"?><a/>", "\u{0}<\u{0}a",
    ])
    func otherEncodingsAreRefused(text: String) {
        #expect(throws: XMLFault(line: 1, reason: .encoding)) { try Self.transcript(text.utf8) }
    }

    @Test func damagedTextNeverCrashesTheWalk() {
        var generator = SeededGenerator(seed: 1998)
        let valid = Array("<?xml version=\"1.0\"?><x:a xmlns:x='u' b=\"&#65;\"><b/>ł<![CDATA[c]]><!--d--></x:a>".utf8)
        let alphabet = Array("<>/!?-[]&;#x'\"= a:CDATA".utf8) + [0xFF, 0x00, 0xC5]
        for round in 0..<10_000 {
            let bytes = round.isMultiple(of: 2) ? generator.mutated(valid) : generator.bytes(upTo: 40, from: alphabet)
            do {
                #expect(try Self.transcript(bytes).count >= 2)
            } catch {
                #expect(error is XMLFault)
            }
        }
    }
}
