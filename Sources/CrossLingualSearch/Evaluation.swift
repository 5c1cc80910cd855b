/// Measures a ranking against judgements: nDCG@10 with gain 2^grade − 1, recall@10 and the reciprocal rank of the first
/// document of the highest grade.
public struct Evaluation: Sendable, Hashable {
    /// Means over a set of queries.
    public struct Figures: Sendable, Hashable, Codable {
        public let ndcg10: Double
        public let recall10: Double
        public let mrr10: Double
        public let queries: Int
    }

    public let overall: Figures
    /// By language pair, "fi>pl": queries in Finnish, only Polish documents ranked and judged.
    public let pairs: [String: Figures]
    public let documents: Int
    public let queries: Int
    public let indexSeconds: Double
    public let indexBytes: Int
    /// Milliseconds per query, median and 99th percentile.
    public let p50ms: Double
    public let p99ms: Double
    /// TREC run: `query Q0 document rank score tag`, one line a hit.
    public let run: String
}
