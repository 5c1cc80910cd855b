/// A file of the participatory-budgeting library (pabulib.org/format): what stands in its three sections, not yet
/// counted.
///
/// Names and texts are as they stand; ballots are resolved to positions in the list of projects. Old and new names of
/// fields read alike where only the name changed (`target` and `beneficiaries`).
public struct PabulibDocument: Sendable {
    /// One line of the section META.
    public struct Field: Sendable, Hashable {
        public var name: String
        public var value: String
        /// Counted from 1; 0 for what did not come from a file.
        public var line: Int

        public init(_ name: String, _ value: String, line: Int = 0) {
            self.name = name
            self.value = value
            self.line = line
        }
    }

    /// One line of the section PROJECTS, beside `projectColumns`.
    public struct Project: Sendable, Hashable {
        public var values: [String]
        public var line: Int

        public init(_ values: [String], line: Int = 0) {
            self.values = values
            self.line = line
        }
    }

    /// The section VOTES, in flat arrays.
    public struct Votes: Sendable {
        /// Where each voter's entries begin; one more at the end.
        public var starts: [Int] = [0]
        /// Positions in the list of projects, in the order of the ballot.
        public var projects: [Int32] = []
        /// Points beside `projects`, in units of 10^−`pointPlaces`; empty when the vote type has none.
        public var points: [Int] = []
        public var pointPlaces = 0
        /// Weights in units of 10^−`weightPlaces`; empty when there is no column `weight`.
        public var weights: [Int] = []
        public var weightPlaces = 0
        /// The line of each voter.
        public var lines: [Int32] = []
        /// What stands in the file for each voter, beside `voteColumns`: ids, ages and whatever else was recorded.
        public var rows: PabulibRows = PabulibRows()

        public init() {}

        public var count: Int { starts.count - 1 }
    }

    public var meta: [Field] = []
    public var projectColumns: [String] = []
    public var projects: [Project] = []
    public var voteColumns: [String] = []
    public var votes = Votes()

    public init() {}

    /// A field of META, nil when it is missing or empty.
    public func meta(_ name: String) -> String? {
        meta.first { $0.name == name }.flatMap { $0.value.isEmpty ? nil : $0.value }
    }

    /// A field of a project, nil when there is no such column or nothing in it. `target` and `beneficiaries` are one.
    public func value(_ name: String, of project: Int) -> String? {
        let names = name == "target" || name == "beneficiaries" ? ["beneficiaries", "target"] : [name]
        for name in names {
            guard let column = projectColumns.firstIndex(of: name), column < projects[project].values.count else {
                continue
            }
            let value = projects[project].values[column]
            if !value.isEmpty { return value }
        }
        return nil
    }

    /// A field of a voter, nil when there is no such column or nothing in it.
    public func value(_ name: String, ofVoter voter: Int) -> String? {
        guard let column = voteColumns.firstIndex(of: name) else { return nil }
        let fields = votes.rows[voter]
        return column < fields.count && !fields[column].isEmpty ? fields[column] : nil
    }

    /// The ids of the projects in their order.
    public var projectIDs: [String] { projects.indices.map { value("project_id", of: $0) ?? "" } }
}

/// The lines of voters, kept as bytes and cut into fields only when asked for.
public struct PabulibRows: Sendable {
    var bytes: [UInt8] = []
    var ranges: [Range<Int>] = []

    public init() {}

    /// Lines that a program writes.
    public init(_ rows: [[String]]) {
        for row in rows {
            let start = bytes.count
            bytes += row.map(PabulibWriter.quoted).joined(separator: ";").utf8
            ranges.append(start..<bytes.count)
        }
    }

    public var count: Int { ranges.count }

    public subscript(row: Int) -> [String] {
        bytes.withUnsafeBufferPointer { buffer in
            var scanner = PabulibScanner(buffer, ranges[row])
            return scanner.next() ? scanner.texts() : []
        }
    }
}

/// A decimal number as it stands: `mantissa · 10^−places`.
public struct PabulibDecimal: Sendable, Hashable {
    public let mantissa: Int
    /// Without trailing zeros; at most 9.
    public let places: Int

    /// Reads `1234`, `1234.50` and `1234,50`, with a sign; nil for anything else or more than 18 digits.
    public init?(_ text: some StringProtocol) {
        var text = String(text)
        let found: Self? = text.withUTF8 { Self(bytes: $0[...]) }
        guard let found else { return nil }
        self = found
    }

    init?(bytes: Slice<UnsafeBufferPointer<UInt8>>) {
        var (mantissa, places, digits) = (0, 0, 0)
        var sawPoint = false
        var rest = bytes
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
        for byte in rest {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                digits += 1
                guard digits <= 18 else { return nil }
                mantissa = mantissa * 10 + Int(byte - UInt8(ascii: "0"))
                if sawPoint { places += 1 }
            case UInt8(ascii: "."), UInt8(ascii: ","):
                guard !sawPoint, digits > 0 else { return nil }
                sawPoint = true
            default: return nil
            }
        }
        guard digits > 0 else { return nil }
        while places > 0, mantissa % 10 == 0 {
            mantissa /= 10
            places -= 1
        }
        guard places <= 9 else { return nil }
        self.mantissa = isNegative ? -mantissa : mantissa
        self.places = places
    }

    /// The number in units of 10^−`places`; nil when it does not fit.
    public func units(places wanted: Int) -> Int? {
        guard wanted >= places else { return nil }
        var value = mantissa
        for _ in places..<wanted {
            let (next, overflow) = value.multipliedReportingOverflow(by: 10)
            guard !overflow else { return nil }
            value = next
        }
        return value
    }
}
