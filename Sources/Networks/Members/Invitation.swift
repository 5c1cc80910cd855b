import Catalogue
import Database
import Languages
import Platform

/// An invitation as its link names it.
struct Invitation: Sendable {
    /// Why a link is no invitation now.
    enum Refusal: Sendable, Hashable {
        /// Made up, made for something else, or taken back.
        case unknown
        case used
        case expired

        var message: Message {
            switch self {
            case .unknown:
                "This is not an invitation to a network, or it was taken back. Please check that the whole link was copied."
            case .used: "This invitation has been used already. Please ask the coordinator for a new one."
            case .expired: "This invitation is older than 14 days. Please ask the coordinator for a new one."
            }
        }
    }

    /// A refusal, thrown.
    struct RefusalError: Error {
        let refusal: Refusal
        init(_ refusal: Refusal) { self.refusal = refusal }
    }

    let id: String
    let network: Entry
    let role: NetworkRole
    /// Whether the person who asks has accepted it before.
    let isAccepted: Bool

    /// The invitation behind a token, or why there is none. Three statements at most.
    static func find(
        _ token: String, now: Instant, for person: String?, in transaction: Transaction
    ) throws -> Result<Invitation, RefusalError> {
        guard
            let row = try transaction.first(
                "SELECT * FROM network_invitation WHERE digest = \(OneTimeTokens.digest(of: token))"),
            let role = NetworkRole(rawValue: try row["role"]),
            let network = try? Entries.find(try row["network"], kind: "network", as: .program, in: transaction)
        else { return .failure(RefusalError(.unknown)) }
        let acceptedBy: String? = try row["accepted_by"]
        if let acceptedBy, acceptedBy != person { return .failure(RefusalError(.used)) }
        if acceptedBy == nil, try (row["ends_at"] as Int) <= now.milliseconds {
            return .failure(RefusalError(.expired))
        }
        return .success(
            Invitation(id: try row["id"], network: network, role: role, isAccepted: acceptedBy != nil))
    }

    /// Ends what waits for an address, so that its link is nothing any more.
    static func end(to recipient: String, network: String, in transaction: Transaction) throws {
        for row in try transaction.all(
            """
            DELETE FROM network_invitation
            WHERE network = \(network) AND recipient = \(recipient) AND accepted_by IS NULL RETURNING digest
            """)
        { try OneTimeTokens.end(digest: try row["digest"], in: transaction) }
    }

    /// Forgets whom the network invited in vain a month and more after it was over.
    static func forget(of network: String, now: Instant, in transaction: Transaction) throws {
        let monthAgo = now.milliseconds - 30 * 86_400_000
        try transaction.run(
            """
            DELETE FROM network_invitation
            WHERE network = \(network) AND accepted_by IS NULL AND ends_at < \(monthAgo)
            """)
    }

    /// An invitation that nobody accepted yet, for the coordinators of the network.
    struct Waiting: Sendable {
        let id: String
        let recipient: String
        let role: NetworkRole
        let endsAt: Instant

        /// The newest first, those whose time is over among them. One statement.
        static func list(of network: String, in transaction: Transaction) throws -> [Waiting] {
            try transaction.all(
                """
                SELECT id, recipient, role, ends_at FROM network_invitation
                WHERE network = \(network) AND accepted_by IS NULL ORDER BY at DESC, id DESC LIMIT 200
                """
            ).compactMap { row in
                guard let role = NetworkRole(rawValue: try row["role"]) else { return nil }
                return Waiting(
                    id: try row["id"], recipient: try row["recipient"], role: role,
                    endsAt: Instant(milliseconds: try row["ends_at"]))
            }
        }
    }
}
