import Crypto

/// A lot that is drawn beforehand and that anyone can draw again.
///
/// The seed is announced in advance as something nobody can choose, such as the numbers of a public lottery on a day
/// after the list of candidates closed. Source of the idea: RFC 3797, "Publicly Verifiable Nominations Committee Random
/// Selection".
public enum Lot {
    /// What an identifier draws: SHA-256, in hexadecimal digits, of the seed, a line break and the identifier in UTF-8. The
    /// smallest wins. Anybody can check it: `printf '%s\n%s' "$SEED" "$ID" | sha256sum`.
    public static func ticket(of id: String, seed: String) -> String {
        SHA256.hash(data: Array("\(seed)\n\(id)".utf8)).map { byte in
            String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }.joined()
    }

    /// The identifiers in the order of the lot; who comes first wins a tie. It does not depend on the order given.
    public static func order(_ ids: [String], seed: String) -> [String] {
        let drawn = ids.map { (ticket: ticket(of: $0, seed: seed), id: $0) }
        return drawn.sorted { first, second in
            if first.ticket != second.ticket { return first.ticket < second.ticket }
            return first.id.utf8.lexicographicallyPrecedes(second.id.utf8)
        }.map(\.id)
    }
}
