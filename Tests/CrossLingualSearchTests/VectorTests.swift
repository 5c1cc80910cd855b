import CEncoderKernels
import Foundation
import SeededRandom
import Testing

@testable import CrossLingualSearch

@Suite struct VectorTests {
    private static let words = TestEncoder.words.filter { $0.hasPrefix("▁") && $0.count > 1 }.map { $0.dropFirst() }

    /// A space over the small encoder, whose origins come from texts of a few letters.
    static func space(seed: UInt64 = 1) throws -> VectorSpace {
        let encoder = try TestEncoder(seed: seed).encoder()
        let file = temporaryFile()
        defer { try? FileManager.default.removeItem(at: file) }
        try maker(of: encoder).write(to: file)
        return try VectorSpace(encoder: encoder, contentsOf: file)
    }

    private static func maker(of encoder: MultilingualEncoder) -> VectorSpaceMaker {
        // Fewer than the encoder gives, as in the shipped space.
        var maker = VectorSpaceMaker(encoder: encoder, mostNumbers: 32)
        for word in words {
            for role in MultilingualEncoder.Role.allCases {
                maker.add(
                    Dictionary(uniqueKeysWithValues: Tongue.analysed.map { ($0.code, "\(word) \($0.code)") }), as: role)
            }
            maker.addTheme(["en": String(word), "fi": "\(word) talo"])
        }
        return maker
    }

    private static func temporaryFile() -> URL {
        FileManager.default.temporaryDirectory.appending(path: "vectors-\(UUID().uuidString)")
    }

    private func index(_ space: VectorSpace, count: Int = 30) -> SearchIndex {
        let index = SearchIndex(space: space)
        index.update(
            (0..<count).map { number in
                let letter = ["a", "b", "c", "d", "e", "f", "g"][number % 7]
                let text = "\(Self.words[number % Self.words.count]) \(letter) \(number)"
                return SearchDocument(
                    id: "d\(number)", kind: number.isMultiple(of: 3) ? "place" : "practice",
                    language: Tongue.analysed[number % 12].code, title: text, body: "")
            })
        return index
    }

    @Test func aShortQuestionIsWhatItsTellingWordsAre() throws {
        let space = try Self.space()
        func vector(_ question: String) throws -> [Float] {
            try #require(space.vector(of: question, as: .query, in: .english)).unit
        }
        let (whole, core) = (try vector("the house is empty"), try vector("house empty"))
        #expect(whole.product(with: core) > 0.8)
    }

    // MARK: The index

    @Test func textsAreComparedByMeaningOnceNearlyAllAreEncoded() throws {
        let index = index(try Self.space())
        #expect(index.textsToEncode == 30)
        #expect(!index.search(SearchQuery("house", language: "en")).comparesMeaning)
        #expect(index.encode(atMost: 20) == 10)
        #expect(!index.comparesMeaning)
        while index.encode(atMost: 20) > 0 {}
        let answer = index.search(SearchQuery("zzz", language: "en", limit: 30))
        #expect(answer.comparesMeaning)
        #expect(answer.hits.count == 30, "no word is shared, and yet all are ranked")
        #expect(index.knowledge.meaning?.texts == 30 && index.knowledge.meaning?.waiting == 0)
    }

