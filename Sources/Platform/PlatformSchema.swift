public import Database

/// The platform's tables. Forward only: what has shipped is never edited.
public enum PlatformSchema {
    public static let migrations: [Migration] = [
        Migration(
            "platform-001",
            """
            CREATE TABLE person (
                id TEXT PRIMARY KEY,
                name TEXT NOT NULL,
                language TEXT NOT NULL,
                created_at BIGINT NOT NULL,
                erased_at BIGINT
            );
            CREATE TABLE email_address (
                address TEXT PRIMARY KEY,
                person TEXT NOT NULL REFERENCES person (id),
                confirmed_at BIGINT
            );
            CREATE INDEX email_address_person ON email_address (person);
            CREATE TABLE credential (
                person TEXT PRIMARY KEY REFERENCES person (id),
                password_hash TEXT,
                totp_secret TEXT,
                totp_confirmed_at BIGINT,
                totp_last_step BIGINT
            );
            CREATE TABLE recovery_code (
                person TEXT NOT NULL REFERENCES person (id),
                digest TEXT NOT NULL,
                used_at BIGINT,
                PRIMARY KEY (person, digest)
            );
            CREATE TABLE session (
                id TEXT PRIMARY KEY,
                digest TEXT NOT NULL UNIQUE,
                person TEXT REFERENCES person (id),
                awaits_second_factor BOOLEAN NOT NULL,
                created_at BIGINT NOT NULL,
                seen_at BIGINT NOT NULL,
                expires_at BIGINT NOT NULL,
                browser TEXT NOT NULL
            );
            CREATE INDEX session_person ON session (person);
            CREATE TABLE one_time_token (
                digest TEXT PRIMARY KEY,
                purpose TEXT NOT NULL,
                person TEXT REFERENCES person (id),
                payload TEXT NOT NULL,
                expires_at BIGINT NOT NULL,
                used_at BIGINT
            );
            CREATE TABLE access_token (
                id TEXT PRIMARY KEY,
                digest TEXT NOT NULL UNIQUE,
                person TEXT NOT NULL REFERENCES person (id),
                name TEXT NOT NULL,
                may_write BOOLEAN NOT NULL,
                created_at BIGINT NOT NULL,
                expires_at BIGINT NOT NULL,
                used_at BIGINT,
                ended_at BIGINT
            );
            CREATE INDEX access_token_person ON access_token (person);
            CREATE TABLE role_grant (
                id TEXT PRIMARY KEY,
                person TEXT NOT NULL REFERENCES person (id),
                role TEXT NOT NULL,
                scope_kind TEXT NOT NULL,
                scope_id TEXT NOT NULL,
                granted_by TEXT,
                from_at BIGINT NOT NULL,
                until_at BIGINT
            );
            CREATE INDEX role_grant_person ON role_grant (person);
            CREATE INDEX role_grant_scope ON role_grant (scope_kind, scope_id);
            CREATE TABLE audit (
                position {{identity}},
                at BIGINT NOT NULL,
                actor TEXT,
                action TEXT NOT NULL,
                subject_kind TEXT NOT NULL,
                subject_id TEXT NOT NULL,
                details TEXT,
                digest TEXT NOT NULL,
                previous TEXT NOT NULL,
                hash TEXT NOT NULL
            );
            CREATE INDEX audit_actor ON audit (actor);
            CREATE INDEX audit_subject ON audit (subject_kind, subject_id);
            CREATE TABLE change (
                position {{identity}},
                at BIGINT NOT NULL,
                subject_kind TEXT NOT NULL,
                subject_id TEXT NOT NULL,
                action TEXT NOT NULL
            );
            CREATE TABLE job (
                id TEXT PRIMARY KEY,
                kind TEXT NOT NULL,
                input TEXT NOT NULL,
                state TEXT NOT NULL,
                attempts BIGINT NOT NULL,
                run_at BIGINT NOT NULL,
                lease_until BIGINT,
                done BIGINT NOT NULL,
                total BIGINT,
                result TEXT,
                reason TEXT,
                person TEXT,
                created_at BIGINT NOT NULL,
                ended_at BIGINT
            );
            CREATE INDEX job_due ON job (state, run_at);
            CREATE TABLE mail (
                id TEXT PRIMARY KEY,
                recipient TEXT NOT NULL,
                person TEXT,
                subject TEXT NOT NULL,
                body TEXT NOT NULL,
                unsubscribe TEXT,
                state TEXT NOT NULL,
                attempts BIGINT NOT NULL,
                send_at BIGINT NOT NULL,
                sent_at BIGINT,
                reason TEXT,
                event_key TEXT UNIQUE
            );
            CREATE INDEX mail_due ON mail (state, send_at);
            CREATE TABLE follow (
                person TEXT NOT NULL REFERENCES person (id),
                subject_kind TEXT NOT NULL,
                subject_id TEXT NOT NULL,
                since BIGINT NOT NULL,
                PRIMARY KEY (person, subject_kind, subject_id)
            );
            CREATE INDEX follow_subject ON follow (subject_kind, subject_id);
            CREATE TABLE notification (
                id TEXT PRIMARY KEY,
                person TEXT NOT NULL REFERENCES person (id),
                subject_kind TEXT NOT NULL,
                subject_id TEXT NOT NULL,
                action TEXT NOT NULL,
                at BIGINT NOT NULL,
                position BIGINT NOT NULL,
                read_at BIGINT,
                UNIQUE (person, position)
            );
            CREATE TABLE follower (
                name TEXT PRIMARY KEY,
                position BIGINT NOT NULL
            );
            CREATE TABLE setting (
                key TEXT PRIMARY KEY,
                value TEXT NOT NULL
            );
            CREATE TABLE idempotency (
                person TEXT NOT NULL,
                key TEXT NOT NULL,
                request TEXT NOT NULL,
                answer TEXT NOT NULL,
                at BIGINT NOT NULL,
                PRIMARY KEY (person, key)
            );
            """),
        Migration(
            "platform-002",
            """
            CREATE TABLE sign_in_block (
                person TEXT PRIMARY KEY REFERENCES person (id),
                reason TEXT NOT NULL,
                blocked_by TEXT,
                at BIGINT NOT NULL
            );
            """),
        Migration(
            "platform-003",
            """
            ALTER TABLE person ADD COLUMN notified TEXT NOT NULL DEFAULT 'daily';
            ALTER TABLE person ADD COLUMN digest_at BIGINT;
            ALTER TABLE notification ADD COLUMN is_direct BOOLEAN NOT NULL DEFAULT FALSE;
            ALTER TABLE notification ADD COLUMN mailed_at BIGINT;
            CREATE INDEX one_time_token_person ON one_time_token (person);
            CREATE INDEX mail_person ON mail (person);
            """),
        Migration(
            "platform-004",
            """
            ALTER TABLE person ADD COLUMN is_invented BOOLEAN NOT NULL DEFAULT FALSE;
            UPDATE person SET is_invented = TRUE
            WHERE id IN (SELECT person FROM email_address WHERE address LIKE '%@demonstration.invalid');
            CREATE INDEX job_kind ON job (kind, id);
            """),
        Migration(
            "platform-005",
            """
            ALTER TABLE change ADD COLUMN deed BIGINT;
            CREATE INDEX change_subject ON change (subject_id);
            ALTER TABLE mail ADD COLUMN ends_at BIGINT;
            """),
    ]
}
