import Catalogue
import Database
import Exchange
import Languages
import Platform

/// What is known only of projects: where the money comes from, how much, and when.
struct ProjectDetails: Sendable, Hashable {
    /// An amount with what its source says that it is.
    struct Amount: Sendable, Hashable {
        enum Meaning: String, Sendable {
            /// What the funder gives.
            case granted
            /// What the project says that it has.
            case budget
            /// What it costs in all, or all public money in it.
            case total
        }

        var meaning: Meaning
        var phase: FundedOperation.Amount.Phase
        var minorUnits: Int
        var currency: String
    }

    /// What it is called: `project`, `programme`, `lead theme`.
    var form: String?
    /// The list of an authority that it stands in.
    var list: String?
    /// The authority's own code.
    var code: String?
    var programme: String?
    var fund: String?
    /// The entry of the organisation that pays.
    var funder: String?
    var beneficiary: String?
    /// Where it stands, in the words of the source.
    var status: String?
    var days = Days()
    var amounts: [Amount] = []
    /// All further members, as the source words them: texts, localised texts, lists of either.
    var stated = JSONObject()

    init() {}

    /// The first and last day as the source states them, and those that came to be: plans and facts are two dates.
    struct Days: Sendable, Hashable {
        var start: CalendarDate?
        var end: CalendarDate?
        var actualStart: CalendarDate?
        var actualEnd: CalendarDate?

        init() {}

        init(_ reader: DocumentReader) throws {
            start = try reader.optional("start", CalendarDate.init(iso:))
            end = try reader.optional("end", CalendarDate.init(iso:))
            actualStart = try reader.optional("actual_start", CalendarDate.init(iso:))
            actualEnd = try reader.optional("actual_end", CalendarDate.init(iso:))
        }

        init(_ row: Row) throws {
            start = try (row["start_date"] as String?).flatMap(CalendarDate.init(iso:))
            end = try (row["end_date"] as String?).flatMap(CalendarDate.init(iso:))
            actualStart = try (row["actual_start"] as String?).flatMap(CalendarDate.init(iso:))
            actualEnd = try (row["actual_end"] as String?).flatMap(CalendarDate.init(iso:))
        }

        /// Sets the days by which the entry says where the project stands: facts before plans.
        func tell(_ entry: inout Entry) {
            entry.begins = actualStart ?? start
            entry.ends = actualEnd ?? end
        }
    }

    private static let columns = [
        "form", "list", "code", "programme", "fund", "funder", "beneficiary", "status", "start", "end", "actual_start",
        "actual_end", "amounts",
    ]

    /// Reads the member `details` of a project's document; the funder must be an organisation that is there.
    /// - Throws: `InputFaults` that name the member.
    init(_ details: JSONValue, in transaction: Transaction) throws {
        let reader = DocumentReader(details)
        form = try reader.optionalText("form")
        list = try reader.optionalText("list")
        code = try reader.optionalText("code")
        programme = try reader.optionalText("programme")
        fund = try reader.optionalText("fund")
        funder = try reader.optionalText("funder").map { try Self.organisation($0, transaction) }
        beneficiary = try reader.optionalText("beneficiary")
        status = try reader.optionalText("status")
        days = try Days(reader)
        amounts = try (details["amounts"]?.array ?? []).map(Amount.init)
        stated = details.object ?? [:]
        for name in Self.columns { stated[name] = nil }
    }

    private static func organisation(_ key: String, _ transaction: Transaction) throws -> String {
        guard
            let row = try transaction.first(
                "SELECT id FROM entry WHERE kind = 'organisation' AND (slug = \(key) OR id = \(key))")
        else {
            throw InputFaults(fields: ["funder": "There is no organisation with the key \(key). Bring it in first."])
        }
        return try row["id"]
    }

    /// What is kept of one project; nil when nothing is. Two statements.
    static func read(_ entry: String, in transaction: Transaction) throws -> ProjectDetails? {
        guard let row = try transaction.first("SELECT * FROM project WHERE entry = \(entry)") else { return nil }
        var details = ProjectDetails()
        details.form = try row["form"]
        details.list = try row["list"]
        details.code = try row["code"]
        details.programme = try row["programme"]
        details.fund = try row["fund"]
        details.funder = try row["funder"]
        details.beneficiary = try row["beneficiary"]
        details.status = try row["status"]
        details.days = try Days(row)
        details.stated = try JSONValue(parsing: try row["stated"] as String).object ?? [:]
        details.amounts = try transaction.all("SELECT * FROM project_amount WHERE project = \(entry) ORDER BY place")
            .compactMap { try Amount($0) }
        return details
    }

    /// Replaces what is kept of a project. Three statements at most.
    func write(_ entry: String, in transaction: Transaction) throws {
        try transaction.run(
            """
            INSERT INTO project (entry, form, list, code, programme, fund, funder, beneficiary, status, start_date,
                                 end_date, actual_start, actual_end, stated)
            VALUES (\(entry), \(form), \(list), \(code), \(programme), \(fund), \(funder), \(beneficiary), \(status),
                    \(days.start?.iso), \(days.end?.iso), \(days.actualStart?.iso), \(days.actualEnd?.iso),
                    \(JSONValue.object(stated).text()))
            ON CONFLICT (entry) DO UPDATE SET form = excluded.form, list = excluded.list, code = excluded.code,
                programme = excluded.programme, fund = excluded.fund, funder = excluded.funder,
                beneficiary = excluded.beneficiary, status = excluded.status, start_date = excluded.start_date,
                end_date = excluded.end_date, actual_start = excluded.actual_start,
                actual_end = excluded.actual_end, stated = excluded.stated
            """)
        try transaction.run("DELETE FROM project_amount WHERE project = \(entry)")
        guard !amounts.isEmpty else { return }
        let rows = zip(1..., amounts).map { place, amount -> SQL in
            """
            (\(entry), \(place), \(amount.meaning.rawValue), \(amount.phase.rawValue), \(amount.minorUnits),
             \(amount.currency))
            """
        }
        try transaction.run(
            """
            INSERT INTO project_amount (project, place, meaning, phase, minor_units, currency)
            VALUES \(sql: SQL.joined(rows, separator: ", "))
            """)
    }
}

extension ProjectDetails.Amount {
    /// Reads `{"meaning": "granted", "phase": "planned", "minor_units": 100, "currency": "EUR"}`.
    init(_ document: JSONValue) throws {
        let reader = DocumentReader(document)
        guard let meaning = try reader.optional("meaning", Meaning.init(rawValue:)),
            let minorUnits = document["minor_units"]?.integer,
            let currency = try reader.optional("currency", { CurrencyRule.isCode($0) ? $0 : nil })
        else { throw InputFaults(fields: ["amounts": "An amount needs its meaning, minor units and currency."]) }
        self.init(
            meaning: meaning,
            phase: try reader.optional("phase", FundedOperation.Amount.Phase.init(rawValue:)) ?? .planned,
            minorUnits: minorUnits, currency: currency)
    }

    init?(_ row: Row) throws {
        guard let meaning = Meaning(rawValue: try row["meaning"]),
            let phase = FundedOperation.Amount.Phase(rawValue: try row["phase"])
        else { return nil }
        self.init(
            meaning: meaning, phase: phase, minorUnits: try row["minor_units"], currency: try row["currency"])
    }

    var document: JSONValue {
        [
            "meaning": .string(meaning.rawValue), "phase": .string(phase.rawValue),
            "minor_units": .integer(minorUnits), "currency": .string(currency),
        ]
    }
}
