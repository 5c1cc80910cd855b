public import Foundation

extension JSONValue {
    /// How a value is laid out.
    public enum Layout: Sendable {
        /// One line without spaces.
        case compact
        /// A member or element to a line, two spaces deeper for each level.
        case indented
    }

    /// The JSON text in UTF-8. Members keep their order; doubles are the shortest text that reads back the same.
    ///
    /// Parsing the text gives the value back, but for numbers that are not finite, which are written as `null`.
    public func data(_ layout: Layout = .compact) -> Data {
        Data(utf8(layout))
    }

    /// The JSON text.
    public func text(_ layout: Layout = .compact) -> String {
        String(decoding: utf8(layout), as: UTF8.self)
    }

    func utf8(_ layout: Layout = .compact) -> [UInt8] {
        var output: [UInt8] = []
        append(to: &output, layout, depth: 0)
        return output
    }

    func append(to output: inout [UInt8], _ layout: Layout, depth: Int) {
        switch self {
        case .null: output += "null".utf8
        case .bool(let value): output += (value ? "true" : "false").utf8
        case .integer(let value): output += String(value).utf8
        case .number(let value): output += (value.isFinite ? value.description : "null").utf8
        case .string(let value): Self.append(value, to: &output)
        case .array(let elements):
            Self.append(elements, between: ("[", "]"), to: &output, layout, depth) { element, output in
                element.append(to: &output, layout, depth: depth + 1)
            }
        case .object(let object):
            let members = Array(object)
            Self.append(members, between: ("{", "}"), to: &output, layout, depth) { member, output in
                Self.append(member.name, to: &output)
                output += (layout == .compact ? ":" : ": ").utf8
                member.value.append(to: &output, layout, depth: depth + 1)
            }
        }
    }

    private static func append<Element>(
        _ elements: [Element], between brackets: (open: String, close: String), to output: inout [UInt8],
        _ layout: Layout, _ depth: Int, each: (Element, inout [UInt8]) -> Void
    ) {
        output += brackets.open.utf8
        for (index, element) in elements.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            breakLine(in: &output, layout, depth + 1)
            each(element, &output)
        }
        if !elements.isEmpty { breakLine(in: &output, layout, depth) }
        output += brackets.close.utf8
    }

    private static func breakLine(in output: inout [UInt8], _ layout: Layout, _ depth: Int) {
        guard layout == .indented else { return }
        output.append(.lineFeed)
        output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
    }

    private static func append(_ string: String, to output: inout [UInt8]) {
        output.append(.quote)
        for byte in string.utf8 {
            switch byte {
            case .quote, UInt8(ascii: "\\"): output += [UInt8(ascii: "\\"), byte]
            case .lineFeed: output += "\\n".utf8
            case .carriageReturn: output += "\\r".utf8
            case UInt8(ascii: "\t"): output += "\\t".utf8
            case 0..<0x20: output += "\\u00\(byte < 0x10 ? "0" : "")\(String(byte, radix: 16))".utf8
            default: output.append(byte)
            }
        }
        output.append(.quote)
    }
}
