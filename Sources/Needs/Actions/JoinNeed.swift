import Catalogue
import Database
import Exchange
import Languages
import Platform

/// Say that another city has the same need, in its own words.
enum JoinNeed: Action {
    static let sentence = Field.text(
        "sentence", label: "How is it in your city?", hint: "One or two sentences of your own.", maximum: 1_000,
        lines: 3)

    static let name = "needs.join"
    static let summary: Message = "Join a need on behalf of another city"
    static let fields: [any InputField] = [Target.entry, CityInput.required, sentence]
    static let policy = CityInput.officers

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let need = try Target.find("need", input, in: context)
        guard need.visibility == .everybody else { throw NotFound() }
        let city = try CityInput.find(input[CityInput.required], in: context)
        guard city.id != need.city else {
            throw InputFaults.at(CityInput.required, "This is the need of that city already.")
        }
        let transaction = context.transaction
        let standing = try transaction.first(
            "SELECT sentence FROM need_join WHERE need = \(need.id) AND city = \(city.id)")
        if let standing, try standing["sentence"] == input[sentence] { return Outcome(need.subject) }
        let language = Wording.language(nil, of: input[sentence], in: context)
        try transaction.run(
            """
            INSERT INTO need_join (need, city, sentence, language, person, at)
            VALUES (\(need.id), \(city.id), \(input[sentence]), \(language.rawValue), \(context.viewer.person),
                    \(context.now.milliseconds))
            ON CONFLICT (need, city) DO UPDATE SET sentence = excluded.sentence, language = excluded.language,
                person = excluded.person
            """)
        try Entries.link(need.id, .sharedBy, city.id, in: transaction)
        if let person = context.viewer.person {
            try Follows.follow(need.subject, person: person, now: context.now, in: transaction)
        }
        try NeedStates.settle(need, in: context)
        return Outcome(need.subject)
    }
}

/// Say that a city does not share a need after all.
enum LeaveNeed: Action {
    static let name = "needs.leave"
    static let summary: Message = "Leave a need that a city had joined"
    static let fields: [any InputField] = [Target.entry, CityInput.required]
    static let policy = CityInput.officers

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let need = try Target.find("need", input, in: context)
        let city = try CityInput.find(input[CityInput.required], in: context)
        let gone = try context.transaction.run(
            "DELETE FROM need_join WHERE need = \(need.id) AND city = \(city.id)")
        guard gone > 0 else { throw InputFaults.at(CityInput.required, "This city has not joined the need.") }
        try context.transaction.run(
            "DELETE FROM entry_link WHERE source = \(need.id) AND relation = 'shared-by' AND target = \(city.id)")
        try NeedStates.settle(need, in: context)
        return Outcome(need.subject)
    }
}
