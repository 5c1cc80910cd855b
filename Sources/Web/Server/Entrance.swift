import Exchange
import Foundation
import HTTPTypes
import Hummingbird
import Languages
import Logging
import NIOCore
import Platform

/// What Hummingbird keeps beside a request; the peer's address is all we add.
struct EntranceContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let peer: String

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        peer = source.channel.remoteAddress?.ipAddress ?? "local"
    }
}

/// The one way in: turns a request into a `WebRequest`, asks who it is, keeps forged and too many requests out, calls
/// the handler, and turns whatever comes back, errors included, into an answer with all headers.
struct Entrance: Sendable {
    let site: Site
    let pages: ErrorPages

    /// The router with all routes.
    func router(_ routes: [Route]) -> Router<EntranceContext> {
        let router = Router(context: EntranceContext.self, options: [.autoGenerateHeadEndpoints])
        router.add(middleware: LostAndFound(entrance: self))
        for route in routes {
            let path = route.path.replacingOccurrences(of: "{", with: ":").replacingOccurrences(of: "}", with: "")
            let prefix = route.place == .page ? "/:language" : ""
            router.on(RouterPath(prefix + path), method: route.method == .get ? .get : .post) { request, context in
                await answer(route, request, context)
            }
        }
        return router
    }

    fileprivate func answer(_ route: Route, _ request: Request, _ context: EntranceContext) async -> Response {
        let began = ContinuousClock.now
        var message = EntranceMessage(request, context: context, trustsProxy: site.trustsProxy)
        var response: WebResponse
        do {
            if case .refused(let seconds) = site.limits.requests.take(from: message.peer) { throw TooMany(seconds) }
            response = try await handle(route, &message, request)
        } catch {
            response = pages.answer(to: error, route: route, message: message, site: site)
        }
        finish(&response, message)
        site.traffic.count(status: response.status)
        site.logger.debug(
            "answered",
            metadata: [
                "method": "\(request.method)", "path": "\(message.path)", "status": "\(response.status)",
                "took": "\(ContinuousClock.now - began)",
            ])
        return response.hummingbird
    }

    private func handle(
        _ route: Route, _ message: inout EntranceMessage, _ request: Request
    ) async throws -> WebResponse {
        try await identify(route, &message)
        if route.method == .post {
            if case .refused(let seconds) = site.limits.writesByPeer.take(from: message.peer) { throw TooMany(seconds) }
            var request = request
            do {
                message.body = Data(try await request.collectBody(upTo: route.bodyLimit).readableBytesView)
            } catch { throw TooLarge(limit: route.bodyLimit) }
            if route.place == .page { try message.readForm() }
        }
        let webRequest = message.request(site)
        if route.method == .post, route.place == .page, !SameOrigin.isOwn(webRequest) { throw ForgedRequest() }
        switch route.access {
        case .anyone: break
        case .signedIn: if !webRequest.viewer.isSignedIn { throw AccessDenied.signInNeeded }
        case .administrator:
            if !webRequest.viewer.isSignedIn { throw AccessDenied.signInNeeded }
            if !webRequest.viewer.isAdministrator { throw AccessDenied.forbidden }
        }
        return try await route.handler(webRequest)
    }

    /// Finds the language and the viewer.
    private func identify(_ route: Route, _ message: inout EntranceMessage) async throws {
        let offered = site.settings.current.languages
        if route.place == .page {
            if let part = message.parameters["language"] {
                guard let language = Language(rawValue: part), language.isOfInterface else { throw NotFound() }
                guard offered.contains(language) else {
                    message.language = message.guessedLanguage(offered)
                    message.knowsLanguage = false
                    guard message.isRead else { throw NotFound() }
                    throw LanguageNotOffered(path: String(message.path.dropFirst(part.count + 1)))
                }
                message.language = language
            } else {
                message.language = message.guessedLanguage(offered)
                message.knowsLanguage = false
            }
        } else {
            message.language = message.guessedLanguage(offered)
        }
        if route.place == .api, let authorization = message.headers["authorization"] {
            guard authorization.lowercased().hasPrefix("bearer "),
                let viewer = try await site.accessTokens.viewer(
                    token: String(authorization.dropFirst(7)), now: site.now)
            else { throw WrongToken() }
            message.viewer = viewer
        } else if route.place != .api, let token = message.cookies[site.sessionCookieName] {
            guard let found = try await site.sessions.find(token: token, now: site.now) else {
                message.hasDeadSession = true
                return
            }
            message.viewer = found.viewer
            message.session = .init(
                token: token, id: found.id, person: found.person, awaitsSecondFactor: found.awaitsSecondFactor)
        }
    }

