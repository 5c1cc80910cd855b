import Catalogue
import Database
import Exchange
import Languages
import Platform

/// Record that a city took over a practice: what it kept, changed and dropped, what came of it and what it cost.
enum RecordAdoption: Action {
    static let name = "adoptions.record"
    static let summary: Message = "Record that a city adopted a practice, also when it failed"
    static let fields: [any InputField] = [Target.entry, CityInput.required] + AdoptionText.details
    static let policy = CityInput.officers

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let practice = try Target.find("practice", input, in: context)
        guard practice.visibility == .everybody else { throw NotFound() }
        let city = try CityInput.find(input[CityInput.required], in: context)
        let text = try AdoptionText(input, in: context)
        let transaction = context.transaction
        try text.requireFree(practice: practice.id, city: city.id, besides: nil, in: transaction)
        try text.requireSource(practice: practice.id, own: nil, in: transaction)
        let id = newIdentifier(at: context.now)
        try transaction.run(
            """
            INSERT INTO adoption (id, practice, city, year, outcome, evidence, language, person, created_at, updated_at)
            VALUES (\(id), \(practice.id), \(city.id), \(input[AdoptionText.year]),
                    \(input[AdoptionText.outcome].rawValue), \(input[AdoptionText.evidence].rawValue),
                    \(text.language.rawValue), \(context.viewer.person), \(context.now.milliseconds),
                    \(context.now.milliseconds))
            """)
        try transaction.run("UPDATE adoption SET \(sql: text.assignments(at: context.now)) WHERE id = \(id)")
        if let need = text.need { try Entries.link(practice.id, .answers, need.id, in: transaction) }
        if let person = context.viewer.person {
            try Follows.follow(practice.subject, person: person, now: context.now, in: transaction)
        }
        Adoption.announce(id, practice: practice.id, needs: [text.need?.id], in: context)
        return Outcome(practice.subject)
    }
}

/// Change the record of an adoption.
enum EditAdoption: Action {
    static let name = "adoptions.edit"
    static let summary: Message = "Change the record of an adoption"
    static let fields: [any InputField] = [Adoption.identifier] + AdoptionText.details
    static let policy = Adoption.officers

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let adoption = try Adoption.find(input, in: context.transaction)
        let practice = try Entries.find(
            adoption.practice, kind: "practice", as: context.viewer, in: context.transaction)
        let text = try AdoptionText(input, in: context)
        try text.requireFree(
            practice: practice.id, city: adoption.city, besides: adoption.id, in: context.transaction)
        try text.requireSource(practice: practice.id, own: adoption.id, in: context.transaction)
        try context.transaction.run(
            "UPDATE adoption SET \(sql: text.assignments(at: context.now)) WHERE id = \(adoption.id)")
        if let need = text.need { try Entries.link(practice.id, .answers, need.id, in: context.transaction) }
        if adoption.need != text.need?.id { try Adoption.unlink(adoption, in: context.transaction) }
        Adoption.announce(adoption.id, practice: practice.id, needs: [adoption.need, text.need?.id], in: context)
        return Outcome(practice.subject)
    }
}

/// Withdraw the record of an adoption.
enum WithdrawAdoption: Action {
    static let name = "adoptions.withdraw"
    static let summary: Message = "Withdraw the record of an adoption"
    static let fields: [any InputField] = [Adoption.identifier]
    static let policy = Adoption.officers

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let adoption = try Adoption.find(input, in: context.transaction)
        let statements =
            [
                """
                UPDATE adoption SET withdrawn_at = \(context.now.milliseconds), taken_from = NULL
                WHERE id = \(adoption.id)
                """,
                // What was taken over from it now hangs where it hung itself.
                "UPDATE adoption SET taken_from = \(adoption.takenFrom) WHERE taken_from = \(adoption.id)",
                "UPDATE need SET answer_adoption = NULL WHERE answer_adoption = \(adoption.id)",
            ] + NeedsPersonalData.clearingAdoptions("id = \(adoption.id)")
        for statement in statements { try context.transaction.run(statement) }
        try Adoption.unlink(adoption, in: context.transaction)
        Adoption.announce(adoption.id, practice: adoption.practice, needs: [adoption.need], in: context)
        return Outcome(Subject("practice", adoption.practice))
    }
}

/// A standing record of an adoption, as actions need it.
struct Adoption {
    static let identifier = Field.hidden("adoption", label: "Identifier of the adoption")
    static let officers = Policy("officers of the city that adopted, and administrators") {
        viewer, input, transaction in
        viewer.isOfficer(of: try find(input, in: transaction).city)
    }

    let id: String
    let practice: String
    let city: String
    let need: String?
    let takenFrom: String?

    static func find(_ input: Input, in transaction: Transaction) throws -> Adoption {
        let row = try transaction.first(
            """
            SELECT id, practice, city, need, taken_from FROM adoption
            WHERE id = \(input[identifier]) AND withdrawn_at IS NULL
            """)
        guard let row else { throw NotFound() }
        return Adoption(
            id: try row["id"], practice: try row["practice"], city: try row["city"], need: try row["need"],
            takenFrom: try row["taken_from"])
    }

    /// Unties practice and need unless another adoption or the chosen answer ties them.
    static func unlink(_ adoption: Adoption, in transaction: Transaction) throws {
        guard let need = adoption.need else { return }
        try transaction.run(
            """
            DELETE FROM entry_link WHERE source = \(adoption.practice) AND relation = 'answers' AND target = \(need)
              AND NOT EXISTS (SELECT 1 FROM adoption a WHERE a.practice = \(adoption.practice) AND a.need = \(need)
                              AND a.withdrawn_at IS NULL)
              AND NOT EXISTS (SELECT 1 FROM need n WHERE n.entry = \(need) AND n.answer = \(adoption.practice))
            """)
    }

    static func announce(_ id: String, practice: String, needs: [String?], in context: ActionContext) {
        context.changed(Subject("adoption", id), announce: false)
        context.changed(Subject("practice", practice))
        for need in Set(needs.compactMap { $0 }).sorted() { context.changed(Subject("need", need)) }
    }
}
