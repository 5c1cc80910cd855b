import Hummingbird
import Languages
import Logging
import NIOCore
public import ServiceLifecycle

/// The HTTP server: all routes behind one entrance. Stops gracefully with the service group that runs it.
public struct WebServer: Service {
    private let site: Site
    private let routes: [Route]
    private let host: String
    private let port: Int
    private let started: @Sendable (_ port: Int) async -> Void

    /// - Parameters:
    ///   - port: 0 lets the system choose.
    ///   - started: called with the port when the server answers.
    public init(
        site: Site, routes: [Route], host: String, port: Int,
        started: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
    ) {
        self.site = site
        self.routes = routes
        self.host = host
        self.port = port
        self.started = started
    }

    public func run() async throws {
        var quiet = Logger(label: "http")
        quiet.logLevel = .warning
        let router = Entrance(site: site, pages: ErrorPages()).router(routes + PlainRoutes.all)
        let application = Application(
            responder: router.buildResponder(),
            configuration: .init(address: .hostname(host, port: port), serverName: nil),
            onServerRunning: { channel in await started(channel.localAddress?.port ?? port) },
            logger: quiet)
        try await application.run()
    }
}
