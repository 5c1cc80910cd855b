public import Catalogue

extension Capability {
    /// Running the installation: people and roles, settings, imports, jobs, audit, mail, health.
    public static var administration: Capability { Capability() }
}
