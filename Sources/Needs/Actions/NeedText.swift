import Catalogue
import Database
import Languages
import Platform

/// What somebody writes about a need: who lacks what, where, how many, what was tried, what is at stake.
struct NeedText: EntryText {
    static let kind = "need"
    static let title = Field.text(
        "title", label: "The need in one sentence", hint: "Such as: older people in our suburb have nowhere to meet.")
    static let story = Field.text(
        "story", label: "Who lacks what?", hint: "In your own language. Tell it to somebody in another city.",
        maximum: 8_000, lines: 6)
    static let people = Field.optionalInteger(
        "people_count", label: "How many people?", hint: "As far as you know; leave it out if nobody has counted.",
        in: 1...100_000_000)
    static let tried = Field.optionalText("tried", label: "What was tried?", maximum: 4_000, lines: 3)
    static let stake = Field.optionalText("stake", label: "What is at stake?", maximum: 4_000, lines: 3)
    static let voicedBy = Field.optionalText(
        "voiced_by", label: "Voiced by", hint: "A body or group, such as a residents' association. Not your own name.")
    static let fields: [any InputField] = [
        title, story, CityInput.optional, people, tried, stake, voicedBy, Wording.language, Wording.topics,
    ]

    private let input: Input
    private let city: Entry?
    let language: Language
    var headline: String { input[Self.title] }

    init(_ input: Input, in context: ActionContext) throws {
        self.input = input
        city = try input[CityInput.optional].map { try CityInput.find($0, in: context) }
        language = Wording.language(
            input[Wording.language], of: input[Self.title], input[Self.story], input[Self.tried], input[Self.stake],
            in: context)
    }

    func apply(to need: inout Entry) {
        need.title = Wording.changed(need.title, to: input[Self.title], in: language) ?? need.title
        need.story = Wording.changed(need.story, to: input[Self.story], in: language)
        need.language = language
        need.city = city?.id
        if let city { need.country = city.country }
        need.topics = input[Wording.topics]
    }

    func writeDetails(of need: Entry, in transaction: Transaction) throws {
        let row = try transaction.first("SELECT tried, stake FROM need WHERE entry = \(need.id)")
        let tried = try Wording.changed(row, "tried", to: input[Self.tried], in: language)
        let stake = try Wording.changed(row, "stake", to: input[Self.stake], in: language)
        try transaction.run(
            """
            INSERT INTO need (entry, voiced_by, people_count, tried, stake)
            VALUES (\(need.id), \(input[Self.voicedBy]), \(input[Self.people]), \(tried), \(stake))
            ON CONFLICT (entry) DO UPDATE SET voiced_by = excluded.voiced_by,
                people_count = excluded.people_count, tried = excluded.tried, stake = excluded.stake
            """)
    }
}
