import Database

/// The tables of cities, regions, organisations, networks and their members.
enum NetworksSchema {
    static let migrations: [Migration] = [
        Migration(
            "networks-001",
            """
            CREATE TABLE city (
                entry TEXT PRIMARY KEY REFERENCES entry (id),
                kind TEXT,
                own_name TEXT,
                population BIGINT CHECK (population >= 0),
                population_year BIGINT,
                lau_code TEXT,
                lau_edition TEXT,
                nuts_code TEXT,
                nuts_edition TEXT,
                website TEXT,
                contact_page TEXT
            );
            CREATE TABLE organisation (
                entry TEXT PRIMARY KEY REFERENCES entry (id),
                kind TEXT,
                is_host BOOLEAN,
                other_names TEXT,
                named_in TEXT,
                website TEXT,
                contact_page TEXT
            );
            CREATE TABLE region (
                entry TEXT PRIMARY KEY REFERENCES entry (id),
                kind TEXT,
                major_region TEXT,
                spearheads TEXT,
                cross_cutting_themes TEXT,
                intermediary_body TEXT REFERENCES entry (id),
                intermediary_source TEXT,
                partners_stated TEXT,
                published_targets TEXT
            );
            CREATE INDEX region_intermediary_body ON region (intermediary_body);
            CREATE TABLE network (
                entry TEXT PRIMARY KEY REFERENCES entry (id),
                kind TEXT NOT NULL CHECK (kind IN ('national', 'thematic', 'working group', 'programme')),
                theme TEXT,
                lead_city TEXT REFERENCES entry (id),
                project TEXT,
                kickoff TEXT,
                size_stated TEXT,
                counts_stated TEXT,
                counts_as_of BIGINT,
                second_source TEXT
            );
            CREATE INDEX network_lead_city ON network (lead_city);
            CREATE TABLE wanted_share (
                network TEXT NOT NULL REFERENCES entry (id),
                sector TEXT NOT NULL,
                percent BIGINT NOT NULL CHECK (percent BETWEEN 0 AND 100),
                PRIMARY KEY (network, sector)
            );
            CREATE TABLE network_member (
                id TEXT PRIMARY KEY,
                network TEXT NOT NULL REFERENCES entry (id),
                organisation TEXT REFERENCES entry (id),
                city TEXT REFERENCES entry (id),
                person TEXT REFERENCES person (id),
                sector TEXT,
                roles TEXT NOT NULL,
                shares_mail BOOLEAN NOT NULL,
                since TEXT,
                until TEXT,
                import_key TEXT UNIQUE,
                source TEXT,
                note TEXT,
                CHECK (organisation IS NOT NULL OR city IS NOT NULL OR person IS NOT NULL)
            );
            CREATE UNIQUE INDEX network_member_once
                ON network_member (network, COALESCE(person, organisation, city)) WHERE until IS NULL;
            CREATE INDEX network_member_organisation ON network_member (organisation);
            CREATE INDEX network_member_city ON network_member (city);
            CREATE INDEX network_member_person ON network_member (person);
            CREATE TABLE involvement (
                id TEXT PRIMARY KEY,
                member TEXT NOT NULL REFERENCES network_member (id),
                level TEXT NOT NULL CHECK (level IN ('informed', 'consulted', 'active', 'core')),
                since TEXT NOT NULL,
                until TEXT
            );
            CREATE UNIQUE INDEX involvement_current ON involvement (member) WHERE until IS NULL;
            CREATE INDEX involvement_member ON involvement (member);
            CREATE TABLE network_request (
                id TEXT PRIMARY KEY,
                network TEXT NOT NULL REFERENCES entry (id),
                person TEXT NOT NULL REFERENCES person (id),
                message TEXT,
                at BIGINT NOT NULL,
                answered_at BIGINT,
                answered_by TEXT REFERENCES person (id),
                is_accepted BOOLEAN
            );
            CREATE UNIQUE INDEX network_request_open ON network_request (network, person) WHERE answered_at IS NULL;
            CREATE INDEX network_request_person ON network_request (person);
            CREATE INDEX network_request_answered_by ON network_request (answered_by);
            """),
        Migration(
            "networks-002",
            """
            CREATE TABLE network_invitation (
                id TEXT PRIMARY KEY,
                digest TEXT NOT NULL UNIQUE,
                network TEXT NOT NULL REFERENCES entry (id),
                role TEXT NOT NULL,
                recipient TEXT NOT NULL,
                invited_by TEXT REFERENCES person (id),
                accepted_by TEXT REFERENCES person (id),
                at BIGINT NOT NULL,
                ends_at BIGINT NOT NULL
            );
            CREATE INDEX network_invitation_network ON network_invitation (network, at);
            CREATE INDEX network_invitation_invited_by ON network_invitation (invited_by);
            CREATE INDEX network_invitation_accepted_by ON network_invitation (accepted_by);
            """),
    ]
}
