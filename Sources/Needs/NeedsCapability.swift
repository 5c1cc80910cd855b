public import Catalogue
import Languages

extension Capability {
    /// Needs, ideas, practices and their adoptions.
    public static var needs: Capability {
        var capability = Capability()
        capability.migrations = NeedsSchema.migrations
        capability.kinds = [.need, .practice, .idea]
        capability.actions = [
            DraftNeed.self, EditNeed.self, PublishNeed.self, TakeBackNeed.self, DiscardNeed.self, UnderstandNeed.self,
            JoinNeed.self, LeaveNeed.self, AnswerNeed.self, ReopenNeed.self, VoiceIdea.self, EditIdea.self,
            PublishIdea.self, TakeBackIdea.self, DiscardIdea.self, RegisterPractice.self, EditPractice.self,
            PublishPractice.self, TakeBackPractice.self, DiscardPractice.self, GradePractice.self, RecordAdoption.self,
            EditAdoption.self, WithdrawAdoption.self,
        ]
        capability.routes = { catalogue in
            NeedForms(catalogue: catalogue).routes + NeedDeeds(catalogue: catalogue).routes
                + IdeaForms.routes(catalogue) + PracticeForms(catalogue: catalogue).routes
                + OwnEntries(catalogue: catalogue).routes
        }
        capability.personalData = NeedsPersonalData.tables
        capability.accountLinks = [
            .init("My needs and ideas", "/my/needs"), .init("Voice a need", "/needs/new"),
            .init("Register a practice", "/practices/new") {
                $0.actsForSomeCity
            },
        ]
        capability.imports = [ImportNeed.self, ImportPractice.self, ImportIdea.self]
        return capability
    }
}

extension CatalogueKind {
    static let need = CatalogueKind(
        name: "need", path: "needs", singular: "Need", plural: "Needs",
        count: { .count($0, one: "\($0) need", other: "\($0) needs") },
        facets: [.topic, .state, .country, .city, .goal, .language],
        lead: "Who lacks what, where, what was tried and what is at stake.",
        details: EntryDetails(
            table: "need",
            columns: [
                .init("voiced_by"), .init("area"), .init("people_count", .integer), .init("tried", .json),
                .init("stake", .json),
            ]),
        additions: { try await NeedPage.additions($0, $1, $2) })

    static let practice = CatalogueKind(
        name: "practice", path: "practices", singular: "Practice", plural: "Practices",
        count: { .count($0, one: "\($0) practice", other: "\($0) practices") },
        facets: [.topic, .evidence, .country, .city, .sector, .goal, .language],
        lead: "Answers that were tried somewhere, with how well that is supported. Failures are among them.",
        details: EntryDetails(
            table: "practice",
            columns: [
                .init("organisation_stated"), .init("result_reported", .json), .init("stated_kind"), .init("raised_at"),
                .init("programme", .json),
            ]),
        tally: .init("Adoptions") { try AdoptionRow.counts(of: $0, in: $1) },
        additions: { try await PracticePage.additions($0, $1, $2) })

    static let idea = CatalogueKind(
        name: "idea", path: "ideas", singular: "Idea", plural: "Ideas",
        count: { .count($0, one: "\($0) idea", other: "\($0) ideas") }, facets: [.topic, .country, .language],
        lead: "Answers that somebody proposes and nobody has tried yet.", isListed: false,
        details: EntryDetails(table: "idea", columns: [.init("stated_kind"), .init("raised_at")]),
        additions: { try await IdeaPage.additions($0, $1, $2) })
}
