public import Catalogue
public import Languages

// What tables of cities, regions, organisations, networks and members can have as columns.

extension ImportCity {
    public static var columns: [ImportColumn] {
        [
            .key, .properName, ImportColumn("name_en", "Name in English"), ImportColumn("kind", "Kind"), .country,
            .latitude, .longitude, ImportColumn("population", "Population", .whole),
            ImportColumn("population_year", "Year of the population", .whole), ImportColumn("lau_code", "LAU code"),
            ImportColumn("nuts_code", "NUTS code"), .source, .note,
        ]
    }
}

extension ImportRegion {
    public static var columns: [ImportColumn] {
        [
            .key, .properName, ImportColumn("kind", "Kind"), .country, ImportColumn("cities", "Cities", .texts),
            ImportColumn("partners", "Partners", .texts), ImportColumn("major_region", "Major region"),
            ImportColumn("intermediary_body", "Intermediary body"), .source, .note,
        ]
    }
}

extension ImportOrganisation {
    public static var columns: [ImportColumn] {
        [
            .key, .properName, ImportColumn("kind", "Kind"), .sector, .country, .city,
            ImportColumn("host", "Runs an innovation programme", .truth),
            ImportColumn("other_names", "Other names", .texts), .source, .note,
        ]
    }
}

extension ImportNetwork {
    public static var columns: [ImportColumn] {
        [
            .key, ImportColumn("name", "Name", .words, isRequired: true, otherNames: ["title"]),
            ImportColumn("kind", "Kind", isRequired: true), .country, ImportColumn("parent", "Part of"),
            ImportColumn("organisers", "Organisers", .texts), ImportColumn("theme", "Theme", .words),
            ImportColumn("lead_city", "Lead city"), .source, .note,
        ]
    }
}

extension ImportMember {
    public static var title: Message { "Members of networks" }

    public static var columns: [ImportColumn] {
        [
            .key, ImportColumn("network", "Network", isRequired: true), ImportColumn("organisation", "Organisation"),
            .city, .sector, ImportColumn("roles", "Roles", .texts), ImportColumn("since", "Since"),
            ImportColumn("until", "Until"), .source, .note,
        ]
    }
}
