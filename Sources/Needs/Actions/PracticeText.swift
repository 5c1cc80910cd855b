import Catalogue
import Database
import Languages
import Platform

/// What an officer writes about a practice.
struct PracticeText: EntryText {
    static let kind = "practice"
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
    private let city: Entry
    let language: Language
    var headline: String { input[Self.title] }

    init(_ input: Input, in context: ActionContext) throws {
        self.input = input
        city = try CityInput.find(input[CityInput.required], in: context)
        language = Wording.language(input[Wording.language], of: input[Self.title], input[Self.story], in: context)
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

    func check(_ practice: Entry, from before: Entry, in context: ActionContext) throws {
        guard practice.city == before.city || context.viewer.isOfficer(of: practice.city) else {
            throw InputFaults.at(CityInput.required, "You can move it only to a city that you are an officer of.")
        }
    }

    func writeDetails(of practice: Entry, in transaction: Transaction) throws {
        let row = try transaction.first("SELECT result_reported FROM practice WHERE entry = \(practice.id)")
        let result = try Wording.changed(row, "result_reported", to: input[Self.result], in: language)
        try transaction.run(
            """
            INSERT INTO practice (entry, organisation_stated, result_reported)
            VALUES (\(practice.id), \(input[Self.organisation]), \(result))
            ON CONFLICT (entry) DO UPDATE SET organisation_stated = excluded.organisation_stated,
                result_reported = excluded.result_reported
            """)
    }
}
