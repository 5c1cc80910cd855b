public import Catalogue
import Languages

extension Capability {
    /// Projects, as a register, and the lists of funded operations that authorities publish.
    public static var programmes: Capability {
        var capability = Capability()
        capability.kinds = [.project]
        return capability
    }
}

extension CatalogueKind {
    static let project = CatalogueKind(
        name: "project", path: "projects", singular: "Project", plural: "Projects",
        count: { .count($0, one: "\($0) project", other: "\($0) projects") },
        facets: [.state, .country, .city, .topic, .language],
        lead: "Funded work with partners, dates and money.")
}
