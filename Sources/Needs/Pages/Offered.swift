import Catalogue
import Database
import Languages
import Platform
import Web

/// What the forms of this room offer that only the database knows.
struct Offered {
    let request: WebRequest
    let catalogue: CatalogueService

    /// All cities, by their names in the reader's language. One statement.
    func cities(optional: Bool) async throws -> [FieldOption] {
        let rows = try await request.site.database.read { transaction in
            try transaction.all("SELECT id, title FROM entry WHERE kind = 'city' AND visibility = 'public'")
        }
        return try options(rows, prompt: optional ? "Not stated" : "Choose a city")
    }

    /// The cities that the viewer may act for; all of them for administrators. One statement.
    func ownCities() async throws -> [FieldOption] {
        guard !request.viewer.isAdministrator else { return try await cities(optional: false) }
        let own = request.viewer.scopes(of: .city, as: .officer)
        let rows = try await request.site.database.read { transaction in
            try transaction.all("SELECT id, title FROM entry WHERE kind = 'city' AND id IN \(list: own)")
        }
        return try options(rows, prompt: rows.count > 5 ? "Choose a city" : nil)
    }

    var topics: [FieldOption] {
        catalogue.topics.all.map { FieldOption($0.id, Message("\($0.label.reading(for: request.t.language).text)")) }
    }

    private func options(_ rows: [Row], prompt: Message?) throws -> [FieldOption] {
        let language = request.t.language
        let cities = try rows.map { row in
            (id: try row["id"] as String, name: try LocalizedText(json: try row["title"]).reading(for: language).text)
        }
        let sorted = cities.sorted { collationCompare($0.name, $1.name, language) == .orderedAscending }
        return (prompt.map { [FieldOption("", $0)] } ?? []) + sorted.map { FieldOption($0.id, Message("\($0.name)")) }
    }
}

extension WebRequest {
    /// The details of a page of this room, below the list of a kind.
    func details(below list: Message, at path: String, _ title: String) -> PageDetails {
        var details = PageDetails()
        details.trail = [Link(t(list), to: link(path)), Link(title, to: link(self.path))]
        details.isHidden = true
        return details
    }

    /// The entry that the address names, for a form to change it, with the details that only its kind has; the form is not
    /// shown to whom the action would refuse. Four statements at most.
    func tended(_ kind: String) async throws -> (entry: Entry, details: Row?) {
        let slug = parameter("entry")
        return try await site.database.read { [viewer] transaction in
            let entry = try Entries.find(slug, kind: kind, as: viewer, in: transaction)
            guard try viewer.mayTend(entry, in: transaction) else { throw AccessDenied.forbidden }
            let details: SQL? =
                switch kind {
                case "need": "SELECT * FROM need WHERE entry = \(entry.id)"
                case "practice": "SELECT * FROM practice WHERE entry = \(entry.id)"
                default: nil
                }
            return (entry, try details.flatMap { try transaction.first($0) })
        }
    }

    /// A button that carries out an action with nothing more to say.
    func button(
        _ text: String, to path: String, style: Button.Style = .quiet, hidden: [(name: String, value: String)] = []
    )
        -> HTML
    {
        Form(
            action: link(path), token: formToken, hidden: hidden, content: "\(Button.submit(text, style: style), t)"
        ).html(t)
    }
}
