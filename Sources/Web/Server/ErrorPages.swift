import Database
import Exchange
import Languages
import Logging
import Platform

/// Turns errors into answers: a page in the reader's language, or a problem document for the API. What went wrong
/// inside is logged under the request's identifier and never shown.
struct ErrorPages: Sendable {
    /// What is told of an error.
    struct Telling {
        let status: Int
        let title: Message
        let detail: Message
        var fields: [String: Message] = [:]
        var headers: [(name: String, value: String)] = []
    }

    func answer(to error: any Error, route: Route, message: EntranceMessage, site: Site) -> WebResponse {
        let t = site.catalogues.localiser(message.language)
        if route.place != .page { return Problem(tell(error, message, site), t, instance: message.id).response }
        let request = message.request(site)
        if let error = error as? LanguageNotOffered {
            var response = WebResponse.redirect(to: message.query.address(request.link(error.path)))
            response.status = 302
            response.headers.append(("vary", "Accept-Language, Cookie"))
            return response
        }
        if case AccessDenied.signInNeeded = error {
            let next = message.isRead ? QueryString(parsing: message.query.text).address(request.path) : "/"
            return .redirect(to: QueryString([.init("next", next)]).address(request.link("/sign-in")))
        }
        let telling = tell(error, message, site)
        let content: HTML = """
            <h1>\(t(telling.title))</h1><p class="lead">\(t(telling.detail))</p>\
            <p><a href=\(address: request.link("/"))>\(t("Go to the first page"))</a></p>
            """
        var response = request.page(title: t(telling.title), hidden: true) { content }
        response.status = telling.status
        response.headers += telling.headers
        return response
    }

    private func tell(_ error: any Error, _ message: EntranceMessage, _ site: Site) -> Telling {
        switch error {
        case is NotFound, is StaticFiles.NotFoundAsset:
            return Telling(
                status: 404, title: "This page does not exist",
                detail: "The address may be mistyped, or what was here was taken back or is not public.")
        case AccessDenied.signInNeeded:
            return Telling(status: 401, title: "Please sign in", detail: "This needs an account or a token.")
        case AccessDenied.forbidden:
            return Telling(
                status: 403, title: "You may not do this",
                detail: "Your roles do not allow it. Whoever runs the network or the installation can give you one.")
        case let faults as InputFaults:
            return Telling(
                status: 422, title: "Something is missing or wrong",
                detail: faults.general.first ?? "Please look at the fields that are named and mend them.",
                fields: faults.fields)
        case let wait as TooMany:
            return Telling(
                status: 429, title: "Too many requests",
                detail: .count(
                    wait.seconds, one: "Please wait \(wait.seconds) second and try again.",
                    other: "Please wait \(wait.seconds) seconds and try again."),
                headers: [("retry-after", String(wait.seconds))])
        case let large as TooLarge:
            return Telling(
                status: 413, title: "This is too large",
                detail: "At most \(large.limit / 1024) kilobytes can be sent here.")
        case is ForgedRequest:
            return Telling(
                status: 403, title: "This form is no longer valid",
                detail:
                    "It was opened in another session or by another site. Please open the page anew and send it again.")
        case is WrongToken:
            return Telling(
                status: 401, title: "This token is not valid",
                detail: "It is unknown, was ended or is over. Make a new one in your account.",
                headers: [("www-authenticate", "Bearer")])
        case is Multipart.Malformed, is JSONError:
            return Telling(
                status: 400, title: "This could not be read",
                detail: "What was sent does not have the form that its content type says.")
        case DatabaseError.busy, DatabaseError.serialization:
            return Telling(
                status: 503, title: "Too much is going on just now", detail: "Nothing was changed. Please try again.",
                headers: [("retry-after", "1")])
        default:
            site.logger.error(
                "request failed",
                metadata: ["request": "\(message.id)", "path": "\(message.path)", "error": "\(error)"])
            return Telling(
                status: 500, title: "Something went wrong on our side",
                detail:
                    "Nothing was changed. If it happens again, tell whoever runs this site this number: \(message.id)")
        }
    }
}

/// An RFC 9457 problem document.
struct Problem {
    private let telling: ErrorPages.Telling
    private let t: Localiser
    private let instance: String

    init(_ telling: ErrorPages.Telling, _ t: Localiser, instance: String) {
        self.telling = telling
        self.t = t
        self.instance = instance
    }

    var response: WebResponse {
        var document: JSONObject = [
            "type": "about:blank", "title": .string(t(telling.title)), "status": .integer(telling.status),
            "detail": .string(t(telling.detail)), "instance": .string("urn:uuid:" + instance),
        ]
        if !telling.fields.isEmpty {
            document["errors"] = .array(
                telling.fields.sorted { $0.key < $1.key }.map { name, message in
                    ["field": .string(name), "message": .string(t(message))]
                })
        }
        var response = WebResponse.json(
            .object(document), status: telling.status, type: "application/problem+json")
        response.headers += telling.headers
        response.headers.append(("content-language", t.language.rawValue))
        return response
    }
}
