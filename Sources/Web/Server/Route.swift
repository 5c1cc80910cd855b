public import Platform

/// A door to a page or to an answer of the API, as a value: who may come and what is done.
public struct Route: Sendable {
    /// Whether the door asks for an account before the handler is reached; what the person may see or do is decided
    /// by the query or the action behind it.
    public enum Access: Sendable { case anyone, signedIn, administrator }

    public enum Method: String, Sendable { case get = "GET", post = "POST" }

    /// Pages live below the language (`/fi/needs`); plain addresses do not (`/api/v1/needs`, `/healthz`).
    public enum Place: Sendable { case page, plain, api }

    public typealias Handler = @Sendable (WebRequest) async throws -> WebResponse

    public let method: Method
    /// Begins with a slash; parts in braces are parameters: `/needs/{need}`.
    public let path: String
    public let access: Access
    public let place: Place
    /// The largest body that is read, in bytes.
    public let bodyLimit: Int
    /// The action that is run here, for those who want to know who may; nil for reading and for deeds of an account.
    public let action: (any Action.Type)?
    public let handler: Handler

    public init(
        _ method: Method, _ path: String, access: Access = .anyone, place: Place = .page, bodyLimit: Int = 1 << 20,
        action: (any Action.Type)? = nil, _ handler: @escaping Handler
    ) {
        self.method = method
        self.path = path
        self.access = access
        self.place = place
        self.bodyLimit = bodyLimit
        self.action = action
        self.handler = handler
    }

    /// A page that is read.
    public static func page(_ path: String, access: Access = .anyone, _ handler: @escaping Handler) -> Route {
        Route(.get, path, access: access, handler)
    }

    /// What a form is sent to.
    public static func post(
        _ path: String, access: Access = .anyone, bodyLimit: Int = 1 << 20, action: (any Action.Type)? = nil,
        _ handler: @escaping Handler
    ) -> Route {
        Route(.post, path, access: access, bodyLimit: bodyLimit, action: action, handler)
    }
}
