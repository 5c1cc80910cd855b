public import Catalogue
import Languages

extension Capability {
    /// Innovation places, as a register.
    public static var places: Capability {
        var capability = Capability()
        capability.migrations = PlacesSchema.migrations
        capability.kinds = [.place]
        capability.imports = [ImportPlace.self]
        capability.actions = [RegisterPlace.self, EditPlace.self, PublishPlace.self, DeclinePlace.self]
        capability.routes = { _ in PlaceRoutes.all }
        capability.personalData = PlacesPersonalData.tables
        capability.accountLinks = [
            .init("Register a place", "/places/new"), .init("Proposed places", "/places/proposed"),
        ]
        return capability
    }
}

extension CatalogueKind {
    static let place = CatalogueKind(
        name: "place", path: "places", singular: "Place", plural: "Places",
        count: { .count($0, one: "\($0) place", other: "\($0) places") },
        facets: [.origin, .country, .city, .language],
        lead: "Innovation places: where residents make social innovation.",
        details: EntryDetails(
            table: "place",
            columns: [
                .init("legal_form", .json), .init("owner_stated"), .init("address"), .init("activities", .json),
                .init("further_source"), .init("facts", .json),
            ]),
        additions: { entry, _, request in
            var additions = Additions()
            let details = try await request.site.database.read { [id = entry.id] in try PlaceDetails.read(id, in: $0) }
            additions.facts = (details ?? PlaceDetails()).facts(entry, request.t)
            additions.sections = details?.section(entry, request.t) ?? .empty
            additions.actions = PlaceRoutes.buttons(entry, request)
            additions.draftNotice = PlaceRoutes.draftNotice(entry, request)
            return additions
        })
}