    @Test func keywordsFindWhatSharesAWordOrIsNear() throws {
        let index = index(try Self.space())
        while index.encode(atMost: 100) > 0 {}
        let all = index.ranking(SearchQuery("empty house", language: "en", limit: 30))
        let found = index.ranking(SearchQuery("empty house", language: "en", limit: 30, mode: .keywords))
        let titles = Dictionary(
            uniqueKeysWithValues: index.state.segments.flatMap { live in
                (0..<live.segment.documentCount).map { (live.segment.id(of: $0), live.segment.title(ofRow: $0)) }
            })
        #expect(!found.isEmpty && found.count < all.count)
        #expect(
            index.identifiers(SearchQuery("empty house", language: "en", limit: 30, mode: .keywords)) == found.map(\.id)
        )
        for document in found where document.score < Double(Ranking.leastNearness) {
            let words = titles[document.id]?.split(separator: " ") ?? []
            #expect(words.contains("house") || words.contains("empty"))
        }
    }

    @Test func whatIsLikeATextIsMeasuredFromTheVectorItHas() throws {
        let index = index(try Self.space())
        while index.encode(atMost: 100) > 0 {}
        let state = index.state
        let place = try #require(state.place(of: "d0"))
        let row = state.segments[place.segment].segment.rows(of: place.document).lowerBound
        let nearness = Nearness(of: try #require(state.direction(ofRow: row, in: place.segment)), in: state)
        let alike = index.similar(to: "d0", limit: 100)
        #expect(alike.count == 29)
        for document in alike {
            let number = try #require(Int(document.id.dropFirst()))
            let near = Double(max(0, min(1, nearness.values[document.place.segment][document.place.document])))
            let sharesWord = number.isMultiple(of: 7) || number.isMultiple(of: Self.words.count)
            #expect(sharesWord ? document.score >= near - 1e-6 : abs(document.score - near) < 1e-6)
        }
    }

    @Test func theNearestTextOfEachDocumentCountsInLargeCataloguesToo() throws {
        let space = try Self.space()
        let index = SearchIndex(space: space)
        // Three rows a document, so that the middle of the blocks is within one.
        index.update(
            (0..<2_800).map { number in
                SearchDocument(
                    id: "d\(number)", kind: "practice", language: "en", title: "house \(number)", body: "",
                    texts: [("fi", "talo \(number)", ""), ("pl", "dom \(number)", "")])
            })
        var random = SeededGenerator(seed: 20_261_122)
        func vector() -> [Float] { (0..<space.dimension).map { _ in Float.random(in: -1...1, using: &random) } }
        while index.encode(atMost: 10_000, as: { _, _ in [vector()] }) > 0 {}
        let state = index.state
        let live = try #require(state.segments.first)
        #expect(state.segments.count == 1 && live.vectors.count == 9)
        let query = vector().unit
        let nearness = Nearness(of: query, in: state)
        for document in 0..<2_800 {
            let near = live.segment.rows(of: document).map { row in
                let (block, own) = (live.vectors[row / RowVectors.capacity], row % RowVectors.capacity)
                let number = block.vectors(ofRow: own).lowerBound
                let direction = state.surroundings.means.direction(
                    of: block.vector(number), in: live.segment.tongue(ofRow: row))
                return direction.vector.product(with: query) - Ranking.crowdingWeight * block.crowding[number]
            }
            #expect(abs(nearness.values[0][document] - near.reduce(Nearness.unknown, max)) < 0.01)
        }
    }

    @Test func aNewTextIsFoundByItsWordsUntilItIsEncoded() throws {
        let index = index(try Self.space())
        while index.encode(atMost: 100) > 0 {}
        index.update(
            [("new", "bicycle"), ("other", "umbrella")].map { id, title in
                SearchDocument(id: id, kind: "practice", language: "en", title: title, body: "")
            })
        #expect(index.textsToEncode == 2 && index.comparesMeaning)
        let found = index.ranking(SearchQuery("bicycle", language: "en", limit: 32)).map(\.id)
        #expect(try #require(found.firstIndex(of: "new")) < #require(found.firstIndex(of: "other")))
    }

    @Test func aTextThatKeepsItsWordsKeepsItsVectors() throws {
        let index = index(try Self.space())
        while index.encode(atMost: 100) > 0 {}
        let same = SearchDocument(id: "same", kind: "practice", language: "en", title: "house", body: "empty")
        index.update([same])
        #expect(index.encode(atMost: 1) == 0)
        index.update([same])
        #expect(index.textsToEncode == 0)
        index.update([SearchDocument(id: "same", kind: "practice", language: "en", title: "house", body: "full")])
        #expect(index.textsToEncode == 1)
    }

    @Test func whatIsRemovedIsGoneAtOnceAndNeverEncoded() throws {
        let index = index(try Self.space())
        index.remove(["d0", "d1"])
        while index.encode(atMost: 5) > 0 {}
        index.remove(["d2"])
        let found = index.ranking(SearchQuery("house", language: "en", limit: 100)).map(\.id)
        #expect(found.count == 27)
        #expect(Set(["d0", "d1", "d2"]).isDisjoint(with: found))
    }

    @Test func filtersLoseNothing() throws {
        let index = index(try Self.space())
        while index.encode(atMost: 100) > 0 {}
        let all = index.ranking(SearchQuery("empty house", language: "en", limit: 30))
        let places = index.ranking(SearchQuery("empty house", language: "en", kinds: ["place"], limit: 10))
        #expect(places.map(\.id) == all.filter { $0.kind == "place" }.map(\.id))
    }

    @Test func batchesInAnySizeGiveTheSameVectors() throws {
        let space = try Self.space()
        let (one, many) = (index(space), SearchIndex(space: space))
        let query = SearchQuery("empty house", language: "fi", limit: 30)
        while one.encode(atMost: 100) > 0 {}
        let content = one.state.segments[0].segment
        for number in 0..<30 {
            many.update([
                SearchDocument(
                    id: content.id(of: number), kind: content.kind(of: number),
                    language: content.language(ofRow: number),
                    title: content.title(ofRow: number), body: "")
            ])
            while many.encode(atMost: 1) > 0 {}
        }
        #expect(Set(many.ranking(query).map(\.id)) == Set(one.ranking(query).map(\.id)))
        #expect(many.state.segments.vectorCount == 30)
        let other = SearchIndex(space: space)
        other.update([
            SearchDocument(id: "x", kind: "practice", language: "en", title: content.title(ofRow: 0), body: "")
        ])
        other.takeVectors(from: one)
        #expect(other.textsToEncode == (content.language(ofRow: 0) == "en" ? 0 : 1))
    }

    // MARK: The file

    @Test func savedVectorsAreReadAgain() throws {
        let space = try Self.space()
        let index = index(space)
        while index.encode(atMost: 100) > 0 {}
        let (snapshot, vectors) = (Self.temporaryFile(), Self.temporaryFile())
        defer { for file in [snapshot, vectors] { try? FileManager.default.removeItem(at: file) } }
        try index.save(to: snapshot)
        try index.saveVectors(to: vectors)
        let loaded = try SearchIndex.load(from: snapshot, space: space)
        #expect(loaded.textsToEncode == 30)
        try loaded.loadVectors(from: vectors)
        #expect(loaded.textsToEncode == 0)
        let query = SearchQuery("empty house", language: "en", limit: 30)
        #expect(loaded.ranking(query).map(\.id) == index.ranking(query).map(\.id))
        #expect(loaded.ranking(query).map(\.score) == index.ranking(query).map(\.score))
    }

    @Test func wordsReadBeforehandAreSavedWithTheVectors() throws {
        let space = try Self.space()
        let index = index(space)
        #expect(index.readWords(ofTexts: 10) == 0, "no text was read yet")
        while index.encode(atMost: 100) > 0 {}
        #expect(index.readWords(ofTexts: 10) == 20)
        #expect(index.readWords(ofTexts: 100) == 0)
        let words = try #require(index.meaning?.words)
        #expect(words > 0)
        let file = Self.temporaryFile()
        defer { try? FileManager.default.removeItem(at: file) }
        try index.saveVectors(to: file)
        let loaded = self.index(space)
        try loaded.loadVectors(from: file)
        #expect(loaded.meaning?.words == words)
        #expect(loaded.wordVectors?.known.map(\.vector) == index.wordVectors?.known.map(\.vector))
        #expect(loaded.readWords(ofTexts: 1) == 0, "nothing is read twice")
    }

    @Test func manyTextsInSeveralSegmentsAreReadAgainInTheirOrder() throws {
        let space = try Self.space()
        let index = SearchIndex(space: space)
        var random = SeededGenerator(seed: 3)
        for batch in [0..<2_600, 2_600..<2_900, 2_900..<2_910] {
            index.update(
                batch.map {
                    SearchDocument(id: "d\($0)", kind: "practice", language: "en", title: "", body: "text \($0)")
                })
        }
        index.remove(["d5", "d2700"])
        func madeUp() -> [Float] { (0..<space.dimension).map { _ in Float.random(in: -1...1, using: &random) } }
        while index.encode(atMost: 1_000, as: { _, _ in [madeUp()] }) > 0 {}
        let (snapshot, vectors) = (Self.temporaryFile(), Self.temporaryFile())
        defer { for file in [snapshot, vectors] { try? FileManager.default.removeItem(at: file) } }
        try index.save(to: snapshot)
        try index.saveVectors(to: vectors)
        let loaded = try SearchIndex.load(from: snapshot, space: space)
        #expect(loaded.textsToEncode == 2_908)
        try loaded.loadVectors(from: vectors)
        #expect(loaded.textsToEncode == 0 && loaded.comparesMeaning)
        let query = SearchQuery("house", language: "en", limit: 3_000)
        #expect(loaded.ranking(query).map(\.id) == index.ranking(query).map(\.id))
        loaded.update([SearchDocument(id: "d7", kind: "practice", language: "en", title: "", body: "text 8")])
        #expect(loaded.textsToEncode == 1)
    }

    @Test func removingATextThatWaitsLeavesOneLessToEncode() throws {
        let index = index(try Self.space())
        index.encode(atMost: 10)
        index.remove(["d0", "d29"])
        #expect(index.textsToEncode == 19)
        while index.encode(atMost: 7) > 0 {}
        #expect(index.knowledge.meaning?.waiting == 0)
    }

    @Test func vectorsOfAnotherSpaceAreRefused() throws {
        let index = index(try Self.space())
        while index.encode(atMost: 100) > 0 {}
        let file = Self.temporaryFile()
        defer { try? FileManager.default.removeItem(at: file) }
        try index.saveVectors(to: file)
        #expect(throws: SnapshotError.otherVectorSpace) { try self.index(Self.space(seed: 2)).loadVectors(from: file) }
    }

    @Test func everyDamagedFileOfVectorsIsRefused() throws {
        let space = try Self.space()
        let index = index(space, count: 3)
        while index.encode(atMost: 100) > 0 {}
        let file = Self.temporaryFile()
        defer { try? FileManager.default.removeItem(at: file) }
        try index.saveVectors(to: file)
        let whole = try Data(contentsOf: file)
        let fresh = self.index(space, count: 3)
        for length in stride(from: 0, to: whole.count, by: 7) {
            try whole.prefix(length).write(to: file)
            #expect(throws: SnapshotError.self) { try fresh.loadVectors(from: file) }
        }
        for place in stride(from: 0, to: whole.count, by: 5) {
            var changed = whole
            changed[place] ^= 0x10
            try changed.write(to: file)
            #expect(throws: SnapshotError.self) { try fresh.loadVectors(from: file) }
        }
        #expect(fresh.textsToEncode == 3)
    }

    // MARK: The space

    @Test func aSpaceNeedsTextsInAllLanguages() throws {
        var maker = VectorSpaceMaker(encoder: try TestEncoder().encoder())
        maker.add(["en": "house", "fi": "empty"], as: .query)
        #expect(throws: VectorSpaceError.tooFewTexts) { try maker.write(to: Self.temporaryFile()) }
    }

    @Test func aThemesNamesCountInTheLanguagesThatAllThemesHave() throws {
        let encoder = try TestEncoder().encoder()
        let files = (0..<2).map { _ in Self.temporaryFile() }
        defer { for file in files { try? FileManager.default.removeItem(at: file) } }
        for (file, more) in zip(files, [[:], ["de": "house"]]) {
            var maker = Self.maker(of: encoder)
            maker.addTheme(["en": "empty", "fi": "talo"].merging(more) { $1 })
            try maker.write(to: file)
        }
        #expect(try Data(contentsOf: files[0]) == Data(contentsOf: files[1]))
    }

    @Test func aQuestionIsMeasuredByItsLength() throws {
        #expect(VectorSpace.sentenceShare(of: "") == 0)
        #expect(VectorSpace.sentenceShare(of: "empty shops") == 0)
        let sentence = "Every fourth shop in our main street has been empty since spring"
        #expect((0.4...0.7).contains(VectorSpace.sentenceShare(of: sentence)))
        #expect(VectorSpace.sentenceShare(of: String(repeating: "empty ", count: 40)) == 1)
    }

    @Test func aDamagedOrForeignSpaceIsRefused() throws {
        let encoder = try TestEncoder().encoder()
        let file = Self.temporaryFile()
        defer { try? FileManager.default.removeItem(at: file) }
        #expect(throws: VectorSpaceError.unreadable(file: file.path)) {
            try VectorSpace(encoder: encoder, contentsOf: file)
        }
        try Self.maker(of: encoder).write(to: file)
        let other = try TestEncoder(seed: 2).encoder()
        #expect(throws: VectorSpaceError.otherEncoder(file: file.path)) {
            try VectorSpace(encoder: other, contentsOf: file)
        }
        let whole = try Data(contentsOf: file)
        for length in [0, 7, 40, whole.count - 1] {
            try whole.prefix(length).write(to: file)
            #expect(throws: VectorSpaceError.damaged(file: file.path)) {
                try VectorSpace(encoder: encoder, contentsOf: file)
            }
        }
    }

    @Test func whatATextIsAboutIsToldByItsShareOfEveryTheme() {
        let themes = LinearMap(rows: [[1, 0, 0], [0, 1, 0], [0, 0, 1]], inputs: 3)
        let shares = Themes.shares(of: [0.6, 0.8, 0], among: themes)
        #expect(abs(shares.reduce(0, +) - 1) < 1e-6)
        #expect(shares[1] > 5 * shares[0] && shares[0] > 5 * shares[2])
        let described = Themes(directions: themes, usual: shares).described([0.6, 0.8, 0])
        #expect(described == [0.6, 0.8, 0, 0, 0, 0], "a text like all the others is about nothing in particular")
    }

    @Test func textsWithoutAThemeStillHaveAPlace() {
        let none = LinearMap(rows: [], inputs: 2)
        #expect(Themes(directions: none, usual: []).described([0, 1]) == [0, 1])
    }

    // MARK: Numbers

    @Test func aLinearMapIsReadAsItWasWritten() throws {
        let map = LinearMap(rows: [[1, 2, 3], [4, 5, 6]], inputs: 3)
        #expect(map([1, 0, 2]) == [7, 16])
        #expect(LinearMap(inputs: 3, halves: map.halves, outputs: 2)?([1, 0, 2]) == [7, 16])
        #expect(LinearMap(inputs: 2, halves: map.halves, outputs: 2) == nil)
        #expect(LinearMap(inputs: 1, halves: [Float16.infinity.bitPattern], outputs: 1) == nil)
    }

    @Test func principalDirectionsAreThoseInWhichVectorsAreLongest() {
        var matrix = SquareMatrix(size: 4)
        for vector in [[3.0, 3, 0, 0], [0, 0, 2, 0], [0.1, -0.1, 0, 0]] { matrix.addSquare(of: vector) }
        let found = matrix.principalDirections(3)
        let longest: [[Double]] = [[0.7071068, 0.7071068, 0, 0], [0, 0, 1, 0]]
        for (direction, expected) in zip(found, longest) {
            #expect(abs(abs(zip(direction, expected).reduce(0) { $0 + $1.0 * $1.1 }) - 1) < 1e-6)
        }
        for (place, direction) in found.enumerated() {
            for other in found[..<place] {
                #expect(abs(zip(direction, other).reduce(0) { $0 + $1.0 * $1.1 }) < 1e-9, "upright to each other")
            }
        }
    }

    @Test(arguments: [ENCODER_PORTABLE, ENCODER_AVX2, ENCODER_AVX512, ENCODER_VNNI])
    func productsOfRoundedVectorsAreExact(instructions: EncoderInstructions) {
        var random = SeededGenerator(seed: 7)
        for width in [1, 31, 64, 384] {
            let rows = (0..<(5 * width)).map { _ in Int8.random(in: -127...127, using: &random) }
            let query = (0..<width).map { _ in Int8.random(in: -127...127, using: &random) }
            var products = [Int32](repeating: 0, count: 5)
            encoder_kernels(instructions).pointee.scan(rows, 5, Int32(width), query, &products)
            for row in 0..<5 {
                let numbers = rows[(row * width)..<((row + 1) * width)]
                let expected = zip(numbers, query).reduce(into: Int32(0)) { $0 += Int32($1.0) * Int32($1.1) }
                #expect(products[row] == expected)
            }
        }
    }

    @Test func roundingAVectorLosesNothingThatARankingWouldNotice() {
        var random = SeededGenerator(seed: 9)
        for _ in 0..<50 {
            let vector = (0..<384).map { _ in Float.random(in: -1...1, using: &random) }
            let rounded = RoundedVector(vector)
            let back = rounded.numbers.map { Float($0) * rounded.unit }
            #expect(cosine(vector, back) > 0.9999)
        }
        #expect(RoundedVector([0, 0]).numbers == [0, 0])
    }

    @Test func aLanguageWithFewTextsIsMeasuredFromItsOriginNearly() throws {
        let space = try Self.space()
        let index = index(space, count: 1)
        while index.encode(atMost: 1) > 0 {}
        let live = index.state.segments[0]
        let mean = try #require(LanguageMeans([live])[live.segment.tongue(ofRow: 0)])
        let own = live.vectors[0].vector(0)
        #expect(abs(mean.length / own.length - 1 / (1 + LanguageMeans.weightOfOrigin)) < 1e-3)
    }

    // MARK: Passages

    @Test func aLongTextIsCutIntoPassagesAtItsSentences() {
        let sentence = String(repeating: "word ", count: 50) + "end. "
        let passages = Passages.of(title: "Title", body: String(repeating: sentence, count: 5))
        #expect(passages.count == 3)
        #expect(passages.allSatisfy { $0.hasPrefix("Title\n") && $0.hasSuffix("end.") || $0.hasSuffix("end. ") })
    }

    @Test(arguments: [
        "", " ", "\n\n", "👩‍👩‍👧‍👦", String(repeating: "a", count: 1_000_000), String(repeating: "é. ", count: 400_000),
    ])
    func anyTextHasBetweenOneAndSixPassages(body: String) {
        let passages = Passages.of(title: "T", body: body)
        #expect((1...6).contains(passages.count))
        #expect(passages.allSatisfy { $0.utf8.count < 700 })
    }
}

