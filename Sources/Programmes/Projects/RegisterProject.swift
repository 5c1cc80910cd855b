import Catalogue
import Database
import Exchange
import Languages
import Platform

/// An officer enters a project of their city by hand.
enum RegisterProject: Action {
    static let title = Field<String>.text("title", label: "Title", maximum: 300)
    static let language = Field<Language>.language(label: "Written in")
    static let story = Field<String?>.optionalText(
        "story", label: "What the project does", maximum: 5_000, lines: 6)
    static let city = Field<String>.text("city", label: "City", hint: "As it is named here, such as Tampere.")
    static let programme = Field<String?>.optionalText("programme", label: "Programme")
    static let fund = Field<String?>.optionalText("fund", label: "Fund")
    static let code = Field<String?>.optionalText("code", label: "Code")
    static let beneficiary = Field<String?>.optionalText("beneficiary", label: "Beneficiary")
    static let partners = Field<String?>.optionalText(
        "partners", label: "Partners", hint: "One on each line.", maximum: 5_000, lines: 4)
    static let status = Field<String?>.optionalText("status", label: "State in the source")
    static let start = Field<CalendarDate?>.optionalDate("start", label: "Start")
    static let end = Field<CalendarDate?>.optionalDate("end", label: "End")
    static let actualStart = Field<CalendarDate?>.optionalDate("actual_start", label: "Started in fact")
    static let actualEnd = Field<CalendarDate?>.optionalDate("actual_end", label: "Ended in fact")
    static let granted = Field<String?>.optionalText(
        "granted", label: "Granted", hint: "Such as 288270.00", maximum: 30)
    static let budget = Field<String?>.optionalText(
        "budget", label: "Total budget", hint: "Such as 288270.00", maximum: 30)
    static let currency = Field<String?>.optionalChoice(
        "currency", label: "Currency",
        options: ["EUR", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "TRY", "GBP", "CHF", "RON", "BGN", "ISK"].map {
            FieldOption($0, Message("\($0)"))
        })
    static let source = Field<String?>.address("source", label: "Source", hint: "Web address")

    static let name = "projects.register"
    static let summary: Message = "Register a project"
    static let fields: [any InputField] = [
        title, language, story, city, programme, fund, code, beneficiary, partners, status, start, end, actualStart,
        actualEnd, granted,
        budget, currency, source,
    ]
    static let policy = Policy("officers of a city, for their city; administrators") { viewer, _, _ in
        ProjectStanding.mayRegister(viewer)
    }

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let transaction = context.transaction
        let home = try ProjectStanding.city(named: input[city], as: context.viewer, in: transaction)
        let details = try details(input)
        var entry = Entry(
            kind: "project", slug: try Entries.freeSlug(for: input[title], kind: "project", in: transaction),
            title: LocalizedText(input[title], in: input[language]),
            story: input[story].map { LocalizedText($0, in: input[language]) }, language: input[language],
            now: context.now)
        entry.city = home.id
        entry.country = home.country
        entry.author = context.viewer.person
        entry.source = input[source]
        details.days.tell(&entry)
        entry.year = entry.begins?.year
        try Entries.insert(entry, in: context)
        try details.write(entry.id, in: transaction)
        for partner in partners(input) {
            let known = try EntryNames.find(partner, kind: "organisation", as: context.viewer, in: transaction)
            if let known { try Entries.link(entry.id, .partner, known.id, in: transaction) }
        }
        return Outcome(entry.subject)
    }

    /// The partners as they were written; those that have a page are tied to it as well.
    private static func partners(_ input: Input) -> [String] {
        (input[partners] ?? "").split(separator: "\n").map { String($0).trimmed }.filter { !$0.isEmpty }
    }

    private static func details(_ input: Input) throws -> ProjectDetails {
        var details = ProjectDetails()
        details.programme = input[programme]
        details.fund = input[fund]
        details.code = input[code]
        details.beneficiary = input[beneficiary]
        details.status = input[status]
        let named = partners(input)
        details.stated["partners"] = named.isEmpty ? nil : .array(named.map(JSONValue.string))
        (details.days.start, details.days.end) = (input[start], input[end])
        (details.days.actualStart, details.days.actualEnd) = (input[actualStart], input[actualEnd])
        if let start = details.days.start, let last = details.days.end, last < start {
            throw InputFaults.at(end, "The end is before the start.")
        }
        if let start = details.days.actualStart, let last = details.days.actualEnd, last < start {
            throw InputFaults.at(actualEnd, "The end is before the start.")
        }
        for (field, meaning) in [(granted, ProjectDetails.Amount.Meaning.granted), (budget, .budget)] {
            guard let text = input[field] else { continue }
            guard let code = input[currency] else { throw InputFaults.at(currency, "Please choose the currency.") }
            details.amounts.append(
                .init(meaning: meaning, phase: .planned, minorUnits: try minorUnits(text, code, field), currency: code))
        }
        return details
    }

    /// Digits with a point or a comma before the decimals: exact, and never more decimals than the currency has.
    private static func minorUnits(_ text: String, _ currency: String, _ field: Field<String?>) throws -> Int {
        let digits = CurrencyRule.fractionDigits(of: currency)
        let parts = text.filter { !$0.isWhitespace }.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
        let fraction = parts.count == 2 ? String(parts[1]) : ""
        let padded = fraction + String(repeating: "0", count: max(0, digits - fraction.count))
        guard (1...2).contains(parts.count), fraction.count <= digits, let whole = parts.first, !whole.isEmpty,
            (whole + padded).allSatisfy({ $0.isASCII && $0.isNumber }), let amount = Int(whole + padded)
        else { throw InputFaults.at(field, "Please write the amount with digits and a point before the decimals.") }
        return amount
    }
}
