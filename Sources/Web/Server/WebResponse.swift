public import Exchange
public import Foundation
import Platform

/// What a handler answers.
public struct WebResponse: Sendable {
    /// The body of an answer.
    public enum Body: Sendable {
        case none
        case data(Data)
        /// Made part by part as the reader takes them, in constant memory.
        case stream(AsyncThrowingStream<Data, any Error>)
    }

    public var status: Int
    public var headers: [(name: String, value: String)]
    public var body: Body

    public init(status: Int = 200, headers: [(name: String, value: String)] = [], body: Body = .none) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// A page.
    public static func html(_ html: HTML, status: Int = 200) -> WebResponse {
        WebResponse(
            status: status, headers: [("content-type", "text/html; charset=utf-8")], body: .data(Data(html.bytes)))
    }

    /// A JSON document.
    public static func json(
        _ value: JSONValue, status: Int = 200, type: String = "application/json"
    ) -> WebResponse {
        WebResponse(status: status, headers: [("content-type", type)], body: .data(value.data()))
    }

    /// See another address, by GET; what a form answers after it was sent.
    public static func redirect(to address: String) -> WebResponse {
        WebResponse(status: 303, headers: [("location", address)])
    }

    /// A file to save, streamed.
    /// - Parameters:
    ///   - name: the name to save it under; whatever could be more than a name is taken out.
    ///   - next: makes the next part; nil ends the file.
    public static func download(
        name: String, type: String, _ next: @escaping @Sendable () async throws -> Data?
    ) -> WebResponse {
        WebResponse(
            headers: [("content-type", type), ("content-disposition", FileName.contentDisposition(name))],
            body: .stream(AsyncThrowingStream(unfolding: next)))
    }

    /// The same answer with a cookie.
    func setting(_ cookie: Cookie) -> WebResponse {
        var copy = self
        copy.headers.append(("set-cookie", cookie.header))
        return copy
    }
}

/// A cookie that no script and no other site can read.
struct Cookie: Sendable {
    let name: String
    let value: String
    /// Seconds; zero ends the cookie.
    let maximumAge: Int
    let isSecure: Bool

    var header: String {
        "\(name)=\(value); Path=/; Max-Age=\(maximumAge); HttpOnly; SameSite=Lax" + (isSecure ? "; Secure" : "")
    }
}
