public import Database
public import Languages

/// Who runs the installation, and the one rule about it: somebody always does.
public enum Administrators {
    /// Whether anybody who can come in runs the installation: somebody with the role, a confirmed mail address and no
    /// block. People invented for a demonstration do not count.
    public static func exist(now: Instant, in transaction: Transaction) throws -> Bool {
        try transaction.first(
            """
            SELECT 1 AS one FROM person p
            JOIN email_address e ON e.person = p.id AND e.confirmed_at IS NOT NULL
            WHERE \(sql: holdsRole(now)) AND p.erased_at IS NULL AND NOT p.is_invented
              AND NOT EXISTS (SELECT 1 FROM sign_in_block b WHERE b.person = p.id) LIMIT 1
            """) != nil
    }

    /// Makes a change that may take a person out of the administrators: the end of a role, a block, an erasure.
    ///
    /// - Throws: `InputFaults` when nobody would be left to run the installation; also what `change` throws.
    public static func keepingOne(
        changing person: String, now: Instant, in transaction: Transaction, _ change: () throws -> Void
    ) throws {
        let isOne = try transaction.first(
            "SELECT 1 AS one FROM person p WHERE p.id = \(person) AND \(sql: holdsRole(now))")
        guard isOne != nil else { return try change() }
        // Two administrators who end each other's role at once would otherwise both see the other one left.
        try transaction.lock("administrators")
        try change()
        guard try exist(now: now, in: transaction) else {
            throw InputFaults(general: ["This is the only administrator. Please give somebody else the role first."])
        }
    }

    private static func holdsRole(_ now: Instant) -> SQL {
        """
        EXISTS (
            SELECT 1 FROM role_grant g WHERE g.person = p.id AND g.role = 'administrator'
              AND g.scope_kind = 'installation' AND g.from_at <= \(now.milliseconds)
              AND (g.until_at IS NULL OR g.until_at > \(now.milliseconds)))
        """
    }
}
