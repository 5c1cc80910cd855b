/// The numbers of the ZIP format (PKWARE APPNOTE 6.3.10) that reader and writer share.
enum ZIPFormat {
    static let localHeader: UInt32 = 0x0403_4B50
    static let dataDescriptor: UInt32 = 0x0807_4B50
    static let centralHeader: UInt32 = 0x0201_4B50
    static let end: UInt32 = 0x0605_4B50
    static let end64: UInt32 = 0x0606_4B50
    static let end64Locator: UInt32 = 0x0706_4B50

    static let localHeaderBytes = 30
    static let centralHeaderBytes = 46
    static let endBytes = 22
    static let end64Bytes = 56
    static let end64LocatorBytes = 20

    static let zip64Extra: UInt16 = 0x0001
    static let stored: UInt16 = 0
    static let deflated: UInt16 = 8

    /// General purpose bits.
    static let encryptedFlags: UInt16 = 1 << 0 | 1 << 6 | 1 << 13
    static let descriptorFlag: UInt16 = 1 << 3
    static let utf8Flag: UInt16 = 1 << 11

    /// Unix file types in the upper half of the external attributes.
    static let fileTypeMask: UInt32 = 0o170000
    static let regularFile: UInt32 = 0o100000
    static let directory: UInt32 = 0o040000

    /// Whether unpacking under this name stays inside the chosen folder on every system.
    static func isSafe(_ path: String) -> Bool {
        let scalars = path.unicodeScalars
        guard !scalars.contains(where: { $0 == "\\" || $0 == ":" || $0.value < 0x20 || $0.value == 0x7F }) else {
            return false
        }
        var components = path.split(separator: "/", omittingEmptySubsequences: false)
        if components.count > 1, components.last == "" { components.removeLast() }
        return components.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
    }
}

/// Why an archive is refused.
public enum ZIPError: Error, Sendable, Hashable {
    /// There is no end-of-directory record.
    case notAnArchive
    /// A record is cut off or is not what the format asks for.
    case malformed
    /// The archive is one of several parts.
    case multipleDisks
    case tooManyEntries(limit: Int)
    case tooLarge(limitBytes: Int)
    /// An entry unpacks to more than so many times its size.
    case suspiciousRatio(path: String, limit: Int)
    case encrypted(path: String)
    case unsupportedMethod(path: String, method: UInt16)
    /// An absolute path, one with `..`, a backslash, a colon or a control character, or no text at all.
    case unsafePath(String)
    /// A symbolic link, device or other entry that is neither file nor folder.
    case link(path: String)
    case duplicatePath(String)
    /// Two entries share bytes, as in crafted archives that unpack to far more than they could hold.
    case overlappingEntries
    /// The content differs from its checksum or its size.
    case damaged(path: String)
}

extension [UInt8] {
    mutating func append(littleEndian value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
    }
}

/// Reads little-endian numbers one after the other, never beyond the end.
struct ByteCursor {
    private let bytes: ArraySlice<UInt8>
    private var position: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        position = bytes.startIndex
    }

    var remaining: Int { bytes.endIndex - position }

    mutating func number<Number: FixedWidthInteger>(_ type: Number.Type = Number.self) throws(ZIPError) -> Number {
        var value: Number = 0
        for (index, byte) in try take(Number.bitWidth / 8).enumerated() {
            value |= Number(truncatingIfNeeded: byte) << Number(8 * index)
        }
        return value
    }

    mutating func take(_ count: Int) throws(ZIPError) -> ArraySlice<UInt8> {
        guard count >= 0, count <= remaining else { throw .malformed }
        defer { position += count }
        return bytes[position..<position + count]
    }
}
