import CaseComparison
import Exchange

/// Everything that settles a comparison besides the data: what the command line asks for and a record keeps.
struct CaseSettings {
    /// A column that is calibrated before it is compared.
    struct Calibrated {
        var column: String
        var method: String
        var anchors: [Calibration.Anchor]
        /// Degree of the outer anchors (direct), or the exponents (curve).
        var degree = 0.95
        var logOdds: Double?

        static let methods = ["direct", "linear", "s-shaped", "levels", "indirect", "relative"]

        func calibration() throws -> Calibration {
            let kind: Calibration.Method
            switch method {
            case "direct": kind = .direct(logOdds.map { .logOdds($0) } ?? .degree(degree))
            case "linear": kind = .curve(below: 1, above: 1)
            case "s-shaped": kind = .curve(below: 2, above: 2)
            case "levels": kind = .levels
            case "indirect": kind = .indirect
            case "relative": kind = .relative
            default:
                throw CommandFault("\(method) is no method of calibration: \(Self.methods.joined(separator: ", ")).")
            }
            return Calibration(kind, anchors: anchors)
        }
    }

    var outcome = ""
    var conditions: [String] = []
    var calibrated: [Calibrated] = []
    var incomplete = Study.Incomplete.refuse
    var options = Comparison.Options()
    /// The one solution asked for; nil for all.
    var solution: Solution.Kind?
    var robustness = false
    var draws = 20_000
    var seed = 1
    var clusters: String?
    var units: String?
    /// Formulas of other settings or studies that the solutions are held against.
    var tests: [String] = []
}

extension CaseSettings {
    /// As a record keeps them.
    var document: JSONValue {
        let untenable = options.untenable
        return [
            "outcome": .string(outcome), "conditions": .strings(conditions),
            "calibrations": .array(calibrated.map(\.document)), "incomplete": .string(incomplete.rawValue),
            "inclusion": .number(options.thresholds.inclusion),
            "secondInclusion": options.thresholds.secondInclusion.map { .number($0) } ?? .null,
            "frequency": .integer(options.thresholds.frequency), "pri": .number(options.thresholds.pri),
            "necessity": [
                "consistency": .number(options.necessity.consistency), "coverage": .number(options.necessity.coverage),
                "ron": .number(options.necessity.relevance),
            ],
            "solution": solution.map { .string($0.rawValue) } ?? .null, "expectations": .strings(options.expectations),
            "untenable": [
                "impossible": .strings(untenable.impossible), "necessary": .strings(untenable.necessary),
                "contradictoryAssumptions": .bool(untenable.contradictoryAssumptions),
                "simultaneousSubsets": .bool(untenable.simultaneousSubsets),
            ],
            "rowDominance": .bool(options.rowDominance), "models": .integer(options.limits.models),
            "robustness": .bool(robustness), "draws": .integer(draws), "seed": .integer(seed),
            "clusters": clusters.map { .string($0) } ?? .null, "units": units.map { .string($0) } ?? .null,
            "tests": .strings(tests),
        ]
    }

    /// Reads what `document` wrote.
    /// - Throws: `CommandFault` naming the member that is missing or of another kind.
    init(_ document: JSONValue) throws {
        let reader = RecordReader(document, path: "settings")
        outcome = try reader.string("outcome")
        conditions = try reader.strings("conditions")
        calibrated = try reader.array("calibrations").map { try Calibrated($0) }
        incomplete = try reader.choice("incomplete", Study.Incomplete.allCases)
        options.thresholds = Thresholds(
            inclusion: try reader.number("inclusion"),
            secondInclusion: try reader.isNull("secondInclusion") ? nil : reader.number("secondInclusion"),
            frequency: try reader.integer("frequency"), pri: try reader.number("pri"))
        let necessity = RecordReader(document["necessity"] ?? .null, path: "settings.necessity")
        options.necessity = NecessitySearch.Thresholds(
            consistency: try necessity.number("consistency"), coverage: try necessity.number("coverage"),
            relevance: try necessity.number("ron"))
        solution = try reader.isNull("solution") ? nil : reader.choice("solution", Solution.Kind.allCases)
        options.expectations = try reader.strings("expectations")
        let untenable = RecordReader(document["untenable"] ?? .null, path: "settings.untenable")
        options.untenable.impossible = try untenable.strings("impossible")
        options.untenable.necessary = try untenable.strings("necessary")
        options.untenable.contradictoryAssumptions = try untenable.bool("contradictoryAssumptions")
        options.untenable.simultaneousSubsets = try untenable.bool("simultaneousSubsets")
        options.rowDominance = try reader.bool("rowDominance")
        options.limits.models = try reader.integer("models", in: 1...10_000_000)
        robustness = try reader.bool("robustness")
        draws = try reader.integer("draws", in: 1...10_000_000)
        seed = try reader.integer("seed")
        clusters = try reader.isNull("clusters") ? nil : reader.string("clusters")
        units = try reader.isNull("units") ? nil : reader.string("units")
        tests = try reader.strings("tests")
        settle()
    }

