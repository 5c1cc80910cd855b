/// How a CSV text seems to be written. A guess is never applied silently: show it, and let a person change it.
public struct CSVGuess: Sendable, Hashable {
    public let encoding: EncodingGuess
    public let delimiter: CSVDelimiter
    /// From 0 to 1: the share of the sample's rows that have the same number of fields, halved when no delimiter
    /// parts anything.
    public let delimiterConfidence: Double

    /// Guesses from the beginning of a text; some tens of kilobytes are plenty. O(n).
    ///
    /// Every delimiter is tried with the real reader, quotes and all; the one that gives the most rows of equal width
    /// wins, and among equals the wider rows.
    public init(sample: some Sequence<UInt8>) {
        let bytes = Array(sample)
        let encoding = EncodingGuess(sample: bytes)
        self.encoding = encoding
        let trials = CSVDelimiter.allCases.map { Trial($0, bytes, encoding.encoding) }
        let best = trials.filter { $0.width > 1 }.max { first, second in
            (first.evenness, first.width) < (second.evenness, second.width)
        }
        delimiter = best?.delimiter ?? .comma
        delimiterConfidence = best?.evenness ?? 0.5
    }

    /// A reader set up as guessed.
    public var reader: CSVReader { CSVReader(delimiter: delimiter, encoding: encoding.encoding) }

    private struct Trial {
        let delimiter: CSVDelimiter
        /// The commonest number of fields.
        let width: Int
        /// The share of rows with that number; a fault in the text counts as a row without it.
        let evenness: Double

        init(_ delimiter: CSVDelimiter, _ bytes: [UInt8], _ encoding: TextEncoding) {
            var reader = CSVReader(delimiter: delimiter, encoding: encoding)
            var widths: [Int: Int] = [:]
            var rowCount = 0
            let count = { (row: CSVRow) in
                widths[row.fields.count, default: 0] += 1
                rowCount += 1
            }
            do {
                try reader.read(bytes, each: count)
                // The last row may be cut short, so it counts only when there is no other.
                if rowCount == 0 { try reader.finish(each: count) }
            } catch {
                rowCount += 1
            }
            let commonest = widths.max { ($0.value, $0.key) < ($1.value, $1.key) }
            self.delimiter = delimiter
            width = commonest?.key ?? 0
            evenness = commonest.map { Double($0.value) / Double(rowCount) } ?? 0
        }
    }
}
