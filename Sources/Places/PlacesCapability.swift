public import Catalogue
import Languages

extension Capability {
    /// Innovation places, as a register.
    public static var places: Capability {
        var capability = Capability()
        capability.kinds = [.place]
        return capability
    }
}

extension CatalogueKind {
    static let place = CatalogueKind(
        name: "place", path: "places", singular: "Place", plural: "Places",
        count: { .count($0, one: "\($0) place", other: "\($0) places") },
        facets: [.origin, .country, .city, .language],
        lead: "Innovation places: where residents make social innovation.")
}
