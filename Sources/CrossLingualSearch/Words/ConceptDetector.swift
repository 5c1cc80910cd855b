/// Finds the concepts a text mentions, by the stems of their labels.
///
/// A label such as "Circular economy, repair and lending" is cut at commas and conjunctions: each piece is a name of its
/// own. A text mentions a concept as far as it has the stems of one name.
struct ConceptDetector: Sendable {
    /// Weaker mentions do not count.
    static let threshold = 0.6

    let concepts: [Concept]

    private struct Name: Sendable {
        let concept: Int
        let stems: Set<String>
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
            let found = pieces.map { Name(concept: $0.concept, stems: $0.stems) }
            var index: [String: [Int]] = [:]
            for (number, name) in found.enumerated() {
                for stem in name.stems { index[stem, default: []].append(number) }
            }
            names.append(found)
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
            let strength = Double(name.stems.intersection(stems).count) / Double(name.stems.count)
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
        guard Tongue.analysed.contains(tongue) else { return [] }
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
