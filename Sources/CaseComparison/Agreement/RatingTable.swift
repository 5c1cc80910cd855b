/// Units rated by coders: what agreement is computed from.
///
/// Holds at most 2³¹ − 1 units. A missing rating is missing: it is never filled in.
public struct RatingTable: Sendable, Hashable {
    public let level: MeasurementLevel
    public let coders: [String]
    public let units: [String]
    /// The distinct values, as they are shown: numbers from low to high, ranks in their order, names by alphabet.
    public let values: [String]
    /// What each value counts as; its place in `values` for names and ranks.
    let numbers: [Double]
    /// Row by row, the place in `values`; −1 for a missing rating.
    let codes: [Int32]

    /// Most units in a table.
    public static let unitLimit = Int(Int32.max)

    /// A table of texts, as a spreadsheet has them.
    /// - Parameters:
    ///   - cells: for each unit the rating of each coder, nil where it is missing.
    ///   - order: the values from low to high, for ranks that are not numbers; only used at the ordinal level.
    /// - Throws: `AgreementError` naming the unit and the coder.
    public init(
        coders: [String], units: [String], cells: [[String?]], level: MeasurementLevel, order: [String] = []
    ) throws(AgreementError) {
        try Self.check(coders, units, cells.map(\.count))
        if level == .nominal || (level == .ordinal && !order.isEmpty) {
            try self.init(coders, units, cells, level, order: level == .ordinal ? order : [])
            return
        }
        var numbers: [[Double?]] = []
        numbers.reserveCapacity(cells.count)
        for (unit, row) in cells.enumerated() {
            var ratings: [Double?] = []
            for (coder, cell) in row.enumerated() {
                guard let cell else {
                    ratings.append(nil)
                    continue
                }
                guard let number = Double(cell), number.isFinite else {
                    throw .notANumber(unit: units[unit], coder: coders[coder], value: cell, level: level)
                }
                ratings.append(number)
            }
            numbers.append(ratings)
        }
        try self.init(coders: coders, units: units, numbers: numbers, level: level)
    }

    /// A table of numbers.
    /// - Throws: `AgreementError` naming the unit and the coder; numbers must be finite.
    public init(
        coders: [String], units: [String], numbers cells: [[Double?]], level: MeasurementLevel
    ) throws(AgreementError) {
        try Self.check(coders, units, cells.map(\.count))
        for (unit, row) in cells.enumerated() {
            for (coder, cell) in row.enumerated() {
                guard let cell else { continue }
                guard cell.isFinite else {
                    throw .notANumber(unit: units[unit], coder: coders[coder], value: "\(cell)", level: level)
                }
                if level == .ratio, cell < 0 { throw .negative(unit: units[unit], coder: coders[coder], value: cell) }
            }
        }
        // −0 and 0 are one value.
        let all = cells.joined().map { $0.map { $0 == 0 ? 0 : $0 } }
        let distinct = Set(all.compactMap(\.self)).sorted()
        let places = Dictionary(uniqueKeysWithValues: distinct.enumerated().map { ($1, Int32($0)) })
        self.level = level
        self.coders = coders
        self.units = units
        values = distinct.map { Int(exactly: $0).map { "\($0)" } ?? "\($0)" }
        numbers = level == .nominal ? distinct.indices.map(Double.init) : distinct
        codes = all.map { $0.flatMap { places[$0] } ?? -1 }
    }

    private init(
        _ coders: [String], _ units: [String], _ cells: [[String?]], _ level: MeasurementLevel, order: [String]
    ) throws(AgreementError) {
        var places: [String: Int32] = [:]
        for value in order where places.updateValue(Int32(places.count), forKey: value) != nil {
            throw .repeatedInOrder(value)
        }
        let distinct = order.isEmpty ? Set(cells.joined().compactMap(\.self)).sorted() : order
        if order.isEmpty { places = Dictionary(uniqueKeysWithValues: distinct.enumerated().map { ($1, Int32($0)) }) }
        var codes: [Int32] = []
        codes.reserveCapacity(units.count * coders.count)
        for (unit, row) in cells.enumerated() {
            for (coder, cell) in row.enumerated() {
                guard let cell else {
                    codes.append(-1)
                    continue
                }
                guard let place = places[cell] else {
                    throw .notInOrder(unit: units[unit], coder: coders[coder], value: cell)
                }
                codes.append(place)
            }
        }
        self.level = level
        self.coders = coders
        self.units = units
        values = distinct
        numbers = distinct.indices.map(Double.init)
        self.codes = codes
    }

    private static func check(_ coders: [String], _ units: [String], _ counts: [Int]) throws(AgreementError) {
        guard coders.count >= 2 else { throw .tooFewCoders(count: coders.count) }
        guard units.count <= unitLimit / coders.count else { throw .tooManyUnits(limit: unitLimit / coders.count) }
        var seen: Set<String> = []
        for coder in coders where !seen.insert(coder).inserted { throw .duplicateCoder(coder) }
        seen = []
        for unit in units where !seen.insert(unit).inserted { throw .duplicateUnit(unit) }
        precondition(counts.count == units.count, "Each unit needs a row of ratings.")
        for (unit, count) in zip(units, counts) where count != coders.count {
            throw .ratingCount(unit: unit, expected: coders.count, found: count)
        }
    }

    /// The ratings of two coders alone.
    func pair(_ first: Int, _ second: Int) -> RatingTable {
        let codes = units.indices.flatMap { unit in
            [self.codes[unit * coders.count + first], self.codes[unit * coders.count + second]]
        }
        return RatingTable(self, coders: [coders[first], coders[second]], codes: codes)
    }

    /// No units.
    static func empty(_ coders: [String]) -> RatingTable {
        RatingTable(coders: coders, level: .nominal)
    }

    private init(coders: [String], level: MeasurementLevel) {
        self.level = level
        self.coders = coders
        units = []
        values = []
        numbers = []
        codes = []
    }

    private init(_ table: RatingTable, coders: [String], codes: [Int32]) {
        level = table.level
        units = table.units
        values = table.values
        numbers = table.numbers
        self.coders = coders
        self.codes = codes
    }
}