    /// Sets which solutions are worked out from the one that is asked for.
    mutating func settle() {
        if let solution {
            options.solutions = [solution]
        } else {
            options.solutions =
                options.expectations.isEmpty
                ? [.complex, .parsimonious] : [.complex, .parsimonious, .intermediate]
        }
    }
}

extension CaseSettings.Calibrated {
    var document: JSONValue {
        [
            "column": .string(column), "method": .string(method),
            "anchors": .array(
                anchors.map { anchor in
                    [
                        "value": .number(anchor.value), "reason": anchor.reason.map { .string($0) } ?? .null,
                        "passage": anchor.passage.map { .string($0) } ?? .null,
                    ]
                }),
            "degree": .number(degree), "logOdds": logOdds.map { .number($0) } ?? .null,
        ]
    }

    init(_ document: JSONValue) throws {
        let reader = RecordReader(document, path: "settings.calibrations")
        column = try reader.string("column")
        method = try reader.string("method")
        anchors = try reader.array("anchors").map { anchor in
            Calibration.Anchor(
                try RecordReader(anchor, path: "settings.calibrations.anchors").number("value"),
                reason: anchor["reason"]?.string, passage: anchor["passage"]?.string)
        }
        degree = try reader.number("degree")
        logOdds = try reader.isNull("logOdds") ? nil : reader.number("logOdds")
    }

    /// `COLUMN=1,2,3` or `COLUMN=METHOD:1,2,3`.
    init(argument: String) throws {
        let usage = "Write --calibrate COLUMN=1,2,3 (exclusion, crossover, inclusion) or COLUMN=levels:1,2."
        guard let equals = argument.lastIndex(of: "=") else { throw CommandFault("“\(argument)”: \(usage)") }
        column = String(argument[..<equals])
        var numbers = argument[argument.index(after: equals)...]
        method = "direct"
        if let colon = numbers.firstIndex(of: ":") {
            method = String(numbers[..<colon])
            numbers = numbers[numbers.index(after: colon)...]
        }
        anchors = try numbers.split(separator: ",", omittingEmptySubsequences: true).map { text in
            guard let value = Double(text.trimmingCharacters(in: .whitespaces)), value.isFinite else {
                throw CommandFault("“\(text)” in “\(argument)” is not a number. \(usage)")
            }
            return Calibration.Anchor(value)
        }
        _ = try calibration()
    }
}

/// Reads members of a record and names those that are not as they must be.
struct RecordReader {
    private let document: JSONValue
    private let path: String

    init(_ document: JSONValue, path: String) {
        self.document = document
        self.path = path
    }

    func string(_ name: String) throws -> String { try member(name, "text", document[name]?.string) }
    func number(_ name: String) throws -> Double { try member(name, "a number", document[name]?.number) }
    func integer(_ name: String) throws -> Int { try member(name, "a whole number", document[name]?.integer) }
    func bool(_ name: String) throws -> Bool { try member(name, "true or false", document[name]?.bool) }
    func array(_ name: String) throws -> [JSONValue] { try member(name, "a list", document[name]?.array) }
    func integers(_ name: String) throws -> [Int] {
        try array(name).map { try member(name, "a list of whole numbers", $0.integer) }
    }
    func strings(_ name: String) throws -> [String] {
        try array(name).map { try member(name, "a list of texts", $0.string) }
    }

    /// Whether the member is null or left out.
    func isNull(_ name: String) -> Bool { (document[name] ?? .null) == .null }

    func integer(_ name: String, in range: ClosedRange<Int>) throws -> Int {
        let number = try integer(name)
        guard range.contains(number) else {
            throw CommandFault("The record's \(path).\(name) must be from \(range.lowerBound) to \(range.upperBound).")
        }
        return number
    }

    /// One of the values that there are.
    func choice<Value: RawRepresentable<String>>(_ name: String, _ values: [Value]) throws -> Value {
        let text = try string(name)
        guard let value = values.first(where: { $0.rawValue == text }) else {
            let names = values.map(\.rawValue)
            let all = names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "")
            throw CommandFault("The record's \(path).\(name) must be \(all).")
        }
        return value
    }

    private func member<Value>(_ name: String, _ kind: String, _ value: Value?) throws -> Value {
        guard let value else { throw CommandFault("The record's \(path).\(name) must be \(kind).") }
        return value
    }
}

extension JSONValue {
    static func strings(_ values: some Sequence<String>) -> JSONValue { .array(values.map { .string($0) }) }
    static func integers(_ values: some Sequence<Int>) -> JSONValue { .array(values.map { .integer($0) }) }
    static func optional(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }
}
