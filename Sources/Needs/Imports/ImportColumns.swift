import Catalogue

// What tables of needs, ideas and practices can have as columns.

extension ImportNeed {
    static var columns: [ImportColumn] {
        [
            .key, .title, .story("description"), .language,
            ImportColumn("cities", "Cities", .texts, otherNames: ["city"]),
            .country, ImportColumn("region", "Region"), ImportColumn("area", "Area"),
            ImportColumn("voiced_by", "Voiced by"), ImportColumn("organisations", "Organisations", .texts), .topics,
            .goals, .year("year"), .source, .note,
        ]
    }
}

extension ImportIdea {
    static var columns: [ImportColumn] {
        [
            .key, .title, .story("description"), .language, .city, .country, ImportColumn("kind", "Kind"),
            ImportColumn("raised_at", "Raised at"), .topics, .goals, .year("year"), .source, .note,
        ]
    }
}

extension ImportPractice {
    static var columns: [ImportColumn] {
        [
            .key, .title, .story("summary"), .language, .city, .country, .year("year_started"), .sector,
            ImportColumn("evidence_grade", "Evidence", otherNames: ["evidence"]),
            ImportColumn("organisations", "Organisations", .texts),
            ImportColumn("organisation_stated", "Organisation as stated"),
            ImportColumn("result_reported", "Reported result", .words), .topics, .goals, .source, .note,
        ]
    }
}
