/// A picture of a result with the same content as a table, for people who cannot see it and for programs.
public struct Picture: Sendable, Hashable {
    /// A short name for files.
    public let name: String
    /// SVG 1.1 with `title` and `desc`; the same bytes for the same result.
    public let svg: String
    /// The content, the heading first.
    public let table: [[String]]
}

/// The words of a picture, in the reader's language.
public struct PictureWords: Sendable, Hashable {
    public let title: String
    /// What the picture shows, in a sentence or two.
    public let description: String
    /// The heading of the table, one word for each column; axes take theirs from here.
    public let heading: [String]

    public init(title: String, description: String, heading: [String]) {
        self.title = title
        self.description = description
        self.heading = heading
    }
}

/// An SVG document that grows.
struct SVGDocument {
    private var body = ""
    private let width: Double
    private let height: Double
    private let words: PictureWords

    init(width: Double, height: Double, _ words: PictureWords) {
        (self.width, self.height, self.words) = (width, height, words)
    }

    var text: String {
        """
        <svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title desc" \
        viewBox="0 0 \(width.written) \(height.written)" width="\(width.written)" height="\(height.written)" \
        font-family="sans-serif" font-size="13">
        <title id="title">\(words.title.escaped)</title>
        <desc id="desc">\(words.description.escaped)</desc>
        <rect width="100%" height="100%" fill="#fff"/>
        \(body)</svg>

        """
    }

    enum Anchor: String {
        case start, middle, end
    }

    mutating func text(_ text: String, _ x: Double, _ y: Double, _ anchor: Anchor = .start, isBold: Bool = false) {
        let weight = isBold ? " font-weight=\"bold\"" : ""
        body +=
            "<text x=\"\(x.written)\" y=\"\(y.written)\" text-anchor=\"\(anchor.rawValue)\"\(weight)>"
            + "\(text.escaped)</text>\n"
    }

    mutating func rectangle(_ x: Double, _ y: Double, _ width: Double, _ height: Double, _ fill: String) {
        body +=
            "<rect x=\"\(x.written)\" y=\"\(y.written)\" width=\"\(width.written)\" height=\"\(height.written)\" "
            + "fill=\"\(fill)\" stroke=\"#444\" stroke-width=\"0.5\"/>\n"
    }

    mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, isDashed: Bool = false) {
        let dashes = isDashed ? " stroke-dasharray=\"4 3\"" : ""
        body +=
            "<line x1=\"\(x1.written)\" y1=\"\(y1.written)\" x2=\"\(x2.written)\" y2=\"\(y2.written)\" "
            + "stroke=\"#444\"\(dashes)/>\n"
    }

    /// A dot that says in words what it is.
    mutating func dot(_ x: Double, _ y: Double, _ fill: String, _ title: String) {
        body +=
            "<circle cx=\"\(x.written)\" cy=\"\(y.written)\" r=\"5\" fill=\"\(fill)\" stroke=\"#222\">"
            + "<title>\(title.escaped)</title></circle>\n"
    }
}

extension Double {
    /// Up to two decimals, with a point in every language.
    var written: String {
        guard isFinite else { return "0" }
        let hundredths = Int((min(max(self, -1e9), 1e9) * 100).rounded())
        let (whole, part) = (abs(hundredths) / 100, abs(hundredths) % 100)
        let sign = hundredths < 0 ? "-" : ""
        if part == 0 { return "\(sign)\(whole)" }
        return part % 10 == 0 ? "\(sign)\(whole).\(part / 10)" : "\(sign)\(whole).\(part < 10 ? "0" : "")\(part)"
    }

    /// Exactly three decimals.
    var figure: String {
        let thousandths = Int((min(max(self, -1e9), 1e9) * 1_000).rounded())
        let digits = String(abs(thousandths) % 1_000)
        return (thousandths < 0 ? "-" : "") + "\(abs(thousandths) / 1_000)."
            + String(repeating: "0", count: 3 - digits.count) + digits
    }
}

extension Double? {
    /// Three decimals, or a dash for what is not defined.
    var figure: String { map(\.figure) ?? "–" }
}

extension String {
    /// About the width of the text in bold, with a margin at both sides.
    var drawnWidth: Double { 20 + 9 * Double(count) }

    /// For text and attributes of XML, without characters that XML has not got.
    var escaped: String {
        var result = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\u{0}"..."\u{8}", "\u{B}", "\u{C}", "\u{E}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": result += " "
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
