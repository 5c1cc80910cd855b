/// What the platform's own tables hold of a person.
public enum PlatformPersonalData {
    /// The declarations, in the order in which erasure must walk them: what refers to a person before the person.
    public static let all: [PersonalData] = [
        PersonalData(
            "session", purpose: "Where you are signed in",
            export: { "SELECT browser, created_at, seen_at, expires_at FROM session WHERE person = \($0)" },
            erase: { ["DELETE FROM session WHERE person = \($0)"] }),
        PersonalData(
            "one_time_token", purpose: "Links that were mailed to you",
            export: { "SELECT purpose, expires_at, used_at FROM one_time_token WHERE person = \($0)" },
            erase: { ["DELETE FROM one_time_token WHERE person = \($0)"] }),
        PersonalData(
            "access_token", purpose: "Programs that use the API on your behalf",
            export: {
                "SELECT name, may_write, created_at, expires_at, used_at, ended_at FROM access_token WHERE person = \($0)"
            },
            erase: { ["DELETE FROM access_token WHERE person = \($0)"] }),
        PersonalData(
            "recovery_code", purpose: "Recovery codes for signing in",
            export: { "SELECT used_at FROM recovery_code WHERE person = \($0)" },
            erase: { ["DELETE FROM recovery_code WHERE person = \($0)"] }),
        PersonalData(
            "credential", purpose: "How you sign in",
            export: { "SELECT totp_confirmed_at FROM credential WHERE person = \($0)" },
            erase: { ["DELETE FROM credential WHERE person = \($0)"] }),
        PersonalData(
            "role_grant", purpose: "Your roles",
            export: { "SELECT role, scope_kind, scope_id, from_at, until_at FROM role_grant WHERE person = \($0)" },
            erase: {
                [
                    "DELETE FROM role_grant WHERE person = \($0)",
                    "UPDATE role_grant SET granted_by = NULL WHERE granted_by = \($0)",
                ]
            }),
        PersonalData(
            "notification", purpose: "What you were told of",
            export: { "SELECT subject_kind, subject_id, action, at, read_at FROM notification WHERE person = \($0)" },
            erase: { ["DELETE FROM notification WHERE person = \($0)"] }),
        PersonalData(
            "mail", purpose: "Mails to you",
            export: {
                """
                SELECT recipient, subject, state, sent_at FROM mail
                WHERE person = \($0) OR recipient IN (SELECT address FROM email_address WHERE person = \($0))
                """
            },
            erase: {
                [
                    """
                    DELETE FROM mail
                    WHERE person = \($0) OR recipient IN (SELECT address FROM email_address WHERE person = \($0))
                    """
                ]
            }),
        PersonalData(
            "job", purpose: "Long work that you began",
            export: { "SELECT kind, state, created_at, ended_at FROM job WHERE person = \($0)" },
            erase: {
                [
                    """
                    UPDATE job SET person = NULL, input = '', result = NULL, reason = NULL,
                        state = CASE WHEN state IN ('done', 'failed') THEN state ELSE 'failed' END
                    WHERE person = \($0)
                    """
                ]
            }),
        PersonalData(
            "idempotency", purpose: "Answers to your programs, for repeated requests",
            export: { "SELECT key, at FROM idempotency WHERE person = \($0)" },
            erase: { ["DELETE FROM idempotency WHERE person = \($0)"] }),
        PersonalData(
            "audit", purpose: "What you did, and when",
            export: {
                "SELECT at, action, subject_kind, subject_id, details FROM audit WHERE actor = \($0) ORDER BY position"
            },
            erase: {
                [
                    """
                    UPDATE audit SET details = NULL
                    WHERE actor = \($0) OR (subject_kind = 'person' AND subject_id = \($0))
                    """
                ]
            }),
        PersonalData(
            "email_address", purpose: "Your mail address",
            export: { "SELECT address, confirmed_at FROM email_address WHERE person = \($0)" },
            erase: { ["DELETE FROM email_address WHERE person = \($0)"] }),
        PersonalData(
            "person", purpose: "Your name and language",
            export: { "SELECT id, name, language, notified, created_at FROM person WHERE id = \($0)" },
            erase: { ["UPDATE person SET name = '', language = '', notified = 'never' WHERE id = \($0)"] }),
    ]
}
