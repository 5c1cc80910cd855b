/// A statement that people of one language answer otherwise than people of the same opinion in other languages: its
/// translation may be wrong.
public struct TranslationWarning: Sendable, Hashable {
    /// A position in the statements of the map.
    public let statement: Int
    public let language: String
    /// The share that agrees of people in the middle of the map, of those who agree or disagree at all.
    public let agree: Double
    public let agreeElsewhere: Double
    /// Agrees and disagrees in the language, and in the others.
    public let votes: Int
    public let votesElsewhere: Int
    public let pValue: Double
    /// The smallest share of false warnings at which it would be listed.
    public let falseDiscoveryRate: Double
}

/// Looks for statements that work differently in one language, at equal position on the map: differential item
/// functioning.
///
/// For each language and statement, logistic regressions of agreeing on the place, with and without the language and
/// its interactions with the place, are compared by their likelihoods (Swaminathan and Rogers, "Detecting Differential
/// Item Functioning Using Logistic Regression Procedures", Journal of Educational Measurement 27, 1990). A person's
/// place is computed without the statement in question, and drawn towards the middle of the people of the same
/// language, since drawing all towards one middle would make languages of different opinion look as if they misread
/// (Shealy and Stout, "A Model-Based Standardization Approach", Psychometrika 58, 1993).
public struct TranslationCheck: Sendable {
    /// The share of false warnings that the list may have.
    public static let falseWarnings = 0.05
    /// Fewest agrees and disagrees in the language, and in the others, for a test.
    public static let fewestVotes = 20

    /// Tests that could be made.
    public let testCount: Int
    /// The surest first.
    public let warnings: [TranslationWarning]

    /// O(votes · languages).
    /// - Parameter languages: the language in which each participant read the statements.
    public init(_ conversation: Conversation, languages: [String: String], settings: OpinionMap.Settings = .init()) {
        let table = VoteTable(conversation, order: .byIdentifier)
        let left = table.statements.map { settings.excluded.contains($0) || settings.meta.contains($0) }
        let mapped = table.leavingOut(left)
        self.init(mapped, VoteGeometry(mapped), DeclaredGrouping(name: "language", groupOf: languages))
    }

    init(_ table: VoteTable, _ geometry: VoteGeometry, _ grouping: DeclaredGrouping) {
        let (names, languageOf) = DeclaredGroups.positions(table, grouping)
        let readers = LanguageReaders(table, geometry, languageOf: languageOf, count: names.count)
        let columns = readers.columns()
        let tests = Lanes.map(table.statements.count) { statement in
            names.indices.compactMap { Self.test(columns[statement], language: $0, name: names[$0], statement) }
        }.flatMap { $0 }
        testCount = tests.count
        let rates = FalseDiscovery.adjusted(tests.map(\.pValue))
        warnings = zip(tests, rates).filter { $1 <= Self.falseWarnings }
            .sorted { ($0.0.pValue, $0.0.statement) < ($1.0.pValue, $1.0.statement) }
            .map { test, rate in
                TranslationWarning(
                    statement: test.statement, language: test.language, agree: test.agree,
                    agreeElsewhere: test.agreeElsewhere, votes: test.votes, votesElsewhere: test.votesElsewhere,
                    pValue: test.pValue, falseDiscoveryRate: rate)
            }
    }

    private static func test(
        _ answers: [LanguageReaders.Answer], language: Int, name: String, _ statement: Int
    ) -> TranslationWarning? {
        let votes = answers.count { $0.language == language }
        guard votes >= fewestVotes, answers.count - votes >= fewestVotes else { return nil }
        let outcomes = answers.map(\.agrees)
        let plain = answers.map { [1, $0.place.x, $0.place.y] }
        let full = answers.map { answer in
            let own = answer.language == language ? 1.0 : 0.0
            return [1, answer.place.x, answer.place.y, own, own * answer.place.x, own * answer.place.y]
        }
        let without = LogisticRegression(plain, outcomes: outcomes)
        let with = LogisticRegression(full, outcomes: outcomes)
        let gain = max(0, 2 * (with.logLikelihood - without.logLikelihood))
        return TranslationWarning(
            statement: statement, language: name, agree: with.probability([1, 0, 0, 1, 0, 0]),
            agreeElsewhere: with.probability([1, 0, 0, 0, 0, 0]), votes: votes,
            votesElsewhere: answers.count - votes, pValue: ChiSquare.upperTail(gain, degrees: 3), falseDiscoveryRate: 1)
    }
}

