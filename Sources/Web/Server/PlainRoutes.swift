import Database
import Exchange
import Foundation
import Languages
import Platform

/// The addresses below no language: the way to one, the static files, and what the operator's machines ask.
enum PlainRoutes {
    static let all: [Route] = [
        Route(.get, "/", place: .plain) { request in
            var response = WebResponse.redirect(to: "/\(request.t.language.rawValue)/")
            response.status = 302
            response.headers.append(("vary", "Accept-Language, Cookie"))
            return response
        },
        Route(.get, "/assets/**", place: .plain) { request in
            try request.site.staticFiles.answer(
                to: String(request.path.dropFirst("/assets/".count)),
                acceptsGzip: request.header("accept-encoding")?.contains("gzip") == true)
        },
        Route(.get, "/theme.css", place: .plain) { request in
            let colour = request.site.settings.current.colour.flatMap(BrandColour.init)?.styleSheet ?? ""
            return WebResponse(headers: [("content-type", "text/css; charset=utf-8")], body: .data(Data(colour.utf8)))
        },
        Route(.get, "/favicon.ico", place: .plain) { request in
            .redirect(to: request.site.assets.address("favicon.svg"))
        },
        Route(.get, "/robots.txt", place: .plain) { _ in
            WebResponse(
                headers: [("content-type", "text/plain; charset=utf-8")],
                body: .data(Data("User-agent: *\nDisallow: /api/\n".utf8)))
        },
        Route(.get, "/healthz", place: .plain) { _ in .json(["status": "alive"]) },
        Route(.get, "/readyz", place: .plain) { request in
            _ = try await request.site.database.readOne("SELECT 1 AS one")
            return .json(["status": "ready"])
        },
    ]
}
