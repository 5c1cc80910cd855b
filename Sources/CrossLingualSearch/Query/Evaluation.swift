import Foundation

/// Measures a ranking against judgements: nDCG@10 with gain 2^grade − 1 (Järvelin and Kekäläinen 2002), recall@10, and
/// the reciprocal rank within ten of the first document of the query's highest grade.
public struct Evaluation: Sendable, Hashable {
    /// Means over a set of queries.
    public struct Figures: Sendable, Hashable, Codable {
        public let ndcg10: Double
        public let recall10: Double
        public let mrr10: Double
        public let queries: Int
    }

    /// All judged queries; each ranks the documents of its own set.
    public let overall: Figures
    /// By language pair, "fi>pl": queries in Finnish, only Polish documents ranked and judged.
    public let pairs: [String: Figures]
    /// By set, the third column of the tables.
    public let sets: [String: Figures]
    public let documents: Int
    public let queries: Int
    public let indexSeconds: Double
    public let indexBytes: Int
    /// Milliseconds per query for the first ten hits with their reasons: median and 99th percentile.
    public let p50ms: Double
    public let p99ms: Double
    /// TREC run: `query Q0 document rank score tag`, one line a hit, up to a hundred a query.
    public let run: String

    /// Indexes the documents and puts the queries.
    ///
    /// - Parameters:
    ///   - documents, queries: tab-separated `id, language, set, text`, with a header.
    ///   - judgements: tab-separated `query, 0, document, grade`, without.
    /// - Throws: ``EvaluationError`` for a line of the wrong shape.
    public init(
        documents: String, queries: String, judgements: String, lexicon: Lexicon? = nil, concepts: [Concept] = [],
        space: VectorSpace? = nil
    ) throws(EvaluationError) {
        let documents = try Self.texts(documents, table: "documents")
        let questions = try Self.texts(queries, table: "queries")
        let gold = try Self.grades(judgements)
        let clock = ContinuousClock()
        let index = SearchIndex(lexicon: lexicon, concepts: concepts, space: space)
        let indexTime = clock.measure {
            index.update(
                documents.map {
                    SearchDocument(id: $0.id, kind: $0.set, language: $0.language, title: "", body: $0.text)
                })
            while index.encode(atMost: 1_000) > 0 {}
        }
        let languages = Dictionary(documents.map { ($0.id, $0.language) }, uniquingKeysWith: { first, _ in first })
        var tally = Tally()
        var times: [Double] = []
        var lines: [String] = []
        for question in questions {
            guard let grades = gold[question.id], !grades.isEmpty else { continue }
            var query = SearchQuery(question.text, language: question.language, kinds: [question.set], limit: 10)
            let elapsed = clock.measure { _ = index.search(query) }
            times.append(elapsed / .milliseconds(1))
            query.limit = documents.count
            let ranked = index.ranking(query)
            tally.add(ranked.map(\.id), grades, of: question.language, in: question.set, languages)
            // Readers of a run sort it by score; what scores alike, such as all that scores 0, must keep its order.
            lines += ranked.prefix(100).enumerated().map { place, hit in
                "\(question.id) Q0 \(hit.id) \(place + 1) \(hit.score - Double(place) * 1e-9) innocities"
            }
        }
        overall = tally.overall.figures
        pairs = tally.pairs.mapValues(\.figures)
        sets = tally.sets.mapValues(\.figures)
        self.documents = documents.count
        self.queries = times.count
        indexSeconds = indexTime / .seconds(1)
        indexBytes = index.knowledge.bytes
        times.sort()
        p50ms = Self.percentile(0.5, of: times)
        p99ms = Self.percentile(0.99, of: times)
        run = lines.map { $0 + "\n" }.joined()
    }

