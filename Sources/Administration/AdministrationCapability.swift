public import Catalogue
import Web

extension Capability {
    /// Running the installation: people and roles, settings, imports, jobs, audit, mail, health; and the pages that
    /// tell what the installation is.
    public static var administration: Capability {
        var capability = Capability()
        capability.routes = { catalogue in aboutRoutes(catalogue) }
        return capability
    }

    private static func aboutRoutes(_ catalogue: CatalogueService) -> [Route] {
        [
            .page("/about") { AboutPage(catalogue: catalogue).answer($0) },
            .page("/privacy") { PrivacyPage().answer($0) },
            .page("/developers") { DevelopersPage(catalogue: catalogue).answer($0) },
            .page("/licences") { LicencesPage().answer($0) },
        ]
    }
}
