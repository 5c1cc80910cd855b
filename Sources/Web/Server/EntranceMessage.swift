import Exchange
import Foundation
import HTTPTypes
import Hummingbird
import Languages
import Platform

/// What is known of a request while it is being let in.
struct EntranceMessage: Sendable {
    let id = newIdentifier()
    let path: String
    let query: QueryString
    let headers: [String: String]
    let cookies: [String: String]
    let peer: String
    let parameters: [String: String]
    let isRead: Bool
    var language: Language = .en
    /// Whether the address names the language, so that it is remembered.
    var knowsLanguage = true
    var viewer = Viewer.visitor
    var session: WebRequest.SessionCookie?
    var hasDeadSession = false
    var body = Data()
    var form = QueryString()
    var files: [UploadedFile] = []

    init(_ request: Request, context: EntranceContext, trustsProxy: Bool) {
        var headers: [String: String] = [:]
        for field in request.headers { headers[field.name.canonicalName] = field.value }
        if headers["host"] == nil, let authority = request.head.authority { headers["host"] = authority }
        self.headers = headers
        path = request.uri.path
        query = QueryString(parsing: request.uri.query ?? "")
        isRead = request.method == .get || request.method == .head
        var cookies: [String: String] = [:]
        for part in (headers["cookie"] ?? "").split(separator: ";") {
            let halves = part.split(separator: "=", maxSplits: 1)
            guard halves.count == 2 else { continue }
            cookies[halves[0].trimmingCharacters(in: .whitespaces)] = halves[1].trimmingCharacters(in: .whitespaces)
        }
        self.cookies = cookies
        var parameters: [String: String] = [:]
        for (name, value) in context.parameters {
            parameters[String(name)] = String(value).removingPercentEncoding
        }
        // What no route takes below a language is answered in that language all the same.
        if parameters["language"] == nil, let part = path.split(separator: "/").first.map(String.init),
            Language(rawValue: part) != nil
        {
            parameters["language"] = part
        }
        self.parameters = parameters
        // What a trusted proxy adds stands last; what stands before it was written by whoever asks.
        let forwarded = headers["x-forwarded-for"]?.split(separator: ",").last?.trimmingCharacters(in: .whitespaces)
        let told = trustsProxy ? forwarded.flatMap { IPAddress($0) } : nil
        peer = (told ?? IPAddress(context.peer))?.limiterKey ?? context.peer
    }

    /// Whether somebody in particular asks, by session or by token.
    var isPersonal: Bool { session != nil || viewer.isSignedIn }

    var isPage: Bool { parameters["language"] != nil }
    var isAPI: Bool { path.hasPrefix("/api/") }
    var acceptsGzip: Bool { headers["accept-encoding"]?.contains("gzip") == true }

    /// The language remembered, else the one the browser asks for, else English.
    func guessedLanguage(_ offered: [Language]) -> Language {
        if !isAPI, let remembered = cookies["language"].flatMap(Language.init(rawValue:)),
            offered.contains(remembered)
        {
            return remembered
        }
        if let asked = headers["accept-language"].flatMap(Language.preferred(acceptLanguage:)), offered.contains(asked)
        {
            return asked
        }
        return offered.contains(.en) ? .en : offered.first ?? .en
    }

    mutating func readForm() throws {
        let type = headers["content-type"] ?? ""
        if type.hasPrefix("multipart/form-data") {
            (form, files) = try Multipart.parse(body, contentType: type)
        } else {
            form = QueryString(parsing: String(decoding: body, as: UTF8.self))
        }
    }

    func request(_ site: Site) -> WebRequest {
        let prefix = "/\(language.rawValue)"
        let localPath = isPage && path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
        return WebRequest(
            site: site, viewer: viewer, t: site.catalogues.localiser(language),
            path: localPath.isEmpty ? "/" : localPath, query: query.withoutNUL, form: form.withoutNUL, files: files,
            body: body, now: site.now, parameters: parameters.mapValues(\.withoutNUL), headers: headers, peer: peer,
            session: session)
    }
}

extension String {
    /// The text without U+0000, which no database keeps and no person writes.
    fileprivate var withoutNUL: String { utf8.contains(0) ? replacingOccurrences(of: "\0", with: "") : self }
}

extension QueryString {
    fileprivate var withoutNUL: QueryString {
        QueryString(pairs.map { Pair($0.name.withoutNUL, $0.value.withoutNUL) })
    }
}
