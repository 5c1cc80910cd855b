import Accounts
import ArgumentParser
import Database
import Foundation
import Languages
import Logging
import Platform
import ServiceLifecycle
import Web

/// Where the data is.
struct DataOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The folder of the embedded database, files and search index.", valueName: "DIR"))
    var data = "innocities-data"

    @Option(help: ArgumentHelp("A PostgreSQL database instead of the embedded one.", valueName: "URL"))
    var databaseUrl: String?

    var folder: URL { URL(filePath: data, directoryHint: .isDirectory) }

    func location() throws -> Database.Location {
        if let databaseUrl { return .url(databaseUrl) }
        do { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) } catch {
            throw CommandFault("The folder \(data) cannot be made. Name another with --data.")
        }
        return .file(folder.appending(path: "innocities.sqlite"))
    }

    /// Where the search index is kept between starts; it can be deleted at any time and is then made again.
    var snapshots: URL { URL(filePath: data, directoryHint: .isDirectory).appending(path: "index") }
}

/// The server.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the server.",
        discussion: "Example: innocities serve --demo --port 8080")

    @OptionGroup var options: DataOptions
    @Option(help: "The port; 0 lets the system choose.") var port = 8080
    @Option(help: "The address to listen at.") var host = "127.0.0.1"
    @Option(help: ArgumentHelp("The address that people use, such as https://innocities.example.", valueName: "URL"))
    var origin: String?
    @Flag(help: "Fill an empty database with the demonstration data set and offer demo people.") var demo = false
    @Flag(help: "Believe the proxy in front about the address of the peer.") var trustProxy = false

    @OptionGroup var mail: MailOptions

    func run() async throws {
        let logger = Logger(label: "innocities")
        let house = try await House.open(
            try options.location(), share: try .found(logger: logger), logger: logger, snapshots: options.snapshots)
        if demo { try await DemoFill(house: house).run() }
        let site = try await house.site(
            origin: origin, isDemonstration: demo, trustsProxy: trustProxy,
            dataFolder: URL(filePath: options.data, directoryHint: .isDirectory),
            listeningAddress: "http://\(self.host):\(port)")
        let setUp = demo ? nil : try await SetUp.link(database: house.database, now: .now)
        let host = host
        let server = WebServer(site: site, routes: house.routes, host: self.host, port: port) { port in
            let root = origin ?? "http://\(host):\(port)"
            let told = "\(root)/\n" + (setUp.map { "Make the first administrator: \(root)/en\($0)\n" } ?? "")
            FileHandle.standardOutput.write(Data(told.utf8))
        }
        let handlers = try house.jobHandlers(dataFolder: URL(filePath: options.data, directoryHint: .isDirectory))
        let jobs = JobRunner(database: house.database, handlers: handlers, logger: logger)
        let post = PostOffice(
            site: site, catalogue: house.catalogue, transport: try mail.transport(data: options.data),
            sender: try mail.sender(name: site.settings.current.name))
        let group = ServiceGroup(
            services: [
                server, jobs, FeedFollower(house: house), TextReading(house: house), SnapshotKeeper(house: house), post,
            ],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger)
        try await group.run()
        await house.catalogue.save()
        await house.database.close()
    }
}

/// Keeps this node's catalogue and settings current when another node writes.
struct FeedFollower: Service {
    let house: House

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await house.catalogue.catchUp()
                try? await house.settings.reload(from: house.database)
                try? await Task.sleep(for: .milliseconds(700))
            }
        }
    }
}

/// Reads new texts for their meaning, and learns from marks.
struct TextReading: Service {
    let house: House

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await house.catalogue.encode()
                await house.catalogue.readWords()
                await house.catalogue.learn(isOn: house.settings.current.learnsFromMarks)
                try? await Task.sleep(for: .milliseconds(700))
            }
        }
    }
}

/// Saves the catalogue's index soon after the start and then now and again, so that even a node that is killed starts
/// quickly.
struct SnapshotKeeper: Service {
    let house: House

    func run() async throws {
        await cancelWhenGracefulShutdown {
            try? await Task.sleep(for: .seconds(10))
            while !Task.isCancelled {
                await house.catalogue.save()
                try? await Task.sleep(for: .seconds(600))
            }
        }
    }
}
