public import Catalogue
import Languages

extension Capability {
    /// Innovation places, as a register.
    public static var places: Capability {
        var capability = Capability()
        capability.migrations = PlacesSchema.migrations
        capability.kinds = [.place]
        capability.imports = [ImportPlace.self]
        capability.actions = [RegisterPlace.self, PublishPlace.self]
        capability.routes = { _ in PlaceRoutes.all }
        capability.personalData = PlacesPersonalData.tables
        capability.accountLinks = [.init("Register a place", "/places/new")]
        return capability
    }
}

extension CatalogueKind {
    static let place = CatalogueKind(
        name: "place", path: "places", singular: "Place", plural: "Places",
        count: { .count($0, one: "\($0) place", other: "\($0) places") },
        facets: [.origin, .country, .city, .language],
        lead: "Innovation places: where residents make social innovation.",
        additions: { entry, _, request in
            var additions = Additions()
            let details = try await request.site.database.read { [id = entry.id] in try PlaceDetails.read(id, in: $0) }
            additions.facts = (details ?? PlaceDetails()).facts(request.t)
            additions.sections = details?.section(request.t) ?? .empty
            additions.actions = PlaceRoutes.publishButton(entry, request)
            return additions
        })
}
