import Database

/// What only a project has; the rest of it is its entry.
enum ProgrammesSchema {
    static let migrations: [Migration] = [
        Migration(
            "programmes-001",
            """
            CREATE TABLE project (
                entry TEXT PRIMARY KEY REFERENCES entry (id),
                form TEXT,
                list TEXT,
                code TEXT,
                programme TEXT,
                fund TEXT,
                funder TEXT REFERENCES entry (id),
                beneficiary TEXT,
                status TEXT,
                start_date TEXT,
                end_date TEXT,
                actual_start TEXT,
                actual_end TEXT,
                stated TEXT NOT NULL
            );
            CREATE INDEX project_funder ON project (funder);
            CREATE INDEX project_list ON project (list);
            CREATE TABLE project_amount (
                project TEXT NOT NULL REFERENCES project (entry),
                place BIGINT NOT NULL,
                meaning TEXT NOT NULL CHECK (meaning IN ('granted', 'budget', 'total')),
                phase TEXT NOT NULL CHECK (phase IN ('planned', 'realised')),
                minor_units BIGINT NOT NULL,
                currency TEXT NOT NULL,
                PRIMARY KEY (project, place)
            );
            """),
        Migration(
            "programmes-days-001",
            """
            UPDATE entry SET
                begins = (SELECT COALESCE(p.actual_start, p.start_date) FROM project p WHERE p.entry = entry.id),
                ends = (SELECT COALESCE(p.actual_end, p.end_date) FROM project p WHERE p.entry = entry.id)
            WHERE kind = 'project';
            """),
    ]
}
