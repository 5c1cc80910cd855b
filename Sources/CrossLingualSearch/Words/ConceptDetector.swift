/// Finds the concepts a text mentions, by the stems of their labels.
///
/// A label such as "Circular economy, repair and lending" is cut at commas and conjunctions: each piece is a name of its
/// own. A text mentions a concept as far as it has the stems of one name; stems many concepts share ("city") weigh less.
struct ConceptDetector: Sendable {
    /// Weaker mentions do not count.
    static let threshold = 0.6

    let concepts: [Concept]

    private struct Name: Sendable {
        let concept: Int
        let weights: [String: Double]
    }

    private let names: [[Name]]
    /// Names by tongue and stem.
    private let namesByStem: [[String: [Int]]]

    init(_ concepts: [Concept]) {
        self.concepts = concepts
        let analyser = Analyser()
        var names: [[Name]] = []
        var byStem: [[String: [Int]]] = []
        for tongue in Tongue.allCases {
            let pieces = Self.pieces(of: concepts, in: tongue, analyser)
            var shared: [String: Set<Int>] = [:]
            for (concept, stems) in pieces {
                for stem in stems { shared[stem, default: []].insert(concept) }
            }
            let weighted = pieces.map { concept, stems in
                Name(
                    concept: concept,
                    weights: Dictionary(
                        stems.map { ($0, 1 / Double(shared[$0]?.count ?? 1)) }, uniquingKeysWith: { first, _ in first })
                )
            }
            var index: [String: [Int]] = [:]
            for (number, name) in weighted.enumerated() {
                for stem in name.weights.keys { index[stem, default: []].append(number) }
            }
            names.append(weighted)
            byStem.append(index)
        }
        self.names = names
        namesByStem = byStem
    }

    /// Strength 0…1 by concept number, of those at or above the threshold.
    func concepts(in stems: Set<String>, of tongue: Tongue) -> [Int: Double] {
        let slot = Int(tongue.rawValue)
        guard !namesByStem[slot].isEmpty else { return [:] }
        var candidates: Set<Int> = []
        for stem in stems { candidates.formUnion(namesByStem[slot][stem] ?? []) }
        var result: [Int: Double] = [:]
        for number in candidates {
            let name = names[slot][number]
            let all = name.weights.values.reduce(0, +)
            let found = name.weights.reduce(0) { $0 + (stems.contains($1.key) ? $1.value : 0) }
            let strength = found / all
            if strength >= Self.threshold { result[name.concept] = max(result[name.concept] ?? 0, strength) }
        }
        return result
    }

    /// Tells one set of concepts from another; snapshots remember it.
    var fingerprint: UInt64 {
        var text = ""
        for concept in concepts {
            text += concept.id + "\u{1E}"
            for (language, labels) in concept.labels.sorted(by: { $0.key < $1.key }) {
                text += language + "\u{1F}" + labels.joined(separator: "\u{1F}") + "\u{1E}"
            }
        }
        return text.withUTF8 { Checksum.of(UnsafeRawBufferPointer($0)) }
    }

    private static func pieces(
        of concepts: [Concept], in tongue: Tongue, _ analyser: Analyser
    ) -> [(concept: Int, stems: Set<String>)] {
        guard tongue != .other, tongue != .concept else { return [] }
        var result: [(concept: Int, stems: Set<String>)] = []
        for (number, concept) in concepts.enumerated() {
            for label in concept.labels[tongue.code] ?? [] {
                for piece in cut(label, tongue) {
                    let stems = analyser.words(of: piece, in: tongue).map(\.stem).filter { !$0.isStopWord }.map(\.key)
                    if !stems.isEmpty { result.append((number, Set(stems))) }
                }
            }
        }
        return result
    }

    private static let conjunctions: [Tongue: Set<Substring>] = [
        .english: ["and", "&"], .swedish: ["och"], .finnish: ["ja"], .norwegian: ["og"], .polish: ["i", "oraz"],
        .french: ["et"], .german: ["und"], .dutch: ["en"], .italian: ["e", "ed"], .czech: ["a"],
        .hungarian: ["és"], .turkish: ["ve"],
    ]

    private static func cut(_ label: String, _ tongue: Tongue) -> [String] {
        let between = conjunctions[tongue] ?? []
        return label.split(whereSeparator: { ",;/".contains($0) }).flatMap { piece in
            piece.split(separator: " ").split(whereSeparator: { between.contains($0) })
                .map { $0.joined(separator: " ") }
        }
    }
}
