import Catalogue
import Foundation
import Languages
import Platform
import Web

/// What monitoring programs read, in the text format of Prometheus 0.0.4.
struct Metrics: Sendable {
    let catalogue: CatalogueService

    /// Answers a peer on this machine, an administrator, and nobody else.
    func answer(_ request: WebRequest) async throws -> WebResponse {
        guard try await isAllowed(request) else { throw AccessDenied.forbidden }
        let health = try await Health.read(request, catalogue)
        let text = lines(request, health).joined(separator: "\n") + "\n"
        return WebResponse(
            headers: [("content-type", "text/plain; version=0.0.4; charset=utf-8"), ("cache-control", "no-store")],
            body: .data(Data(text.utf8)))
    }

    /// A proxy on this machine is a peer on loopback, too; it tells that it speaks for somebody else.
    private func isAllowed(_ request: WebRequest) async throws -> Bool {
        if request.viewer.isAdministrator { return true }
        if let authorization = request.header("authorization"), authorization.lowercased().hasPrefix("bearer ") {
            let viewer = try await request.site.accessTokens.viewer(
                token: String(authorization.dropFirst(7)), now: request.now)
            return viewer?.isAdministrator == true
        }
        let isForwarded = ["x-forwarded-for", "forwarded", "x-real-ip", "via"].contains { request.header($0) != nil }
        return !isForwarded && (request.peer.hasPrefix("127.") || request.peer == "::1")
    }

    private func lines(_ request: WebRequest, _ health: Health) -> [String] {
        var lines: [String] = []
        func metric(_ name: String, _ type: String, _ help: String, _ values: [(labels: String, value: Int)]) {
            lines.append("# HELP innocities_\(name) \(help)")
            lines.append("# TYPE innocities_\(name) \(type)")
            for (labels, value) in values { lines.append("innocities_\(name)\(labels) \(value)") }
        }
        func states(_ counts: [String: Int]) -> [(labels: String, value: Int)] {
            counts.sorted { $0.key < $1.key }.map { ("{state=\"\($0.key)\"}", $0.value) }
        }
        metric(
            "requests_total", "counter", "Requests answered by this node.",
            request.site.traffic.answers.map { ("{status=\"\($0.hundreds)xx\"}", $0.count) })
        metric("jobs", "gauge", "Jobs by state.", states(health.jobs))
        metric("mails", "gauge", "Mails by state.", states(health.mails))
        metric("feed_position", "gauge", "Position of the newest change.", [("", health.feed)])
        metric("feed_lag", "gauge", "Changes that the catalogue of this node has not taken in.", [("", health.lag)])
        if let meaning = catalogue.search.meaning {
            metric("texts_to_encode", "gauge", "Texts not yet compared by meaning.", [("", meaning.waiting)])
        }
        metric("database_bytes", "gauge", "Size of the database.", [("", health.databaseSize)])
        if let memory = health.memory {
            metric("resident_memory_bytes", "gauge", "Memory that the process holds.", [("", memory)])
        }
        let seconds = (request.now.milliseconds - request.site.installation.startedAt.milliseconds) / 1000
        metric("uptime_seconds", "gauge", "Seconds since this node began to serve.", [("", seconds)])
        return lines
    }
}
