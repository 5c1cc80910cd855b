import Database

/// What only a place has; the rest of it is its entry.
enum PlacesSchema {
    static let migrations: [Migration] = [
        Migration(
            "places-001",
            """
            CREATE TABLE place (
                entry TEXT PRIMARY KEY REFERENCES entry (id),
                legal_form TEXT,
                owner_stated TEXT,
                address TEXT,
                activities TEXT NOT NULL,
                further_source TEXT,
                facts TEXT NOT NULL
            );
            """)
    ]
}