/// With the encoder that `scripts/setup` installs.
@Suite struct MeaningTests {
    @Test func aNeedFindsWhatAnswersItWithoutAWordInCommon() throws {
        let weights = EncoderReferenceTests.root.appending(path: "local/encoder.bin")
        guard FileManager.default.fileExists(atPath: weights.path) else {
            print("local/encoder.bin is absent: search by meaning was not tested with it")
            return
        }
        let space = try VectorSpace(
            encoder: MultilingualEncoder(contentsOf: weights),
            contentsOf: EncoderReferenceTests.root.appending(path: "share/vector-space.bin"))
        let index = SearchIndex(space: space)
        let texts = [
            (
                "pl",
                "Sklepy na próbę. Gmina wynajmuje puste lokale na parterze i oddaje je rzemieślnikom na trzy miesiące."
            ),
            ("sv", "Språkkafé på biblioteket. Pensionärer och nyanlända pratar över en kopp kaffe varje torsdag."),
            ("tr", "Okul yolunda yaya otobüsü. Gönüllü büyükler çocukları her sabah birlikte yürütür."),
            ("hu", "Közösségi kert a tetőn. A lakók zöldséget termesztenek a parkolóház tetején."),
        ]
        index.update(
            texts.map { SearchDocument(id: $0.0, kind: "practice", language: $0.0, title: "", body: $0.1) })
        while index.encode(atMost: 10) > 0 {}
        for (question, language, expected) in [
            ("Pääkadun liiketilat seisovat tyhjillään", "fi", "pl"),
            ("Parents drive their kids to class and the street is jammed", "en", "tr"),
            ("Les personnes âgées sont seules et les immigrés ne parlent avec personne", "fr", "sv"),
        ] {
            let hit = index.search(SearchQuery(question, language: language)).hits.first
            #expect(hit?.id == expected, "\(question)")
            #expect(hit?.passage != nil)
        }
    }
}
