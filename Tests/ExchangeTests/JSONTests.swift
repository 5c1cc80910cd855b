import Exchange
import Foundation
import SeededRandom
import Testing

@Suite struct JSONTests {
    static let validTexts: [(String, JSONValue)] = [
        ("null", JSONValue.null), (" true ", true), ("-0", .number(-0.0)), ("1.0", .number(1)), ("1e2", .number(100)),
        ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
        (#""a\"\\\/\b\f\n\r\t\u00e9\ud83d\udeb2""#, "a\"\\/\u{8}\u{C}\n\r\té🚲"),
        ("[]", []), ("[1, [2]]", [1, [2]]), ("{}", [:]),
        ("\u{FEFF}{\"b\":1,\"a\":{\"c\":null}}", ["b": 1, "a": ["c": nil]]),
    ]

    @Test(arguments: validTexts)
    func validTextsAreParsed(text: String, value: JSONValue) throws {
        #expect(try JSONValue(parsing: text) == value)
    }

    @Test(arguments: [
        ("", 1, 1, JSONError.Reason.unexpectedEnd), ("[1,]", 1, 4, .unexpectedCharacter),
        ("{\"a\":1,}", 1, 8, .unexpectedCharacter), ("[1\n,é]", 2, 2, .unexpectedCharacter),
        ("{\"é\":\n \"é\" x}", 2, 6, .unexpectedCharacter), ("1 2", 1, 3, .trailingText), ("01", 1, 1, .invalidNumber),
        ("1.", 1, 1, .invalidNumber), ("-", 1, 1, .invalidNumber), ("1e", 1, 1, .invalidNumber),
        ("9223372036854775808", 1, 1, .numberOutOfRange), ("1e999", 1, 1, .numberOutOfRange),
        ("\"a\nb\"", 1, 3, .unescapedControlCharacter), (#""\x""#, 1, 2, .invalidEscape),
        (#""\ud800""#, 1, 2, .loneSurrogate), (#""\udc00""#, 1, 2, .loneSurrogate), (#""\u12""#, 1, 2, .invalidEscape),
        ("{\"a\":1,\n\"a\":2}", 2, 1, .duplicateName("a")), ("nul", 1, 4, .unexpectedEnd),
        ("NaN", 1, 1, .unexpectedCharacter), ("\"a", 1, 3, .unexpectedEnd), ("{a:1}", 1, 2, .unexpectedCharacter),
        ("'a'", 1, 1, .unexpectedCharacter), ("[1 2]", 1, 4, .unexpectedCharacter), ("+1", 1, 1, .unexpectedCharacter),
    ])
    func faultsNameTheirLineAndColumn(text: String, line: Int, column: Int, reason: JSONError.Reason) {
        #expect(throws: JSONError(line: line, column: column, reason: reason)) { try JSONValue(parsing: text) }
    }

    @Test func textThatIsNotUTF8IsRefused() {
        #expect(throws: JSONError(line: 1, column: 2, reason: .invalidUTF8)) {
            try JSONValue(parsing: [0x22, 0xC0, 0x80, 0x22])
        }
    }

    @Test func limitsHold() {
        let deep = String(repeating: "[", count: 100_000)
        #expect(throws: JSONError(line: 1, column: 65, reason: .tooDeep(limit: 64))) { try JSONValue(parsing: deep) }
        #expect(throws: JSONError(line: 1, column: 1, reason: .tooLarge(limitBytes: 3))) {
            try JSONValue(parsing: "[1,2]", limits: JSONLimits(bytes: 3))
        }
        #expect(throws: JSONError(line: 1, column: 4, reason: .tooManyValues(limit: 2))) {
            try JSONValue(parsing: "[1,2]", limits: JSONLimits(values: 2))
        }
        #expect(throws: Never.self) { try JSONValue(parsing: "[[1],[2]]", limits: JSONLimits(depth: 2)) }
    }

    @Test func membersKeepTheirOrderAndAreFoundByName() {
        var object = JSONObject()
        for number in (0..<40).reversed() { object["n\(number)"] = .integer(number) }
        object["n20"] = nil
        object["n3"] = "three"
        #expect(object.count == 39)
        #expect(object.names.first == "n39")
        #expect(object["n3"] == "three")
        #expect(object["n20"] == nil)
        #expect(object["n0"] == 0)
    }