    private func finish(_ response: inout WebResponse, _ message: EntranceMessage) {
        response.headers += SecurityHeaders.all
        response.headers.append(("x-request-id", message.id))
        if site.origin?.hasPrefix("https:") == true {
            response.headers.append(("strict-transport-security", "max-age=31536000; includeSubDomains"))
        }
        let names = Set(response.headers.map(\.name))
        if message.isPage, message.knowsLanguage, message.cookies["language"] != message.language.rawValue {
            response = response.setting(
                Cookie(
                    name: "language", value: message.language.rawValue, maximumAge: 31_536_000,
                    isSecure: site.origin?.hasPrefix("https:") == true))
        }
        let setsSession = response.headers.contains {
            $0.name == "set-cookie" && $0.value.hasPrefix(site.sessionCookieName + "=")
        }
        if message.hasDeadSession, !setsSession {
            response = response.setting(site.sessionCookie(nil))
        }
        if !names.contains("cache-control") {
            // What somebody reads is theirs: no cache keeps it, least of all one that others share.
            response.headers.append(("cache-control", message.isPersonal ? "private, no-store" : "no-cache"))
            response.headers.append(("vary", message.isAPI ? "Authorization, Accept-Language" : "Cookie"))
        }
        guard case .data(let data) = response.body, response.status == 200, message.isRead else { return }
        if message.session == nil, !names.contains("etag") {
            // The same bytes for two people are two answers.
            let tag = "W/\"\(String((data + Data((message.viewer.person ?? "").utf8)).stableHash, radix: 36))\""
            response.headers.append(("etag", tag))
            if message.headers["if-none-match"] == tag {
                response.status = 304
                response.body = .none
                return
            }
        }
        compress(&response, data, names: names, message)
    }

    /// Text is compressed unless it carries a form token, whose bytes could be told from the length of the answer.
    private func compress(_ response: inout WebResponse, _ data: Data, names: Set<String>, _ message: EntranceMessage) {
        guard message.session == nil, data.count > 1024, message.acceptsGzip, !names.contains("content-encoding"),
            let type = response.headers.first(where: { $0.name == "content-type" })?.value,
            type.hasPrefix("text/") || type.contains("json") || type.contains("svg") || type.contains("xml"),
            let compressed = try? gzip(data)
        else { return }
        response.headers.append(("content-encoding", "gzip"))
        response.headers.append(("vary", "Accept-Encoding"))
        response.body = .data(compressed)
    }
}

/// Answers what no route takes with our own page; nothing else gets here as an error.
private struct LostAndFound: RouterMiddleware {
    let entrance: Entrance

    func handle(
        _ request: Request, context: EntranceContext, next: (Request, EntranceContext) async throws -> Response
    ) async throws -> Response {
        do { return try await next(request, context) } catch let error as HTTPError where error.status == .notFound {
            let place: Route.Place = request.uri.path.hasPrefix("/api/") ? .api : .page
            return await entrance.answer(Route(.get, "", place: place) { _ in throw NotFound() }, request, context)
        }
    }
}

/// Too many requests from one peer; seconds to wait.
public struct TooMany: Error {
    public let seconds: Int
    public init(_ seconds: Int) { self.seconds = seconds }
}

/// A body larger than the route reads.
struct TooLarge: Error { let limit: Int }

/// A form that was not sent by a page of this site, or whose session is over.
struct ForgedRequest: Error {}

/// A language that the installation does not offer now; the page is there in the others.
struct LanguageNotOffered: Error {
    /// The address without the language.
    let path: String
}

/// A token of the API that is unknown or over.
struct WrongToken: Error {}

extension Data {
    /// FNV-1a, 64 bits: the same in every run, for ETags.
    var stableHash: UInt64 {
        reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }
}

extension WebResponse {
    /// The answer in Hummingbird's words.
    fileprivate var hummingbird: Response {
        var fields = HTTPFields()
        for (name, value) in headers {
            if let name = HTTPField.Name(name) { fields.append(HTTPField(name: name, value: value)) }
        }
        let body: ResponseBody =
            switch self.body {
            case .none: ResponseBody()
            case .data(let data): ResponseBody(byteBuffer: ByteBuffer(bytes: data))
            case .stream(let parts): ResponseBody(asyncSequence: parts.map { ByteBuffer(bytes: $0) })
            }
        return Response(status: .init(code: status), headers: fields, body: body)
    }
}
