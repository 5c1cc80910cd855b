public import Database
public import Foundation
public import Languages

/// The second factor of an account: codes of an authenticator app, and recovery codes for when it is lost.
public enum SecondFactor {
    /// Keeps a secret that is not yet confirmed; asking again replaces it. A confirmed one is left alone.
    /// - Returns: the secret to show.
    public static func begin(for person: String, in transaction: Transaction) throws -> Data {
        let kept: String? = try transaction.first(
            "SELECT totp_secret FROM credential WHERE person = \(person) AND totp_confirmed_at IS NULL")?["totp_secret"]
        if let secret = kept.flatMap(Base32.decode) { return secret }
        let secret = OneTimePassword.makeSecret()
        try transaction.run(
            """
            UPDATE credential SET totp_secret = \(Base32.encode(secret)), totp_last_step = NULL
            WHERE person = \(person) AND totp_confirmed_at IS NULL
            """)
        return secret
    }

    /// Confirms the secret by a first code, and makes recovery codes.
    /// - Returns: the codes, to be shown once; nil when the code is wrong.
    public static func confirm(
        _ code: String, for person: String, now: Instant, in transaction: Transaction
    ) throws -> [String]? {
        guard try take(code: code, of: person, isConfirmed: false, now: now, in: transaction) else { return nil }
        try transaction.run(
            "UPDATE credential SET totp_confirmed_at = \(now.milliseconds) WHERE person = \(person)")
        return try makeRecoveryCodes(for: person, in: transaction)
    }

    /// Replaces all recovery codes by new ones.
    public static func makeRecoveryCodes(for person: String, in transaction: Transaction) throws -> [String] {
        try transaction.run("DELETE FROM recovery_code WHERE person = \(person)")
        return try RecoveryCodes.make().map { code, digest in
            try transaction.run(
                "INSERT INTO recovery_code (person, digest) VALUES (\(person), \(digest.base64URL))")
            return code
        }
    }

    /// Whether a code of the app or a recovery code is right; either is used up by it.
    public static func verify(
        _ code: String, of person: String, now: Instant, in transaction: Transaction
    ) throws -> Bool {
        if try take(code: code, of: person, isConfirmed: true, now: now, in: transaction) { return true }
        return try transaction.run(
            """
            UPDATE recovery_code SET used_at = \(now.milliseconds)
            WHERE person = \(person) AND digest = \(RecoveryCodes.digest(of: code).base64URL) AND used_at IS NULL
            """) == 1
    }

    /// Takes the second factor away.
    public static func end(of person: String, in transaction: Transaction) throws {
        try transaction.run("DELETE FROM recovery_code WHERE person = \(person)")
        try transaction.run(
            """
            UPDATE credential SET totp_secret = NULL, totp_confirmed_at = NULL, totp_last_step = NULL
            WHERE person = \(person)
            """)
    }

    /// How many recovery codes are left.
    public static func recoveryCodesLeft(of person: String, in transaction: Transaction) throws -> Int {
        try transaction.first(
            "SELECT COUNT(*) AS count FROM recovery_code WHERE person = \(person) AND used_at IS NULL")?["count"] ?? 0
    }

    /// Compares a code and moves the last step forward in one guarded statement, so that no code is taken twice.
    private static func take(
        code: String, of person: String, isConfirmed: Bool, now: Instant, in transaction: Transaction
    ) throws -> Bool {
        let state: SQL = isConfirmed ? "totp_confirmed_at IS NOT NULL" : "totp_confirmed_at IS NULL"
        guard
            let row = try transaction.first(
                """
                SELECT totp_secret, totp_last_step FROM credential
                WHERE person = \(person) AND totp_secret IS NOT NULL AND \(sql: state)
                """),
            let secret = Base32.decode(try row["totp_secret"]),
            let step = OneTimePassword(secret: secret).verify(code, at: now, after: try row["totp_last_step"])
        else { return false }
        return try transaction.run(
            """
            UPDATE credential SET totp_last_step = \(step)
            WHERE person = \(person) AND (totp_last_step IS NULL OR totp_last_step < \(step))
            """) == 1
    }
}
