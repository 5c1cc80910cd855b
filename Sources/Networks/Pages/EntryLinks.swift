import Catalogue
import Database
import Exchange
import Languages
import Platform
import Web

/// Other entries that a room's own columns name, read in one statement under the viewer's scope and drawn as links.
struct EntryLinks {
    private let entries: [Entry]
    private let catalogue: CatalogueService
    private let request: WebRequest

    /// The entries with these identifiers, and those with these addresses (`practices/le-cabas`). One statement.
    static func read(
        ids: [String?] = [], addresses: [String] = [], _ catalogue: CatalogueService, _ request: WebRequest
    ) async throws -> EntryLinks {
        let ids = ids.compactMap(\.self)
        let slugs = addresses.compactMap { $0.split(separator: "/").last.map(String.init) }
        guard !ids.isEmpty || !slugs.isEmpty else {
            return EntryLinks(entries: [], catalogue: catalogue, request: request)
        }
        let entries = try await request.site.database.read { [viewer = request.viewer] transaction in
            try transaction.all(
                """
                SELECT e.* FROM entry e
                WHERE (e.id IN \(list: ids) OR e.slug IN \(list: slugs)) AND \(sql: EntryScope.visible(to: viewer))
                """
            ).map { try Entry($0) }
        }
        return EntryLinks(entries: entries, catalogue: catalogue, request: request)
    }

    /// A link to the entry with the identifier; nil when there is none to see.
    func link(_ id: String?) -> HTML? { entries.first { $0.id == id }.map(link) }

    /// A link to the entry at an address such as `practices/le-cabas`; nil when there is none to see.
    func link(at address: String) -> HTML? { entries.first { catalogue.path(to: $0) == "/" + address }.map(link) }

    private func link(_ entry: Entry) -> HTML {
        "<a href=\(address: request.link(catalogue.path(to: entry)))>\(entry.title(request.t).unmarked)</a>"
    }
}

/// Lists in columns that hold JSON.
enum JSONColumn {
    /// The value in the column; nil when it is empty.
    static func value(_ text: String?) -> JSONValue? { text.flatMap { try? JSONValue(parsing: $0) } }

    /// The texts of a list.
    static func texts(_ text: String?) -> [String] { value(text)?.array?.compactMap(\.string) ?? [] }

    /// A list of texts as a column keeps it.
    static func text(_ texts: [String]) -> String { JSONValue.array(texts.map(JSONValue.string)).text() }

    /// The localised texts of a list.
    static func localized(_ text: String?) -> [LocalizedText] {
        value(text)?.array?.compactMap { try? LocalizedText(json: $0.text()) } ?? []
    }
}

extension WebRequest {
    /// A section of an entry's page.
    func section(_ title: String, _ content: HTML) -> HTML { "<section><h2>\(title)</h2>\(content)</section>" }

    /// Localised texts as a list, each in the language there is.
    func list(_ texts: [LocalizedText]) -> HTML? {
        texts.isEmpty ? nil : "<ul>\(each: texts, { "<li>\($0.reading(for: t.language), t)</li>" })</ul>"
    }

    /// A link to a page elsewhere, named by its host.
    func outsideLink(_ address: String?) -> HTML? {
        address.map { address in
            let host = address.split(separator: "/").dropFirst().first.map(String.init) ?? address
            return "<a href=\(address: address) rel=\"nofollow external\">\(host)</a>"
        }
    }
}

/// The way from a page to its form, for those who act for the city or organisation.
enum ProfileLink {
    static func html(_ entry: Entry, _ profile: EditProfile.Profile, _ request: WebRequest) -> HTML {
        guard request.viewer.holds(.officer, in: Scope(profile.scope, entry.id)) else { return .empty }
        let address = request.link(request.path + "/profile")
        return "\(Button.link(request.t("Edit this page"), to: address), request.t)"
    }
}
