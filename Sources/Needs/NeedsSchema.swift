import Database

/// The tables of needs, practices, ideas and adoptions: what only these kinds have beside the common entry.
enum NeedsSchema {
    static let migrations: [Migration] = [
        Migration(
            "needs-001",
            """
            CREATE TABLE need (
                entry TEXT PRIMARY KEY REFERENCES entry (id),
                voiced_by TEXT,
                area TEXT,
                people_count BIGINT CHECK (people_count > 0),
                tried TEXT,
                stake TEXT,
                answer TEXT REFERENCES entry (id),
                answer_adoption TEXT
            );
            CREATE INDEX need_answer ON need (answer);
            CREATE TABLE need_state (
                id TEXT PRIMARY KEY,
                need TEXT NOT NULL REFERENCES entry (id),
                state TEXT NOT NULL CHECK (state IN ('voiced', 'understood', 'shared', 'answered')),
                at BIGINT NOT NULL,
                person TEXT REFERENCES person (id)
            );
            CREATE INDEX need_state_need ON need_state (need, at);
            CREATE INDEX need_state_person ON need_state (person);
            CREATE TABLE need_join (
                need TEXT NOT NULL REFERENCES entry (id),
                city TEXT NOT NULL REFERENCES entry (id),
                sentence TEXT NOT NULL,
                language TEXT NOT NULL,
                person TEXT REFERENCES person (id),
                at BIGINT NOT NULL,
                PRIMARY KEY (need, city)
            );
            CREATE INDEX need_join_city ON need_join (city);
            CREATE INDEX need_join_person ON need_join (person);
            CREATE TABLE practice (
                entry TEXT PRIMARY KEY REFERENCES entry (id),
                organisation_stated TEXT,
                result_reported TEXT,
                stated_kind TEXT,
                raised_at TEXT,
                programme TEXT,
                evidence_reason TEXT
            );
            CREATE TABLE idea (
                entry TEXT PRIMARY KEY REFERENCES entry (id),
                need TEXT REFERENCES entry (id),
                stated_kind TEXT,
                raised_at TEXT
            );
            CREATE INDEX idea_need ON idea (need);
            CREATE TABLE adoption (
                id TEXT PRIMARY KEY,
                practice TEXT NOT NULL REFERENCES entry (id),
                city TEXT NOT NULL REFERENCES entry (id),
                need TEXT REFERENCES entry (id),
                year BIGINT NOT NULL,
                outcome TEXT NOT NULL CHECK (outcome IN ('running', 'succeeded', 'partly', 'failed')),
                kept TEXT,
                changed TEXT,
                dropped TEXT,
                result TEXT,
                cost_minor_units BIGINT CHECK (cost_minor_units >= 0),
                cost_currency TEXT,
                again TEXT CHECK (again IN ('yes', 'with changes', 'no')),
                evidence TEXT NOT NULL CHECK (evidence IN ('claimed', 'reported')),
                source TEXT,
                language TEXT NOT NULL,
                person TEXT REFERENCES person (id),
                created_at BIGINT NOT NULL,
                updated_at BIGINT NOT NULL,
                withdrawn_at BIGINT,
                CHECK ((cost_minor_units IS NULL) = (cost_currency IS NULL))
            );
            CREATE UNIQUE INDEX adoption_standing ON adoption (practice, city, year) WHERE withdrawn_at IS NULL;
            CREATE INDEX adoption_city ON adoption (city);
            CREATE INDEX adoption_need ON adoption (need);
            CREATE INDEX adoption_person ON adoption (person);
            """),
        Migration(
            "needs-002",
            """
            ALTER TABLE adoption ADD COLUMN taken_from TEXT REFERENCES adoption (id);
            CREATE INDEX adoption_taken_from ON adoption (taken_from);
            ALTER TABLE practice ADD COLUMN graded_by TEXT REFERENCES person (id);
            CREATE INDEX practice_graded_by ON practice (graded_by);
            """),
    ]
}
