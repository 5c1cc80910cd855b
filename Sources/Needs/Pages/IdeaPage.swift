import Catalogue
import Database
import Languages
import Platform
import Web

/// What the page of an idea shows beside what every entry has. One statement.
enum IdeaPage {
    static func additions(
        _ idea: Entry, _ catalogue: CatalogueService, _ request: WebRequest
    ) async throws -> CatalogueKind.Additions {
        let t = request.t
        let row = try await request.site.database.read { transaction in
            try transaction.first("SELECT stated_kind, raised_at FROM idea WHERE entry = \(idea.id)")
        }
        func text(_ column: String) throws -> String? { try row?[column] as String?? ?? nil }
        var additions = CatalogueKind.Additions()
        if let kind = try text("stated_kind") { additions.facts.append(Fact(t("Known as"), kind)) }
        if let raised = try text("raised_at") { additions.facts.append(Fact(t("Raised at"), raised)) }
        if request.viewer.isAuthor(of: idea), idea.visibility == .everybody {
            additions.actions = request.button(t("Take back"), to: "/ideas/\(idea.slug)/take-back")
        }
        return additions
    }
}
