import Crypto

/// A lot that is drawn beforehand and that anyone can draw again.
///
/// The seed is announced in advance as something nobody can choose, such as the numbers of a public lottery on a day
/// after the list of candidates closed. The order is that of the SHA-256 digests of seed, a line break and identifier,
/// so a stranger checks one candidate with `printf '%s\n%s' SEED ID | sha256sum`. Source of the idea: RFC 3797,
/// "Publicly Verifiable Nominations Committee Random Selection".
public enum Lot {
    /// The identifiers in the order of the lot; who comes first wins a tie. It does not depend on the order given.
    public static func order(_ ids: [String], seed: String) -> [String] {
        let drawn = ids.map { (digest: Array(SHA256.hash(data: Array("\(seed)\n\($0)".utf8))), id: $0) }
        return drawn.sorted { first, second in
            if first.digest != second.digest { return first.digest.lexicographicallyPrecedes(second.digest) }
            return first.id.utf8.lexicographicallyPrecedes(second.id.utf8)
        }.map(\.id)
    }
}
