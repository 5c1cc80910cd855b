import Foundation

/// An address of the Internet Protocol, version 4 or 6.
public struct IPAddress: Sendable, Hashable, CustomStringConvertible {
    /// 4 or 16 bytes in network order.
    public let bytes: [UInt8]

    /// - Parameter bytes: 4 or 16 of them; any other number gives nil.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    /// Reads the one strict spelling: four decimal numbers without leading zeros, or RFC 4291 without a zone.
    ///
    /// `127.1`, `0x7f000001`, `017700000001` and `2130706433` are not addresses here, though C libraries take them.
    public init?(_ text: String) {
        guard text.utf8.count <= 45, !text.utf8.contains(0) else { return nil }
        var version4 = in_addr()
        var version6 = in6_addr()
        if inet_pton(AF_INET, text, &version4) == 1 {
            // glibc refuses leading zeros already; other C libraries read them as octal.
            guard text.split(separator: ".").allSatisfy({ $0 == "0" || $0.first != "0" }) else { return nil }
            bytes = withUnsafeBytes(of: &version4) { Array($0) }
        } else if inet_pton(AF_INET6, text, &version6) == 1 {
            bytes = withUnsafeBytes(of: &version6) { Array($0) }
        } else {
            return nil
        }
    }

    /// Whether this is version 6.
    public var isVersion6: Bool { bytes.count == 16 }

    /// Whether the address is one that anybody on the public Internet has: neither loopback nor private, link-local
    /// (where clouds keep their metadata service), shared by carriers, multicast, documentation nor reserved, nor a
    /// version 4 address in disguise. The blocks are those of IANA's special-purpose address registries.
    public var isPublic: Bool {
        if isVersion6 {
            if Self.translated.contains(self) { return IPAddress(bytes: Array(bytes.suffix(4)))?.isPublic ?? false }
            return Self.globalUnicast.contains(self) && !Self.reservedVersion6.contains { $0.contains(self) }
        }
        return !Self.reservedVersion4.contains { $0.contains(self) }
    }

    /// Whether the address leads back to this machine.
    public var isLoopback: Bool {
        isVersion6 ? bytes == [UInt8](repeating: 0, count: 15) + [1] : bytes[0] == 127
    }

    /// The key to count requests by: the address itself in version 4, also where it comes in the clothes of version 6;
    /// in version 6, where a household has 2^64 addresses, its network of 64 bits.
    public var limiterKey: String {
        guard isVersion6 else { return description }
        if Self.mapped.contains(self) { return IPAddress(bytes: Array(bytes.suffix(4)))?.description ?? "" }
        return (IPAddress(bytes: bytes.prefix(8) + [UInt8](repeating: 0, count: 8))?.description ?? "") + "/64"
    }

    /// The usual spelling.
    public var description: String {
        var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        inet_ntop(isVersion6 ? AF_INET6 : AF_INET, bytes, &buffer, socklen_t(buffer.count))
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static let globalUnicast = AddressBlock([0x20], 3)

    /// NAT64 (RFC 6052): behind it is the version 4 address in the last four bytes.
    private static let translated = AddressBlock([0x00, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0], 96)

    /// Version 4 addresses as a socket of version 6 shows them (RFC 4291, 2.5.5.2).
    private static let mapped = AddressBlock([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF], 96)

    private static let reservedVersion4 = [
        AddressBlock([0], 8, ofVersion6: false),  // this network
        AddressBlock([10], 8, ofVersion6: false),  // private
        AddressBlock([100, 64], 10, ofVersion6: false),  // carriers' shared space
        AddressBlock([127], 8, ofVersion6: false),  // loopback
        AddressBlock([169, 254], 16, ofVersion6: false),  // link-local, cloud metadata
        AddressBlock([172, 16], 12, ofVersion6: false),  // private
        AddressBlock([192, 0, 0], 24, ofVersion6: false),  // protocol assignments
        AddressBlock([192, 0, 2], 24, ofVersion6: false),  // documentation
        AddressBlock([192, 88, 99], 24, ofVersion6: false),  // relays from version 6
        AddressBlock([192, 168], 16, ofVersion6: false),  // private
        AddressBlock([198, 18], 15, ofVersion6: false),  // measurements
        AddressBlock([198, 51, 100], 24, ofVersion6: false),  // documentation
        AddressBlock([203, 0, 113], 24, ofVersion6: false),  // documentation
        AddressBlock([224], 4, ofVersion6: false),  // multicast
        AddressBlock([240], 4, ofVersion6: false),  // reserved, broadcast
    ]

    private static let reservedVersion6 = [
        AddressBlock([0x20, 0x01, 0x00], 23),  // protocol assignments, Teredo
        AddressBlock([0x20, 0x01, 0x0D, 0xB8], 32),  // documentation
        AddressBlock([0x20, 0x02], 16),  // 6to4, carries a version 4 address
        AddressBlock([0x3F, 0xFF, 0x00], 20),  // documentation
    ]
}

/// All addresses that begin with the same bits.
struct AddressBlock: Sendable {
    private let prefix: [UInt8]
    private let length: Int
    private let isVersion6: Bool

    /// - Parameters:
    ///   - prefix: the first bytes; those left out are zero.
    ///   - length: how many bits count.
    init(_ prefix: [UInt8], _ length: Int, ofVersion6 isVersion6: Bool = true) {
        self.prefix = prefix + [UInt8](repeating: 0, count: (isVersion6 ? 16 : 4) - prefix.count)
        self.length = length
        self.isVersion6 = isVersion6
    }

    func contains(_ address: IPAddress) -> Bool {
        guard address.isVersion6 == isVersion6 else { return false }
        let whole = length / 8
        guard address.bytes.prefix(whole) == prefix.prefix(whole) else { return false }
        let rest = length % 8
        return rest == 0 || (address.bytes[whole] ^ prefix[whole]) >> (8 - rest) == 0
    }
}
