public import Platform

/// Makes the search index of the node that takes the job anew from the database alone.
public struct RebuildIndexJob: JobHandler {
    public static let kind = "catalogue.rebuild-index"
    public var kind: String { Self.kind }

    private let catalogue: CatalogueService

    public init(catalogue: CatalogueService) { self.catalogue = catalogue }

    public func run(_ job: Job, _ control: JobControl) async throws -> String? {
        try await catalogue.rebuild()
        await catalogue.save()
        return nil
    }
}
