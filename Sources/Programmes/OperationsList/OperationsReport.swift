public import Languages

/// How good a list was: what was read, what was refused and why, and what it adds up to. Written as JSON.
public struct OperationsReport: Sendable, Hashable, Codable {
    /// Something noticed in the file rather than told by the mapping.
    public struct Guess: Sendable, Hashable, Codable {
        public let value: String
        /// From 0 to 1; nil when the mapping told it.
        public let confidence: Double?
    }

    /// A value that was not taken: its field is empty, its row was taken all the same.
    public struct RefusedValue: Sendable, Hashable, Codable {
        public let row: Int
        public let line: Int?
        public let column: String
        /// As it stands in the list; nil when it holds a mail address.
        public let value: String?
        public let reason: OperationFault
    }

    /// A row that was not taken.
    public struct RefusedRow: Sendable, Hashable, Codable {
        public enum Reason: String, Sendable, Codable {
            case noTitle
            /// The row has more or fewer fields than the header.
            case fieldCount
            /// An element of a JSON list that is no object.
            case notARecord
        }

        public let row: Int
        public let line: Int?
        public let reason: Reason
    }

    /// One mapped column: each cell is filled, blank or refused.
    public struct Column: Sendable, Hashable, Codable {
        public internal(set) var filled = 0
        public internal(set) var blank = 0
        public internal(set) var refused = 0
        /// How many different cells, as they stand, a blank one included; counted for codes and beneficiaries, and
        /// nil when there are more than ``OperationsReport/mostDistinct``.
        public internal(set) var distinct: Int?
    }

    /// The sum of a column's amounts in one currency.
    public struct Sum: Sendable, Hashable, Codable {
        public let column: String
        public let meaning: FundedOperation.Amount.Meaning
        public let phase: FundedOperation.Amount.Phase
        public let currency: String
        public internal(set) var rows: Int
        public internal(set) var negativeRows: Int
        /// Nil when the sum is beyond all reason (more than 2⁶³).
        public internal(set) var minorUnits: Int?
    }

    /// The first and the last day of a column.
    public struct DateRange: Sendable, Hashable, Codable {
        public internal(set) var earliest: CalendarDate
        public internal(set) var latest: CalendarDate
    }

    /// Up to how many different cells of a column are counted.
    static let mostDistinct = 100_000
    /// How many refusals of each sort are named; the rest is counted.
    static let mostNamed = 10_000

    /// The list's name, from the mapping.
    public internal(set) var list: String
    public internal(set) var encoding: Guess?
    public internal(set) var delimiter: Guess?
    public internal(set) var rowsRead = 0
    public internal(set) var rowsTaken = 0
    public private(set) var rowsRefused = 0
    /// The first of them.
    public private(set) var refusedRows: [RefusedRow] = []
    public private(set) var valuesRefused = 0
    /// The first of them.
    public private(set) var refusedValues: [RefusedValue] = []
    /// By the name of the column.
    public internal(set) var columns: [String: Column] = [:]
    public internal(set) var sums: [Sum] = []
    /// By the name of the column.
    public internal(set) var dates: [String: DateRange] = [:]
    /// Rows whose start is after their end; both dates were taken as they stand.
    public internal(set) var rowsThatStartAfterTheirEnd: [Int] = []
    /// The rows of each code that stands more than once; all were taken.
    public internal(set) var repeatedCodes: [String: [Int]] = [:]
    /// Columns of the file that the mapping neither takes nor ignores.
    public internal(set) var unknownColumns: [String] = []
    /// Columns that the mapping takes and the file does not have.
    public internal(set) var missingColumns: [String] = []

    init(list: String) {
        self.list = list
    }

    mutating func refuse(_ row: RefusedRow) {
        rowsRefused += 1
        if refusedRows.count < Self.mostNamed { refusedRows.append(row) }
    }

    mutating func refuse(_ value: RefusedValue) {
        valuesRefused += 1
        if refusedValues.count < Self.mostNamed { refusedValues.append(value) }
    }

    mutating func add(_ amount: FundedOperation.Amount, column: String) {
        let known = sums.firstIndex {
            ($0.column, $0.meaning, $0.phase, $0.currency)
                == (column, amount.meaning, amount.phase, amount.currency)
        }
        if known == nil {
            sums.append(
                Sum(
                    column: column, meaning: amount.meaning, phase: amount.phase, currency: amount.currency, rows: 0,
                    negativeRows: 0, minorUnits: 0))
        }
        let index = known ?? sums.count - 1
        sums[index].rows += 1
        sums[index].negativeRows += amount.minorUnits < 0 ? 1 : 0
        sums[index].minorUnits = sums[index].minorUnits.flatMap { sum in
            let (result, overflows) = sum.addingReportingOverflow(amount.minorUnits)
            return overflows ? nil : result
        }
    }

    mutating func add(_ date: CalendarDate, column: String) {
        var range = dates[column] ?? DateRange(earliest: date, latest: date)
        range.earliest = min(range.earliest, date)
        range.latest = max(range.latest, date)
        dates[column] = range
    }
}
