import Accounts
import Administration
import Catalogue
import Database
import Foundation
import Languages
import Logging
import Needs
import Networks
import Places
import Platform
import Programmes
import Web

/// The composition of the program: which rooms it has, and the services they share. It holds no rule of its own.
struct House: Sendable {
    /// The rooms, in the order in which their tables are made and their entries come in.
    static let capabilities: [Capability] = [
        .accounts, .catalogue, .networks, .needs, .places, .programmes, .administration,
    ]

    static var actions: [any Action.Type] { capabilities.flatMap { $0.actions + $0.imports } }

    static var migrations: [Migration] { capabilities.flatMap(\.migrations) }

    let database: Database
    let catalogue: CatalogueService
    let runner: ActionRunner
    let settings: SettingsCache
    let share: ShareContents
    let logger: Logger

    /// Opens the database, brings its tables up to date, and reads the catalogue into memory.
    /// - Parameters:
    ///   - snapshots: where the catalogue's index is kept between starts; nil keeps none.
    ///   - now: the clock; a test hands in its own.
    static func open(
        _ location: Database.Location, share: ShareContents, logger: Logger, snapshots: URL? = nil,
        now: @escaping @Sendable () -> Instant = { .now }
    ) async throws -> House {
        let database = try await openDatabase(location)
        let catalogue = CatalogueService(
            kinds: capabilities.flatMap(\.kinds), imports: capabilities.flatMap(\.imports), topics: share.topics,
            search: share.search, database: database, logger: logger, snapshots: snapshots)
        let settings = SettingsCache()
        try await settings.reload(from: database)
        let runner = ActionRunner(
            database: database, now: now, catalogues: share.catalogues,
            committed: {
                await catalogue.catchUp()
                try? await settings.reload(from: database)
            })
        try await catalogue.build()
        return House(
            database: database, catalogue: catalogue, runner: runner, settings: settings, share: share,
            logger: logger)
    }

    /// Opens the database alone and brings its tables up to date: all that imports and exports need.
    static func openDatabase(_ location: Database.Location) async throws -> Database {
        let database = try Database.open(location)
        if try await database.currentRoleIsSuperuser() { throw StartFault.superuser }
        try await database.migrate(migrations)
        return database
    }

    /// The site that the server shows.
    func site(
        origin: String?, isDemonstration: Bool, trustsProxy: Bool, dataFolder: URL? = nil,
        listeningAddress: String = "http://127.0.0.1:8080", passwords: PasswordHasher = PasswordHasher()
    ) async throws -> Site {
        let folder = share.folder
        var site = Site(
            database: database, runner: runner, catalogues: share.catalogues,
            staticFiles: try StaticFiles(folders: [folder.file("assets"), folder.local.appending(path: "assets")]),
            signer: TokenSigner(key: try await signingKey()), passwords: passwords, settings: settings,
            logger: logger, origin: origin, isDemonstration: isDemonstration, trustsProxy: trustsProxy,
            navigation: catalogue.kinds.filter(\.isListed).map { .init($0.plural, "/\($0.path)") },
            accountLinks: Self.capabilities.flatMap(\.accountLinks), listeningAddress: listeningAddress)
        site.installation.dataFolder = dataFolder
        site.installation.localFolder = folder.local
        site.installation.files = try dataFolder.map { try FileStore(directory: $0.appending(path: "files")) }
        site.installation.mappings = folder.mappings
        // Later rooms stand on earlier ones: what refers to an entry is erased before the entry forgets its author.
        site.installation.personalData =
            Self.capabilities.reversed().flatMap(\.personalData) + PlatformPersonalData.all
        return site
    }

    var routes: [Route] {
        let routes = Self.capabilities.flatMap { $0.routes(catalogue) } + APIRoutes(Self.actions).routes
        let description = Self.openAPI(routes).json
        return routes + [Route(.get, "/api/openapi.json", place: .api) { _ in .json(description) }]
    }

    /// The description of the API, with these routes beside what actions and kinds tell.
    static func openAPI(_ routes: [Route] = []) -> OpenAPIDocument {
        let collections = capabilities.flatMap(\.kinds).map { kind in
            OpenAPIDocument.Collection(name: kind.name, path: kind.path, filters: kind.facets.map(\.rawValue))
        }
        return OpenAPIDocument(
            actions: actions, collections: collections, routes: routes, version: Installation.version)
    }

    /// - Parameter dataFolder: where uploaded files are.
    func jobHandlers(dataFolder: URL) throws -> [any JobHandler] {
        let files = try FileStore(directory: dataFolder.appending(path: "files", directoryHint: .isDirectory))
        let imports = Self.capabilities.flatMap(\.imports)
        return Self.capabilities.flatMap(\.jobs)
            + [VerifyAuditJob(database: database), RebuildIndexJob(catalogue: catalogue)]
            + [false, true].flatMap { isRehearsal -> [any JobHandler] in
                [
                    ImportOperationsJob(
                        runner: runner, files: files, mappings: share.folder.file("mappings"), isRehearsal: isRehearsal),
                    ImportEntriesJob(runner: runner, files: files, imports: imports, isRehearsal: isRehearsal),
                ]
            }
    }

    /// The key that signs tokens: made at the first start, kept in the database so that all nodes share it.
    private func signingKey() async throws -> Data {
        let text = try await database.write { transaction in
            if let kept = try Settings.kept("signing_key", in: transaction) { return kept }
            let made = Token.make().token
            try Settings.keep(made, as: "signing_key", in: transaction)
            return made
        }
        return Data(text.utf8)
    }
}

/// Why the program does not start.
enum StartFault: Error, CustomStringConvertible {
    case superuser
    case shareMissing

    var description: String {
        switch self {
        case .superuser:
            "The database role is a superuser. Give InnoCities a role of its own that owns its database only."
        case .shareMissing:
            "The folder share with styles, messages and topics is not found. Name it with INNOCITIES_SHARE."
        }
    }
}
