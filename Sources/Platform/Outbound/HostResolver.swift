import Foundation
import NIOPosix

/// Finds the addresses of a host by its name.
public protocol HostResolver: Sendable {
    /// All addresses of a host, of either version.
    func addresses(of host: String) async throws -> [IPAddress]
}

/// The system's resolver (`getaddrinfo`), run on a thread of its own kind since it blocks.
public struct SystemResolver: HostResolver {
    public init() {}

    public func addresses(of host: String) async throws -> [IPAddress] {
        try await NIOThreadPool.singleton.runIfActive { try Self.lookUp(host) }
    }

    private static func lookUp(_ host: String) throws -> [IPAddress] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &list) == 0 else { throw OutboundRefusal.unknownHost(host) }
        defer { freeaddrinfo(list) }
        return sequence(first: list, next: { $0?.pointee.ai_next }).compactMap {
            $0.flatMap { address(of: $0.pointee) }
        }
    }

    private static func address(of information: addrinfo) -> IPAddress? {
        guard let socketAddress = information.ai_addr else { return nil }
        let raw = UnsafeRawBufferPointer(start: socketAddress, count: Int(information.ai_addrlen))
        // Where the address lies in sockaddr_in (after family and port) and sockaddr_in6 (after the flow label too).
        switch information.ai_family {
        case AF_INET where raw.count >= 8: return IPAddress(bytes: Array(raw[4..<8]))
        case AF_INET6 where raw.count >= 24: return IPAddress(bytes: Array(raw[8..<24]))
        default: return nil
        }
    }
}
