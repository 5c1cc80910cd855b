import Catalogue
import Database
import Exchange
import Languages
import Platform

/// How an adoption went. A failed one counts.
enum AdoptionOutcome: String, CaseIterable, Sendable, DatabaseValue {
    case succeeded, partly, failed, running

    var label: Message {
        switch self {
        case .succeeded: "It works"
        case .partly: "It works in part"
        case .failed: "It failed"
        case .running: "Too early to say"
        }
    }
}

/// Whether a city would adopt the practice again.
enum AdoptionAgain: String, CaseIterable, Sendable, DatabaseValue {
    case yes
    case withChanges = "with changes"
    case no

    var label: Message {
        switch self {
        case .yes: "Yes"
        case .withChanges: "With changes"
        case .no: "No"
        }
    }
}

/// How well the record of an adoption is supported.
enum AdoptionEvidence: String, CaseIterable, Sendable, DatabaseValue {
    case claimed, reported

    var label: Message { self == .claimed ? EvidenceGrade.claimed.label : EvidenceGrade.reported.label }
}

/// What an officer writes about an adoption.
struct AdoptionText {
    static let year = Field<Int>(
        "year", label: "In which year did it begin?", required: true, control: .line(kind: .number),
        schema: FieldSchema(.integer, minimum: 1900, maximum: 2100)
    ) { raw throws(FieldFault) in
        let optional = Field<Int?>.optionalInteger("year", label: "In which year did it begin?", in: 1900...2100)
        guard let year = try optional.read(raw) else { throw FieldFault("Please fill in this field.") }
        return year
    }
    static let outcome = Field<AdoptionOutcome>.choice("outcome", label: "How did it go?") { $0.label }
    static let kept = Field.optionalText("kept", label: "What did you keep?", maximum: 4_000, lines: 2)
    static let changed = Field.optionalText("changed", label: "What did you change?", maximum: 4_000, lines: 2)
    static let dropped = Field.optionalText("dropped", label: "What did you drop?", maximum: 4_000, lines: 2)
    static let result = Field.optionalText("result", label: "What came of it?", maximum: 4_000, lines: 3)
    static let cost = Field<Int?>(
        "cost", label: Message("What did it cost?"), hint: Message("In all, as far as you know, such as 12500."),
        required: false,
        control: .line(kind: .decimal), schema: FieldSchema(.string, maximumLength: 30)
    ) { raw throws(FieldFault) in
        guard let text = raw.first, text.contains(where: { !$0.isWhitespace }) else { return nil }
        guard let amount = Amount.minorUnits(text) else {
            throw FieldFault("Please write an amount in digits, such as 12500 or 12500.50.")
        }
        return amount
    }
    static let currency = Field.optionalChoice(
        "currency", label: "Currency",
        options: ["EUR", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "CHF", "GBP", "TRY"].map {
            FieldOption($0, Message("\($0)"))
        })
    static let again = Field.optionalChoice(
        "again", label: "Would you do it again?",
        options: AdoptionAgain.allCases.map { FieldOption($0.rawValue, $0.label) })
    static let evidence = Field<AdoptionEvidence>.choice(
        "evidence", label: "Evidence grade", hint: "Reported needs a report or an evaluation that others can read."
    ) { $0.label }
    static let source = Field.address("source", label: "Where can one read about it?")
    static let need = Field.optionalText("need", label: "Which need does it answer?")
    static let takenFrom = Field.optionalText("taken_from", label: "From which city did you take it over?")
    static let details: [any InputField] = [
        year, takenFrom, outcome, kept, changed, dropped, result, cost, currency, again, evidence, source, need,
        Wording.language,
    ]

    let input: Input
    let need: Entry?
    let language: Language

    init(_ input: Input, in context: ActionContext) throws {
        self.input = input
        language = Wording.language(
            input[Wording.language], of: input[Self.kept], input[Self.changed], input[Self.dropped],
            input[Self.result], in: context)
        do {
            need = try input[Self.need].map {
                try Entries.find($0, kind: "need", as: context.viewer, in: context.transaction)
            }
        } catch is NotFound {
            throw InputFaults.at(Self.need, "Please choose one of the values in the list.")
        }
        var faults = InputFaults()
        if input[Self.cost] != nil, input[Self.currency] == nil {
            faults.fields["currency"] = "Please choose the currency of the amount."
        }
        if input[Self.evidence] == .reported, input[Self.source] == nil {
            faults.fields["source"] = "Please name the report, or choose Claimed."
        }
        guard faults.isEmpty else { throw faults }
    }

    /// Refuses a second record of the same city, practice and year.
    func requireFree(practice: String, city: String, besides own: String?, in transaction: Transaction) throws {
        let standing = try transaction.first(
            """
            SELECT id FROM adoption WHERE practice = \(practice) AND city = \(city) AND year = \(input[Self.year])
              AND withdrawn_at IS NULL AND id <> \(own ?? "")
            """)
        guard standing == nil else {
            throw InputFaults.at(
                Self.year, "This city has recorded an adoption of this practice in that year. Please change that one.")
        }
    }

    /// Refuses a source that is no standing adoption of the same practice, that began later, or that was itself taken
    /// over from this one.
    func requireSource(practice: String, own: String?, in transaction: Transaction) throws {
        guard let source = input[Self.takenFrom] else { return }
        let standing = try transaction.all(
            "SELECT id, year, taken_from FROM adoption WHERE practice = \(practice) AND withdrawn_at IS NULL")
        var sources: [String: String] = [:]
        var years: [String: Int] = [:]
        for row in standing {
            sources[try row["id"]] = try row["taken_from"] as String?
            years[try row["id"]] = try row["year"]
        }
        guard let year = years[source] else {
            throw InputFaults.at(Self.takenFrom, "Please choose one of the values in the list.")
        }
        guard year <= input[Self.year] else {
            throw InputFaults.at(Self.takenFrom, "That adoption began later than this one.")
        }
        var step: String? = source
        while let here = step {
            guard here != own else {
                throw InputFaults.at(Self.takenFrom, "That adoption was taken over from this one.")
            }
            step = sources.removeValue(forKey: here)
        }
    }

    /// The columns that an officer writes, for the change of a record.
    func assignments(at now: Instant) -> SQL {
        let money = input[Self.cost].map { (amount: $0, currency: input[Self.currency]) }
        return """
            need = \(need?.id), taken_from = \(input[Self.takenFrom]), year = \(input[Self.year]),
            outcome = \(input[Self.outcome].rawValue),
            kept = \(localized(Self.kept)), changed = \(localized(Self.changed)),
            dropped = \(localized(Self.dropped)), result = \(localized(Self.result)),
            cost_minor_units = \(money?.amount), cost_currency = \(money?.currency), again = \(input[Self.again]),
            evidence = \(input[Self.evidence].rawValue), source = \(input[Self.source]),
            language = \(language.rawValue), updated_at = \(now.milliseconds)
            """
    }

    private func localized(_ field: Field<String?>) -> String? {
        input[field].map { LocalizedText($0, in: language).json }
    }
}