    /// Figures of one ranking.
    ///
    /// - Parameters:
    ///   - ranked: document identifiers, best first.
    ///   - grades: judged documents; others have grade 0.
    static func measure(_ ranked: [String], _ grades: [String: Int]) -> Figures {
        func gain(_ grade: Int, _ place: Int) -> Double { (pow(2, Double(grade)) - 1) / log2(Double(place) + 2) }
        let first = ranked.prefix(10).enumerated()
        let found = first.reduce(0) { $0 + gain(grades[$1.element] ?? 0, $1.offset) }
        let ideal = grades.values.sorted(by: >).prefix(10).enumerated().reduce(0) { $0 + gain($1.element, $1.offset) }
        let top = grades.values.max() ?? 0
        let rank = first.first { grades[$0.element] == top }?.offset
        let recalled = first.count { grades[$0.element] ?? 0 > 0 }
        let relevant = grades.values.count { $0 > 0 }
        return Figures(
            ndcg10: ideal > 0 ? found / ideal : 0,
            recall10: relevant > 0 ? Double(recalled) / Double(min(10, relevant)) : 0,
            mrr10: rank.map { 1 / Double($0 + 1) } ?? 0, queries: 1)
    }

    /// Nearest-rank percentile of ascending values.
    private static func percentile(_ share: Double, of values: [Double]) -> Double {
        guard !values.isEmpty else { return 0 }
        return values[min(values.count - 1, Int((share * Double(values.count)).rounded(.up)) - 1)]
    }

    private struct Text {
        let id, language, set, text: String
    }

    private static func texts(_ table: String, table name: String) throws(EvaluationError) -> [Text] {
        var result: [Text] = []
        for (number, line) in table.split(whereSeparator: \.isNewline).enumerated().dropFirst() {
            let fields = line.split(separator: "\t", maxSplits: 3, omittingEmptySubsequences: false).map(String.init)
            guard fields.count == 4 else { throw .malformedLine(table: name, number: number + 1) }
            result.append(Text(id: fields[0], language: fields[1], set: fields[2], text: fields[3]))
        }
        return result
    }

    private static func grades(_ table: String) throws(EvaluationError) -> [String: [String: Int]] {
        var result: [String: [String: Int]] = [:]
        for (number, line) in table.split(whereSeparator: \.isNewline).enumerated() {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard fields.count == 4, let grade = Int(fields[3]) else {
                throw .malformedLine(table: "judgements", number: number + 1)
            }
            result[fields[0], default: [:]][fields[2]] = grade
        }
        return result
    }
}

/// Why an evaluation cannot be made.
public enum EvaluationError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A line does not have four tab-separated fields, or the grade is no number.
    case malformedLine(table: String, number: Int)

    public var description: String {
        switch self {
        case .malformedLine(let table, let number): "line \(number) of the \(table) does not have the expected fields"
        }
    }
}

/// Sums of figures, by everything, set and language pair.
private struct Tally {
    struct Sum {
        private var ndcg = 0.0
        private var recall = 0.0
        private var mrr = 0.0
        private var count = 0

        mutating func add(_ one: Evaluation.Figures) {
            ndcg += one.ndcg10
            recall += one.recall10
            mrr += one.mrr10
            count += 1
        }

        var figures: Evaluation.Figures {
            let total = Double(max(1, count))
            return Evaluation.Figures(
                ndcg10: ndcg / total, recall10: recall / total, mrr10: mrr / total, queries: count)
        }
    }

    var overall = Sum()
    var sets: [String: Sum] = [:]
    var pairs: [String: Sum] = [:]

    mutating func add(
        _ ranked: [String], _ grades: [String: Int], of language: String, in set: String, _ languages: [String: String]
    ) {
        let figures = Evaluation.measure(ranked, grades)
        overall.add(figures)
        sets[set, default: Sum()].add(figures)
        for other in Set(grades.keys.compactMap { languages[$0] }) {
            let judged = grades.filter { languages[$0.key] == other && $0.value > 0 }
            guard !judged.isEmpty else { continue }
            let listed = ranked.filter { languages[$0] == other }
            pairs["\(language)>\(other)", default: Sum()].add(Evaluation.measure(listed, judged))
        }
    }
}
