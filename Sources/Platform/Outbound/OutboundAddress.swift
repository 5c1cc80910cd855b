import Foundation

/// Where this program may connect to at somebody's request: a web address that was checked and resolved.
///
/// Whoever stores an address for the program to fetch could point it at the inside of the operator's network. So the
/// name is resolved once, every answer is checked, and the connection is made to `addresses`, never to the name
/// again: a name that resolves differently a moment later (DNS rebinding) changes nothing. Redirects are new
/// addresses and need a new check; better, they are not followed.
public struct OutboundAddress: Sendable, Hashable {
    /// What an operator allows beyond the standard.
    public struct Policy: Sendable, Hashable {
        /// Ports to connect to.
        public var ports: Set<Int>
        /// Addresses inside the operator's own network that may be reached all the same.
        public var exceptions: Set<IPAddress>

        /// Ports 80 and 443 of public addresses.
        public static let standard = Policy()

        public init(ports: Set<Int> = [80, 443], exceptions: Set<IPAddress> = []) {
            self.ports = ports
            self.exceptions = exceptions
        }
    }

    /// Whether the connection is encrypted (https).
    public let isSecure: Bool
    /// The host as named in the address, in lower case and without a final dot: for `Host` and the certificate check.
    public let host: String
    public let port: Int
    /// Path and query as they go into a request; never empty, without the fragment.
    public let target: String
    /// What the host resolved to, all of it checked; at least one.
    public let addresses: [IPAddress]

    /// Checks an address and resolves its host.
    ///
    /// - Throws: `OutboundRefusal`, or what the resolver throws.
    public static func check(
        _ address: String, resolver: some HostResolver = SystemResolver(), policy: Policy = .standard
    ) async throws -> OutboundAddress {
        let parts = try Parts(address, policy: policy)
        let literal = IPAddress(parts.host)
        let found = if let literal { [literal] } else { try await resolver.addresses(of: parts.host) }
        guard !found.isEmpty else { throw OutboundRefusal.unknownHost(parts.host) }
        // One bad answer among good ones condemns all: which of them is taken is not ours to choose.
        for address in found where !address.isPublic && !policy.exceptions.contains(address) {
            throw OutboundRefusal.notPublic(address)
        }
        return OutboundAddress(
            isSecure: parts.isSecure, host: parts.host, port: parts.port, target: parts.target, addresses: found)
    }
}

/// Why an outgoing address is refused.
public enum OutboundRefusal: Error, Hashable, CustomStringConvertible {
    case malformed
    case scheme(String)
    case credentials
    case host(String)
    case port(Int)
    case unknownHost(String)
    case notPublic(IPAddress)

    public var description: String {
        switch self {
        case .malformed: "not a web address"
        case .scheme(let scheme): "only http and https are used, not \(scheme)"
        case .credentials: "a web address may not carry a user name or password"
        case .host(let host): "\(host) is not a host name that can be reached"
        case .port(let port): "port \(port) is not allowed"
        case .unknownHost(let host): "no address was found for \(host)"
        case .notPublic(let address): "\(address) is not a public address"
        }
    }
}

/// A web address taken apart, everything but its resolution checked.
private struct Parts {
    let isSecure: Bool
    let host: String
    let port: Int
    let target: String

    init(_ address: String, policy: OutboundAddress.Policy) throws(OutboundRefusal) {
        // Backslashes, blanks and control characters are where programs disagree on what the host is.
        guard address.utf8.count <= 2048, address.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x5C }),
            let components = URLComponents(string: address), let scheme = components.scheme?.lowercased()
        else { throw .malformed }
        guard scheme == "http" || scheme == "https" else { throw .scheme(scheme) }
        guard components.user == nil, components.password == nil, !Self.authority(of: address).contains("@")
        else { throw .credentials }
        guard let encoded = components.encodedHost, !encoded.isEmpty else { throw .malformed }
        isSecure = scheme == "https"
        host = try Self.host(encoded.lowercased())
        port = components.port ?? (isSecure ? 443 : 80)
        guard policy.ports.contains(port) else { throw .port(port) }
        let path = components.percentEncodedPath.isEmpty ? "/" : components.percentEncodedPath
        target = path + (components.percentEncodedQuery.map { "?" + $0 } ?? "")
    }

    private static func authority(of address: String) -> Substring {
        guard let start = address.range(of: "//")?.upperBound else { return "" }
        return address[start...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    }

    private static func host(_ encoded: String) throws(OutboundRefusal) -> String {
        if encoded.hasPrefix("["), encoded.hasSuffix("]") {
            let inner = String(encoded.dropFirst().dropLast())
            guard let address = IPAddress(inner), address.isVersion6 else { throw .host(encoded) }
            return address.description
        }
        let host = encoded.hasSuffix(".") ? String(encoded.dropLast()) : encoded
        if let address = IPAddress(host), !address.isVersion6 { return host }
        // A name that ends in a number is what C libraries read as an address in decimal, octal or hexadecimal.
        guard DomainName.isHostName(host), !host.hasSuffix("."), let last = host.split(separator: ".").last,
            !isNumber(last), last != "localhost", host.contains(".")
        else { throw .host(host) }
        return host
    }

    private static func isNumber(_ label: Substring) -> Bool {
        label.allSatisfy(\.isNumber) || label.hasPrefix("0x") && label.dropFirst(2).allSatisfy(\.isHexDigit)
    }
}
