public import Database
public import Languages

/// People with accounts: making and finding them.
public enum People {
    /// What is needed to make somebody.
    public struct Newcomer: Sendable, Hashable {
        public var name: String
        public var language: Language
        /// The mail address in lower case, or nil for an invented person.
        public var address: String?
        /// Whether the address was shown to be theirs.
        public var isConfirmed: Bool
        public var passwordHash: String?
        /// Whether they were made up for a demonstration; outside of one, nobody can be them.
        public var isInvented: Bool

        public init(
            name: String, language: Language, address: String?, isConfirmed: Bool, passwordHash: String? = nil,
            isInvented: Bool = false
        ) {
            self.name = name
            self.language = language
            self.address = address
            self.isConfirmed = isConfirmed
            self.passwordHash = passwordHash
            self.isInvented = isInvented
        }
    }

    /// Makes a person.
    /// - Throws: `DatabaseError.unique` when the address is somebody's already.
    /// - Returns: the identifier.
    public static func make(_ newcomer: Newcomer, now: Instant, in transaction: Transaction) throws -> String {
        let id = newIdentifier(at: now)
        try transaction.run(
            """
            INSERT INTO person (id, name, language, is_invented, created_at)
            VALUES (\(id), \(newcomer.name), \(newcomer.language.rawValue), \(newcomer.isInvented),
                    \(now.milliseconds))
            """)
        if let address = newcomer.address {
            try transaction.run(
                """
                INSERT INTO email_address (address, person, confirmed_at)
                VALUES (\(address.lowercased()), \(id), \(newcomer.isConfirmed ? now.milliseconds : nil))
                """)
        }
        try transaction.run(
            "INSERT INTO credential (person, password_hash) VALUES (\(id), \(newcomer.passwordHash))")
        return id
    }

    /// An account as those who guard its door see it.
    public struct Account: Sendable {
        public let person: String
        public let name: String
        public let language: Language
        public let passwordHash: String?
        public let hasSecondFactor: Bool
    }

    /// The account with a confirmed mail address.
    public static func account(address: String, in transaction: Transaction) throws -> Account? {
        try account("e.address = \(address.lowercased()) AND e.confirmed_at IS NOT NULL", in: transaction)
    }

    /// The account of a person.
    public static func account(person: String, in transaction: Transaction) throws -> Account? {
        try account("p.id = \(person)", in: transaction)
    }

    private static func account(_ condition: SQL, in transaction: Transaction) throws -> Account? {
        let row = try transaction.first(
            """
            SELECT p.id, p.name, p.language, c.password_hash, c.totp_confirmed_at
            FROM person p LEFT JOIN email_address e ON e.person = p.id LEFT JOIN credential c ON c.person = p.id
            WHERE p.erased_at IS NULL AND \(sql: condition) LIMIT 1
            """)
        return try row.map { row in
            let confirmed: Int? = try row["totp_confirmed_at"]
            return Account(
                person: try row["id"], name: try row["name"], language: Language(tag: try row["language"]) ?? .en,
                passwordHash: try row["password_hash"], hasSecondFactor: confirmed != nil)
        }
    }

    /// The confirmed mail address of a person, nil when there is none.
    public static func address(of person: String, in transaction: Transaction) throws -> String? {
        try transaction.first(
            """
            SELECT address FROM email_address WHERE person = \(person) AND confirmed_at IS NOT NULL
            ORDER BY confirmed_at DESC LIMIT 1
            """)?["address"]
    }
}
