/// A mail address that can stand in a header and in an SMTP command without changing their meaning.
public struct MailAddress: Sendable, Hashable, CustomStringConvertible {
    /// `local@domain` as written, the domain in lower case.
    public let address: String
    /// The name shown beside it.
    public let name: String?

    /// Takes what `local@domain` means for nearly everybody; quoted local parts and address literals (`[192.0.2.1]`)
    /// of RFC 5321 are refused, as are control characters anywhere.
    ///
    /// - Throws: `MailError.invalidAddress`, `MailError.invalidHeader` for the name.
    public init(_ address: String, name: String? = nil) throws {
        guard Self.isValid(address), let at = address.lastIndex(of: "@") else {
            throw MailError.invalidAddress(address)
        }
        self.address = String(address[...at]) + address[at...].dropFirst().lowercased()
        try name.map { try MailHeader.check($0, in: "name") }
        self.name = name?.isEmpty == true ? nil : name
    }

    /// What follows the @, in lower case.
    public var domain: String { String(address[address.index(after: at)...]) }
    /// What stands before the @. Only its own server knows whether case matters there.
    public var localPart: String { String(address[..<at]) }

    /// Whether the address belongs to a domain or one below it, compared label by label: `ann@mail.example.org` has
    /// the domain `example.org`, `ann@evil-example.org` does not.
    public func hasDomain(_ domain: String) -> Bool { DomainName.isName(self.domain, within: domain) }

    /// Whether the server must understand SMTPUTF8 (RFC 6531) for this address.
    var needsUnicode: Bool { !address.utf8.allSatisfy { $0 < 128 } }

    public var description: String { address }

    private var at: String.Index { address.lastIndex(of: "@") ?? address.startIndex }

    private static func isValid(_ address: String) -> Bool {
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, address.utf8.count <= 254, (1...64).contains(parts[0].utf8.count) else { return false }
        let local = parts[0]
        // A leading hyphen could be read as an option by a sendmail program.
        guard local.first != "-", local.first != ".", local.last != ".", !local.contains(".."),
            local.unicodeScalars.allSatisfy(isLocal)
        else { return false }
        let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
        return labels.allSatisfy { label in
            (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                && label.unicodeScalars.allSatisfy { isLetterOrDigit($0) || $0 == "-" }
        }
    }

    /// The `atext` of RFC 5322, and beyond ASCII what is written in words (RFC 6531).
    private static func isLocal(_ scalar: Unicode.Scalar) -> Bool {
        isLetterOrDigit(scalar) || "!#$%&'*+-/=?^_`{|}~.".unicodeScalars.contains(scalar)
    }

    private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .nonspacingMark, .spacingMark:
            true
        default: false
        }
    }
}
