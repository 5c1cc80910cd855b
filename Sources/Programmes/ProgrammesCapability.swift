public import Catalogue
import Languages

extension Capability {
    /// Projects, as a register, and the lists of funded operations that authorities publish.
    public static var programmes: Capability {
        var capability = Capability()
        capability.migrations = ProgrammesSchema.migrations
        capability.kinds = [.project]
        capability.imports = [ImportProject.self]
        capability.actions = [RegisterProject.self]
        capability.routes = { _ in ProjectRoutes.all }
        capability.personalData = ProgrammesPersonalData.tables
        capability.accountLinks = [.init("Register a project", "/projects/new", isFor: ProjectStanding.mayRegister)]
        return capability
    }
}

extension CatalogueKind {
    static let project = CatalogueKind(
        name: "project", path: "projects", singular: "Project", plural: "Projects",
        count: { .count($0, one: "\($0) project", other: "\($0) projects") },
        facets: [.state, .country, .city, .topic, .language],
        lead: "Funded work with partners, dates and money.", details: ProjectDetails.openData,
        additions: { entry, _, request in
            let viewer = request.viewer
            let found = try await request.site.database.read { [id = entry.id] transaction in
                let details = try ProjectDetails.read(id, in: transaction) ?? ProjectDetails()
                let funder = try details.funder.map { try EntryLists.entries([$0], as: viewer, in: transaction) }
                return (details: details, funder: funder?.first?.entry)
            }
            let shown = ProjectFacts(found.details, funder: found.funder, language: entry.language, request: request)
            var additions = Additions()
            additions.facts = shown.facts
            additions.sections = shown.sections
            return additions
        })
}
