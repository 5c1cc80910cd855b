import Exchange
import Testing

@Suite struct PabulibReaderTests {
    static let small = """
        META
        key;value
        description;Test
        country;Finland
        unit;Helsinki
        instance;2026
        num_projects;2
        num_votes;3
        budget;1000,50
        vote_type;approval
        rule;greedy
        date_begin;01.02.2026
        date_end;14.02.2026
        PROJECTS
        project_id;cost;votes;name;target
        a;500.25;2;"Park; with ""swings\""";children
        b2;700;2;Path;
        VOTES
        voter_id;vote;age
        1;a;33
        2;a,b2;41
        3;b2;
        """

    private func read(_ text: String) -> PabulibReader.Reading { PabulibReader.read(Array(text.utf8)) }

    @Test func aFileReadsAsItStands() {
        let reading = read(Self.small)
        #expect(reading.faults.isEmpty, "\(reading.faults)")
        let document = reading.document
        #expect(document.projectIDs == ["a", "b2"])
        #expect(document.value("name", of: 0) == "Park; with \"swings\"")
        #expect(document.votes.starts == [0, 1, 3, 4])
        #expect(document.votes.projects == [0, 0, 1, 1])
        #expect(document.value("age", ofVoter: 1) == "41")
        #expect(document.value("age", ofVoter: 2) == nil)
    }

    @Test(arguments: ["\r\n", "\n", "\r"])
    func lineBreaksOfAnySystemAndAByteOrderMarkAreRead(lineBreak: String) {
        let reading = read("\u{FEFF}" + Self.small.replacing("\n", with: lineBreak))
        #expect(reading.faults.isEmpty, "\(reading.faults)")
        #expect(reading.document.votes.count == 3)
    }

