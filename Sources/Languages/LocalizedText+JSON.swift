import Foundation

extension LocalizedText: Codable {
    /// Why a stored text cannot be read.
    public enum Invalid: Error, Hashable {
        /// The JSON is not `{"fi": {"text": "…", "by": "person"}, …}`.
        case json
        /// A key is no ``Language``.
        case language(String)
        /// There is no text in any language.
        case empty
    }

    private struct Stored: Codable {
        let text: String
        let by: Writer
    }

    /// Reads `{"fi": {"text": "…", "by": "person"}, …}`; throws ``Invalid``.
    public init(from decoder: any Decoder) throws {
        let stored = try decoder.singleValueContainer().decode([String: Stored].self)
        let versions = try stored.map { key, value in
            guard let language = Language(rawValue: key) else { throw Invalid.language(key) }
            return Version(text: value.text, language: language, writer: value.by)
        }
        guard let text = LocalizedText(versions) else { throw Invalid.empty }
        self = text
    }

    /// Writes the same form.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        let stored = versions.map { ($0.language.rawValue, Stored(text: $0.text, by: $0.writer)) }
        try container.encode(Dictionary(uniqueKeysWithValues: stored))
    }

    /// The form in which it is stored, languages in the order of ``Language``, without spaces: equal texts have equal
    /// JSON.
    public var json: String {
        var result: [UInt8] = []
        for version in versions {
            result += result.isEmpty ? "{\"".utf8 : ",\"".utf8
            result += version.language.rawValue.utf8
            result += "\":{\"text\":\"".utf8
            Self.appendEscaped(version.text, to: &result)
            result += "\",\"by\":\"".utf8
            result += version.writer.rawValue.utf8
            result += "\"}".utf8
        }
        return String(decoding: result, as: UTF8.self) + "}"
    }

    /// Reads the stored form; throws ``Invalid``.
    ///
    /// What ``json`` writes is read by a scanner of its own, some twenty times faster than Foundation's decoder: a page
    /// of a list reads hundreds of texts. Any other arrangement of the same JSON is left to the decoder.
    public init(json: String) throws {
        if let versions = LocalizedTextScanner.versions(json), let text = LocalizedText(versions) {
            self = text
            return
        }
        do {
            self = try JSONDecoder().decode(LocalizedText.self, from: Data(json.utf8))
        } catch let error as Invalid {
            throw error
        } catch {
            throw Invalid.json
        }
    }

    private static func appendEscaped(_ text: String, to result: inout [UInt8]) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): result += "\\\"".utf8
            case UInt8(ascii: "\\"): result += "\\\\".utf8
            case UInt8(ascii: "\n"): result += "\\n".utf8
            case 0..<0x10: result += "\\u000\(String(byte, radix: 16))".utf8
            case 0x10..<0x20: result += "\\u00\(String(byte, radix: 16))".utf8
            default: result.append(byte)
            }
        }
    }
}

/// Reads exactly the form that ``LocalizedText/json`` writes, and gives up on everything else.
private struct LocalizedTextScanner {
    private var rest: ArraySlice<UInt8>

    static func versions(_ json: String) -> [LocalizedText.Version]? {
        var scanner = LocalizedTextScanner(rest: Array(json.utf8)[...])
        var versions: [LocalizedText.Version] = []
        guard scanner.skip("{") else { return nil }
        repeat {
            guard let key = scanner.string(), let language = Language(rawValue: key), scanner.skip(":{\"text\":"),
                let text = scanner.string(), scanner.skip(",\"by\":"), let by = scanner.string(), scanner.skip("}"),
                let writer = LocalizedText.Writer(rawValue: by)
            else { return nil }
            versions.append(LocalizedText.Version(text: text, language: language, writer: writer))
        } while scanner.skip(",")
        return scanner.skip("}") && scanner.rest.isEmpty ? versions : nil
    }

    private mutating func skip(_ expected: StaticString) -> Bool {
        let count = expected.utf8CodeUnitCount
        let matches = expected.withUTF8Buffer { rest.starts(with: $0) }
        if matches { rest.removeFirst(count) }
        return matches
    }

    private mutating func string() -> String? {
        guard skip("\""), let end = rest.firstIndex(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") })
        else { return nil }
        if rest[end] == UInt8(ascii: "\"") {
            defer { rest = rest[(end + 1)...] }
            return String(decoding: rest[..<end], as: UTF8.self)
        }
        return stringWithEscapes()
    }

    private mutating func stringWithEscapes() -> String? {
        var result: [UInt8] = []
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "\""):
                return String(decoding: result, as: UTF8.self)
            case UInt8(ascii: "\\"):
                switch rest.popFirst() {
                case UInt8(ascii: "n"): result.append(UInt8(ascii: "\n"))
                case UInt8(ascii: "\""): result.append(UInt8(ascii: "\""))
                case UInt8(ascii: "\\"): result.append(UInt8(ascii: "\\"))
                default: return nil
                }
            default:
                result.append(byte)
            }
        }
        return nil
    }
}
