import Catalogue
import Database
import Languages
import Platform

/// Tell of a practice in one's city. Nobody has checked it yet: its evidence is claimed.
enum RegisterPractice: Action {
    static let name = "practices.register"
    static let summary: Message = "Register a practice of your city"
    static let fields = PracticeText.fields
    static let policy = CityInput.officers

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let practice = try PracticeText(input, in: context).insert(.everybody, in: context) { $0.evidence = .claimed }
        if let person = practice.author {
            try Follows.follow(practice.subject, person: person, now: context.now, in: context.transaction)
        }
        return Outcome(practice.subject)
    }
}

/// Change what a practice says.
enum EditPractice: EditEntry {
    typealias Text = PracticeText
    static let name = "practices.edit"
    static let summary: Message = "Change what a practice says"
}

/// Say how well a practice is supported, with the reason; never by whoever wrote it.
enum GradePractice: Action {
    static let grade = Field<EvidenceGrade>.choice("evidence", label: "Evidence grade") { $0.label }
    static let reason = Field.text(
        "reason", label: "On what grounds?", hint: "The report, the evaluation, or what you saw yourself.",
        maximum: 2_000, lines: 3)

    static let name = "practices.grade"
    static let summary: Message = "Say how well a practice is supported"
    static let fields: [any InputField] = [Target.entry, grade, reason]
    static let policy = Target.policy(
        "coordinators of a network or programme that it belongs to and administrators, unless they wrote it", "practice"
    ) { try $0.mayGrade($1, in: $2) }

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let before = try Target.find("practice", input, in: context)
        var practice = before
        practice.evidence = input[grade]
        try context.transaction.run(
            """
            INSERT INTO practice (entry, evidence_reason, graded_by)
            VALUES (\(practice.id), \(input[reason]), \(context.viewer.person))
            ON CONFLICT (entry) DO UPDATE SET evidence_reason = excluded.evidence_reason,
                graded_by = excluded.graded_by
            """)
        try Entries.update(practice, from: before, in: context)
        return Outcome(practice.subject)
    }
}
