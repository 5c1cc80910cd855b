public import Database

/// The catalogue's tables.
public enum CatalogueSchema {
    public static let migrations: [Migration] = [
        Migration(
            "catalogue-001",
            """
            CREATE TABLE entry (
                id TEXT PRIMARY KEY,
                kind TEXT NOT NULL,
                slug TEXT NOT NULL,
                title TEXT NOT NULL,
                story TEXT,
                language TEXT NOT NULL,
                country TEXT,
                city TEXT REFERENCES entry (id),
                latitude DOUBLE PRECISION,
                longitude DOUBLE PRECISION,
                sector TEXT,
                evidence TEXT,
                year BIGINT,
                state TEXT,
                origin TEXT,
                source TEXT,
                note TEXT,
                author TEXT REFERENCES person (id),
                visibility TEXT NOT NULL CHECK (visibility IN ('public', 'draft', 'hidden')),
                created_at BIGINT NOT NULL,
                updated_at BIGINT NOT NULL,
                UNIQUE (kind, slug)
            );
            CREATE INDEX entry_author ON entry (author);
            CREATE INDEX entry_city ON entry (city);
            CREATE TABLE entry_value (
                entry TEXT NOT NULL REFERENCES entry (id),
                facet TEXT NOT NULL CHECK (facet IN ('topic', 'goal')),
                value TEXT NOT NULL,
                PRIMARY KEY (entry, facet, value)
            );
            CREATE TABLE entry_link (
                source TEXT NOT NULL REFERENCES entry (id),
                relation TEXT NOT NULL,
                target TEXT NOT NULL REFERENCES entry (id),
                PRIMARY KEY (source, relation, target)
            );
            CREATE INDEX entry_link_target ON entry_link (target);
            CREATE TABLE match_mark (
                id TEXT PRIMARY KEY,
                text TEXT NOT NULL,
                language TEXT NOT NULL,
                entry TEXT NOT NULL REFERENCES entry (id),
                is_useful BOOLEAN NOT NULL,
                person TEXT REFERENCES person (id),
                at BIGINT NOT NULL
            );
            CREATE INDEX match_mark_entry ON match_mark (entry);
            CREATE INDEX match_mark_person ON match_mark (person);
            """),
        Migration(
            "catalogue-import-001",
            """
            CREATE TABLE entry_import (
                entry TEXT PRIMARY KEY REFERENCES entry (id),
                digest TEXT NOT NULL
            );
            """),
        Migration(
            "catalogue-days-001",
            """
            ALTER TABLE entry ADD COLUMN begins TEXT;
            ALTER TABLE entry ADD COLUMN ends TEXT;
            CREATE INDEX entry_begins ON entry (begins) WHERE begins IS NOT NULL;
            CREATE INDEX entry_ends ON entry (ends) WHERE ends IS NOT NULL;
            """),
    ]
}
