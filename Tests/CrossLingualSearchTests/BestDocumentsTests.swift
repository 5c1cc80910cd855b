import SeededRandom
import Testing

@testable import CrossLingualSearch

/// The walk that leaves out what cannot matter finds what reading everything finds.
struct BestDocumentsTests {
    private static let seed: UInt64 = 20_261_121
    private static let words: [String: [String]] = [
        "en": ["empty", "vacant", "building", "park", "play", "bicycle", "room", "city", "garden", "house", "winter"],
        "fi": ["tyhjä", "rakennus", "leikkipuisto", "pyörä", "tila", "liike", "katu"],
        "pl": ["pusty", "budynek", "rower", "miasto"],
        "sv": ["tom", "byggnad", "lekplats", "plats"],
        "fr": ["vide", "terrain de jeu", "quartier"],
    ]

    private static func documents(_ count: Int, _ random: inout SeededGenerator) -> [SearchDocument] {
        let languages = words.keys.sorted()
        return (0..<count).map { number in
            func text(_ language: String, _ most: UInt64) -> String {
                let own = words[language] ?? []
                return (0...random.next() % most).map { _ in
                    // The square makes the first words common and the last ones rare.
                    let share = Double(random.next() % 1_000) / 1_000
                    return own[Int(share * share * Double(own.count))]
                }.joined(separator: " ")
            }
            let first = languages[Int(random.next() % UInt64(languages.count))]
            let second = languages[Int(random.next() % UInt64(languages.count))]
            let others = random.next() % 4 == 0 ? [(language: second, title: text(second, 3), body: "")] : []
            return SearchDocument(
                id: "d\(random.next() % 90_000)-\(number)", kind: number % 3 == 0 ? "need" : "practice",
                language: first, title: text(first, 2), body: text(first, 12), texts: others,
                concepts: number % 7 == 0 ? ["food"] : [])
        }
    }

    /// Reads every posting of every member.
    private static func exhaustive(_ plan: ResolvedPlan, _ state: IndexState, kinds: Set<String>?) -> [(String, Int)] {
        var all: [(id: String, points: Int)] = []
        for (live, part) in zip(state.segments, plan.parts) {
            var sums = [Int](repeating: 0, count: live.segment.documentCount)
            for group in part.groups {
                var best = [Int](repeating: 0, count: sums.count)
                for list in part.lists[group] {
                    let (content, joined) = (live.segment.content, part.joined)
                    let documents = list.isJoined ? Numbers(joined.documents) : content.postingDocuments
                    let impacts = list.isJoined ? Numbers(joined.impacts) : content.impacts
                    for posting in list.range {
                        let value = (list.weight * plan.points[Int(impacts[posting])]) >> ResolvedPlan.shift
                        best[Int(documents[posting])] = max(best[Int(documents[posting])], Int(value))
                    }
                }
                for document in sums.indices { sums[document] += best[document] }
            }
            for document in sums.indices where sums[document] > 0 && live.isLive(document) {
                guard kinds?.contains(live.segment.kind(of: document)) ?? true else { continue }
                all.append((live.segment.id(of: document), sums[document]))
            }
        }
        return all.sorted { $0.points != $1.points ? $0.points > $1.points : $0.id < $1.id }.map { ($0.id, $0.points) }
    }

    @Test func theBestOfAWalkAreTheBestOfAll() throws {
        var random = SeededGenerator(seed: Self.seed)
        let index = SearchIndex(lexicon: try TestLexicon.make(), concepts: TestLexicon.concepts)
        let documents = Self.documents(9_000, &random)
        index.update(documents)
        index.update(Self.documents(300, &random))
        index.remove(documents.indices.filter { $0 % 11 == 0 }.map { documents[$0].id })
        let state = index.state
        #expect(state.segments.count == 2)
        let planner = QueryPlanner(
            state: state, lexicon: index.lexicon, detector: index.detector, translations: index.translations)
        for (text, language) in [
            ("tyhjä rakennus leikkipuistossa", "fi"), ("winter", "en"), ("vacant room in a city house", "en"),
            ("terrain de jeu vide", "fr"), ("pusty budynek, rower, miasto", "pl"), ("ruoka katu liiketila pyörä", "fi"),
        ] {
            let plan = planner.plan(
                SearchQuery(text), in: Tongue(code: language), with: index.reader(of: state))
            let resolved = ResolvedPlan(plan, state: state)
            for kinds in [nil, Set(["need"])] {
                let all = Self.exhaustive(resolved, state, kinds: kinds)
                for limit in [1, 7, 80, 5_000] {
                    let found = index.ranking(SearchQuery(text, language: language, kinds: kinds, limit: limit))
                    let expected = all.prefix(limit)
                    let scores = expected.map { min(1, Double($0.1) / resolved.fullPoints) }
                    #expect(found.map(\.id) == expected.map(\.0), "seed \(Self.seed), \(text), \(limit)")
                    #expect(found.map(\.score) == scores, "seed \(Self.seed), \(text), \(limit)")
                }
            }
        }
    }

    @Test func everyBoundHoldsForItsBlock() {
        var random = SeededGenerator(seed: Self.seed)
        let impacts = (0..<1_000).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        let bounds = PostingBounds.bounds(of: impacts[...])
        #expect(bounds.count == 8)
        for averageLength in [1.0, 12, 40, 900] {
            let points = Impact.points(averageLength: averageLength)
            for (place, impact) in impacts.enumerated() {
                #expect(points[Int(impact)] <= points[Int(bounds[place / PostingBounds.blockSize])])
            }
        }
    }

    @Test func moreOccurrencesAndShorterTextsSayMore() {
        let points = Impact.points(averageLength: 30)
        func worth(_ count: Int, _ length: Int) -> UInt32 {
            points[Int(Impact(count: count, lengthLevel: Impact.level(ofLength: length)).packed)]
        }
        #expect(worth(2, 30) > worth(1, 30))
        #expect(worth(9, 30) > worth(4, 30))
        #expect(worth(1, 10) > worth(1, 100))
        #expect(worth(400, 5_000) == worth(300, 4_000))
        #expect(Double(worth(22, 0)) < 3 * Impact.one)
    }

    @Test func chosenDocumentsAloneGetReasonsInTheOrderOfTheChoice() throws {
        let index = SearchIndex(lexicon: try TestLexicon.make())
        index.update((0..<5).map { TestLexicon.practice("d\($0)", "en", "Vacant room \($0)") })
        let answer = index.search(SearchQuery("vacant", language: "en")) { found in
            #expect(found.map(\.id) == ["d0", "d1", "d2", "d3", "d4"])
            return [found[3], found[0]]
        }
        #expect(answer.hits.map(\.id) == ["d3", "d0"])
        #expect(answer.hits.allSatisfy { !$0.because.isEmpty })
    }
}