    @Test func theOldAndTheNewNameOfAFieldReadAlike() {
        #expect(read(Self.small).document.value("beneficiaries", of: 0) == "children")
        #expect(
            read(Self.small.replacing("target", with: "beneficiaries")).document.value("target", of: 0) == "children")
    }

    @Test func aWrittenFileReadsBackTheSame() {
        let first = read(Self.small).document
        let second = PabulibReader.read([UInt8](PabulibWriter.data(first)))
        #expect(second.faults.isEmpty, "\(second.faults)")
        #expect(second.document.meta.map(\.value) == first.meta.map(\.value))
        #expect(second.document.projects.map(\.values) == first.projects.map(\.values))
        #expect(second.document.votes.projects == first.votes.projects)
        #expect((0..<3).map { second.document.votes.rows[$0] } == (0..<3).map { first.votes.rows[$0] })
    }

    @Test(arguments: [
        ("1000", 1000, 0), ("1000,50", 10005, 1), ("12.340", 1234, 2), ("-3", -3, 0), ("0.00", 0, 0),
    ])
    func amountsReadWithPointOrComma(text: String, mantissa: Int, places: Int) {
        let decimal = PabulibDecimal(text)
        #expect(decimal?.mantissa == mantissa && decimal?.places == places)
    }

    @Test(arguments: ["", ".", "1.2.3", "1e5", "NaN", "1 000", "12345678901234567890", "0x10", "--1", "1.0000000001"])
    func whatIsNoAmountIsRefused(text: String) { #expect(PabulibDecimal(text) == nil) }

    @Test(arguments: [
        ("budget;1000,50\n", "", PabulibFault.Reason.missingField, 0, "budget"),
        ("budget;1000,50", "budget;many", .notANumber("many"), 9, "budget"),
        ("budget;1000,50", "budget;-1", .negative("-1"), 9, "budget"),
        ("vote_type;approval", "vote_type;guess", .unknownVoteType("guess"), 10, "vote_type"),
        ("b2;700", "a;700", .duplicate("a"), 17, "project_id"),
        ("b2;700", "b2;free", .notANumber("free"), 17, "cost"),
        ("b2;700", "b2;-7", .negative("-7"), 17, "cost"),
        ("2;a,b2", "2;a,c", .unknownProject("c"), 21, "vote"),
        ("2;a,b2", "2;a,a", .projectNamedTwice("a"), 21, "vote"),
        ("approval", "cumulative", .missingColumn, 0, "points"),
        ("num_votes;3", "num_votes;4", .countDiffers(stated: "4", found: 3), 8, "num_votes"),
        ("01.02.2026", "2026-02-01", .notADate("2026-02-01"), 12, "date_begin"),
        ("3;b2", "2;b2", .duplicate("2"), 22, "voter_id"),
        ("num_votes;3", "num_votes;3\nmax_length;1", .tooMany(2, most: 1), 22, "vote"),
    ])
    func aFaultIsToldWithItsPlace(
        old: String, new: String, reason: PabulibFault.Reason, line: Int, field: String
    ) {
        let faults = read(Self.small.replacing(old, with: new)).faults
        #expect(
            faults.contains { $0.reason == reason && $0.line == line && $0.field == field }, "\(faults)")
    }

    private static let wrongAmounts: [(String, PabulibFault.Reason)] =
        ["x", "NaN", "1e9", "9999999999999999999"].map { ($0, .notANumber($0)) } + [("-0.5", .negative("-0.5"))]

    /// Amounts that a file cannot be counted without are errors, the others warnings.
    @Test(arguments: [
        "budget", "num_projects", "num_votes", "min_length", "max_length", "min_points", "max_points",
        "min_sum_points", "max_sum_points", "min_sum_cost", "max_sum_cost", "min_project_cost", "max_project_cost",
        "min_project_score_threshold",
    ])
    func everyAmountOfTheHeadIsChecked(field: String) throws {
        for (wrong, reason) in Self.wrongAmounts {
            let without = Self.small.split(separator: "\n").filter { !$0.hasPrefix("\(field);") }
            let text = without.joined(separator: "\n").replacing("PROJECTS", with: "\(field);\(wrong)\nPROJECTS")
            let faults = read(text).faults.filter { $0.section == .meta && $0.field == field }
            #expect(faults.first?.reason == reason, "\(wrong): \(faults)")
            #expect(faults.first?.severity == (field == "budget" ? .error : .warning))
        }
    }

    @Test(arguments: [
        ("a;500.25", "a;", PabulibFault.Reason.emptyField, "cost"),
        ("a;500.25", "a;9999999999999999999", .notANumber("9999999999999999999"), "cost"),
        ("a;500.25", ";500.25", .emptyField, "project_id"), ("a;500.25", "\"a,c\";500.25", .comma("a,c"), "project_id"),
        ("project_id;cost", "project_id;price", .missingColumn, "cost"),
        ("project_id;cost", "id;cost", .missingColumn, "project_id"),
        ("voter_id;vote;age", "voter_id;votes;age", .missingColumn, "vote"),
        ("PROJECTS\n", "", .missingSection, ""), ("VOTES\n", "", .missingSection, ""),
        ("VOTES", "VOTES\nvoter_id;vote\nVOTES", .repeatedSection, ""),
        ("budget;1000,50", "budget;1\nbudget;2", .duplicate("budget"), "budget"),
        ("budget;1000,50", "budget;", .emptyField, "budget"), ("2;a,b2", "2;a,,b2", .unknownProject(""), "vote"),
        ("3;b2", "3;b2 a", .unknownProject("b2 a"), "vote"), ("META", "x\nMETA", .textBeforeSections, ""),
        ("2;a,b2;41", "2;\"a,b2;41", .quotes, ""),
    ])
    func whatCannotBeCountedIsAnError(old: String, new: String, reason: PabulibFault.Reason, field: String) {
        let faults = read(Self.small.replacing(old, with: new)).faults.filter { $0.severity == .error }
        #expect(faults.contains { $0.reason == reason && $0.field == field }, "\(faults)")
    }

    @Test(arguments: [
        ("1.5;0", PabulibFault.Reason.notPositive("0"), "weight"), ("1.5;-1", .notPositive("-1"), "weight"),
        ("1.5;x", .notANumber("x"), "weight"), ("1.5;", .notANumber(""), "weight"),
        ("x;1", .notANumber("x"), "points"), (";1", .pointsDoNotMatch(projects: 1, points: 0), "points"),
        ("1,2;1", .pointsDoNotMatch(projects: 1, points: 2), "points"),
        ("999999999999999999;1", .tooLarge, "points"), ("1.5;999999999999999999", .tooLarge, "weight"),
    ])
    func everyPointAndWeightIsChecked(cells: String, reason: PabulibFault.Reason, field: String) {
        let text = Self.small.replacing("approval", with: "cumulative")
            .replacing("voter_id;vote;age", with: "voter_id;vote;points;weight")
            .replacing("1;a;33", with: "1;a;\(cells)").replacing("2;a,b2;41", with: "2;a,b2;0.5,0.001;0.001")
            .replacing("3;b2;", with: "3;b2;1;1")
        let faults = read(text).faults.filter { $0.severity == .error }
        #expect(faults.contains { $0.reason == reason && $0.field == field }, "\(faults)")
    }

    /// The second part names points, the first does not: points would stand beside other ballots' entries.
    @Test func votesInTwoPartsOfDifferentColumnsAreAFault() {
        let text = Self.small.replacing("approval", with: "cumulative")
            .replacing("num_projects;2", with: "max_sum_points;9")
        let reading = read(text + "\nVOTES\nvoter_id;vote;points;weight\n4;a;2;1")
        #expect(reading.faults.contains { $0.reason == .repeatedSection })
        #expect(reading.document.votes.points.isEmpty && reading.document.votes.weights.isEmpty)
    }

    @Test(arguments: ["", "1;a;33"])
    func filesWithoutVotersOrWithOneOnly(ballots: String) {
        let head = Self.small.split(separator: "\n").prefix { $0 != "1;a;33" }
        let reading = read((head + [ballots[...]]).joined(separator: "\n"))
        #expect(reading.firstError == nil && reading.document.votes.count == (ballots.isEmpty ? 0 : 1))
    }

    @Test func pointsAndWeightsComeInCommonUnits() {
        let text = Self.small.replacing("approval", with: "cumulative")
            .replacing("voter_id;vote;age", with: "voter_id;vote;points;weight")
            .replacing("1;a;33", with: "1;a;1.5;1").replacing("2;a,b2;41", with: "2;a,b2;2,3;0.25")
            .replacing("3;b2;", with: "3;b2;1;2")
        let reading = read(text)
        #expect(reading.faults.isEmpty, "\(reading.faults)")
        let votes = reading.document.votes
        #expect(votes.points == [15, 20, 30, 10] && votes.pointPlaces == 1)
        #expect(votes.weights == [100, 25, 200] && votes.weightPlaces == 2)
    }
}
