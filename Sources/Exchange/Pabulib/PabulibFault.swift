/// Something wrong in a .pb file, with its place.
public struct PabulibFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// Whether the file can still be counted.
    public enum Severity: String, Sendable {
        /// The file cannot be counted as it stands.
        case error
        /// Nothing hinders the count, but somebody should look.
        case warning
    }

    public enum Section: String, Sendable {
        case meta = "META"
        case projects = "PROJECTS"
        case votes = "VOTES"
    }

    public enum Reason: Sendable, Hashable {
        case missingSection
        case repeatedSection
        case missingColumn
        case missingField
        case emptyField
        case notANumber(String)
        case negative(String)
        case notPositive(String)
        case comma(String)
        case unknownVoteType(String)
        case duplicate(String)
        case unknownProject(String)
        case projectNamedTwice(String)
        case pointsDoNotMatch(projects: Int, points: Int)
        case tooFew(Int, least: Int)
        case tooMany(Int, most: Int)
        case pointsSum(String, limit: String)
        case countDiffers(stated: String, found: Int)
        case notADate(String)
        case notASelection(String)
        case quotes
        case notUTF8
        case textBeforeSections
        case tooLarge
    }

    public let severity: Severity
    /// Counted from 1; 0 when something is missing altogether.
    public let line: Int
    public let section: Section?
    public let field: String
    public let reason: Reason

    /// One sentence with place and mend.
    public var description: String { "\(place.isEmpty ? "the file" : place): \(sentence)" }

    /// Such as `line 3, META, budget`; empty for the file as a whole.
    public var place: String {
        [line > 0 ? "line \(line)" : nil, section.map(\.rawValue), field.isEmpty ? nil : field]
            .compactMap { $0 }.joined(separator: ", ")
    }

    /// What is wrong, and the mend.
    public var sentence: String {
        switch reason {
        case .missingSection: "this section is missing; a .pb file has META, PROJECTS and VOTES."
        case .repeatedSection: "this section stands twice; put its lines together."
        case .missingColumn: "this column is missing; add it to the header of the section."
        case .missingField: "this field is missing; add a line for it."
        case .emptyField: "this is empty; fill it in."
        case .notANumber(let text): "\"\(text)\" is not a number of at most 18 digits, such as 1250.50."
        case .negative(let text): "\(text) is negative; only 0 and more can stand here."
        case .notPositive(let text): "\(text) is not more than 0; only what is can stand here."
        case .comma(let text): "\"\(text)\" has a comma, which parts ids in ballots; give the project another id."
        case .unknownVoteType(let text):
            "\"\(text)\" is no vote type; use approval, choose-1, cumulative, ordinal or scoring."
        case .duplicate(let text): "\"\(text)\" stands here a second time."
        case .unknownProject(let text): "there is no project \"\(text)\" in PROJECTS."
        case .projectNamedTwice(let text): "the ballot names project \"\(text)\" twice."
        case .pointsDoNotMatch(let projects, let points): "\(projects) projects, but \(points) numbers of points."
        case .tooFew(let count, let least): "the ballot names \(count) projects; at least \(least) are asked for."
        case .tooMany(let count, let most): "the ballot names \(count) projects; at most \(most) are allowed."
        case .pointsSum(let sum, let limit): "the points add up to \(sum); the limit is \(limit)."
        case .countDiffers(let stated, let found): "\(stated) is stated, \(found) are found."
        case .notADate(let text): "\"\(text)\" is no date such as 31.12.2026."
        case .notASelection(let text): "\"\(text)\" stands where 0, 1, 2 or 3 should."
        case .quotes: "a quoted text is not closed, or something follows its closing quote."
        case .notUTF8: "the file is not UTF-8; save it as UTF-8."
        case .textBeforeSections: "this stands before the first section."
        case .tooLarge: "the numbers are too large to be counted exactly."
        }
    }
}
