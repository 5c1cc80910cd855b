/// How a program counts positions in a text. The standard counts Unicode code points of the file as it is, without a
/// byte order mark, and ends a selection behind its last character; programs differ in each of these.
public struct REFIPositionConvention: Sendable, Hashable {
    public enum Unit: String, CaseIterable, Sendable { case codePoints, utf16, utf8 }
    public enum LineBreaks: String, CaseIterable, Sendable {
        /// CR LF is two, as it stands in the file.
        case asWritten
        /// Every line break is one, whatever the file has.
        case one
        /// Every line break is two, whatever the file has.
        case two
    }

    public var unit: Unit
    public var lineBreaks: LineBreaks
    public var countsByteOrderMark: Bool
    /// Whether the end is the last character and not the position after it.
    public var includesEnd: Bool

    public static let standard = REFIPositionConvention(
        unit: .codePoints, lineBreaks: .asWritten, countsByteOrderMark: false, includesEnd: false)

    /// All of them, the likelier ones first.
    static let all: [REFIPositionConvention] = [false, true].flatMap { includesEnd in
        [false, true].flatMap { mark in
            Unit.allCases.flatMap { unit in
                LineBreaks.allCases.map { breaks in
                    REFIPositionConvention(
                        unit: unit, lineBreaks: breaks, countsByteOrderMark: mark, includesEnd: includesEnd)
                }
            }
        }
    }
}

/// A text with its line breaks made line feeds, and where each convention counts its characters.
struct REFIPlacedText {
    /// The characters after the line breaks were made one.
    private(set) var scalars: [Unicode.Scalar] = []
    /// The places in `scalars` of line feeds that were CR LF.
    private var pairs: [Int] = []
    /// How many line breaks were something else than a line feed.
    private(set) var foreignBreaks = 0
    let hasByteOrderMark: Bool
    private let original: String
    private let hasAstral: Bool
    private let hasNonASCII: Bool
    private let hasBreaks: Bool

    init(_ text: String) {
        original = text
        var text = text.unicodeScalars[...]
        hasByteOrderMark = text.first == "\u{FEFF}"
        if hasByteOrderMark { text = text.dropFirst() }
        var (isAfterReturn, astral, nonASCII, breaks) = (false, false, false, false)
        scalars.reserveCapacity(text.underestimatedCount)
        for scalar in text {
            if scalar.value >= 0x80 {
                nonASCII = true
                astral = astral || scalar.value >= 0x10000
                scalars.append(scalar)
            } else if scalar == "\r" {
                breaks = true
                foreignBreaks += 1
                scalars.append("\n")
            } else if scalar == "\n", isAfterReturn {
                pairs.append(scalars.count - 1)
            } else {
                breaks = breaks || scalar == "\n"
                scalars.append(scalar)
            }
            isAfterReturn = scalar == "\r"
        }
        (hasAstral, hasNonASCII, hasBreaks) = (astral, nonASCII, breaks)
    }

    /// The text as it is kept: with line feeds only, and without a byte order mark.
    var content: String {
        if foreignBreaks == 0, !hasByteOrderMark { return original }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(original.utf8.count)
        for scalar in scalars { bytes.append(contentsOf: String(scalar).utf8) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Whether two ways of counting give the same places in this text.
    func isAmbiguous() -> Bool { hasAstral || !pairs.isEmpty || hasByteOrderMark }

    /// The convention with what makes no difference in this text taken back to the standard, so that equal ones are
    /// tried once.
    private func simplified(_ convention: REFIPositionConvention) -> REFIPositionConvention {
        var simple = convention
        if simple.unit == .utf16, !hasAstral { simple.unit = .codePoints }
        if simple.unit == .utf8, !hasNonASCII { simple.unit = .codePoints }
        if !hasBreaks || (simple.lineBreaks == .one && pairs.isEmpty) { simple.lineBreaks = .asWritten }
        return simple
    }

    /// The conventions that differ in this text, the standard first.
    var conventions: [REFIPositionConvention] {
        var seen: Set<REFIPositionConvention> = []
        return ([.standard] + REFIPositionConvention.all).filter { seen.insert(simplified($0)).inserted }
    }

    /// Where in `scalars` a convention's positions are.
    struct Places {
        /// The position at which each character begins, and one more at the end; empty when positions are places.
        fileprivate var starts: [Int] = []
        fileprivate let count: Int
        fileprivate let convention: REFIPositionConvention

        /// The place of a position; nil when it is outside of the text or within a character.
        func place(of position: Int) -> Int? {
            guard !starts.isEmpty else { return position >= 0 && position <= count ? position : nil }
            let index = firstPlace(notBefore: position)
            return index < starts.count && starts[index] == position ? index : nil
        }

        /// The place of a position, rounded down into the text; nil below it.
        func roundedPlace(of position: Int) -> Int? {
            guard position >= 0 else { return nil }
            guard !starts.isEmpty else { return min(position, count) }
            let index = firstPlace(notBefore: position)
            if index < starts.count, starts[index] == position { return index }
            return index == 0 ? nil : min(index - 1, count)
        }

        private func firstPlace(notBefore position: Int) -> Int {
            var (low, high) = (0, starts.count)
            while low < high {
                let middle = (low + high) / 2
                if starts[middle] < position { low = middle + 1 } else { high = middle }
            }
            return low
        }

        /// The range of a selection; nil when it is not in the text.
        func range(_ start: Int, _ end: Int) -> Range<Int>? {
            let (exclusive, overflows) = convention.includesEnd ? end.addingReportingOverflow(1) : (end, false)
            guard !overflows, let start = place(of: start), let end = place(of: exclusive), start <= end else {
                return nil
            }
            return start..<end
        }
    }

    /// O(n), and O(1) when positions are places.
    func places(_ convention: REFIPositionConvention) -> Places {
        var places = Places(count: scalars.count, convention: convention)
        let simple = simplified(convention)
        let isIdentity =
            simple.unit == .codePoints && !simple.countsByteOrderMark
            && (simple.lineBreaks == .one || (simple.lineBreaks == .asWritten && pairs.isEmpty))
        guard !isIdentity else { return places }
        var position = simple.countsByteOrderMark ? (simple.unit == .utf8 ? 3 : 1) : 0
        var nextPair = 0
        places.starts.reserveCapacity(scalars.count + 1)
        for (index, scalar) in scalars.enumerated() {
            places.starts.append(position)
            guard scalar == "\n" else {
                position +=
                    simple.unit == .codePoints ? 1 : simple.unit == .utf16 ? UTF16.width(scalar) : UTF8.width(scalar)
                continue
            }
            let isPair = nextPair < pairs.count && pairs[nextPair] == index
            if isPair { nextPair += 1 }
            position += simple.lineBreaks == .two || (simple.lineBreaks == .asWritten && isPair) ? 2 : 1
        }
        places.starts.append(position)
        return places
    }
}