/// People with a language, and where each stands by all other votes when a statement is looked at.
private struct LanguageReaders {
    struct Answer {
        var language: Int
        var agrees: Bool
        /// In standard deviations of everybody's places.
        var place: Point
    }

    private let table: VoteTable
    private let geometry: VoteGeometry
    private let languageOf: [Int?]
    private let middles: [Point]
    private let deviations: Point
    private let center: Point

    init(_ table: VoteTable, _ geometry: VoteGeometry, languageOf: [Int?], count: Int) {
        (self.table, self.geometry, self.languageOf) = (table, geometry, languageOf)
        var middles = [Point](repeating: .zero, count: count)
        let people = table.participants.indices.filter { languageOf[$0] != nil && !table.row($0).isEmpty }
        let fits = people.map { Self.fit(table, geometry, $0) }
        var places: [Point] = []
        // The middle of a language and the places drawn towards it settle within a few rounds.
        for _ in 0..<10 {
            places = zip(people, fits).map { $1.place(geometry.shrinkage, middles[languageOf[$0] ?? 0]) }
            middles = (0..<count).map { language in
                Self.mean(zip(people, places).filter { languageOf[$0.0] == language }.map(\.1))
            }
        }
        self.middles = middles
        let center = Self.mean(places)
        self.center = center
        let squares = Self.mean(
            places.map { Point(x: ($0.x - center.x) * ($0.x - center.x), y: ($0.y - center.y) * ($0.y - center.y)) })
        deviations = Point(
            x: squares.x > 0 ? squares.x.squareRoot() : 1, y: squares.y > 0 ? squares.y.squareRoot() : 1)
    }

    /// For each statement the agrees and disagrees on it.
    func columns() -> [[Answer]] {
        var columns = [[Answer]](repeating: [], count: table.statements.count)
        for person in table.participants.indices {
            guard let language = languageOf[person] else { continue }
            let fit = Self.fit(table, geometry, person)
            for entry in table.entries[table.row(person)] where VoteTable.value(entry) != 0 {
                let statement = VoteTable.statement(entry)
                var others = fit
                others.remove(
                    Double(VoteTable.value(entry)) - geometry.means[statement], Self.axes(geometry, statement))
                let place = others.place(geometry.shrinkage, middles[language])
                columns[statement].append(
                    Answer(
                        language: language, agrees: VoteTable.value(entry) == 1,
                        place: Point(
                            x: (place.x - center.x) / deviations.x, y: (place.y - center.y) / deviations.y)))
            }
        }
        return columns
    }

    private static func axes(_ geometry: VoteGeometry, _ statement: Int) -> SIMD2<Double> {
        SIMD2(geometry.axes.vectors[0][statement], geometry.axes.vectors[1][statement])
    }

    private static func fit(_ table: VoteTable, _ geometry: VoteGeometry, _ person: Int) -> PlaceFit {
        var fit = PlaceFit()
        for entry in table.entries[table.row(person)] {
            let statement = VoteTable.statement(entry)
            fit.add(Double(VoteTable.value(entry)) - geometry.means[statement], axes(geometry, statement))
        }
        return fit
    }

    private static func mean(_ points: [Point]) -> Point {
        let count = Double(max(points.count, 1))
        return Point(x: points.reduce(0) { $0 + $1.x } / count, y: points.reduce(0) { $0 + $1.y } / count)
    }
}
