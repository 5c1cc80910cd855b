public import Exchange
public import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// What came back for a request.
public struct TestAnswer: Sendable {
    public let status: Int
    /// In the order in which they came, names in lower case.
    public let headers: [(name: String, value: String)]
    public let data: Data

    public var text: String { String(decoding: data, as: UTF8.self) }
    public var json: JSONValue { get throws { try JSONValue(parsing: data) } }

    /// The first header of a name, in lower case.
    public func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
}

/// An HTTP client that sends exactly what it is told: no redirects, no cookies, no cache, one connection for each
/// request.
public struct TestClient: Sendable {
    private typealias Channel = NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>

    /// The server ended the connection before its answer was whole.
    public struct Broken: Error {}

    public let port: Int

    public init(port: Int) { self.port = port }

    public func send(
        _ method: String, _ path: String, headers: [(String, String)] = [], body: Data = Data()
    ) async throws -> TestAnswer {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(.seconds(10))
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHTTPClientHandlers()
                    return try Channel(wrappingChannelSynchronously: channel)
                }
            }
        // The server may end the connection right after its answer; the answer is whole all the same.
        let whole = Mutex<TestAnswer?>(nil)
        do {
            return try await exchange(method, path, headers, body, over: channel) { answer in
                whole.withLock { $0 = answer }
            }
        } catch let error as ChannelError {
            guard let answer = whole.withLock({ $0 }) else { throw error }
            return answer
        }
    }

    private func exchange(
        _ method: String, _ path: String, _ headers: [(String, String)], _ body: Data, over channel: Channel,
        answered: @Sendable (TestAnswer) -> Void
    ) async throws -> TestAnswer {
        try await channel.executeThenClose { inbound, outbound in
            var head = HTTPRequestHead(version: .http1_1, method: HTTPMethod(rawValue: method), uri: path)
            head.headers = ["host": "127.0.0.1:\(port)", "connection": "close"]
            for (name, value) in headers { head.headers.replaceOrAdd(name: name, value: value) }
            if !body.isEmpty || method == "POST" {
                head.headers.replaceOrAdd(name: "content-length", value: String(body.count))
            }
            // In one piece: a server that answers early and closes would make the writing of the rest fail.
            let content: [HTTPClientRequestPart] = body.isEmpty ? [] : [.body(.byteBuffer(ByteBuffer(bytes: body)))]
            try await outbound.write(contentsOf: [.head(head)] + content + [.end(nil)])
            let answer = try await Self.answer(inbound)
            answered(answer)
            return answer
        }
    }

    private static func answer(_ parts: NIOAsyncChannelInboundStream<HTTPClientResponsePart>) async throws -> TestAnswer
    {
        var status = 0
        var headers: [(name: String, value: String)] = []
        var data = Data()
        for try await part in parts {
            switch part {
            case .head(let head):
                status = Int(head.status.code)
                headers = head.headers.map { ($0.name.lowercased(), $0.value) }
            case .body(let bytes): data.append(contentsOf: bytes.readableBytesView)
            case .end: return TestAnswer(status: status, headers: headers, data: data)
            }
        }
        throw Broken()
    }
}
