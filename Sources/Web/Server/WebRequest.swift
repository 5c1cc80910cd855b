public import Foundation
public import Languages
public import Platform

/// A request as handlers see it: who asks, in which language, for what.
public struct WebRequest: Sendable {
    public let site: Site
    public let viewer: Viewer
    /// Texts, numbers and dates in the language of the reader.
    public let t: Localiser
    /// The address without the language: `/needs/…`.
    public let path: String
    public let query: QueryString
    /// What a form sent, without the token.
    public let form: QueryString
    public let files: [UploadedFile]
    /// The body as it came, for the API.
    public let body: Data
    public let now: Instant
    let parameters: [String: String]
    let headers: [String: String]
    /// The peer as limits count it: an address of version 4, or the network of one of version 6.
    public let peer: String
    let session: SessionCookie?

    /// The session as the cookie names it; the token is needed to bind form tokens to it.
    struct SessionCookie: Sendable {
        let token: String
        let id: String
        let person: String
        let awaitsSecondFactor: Bool
    }

    /// A part of the address.
    public func parameter(_ name: String) -> String { parameters[name] ?? "" }

    /// A header's value, by its name in lower case.
    public func header(_ name: String) -> String? { headers[name] }

    /// The address of a page in the reader's language.
    public func link(_ path: String) -> String { "/\(t.language.rawValue)\(path)" }

    /// The token that forms carry against forged requests; visitors have none, their forms are told by origin alone.
    public var formToken: String? {
        session.map { site.signer.formToken(session: Data($0.token.utf8)) }
    }

    /// The form as the input of an action, with what the address names.
    public func input(adding parameters: [String: String] = [:]) -> RawInput {
        var raw: RawInput = [:]
        for pair in form.pairs { raw[pair.name, default: []].append(pair.value) }
        for (name, value) in parameters { raw[name] = [value] }
        return raw
    }

    /// Runs an action as whoever asks.
    /// - Parameter key: the name that a program gave the request, so that it is carried out once.
    public func run(
        _ action: any Action.Type, _ input: RawInput, key: RequestKey? = nil
    ) async throws -> Outcome {
        try await site.runner.run(action, input, as: viewer, language: t.language, key: key)
    }
}

/// A file that came with a form.
public struct UploadedFile: Sendable {
    /// The name of the form's field.
    public let field: String
    /// The name the file had where it came from: hostile text, for showing only.
    public let name: String
    public let data: Data

    public init(field: String, name: String, data: Data) {
        self.field = field
        self.name = name
        self.data = data
    }
}
