import Catalogue
import Database
import Languages
import Platform
import Web

/// What the page of an idea shows beside what every entry has. Two statements at most.
enum IdeaPage {
    static func additions(
        _ idea: Entry, _ catalogue: CatalogueService, _ request: WebRequest
    ) async throws -> CatalogueKind.Additions {
        let t = request.t
        let (row, mayTend) = try await request.site.database.read { [viewer = request.viewer] transaction in
            (
                try transaction.first("SELECT stated_kind, raised_at FROM idea WHERE entry = \(idea.id)"),
                try viewer.mayTend(idea, in: transaction)
            )
        }
        func text(_ column: String) throws -> String? { try row?[column] as String?? ?? nil }
        var additions = CatalogueKind.Additions()
        if let kind = try text("stated_kind") {
            additions.facts.append(Fact(t("Known as"), stated: kind, in: idea.language))
        }
        if let raised = try text("raised_at") {
            additions.facts.append(Fact(t("Raised at"), stated: raised, in: idea.language))
        }
        let tending = TendingActions(request: request, entry: idea, path: "ideas", mayTend: mayTend)
        additions.actions =
            idea.visibility == .everybody
            ? tending.ofPublished : tending.ofDraft(tending.button(t("Publish again"), "publish", .primary))
        return additions
    }
}
