import Catalogue
import Database
import Languages
import Platform

/// What an officer writes about a practice.
struct PracticeText {
    static let title = Field.text("title", label: "The practice in one sentence")
    static let story = Field.text("story", label: "What is done, and how?", maximum: 8_000, lines: 6)
    static let year = Field.optionalInteger("year", label: "Since which year?", in: 1800...2100)
    static let organisation = Field.optionalText("organisation_stated", label: "Who runs it?")
    static let sector = Field.optionalChoice(
        "sector", label: "Sector", options: Sector.allCases.map { FieldOption($0.rawValue, $0.label) })
    static let result = Field.optionalText(
        "result_reported", label: "What came of it?", hint: "Figures, and who counted them.", maximum: 4_000, lines: 3)
    static let goals = Field.choices(
        "goals", label: "Sustainability goals",
        options: SustainabilityGoal.all.map { FieldOption(String($0), SustainabilityGoal.label($0)) })
    static let source = Field.address("source", label: "Where can one read about it?")
    static let fields: [any InputField] = [
        title, story, CityInput.required, year, organisation, sector, result, source, Wording.topics, goals,
        Wording.language,
    ]

    private let input: Input
    private let language: Language
    let city: Entry

    init(_ input: Input, in context: ActionContext) throws {
        self.input = input
        city = try CityInput.find(input[CityInput.required], in: context)
        language = Wording.language(input[Wording.language], of: input[Self.title], input[Self.story], in: context)
    }

    func newPractice(in context: ActionContext) throws -> Entry {
        let stem = try Entries.freeSlug(for: input[Self.title], kind: "practice", in: context.transaction)
        let slug =
            stem == "new" ? try Entries.freeSlug(for: "practice new", kind: "practice", in: context.transaction) : stem
        var practice = Entry(
            id: newIdentifier(at: context.now), kind: "practice", slug: slug,
            title: LocalizedText(input[Self.title], in: language), language: language, now: context.now)
        practice.author = context.viewer.person
        practice.evidence = .claimed
        apply(to: &practice)
        return practice
    }

    func apply(to practice: inout Entry) {
        practice.title = Wording.changed(practice.title, to: input[Self.title], in: language) ?? practice.title
        practice.story = Wording.changed(practice.story, to: input[Self.story], in: language)
        practice.language = language
        practice.city = city.id
        practice.country = city.country
        practice.year = input[Self.year]
        practice.sector = input[Self.sector].flatMap(Sector.init(rawValue:))
        practice.source = input[Self.source]
        practice.topics = input[Wording.topics]
        practice.goals = input[Self.goals].compactMap { Int($0) }
    }

    func writeDetails(of practice: Entry, in transaction: Transaction) throws {
        let row = try transaction.first("SELECT result_reported FROM practice WHERE entry = \(practice.id)")
        let stored: String? = try row?["result_reported"]
        let result = Wording.changed(
            try stored.map { try LocalizedText(json: $0) }, to: input[Self.result], in: language)
        try transaction.run(
            """
            INSERT INTO practice (entry, organisation_stated, result_reported)
            VALUES (\(practice.id), \(input[Self.organisation]), \(result?.json))
            ON CONFLICT (entry) DO UPDATE SET organisation_stated = excluded.organisation_stated,
                result_reported = excluded.result_reported
            """)
    }
}

/// Tell of a practice in one's city. Nobody has checked it yet: its evidence is claimed.
enum RegisterPractice: Action {
    static let name = "practices.register"
    static let summary: Message = "Register a practice of your city"
    static let fields = PracticeText.fields
    static let policy = CityInput.officers

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let text = try PracticeText(input, in: context)
        let practice = try text.newPractice(in: context)
        try Entries.insert(practice, in: context)
        try text.writeDetails(of: practice, in: context.transaction)
        if let person = practice.author {
            try Follows.follow(practice.subject, person: person, now: context.now, in: context.transaction)
        }
        return Outcome(practice.subject)
    }
}

/// Change what a practice says.
enum EditPractice: Action {
    static let name = "practices.edit"
    static let summary: Message = "Change what a practice says"
    static let fields: [any InputField] = [Target.entry] + PracticeText.fields
    static let policy = Target.tending("practice")

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let before = try Target.find("practice", input, in: context)
        let text = try PracticeText(input, in: context)
        guard text.city.id == before.city || context.viewer.isOfficer(of: text.city.id) else {
            throw InputFaults.at(CityInput.required, "You can move it only to a city that you are an officer of.")
        }
        var practice = before
        text.apply(to: &practice)
        try text.writeDetails(of: practice, in: context.transaction)
        try Entries.update(practice, from: before, in: context)
        return Outcome(practice.subject)
    }
}

/// Take a practice back; it becomes a draft of whoever wrote it.
enum TakeBackPractice: Action {
    static let name = "practices.take-back"
    static let summary: Message = "Take a practice back, so that only its author sees it"
    static let fields: [any InputField] = [Target.entry]
    static let policy = Target.tending("practice")

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let practice = try TakeBackNeed.takenBack(try Target.find("practice", input, in: context), in: context)
        return Outcome(practice.subject)
    }
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
        "coordinators of a network or programme and administrators, unless they wrote it", "practice"
    ) { $0.isCoordinator && !$0.isAuthor(of: $1) }

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let before = try Target.find("practice", input, in: context)
        var practice = before
        practice.evidence = input[grade]
        try context.transaction.run(
            """
            INSERT INTO practice (entry, evidence_reason) VALUES (\(practice.id), \(input[reason]))
            ON CONFLICT (entry) DO UPDATE SET evidence_reason = excluded.evidence_reason
            """)
        try Entries.update(practice, from: before, in: context)
        return Outcome(practice.subject)
    }
}