    @Test func valuesAreLaidOutAsAsked() {
        let value: JSONValue = ["a": [1, 2.5, []], "b": [:], "c": "é\u{1}\"\n"]
        #expect(value.text() == #"{"a":[1,2.5,[]],"b":{},"c":"é\u0001\"\n"}"#)
        #expect(
            value.text(.indented)
                == "{\n  \"a\": [\n    1,\n    2.5,\n    []\n  ],\n  \"b\": {},\n  \"c\": \"é\\u0001\\\"\\n\"\n}")
        #expect(JSONValue.array([.number(.nan), .number(.infinity)]).text() == "[null,null]")
    }

    @Test(arguments: [0, 1, 3])
    func longArraysAreWrittenElementByElement(count: Int) throws {
        var data = Data()
        var writer = JSONArrayWriter { data.append($0) }
        for number in 0..<count { try writer.write(["n": .integer(number)]) }
        try writer.finish()
        #expect(try JSONValue(parsing: data) == .array((0..<count).map { ["n": .integer($0)] }))
    }

    @Test func linesOfJSONAreWrittenAndReadInChunks() throws {
        var data = Data()
        var writer = NDJSONWriter { data.append($0) }
        try writer.write(["text": "a\nb"])
        try writer.write(2)
        try writer.finish()
        #expect(String(decoding: data, as: UTF8.self) == "{\"text\":\"a\\nb\"}\n2\n")
        var reader = NDJSONReader()
        var values: [JSONValue] = []
        for byte in data + Data("\r\n3".utf8) { try reader.read([byte]) { values.append([.integer($0), $1]) } }
        try reader.finish { values.append([.integer($0), $1]) }
        #expect(values == [[1, ["text": "a\nb"]], [2, 2], [4, 3]])
    }

    @Test func faultsInLinesNameTheLineOfTheWholeText() {
        var reader = NDJSONReader()
        #expect(throws: JSONError(line: 3, column: 2, reason: .unexpectedEnd)) {
            try reader.read("1\n\n[\n".utf8) { _, _ in }
        }
    }

    @Test func whatIsWrittenIsReadBack() throws {
        var generator = SeededGenerator(seed: 8259)
        for _ in 0..<2_000 {
            let value = Self.arbitrary(&generator, depth: 4)
            #expect(try JSONValue(parsing: value.data()) == value)
            #expect(try JSONValue(parsing: value.text(.indented)) == value)
        }
    }

    @Test func arbitraryBytesNeverCrashTheParser() {
        var generator = SeededGenerator(seed: 8260)
        let alphabet = Array("{}[]\",:\\u0d8-+.eEtrufalsn 19é\n".utf8) + [0xFF, 0x00, 0xC3]
        let valid = Array(#"{"a":[1,-2.5e3,"\ud83d\udeb2é\n",true,false,null,{"b":{}}]}"#.utf8)
        for round in 0..<20_000 {
            let bytes = round.isMultiple(of: 2) ? generator.bytes(upTo: 40, from: alphabet) : generator.mutated(valid)
            do {
                let value = try JSONValue(parsing: bytes)
                #expect(try JSONValue(parsing: value.data()) == value)
            } catch {
                #expect(error.line >= 1 && error.column >= 1)
            }
        }
    }

    private static func arbitrary(_ generator: inout SeededGenerator, depth: Int) -> JSONValue {
        let strings = ["", "a", "é\u{0}", "🚲\"\\", "\n\u{1F}", "e\u{301}"]
        switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &generator) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &generator))
        case 2: return .integer(Int.random(in: .min ... .max, using: &generator))
        case 3: return .number(Double.random(in: -1e9...1e9, using: &generator))
        case 4: return .string(strings.randomElement(using: &generator) ?? "")
        case 5: return .array((0..<3).map { _ in arbitrary(&generator, depth: depth - 1) })
        default:
            var object = JSONObject()
            for name in strings where Bool.random(using: &generator) {
                object[name] = arbitrary(&generator, depth: depth - 1)
            }
            return .object(object)
        }
    }
}
