import Foundation
import Testing

@testable import CrossLingualSearch

struct FileTests {
    private func temporaryFile() -> URL {
        FileManager.default.temporaryDirectory.appending(path: "search-\(UUID().uuidString)")
    }

    private func sample(_ lexicon: Lexicon?) -> SearchIndex {
        let index = SearchIndex(lexicon: lexicon, concepts: TestLexicon.concepts)
        index.update(
            [
                TestLexicon.practice("a", "pl", "Puste budynki", "Żółte łąki."),
                TestLexicon.practice("b", "sv", "Tomma byggnader"), TestLexicon.practice("c", "en", "Gone"),
            ], position: 41)
        index.remove(["c"], position: 42)
        return index
    }

    @Test func aSnapshotBringsEverythingBack() throws {
        let lexicon = try TestLexicon.make()
        let file = temporaryFile()
        defer { try? FileManager.default.removeItem(at: file) }
        let index = sample(lexicon)
        try index.save(to: file)
        let loaded = try SearchIndex.load(from: file, lexicon: lexicon, concepts: TestLexicon.concepts)
        #expect(loaded.position == 42)
        #expect(loaded.count == 2)
        let query = SearchQuery("tyhjiä rakennuksia", language: "fi")
        #expect(loaded.search(query).hits.map(\.id) == index.search(query).hits.map(\.id))
        loaded.update([TestLexicon.practice("a", "en", "Bicycles")])
        #expect(loaded.count == 2)
    }

    @Test func whatWasRemovedIsNotInTheSnapshot() throws {
        let file = temporaryFile()
        defer { try? FileManager.default.removeItem(at: file) }
        try sample(nil).save(to: file)
        let bytes = try Data(contentsOf: file)
        #expect(bytes.range(of: Data("Tomma byggnader".utf8)) != nil)
        #expect(bytes.range(of: Data("Gone".utf8)) == nil)
    }

    @Test func theOlderSnapshotStaysUntilTheNewOneIsComplete() throws {
        let file = temporaryFile()
        defer { try? FileManager.default.removeItem(at: file) }
        try sample(nil).save(to: file)
        let loaded = try SearchIndex.load(from: file, concepts: TestLexicon.concepts)
        try SearchIndex(concepts: TestLexicon.concepts).save(to: file)
        #expect(loaded.search(SearchQuery("byggnader", language: "sv")).hits.map(\.id) == ["b"], "its file is mapped")
        #expect(try SearchIndex.load(from: file, concepts: TestLexicon.concepts).count == 0)
        let folder = try FileManager.default.contentsOfDirectory(atPath: file.deletingLastPathComponent().path)
        #expect(!folder.contains { $0.hasPrefix(file.lastPathComponent + ".") })
    }

    @Test func mappedNumbersAreReadAndGrowLikeOthers() {
        let bytes = [UInt32(7), 8, 9].withUnsafeBytes { Data($0) }
        for var numbers in [Numbers<UInt32>([7, 8, 9]), Numbers(mapped: bytes)] {
            #expect(numbers.count == 3 && numbers[1] == 8 && numbers[1..<3] == [8, 9])
            numbers.append(contentsOf: [10])
            #expect(numbers[0..<4] == [7, 8, 9, 10])
        }
    }

    @Test func anEmptyIndexIsSavedToo() throws {
        let file = temporaryFile()
        defer { try? FileManager.default.removeItem(at: file) }
        try SearchIndex().save(to: file)
        #expect(try SearchIndex.load(from: file).count == 0)
    }

    @Test func everyDamagedSnapshotIsRefused() throws {
        let file = temporaryFile()
        defer { try? FileManager.default.removeItem(at: file) }
        try sample(nil).save(to: file)
        let whole = try Data(contentsOf: file)
        for length in stride(from: 0, to: whole.count, by: 7) {
            try whole.prefix(length).write(to: file)
            #expect(throws: SnapshotError.self) {
                try SearchIndex.load(from: file, concepts: TestLexicon.concepts)
            }
        }
        for place in stride(from: 48, to: whole.count, by: 5) {
            var changed = whole
            changed[place] ^= 0x10
            try changed.write(to: file)
            #expect(throws: SnapshotError.self) {
                try SearchIndex.load(from: file, concepts: TestLexicon.concepts)
            }
        }
    }

    @Test(arguments: [[0, 1, 1, 3], [0, 2, 2, 2]] as [[UInt32]])
    func aSnapshotInWhichADocumentHasNoTextIsRefused(rowStarts: [UInt32]) throws {
        let file = temporaryFile()
        defer { try? FileManager.default.removeItem(at: file) }
        let index = SearchIndex()
        index.update(
            (0..<3).map { SearchDocument(id: "d\($0)", kind: "need", language: "en", title: "t", body: "") })
        try index.save(to: file)
        var reader = try #require(SealedFileReader(file))
        let (first, rest) = (reader.next(UInt64.self), SegmentContent(from: &reader))
        let head = try #require(first)
        var content = try #require(rest)
        #expect(content.rowStarts == [0, 1, 2, 3])
        content.rowStarts = rowStarts
        let writer = try SealedFileWriter(file)
        try writer.append(head)
        try content.write(to: writer)
        try writer.finish()
        #expect(throws: SnapshotError.self) { try SearchIndex.load(from: file) }
    }

    @Test func aSnapshotOfOtherKnowledgeIsRefused() throws {
        let file = temporaryFile()
        defer { try? FileManager.default.removeItem(at: file) }
        try sample(nil).save(to: file)
        let lexicon = try TestLexicon.make()
        #expect(throws: SnapshotError.otherLexicon) {
            try SearchIndex.load(from: file, lexicon: lexicon, concepts: TestLexicon.concepts)
        }
        #expect(throws: SnapshotError.otherConcepts) { try SearchIndex.load(from: file) }
    }

    @Test func aLexiconIsBuiltAndRead() throws {
        let table = temporaryFile()
        let file = temporaryFile()
        defer {
            try? FileManager.default.removeItem(at: table)
            try? FileManager.default.removeItem(at: file)
        }
        try Data(TestLexicon.table.utf8).write(to: table)
        let summary = try Lexicon.build(from: table, to: file)
        let lexicon = try Lexicon(contentsOf: file)
        #expect(lexicon.words == summary.words)
        #expect(lexicon.translations == 2 * TestLexicon.table.split(separator: "\n").count)
        let term = try #require(lexicon.term("rower", .polish))
        let targets = lexicon.translations(ofTerm: term).map { translation in
            lexicon.withKey(ofTerm: translation.term) { String(decoding: $0, as: UTF8.self) }
        }
        #expect(targets == ["bicycl"])
        #expect(lexicon.term("rower", .finnish) == nil)
    }

    @Test func everyDamagedLexiconIsRefused() throws {
        let whole = try Lexicon.packed(table: Data(TestLexicon.table.utf8)).0
        for length in stride(from: 0, to: whole.count, by: 7) {
            #expect(throws: LexiconError.self) { try Lexicon(data: Data(whole.prefix(length)), name: "cut") }
        }
        for place in stride(from: 0, to: whole.count, by: 3) {
            var changed = whole
            changed[place] ^= 0x10
            #expect(throws: LexiconError.self) { try Lexicon(data: changed, name: "changed") }
        }
        #expect(throws: LexiconError.unreadable(file: "/absent")) {
            try Lexicon(contentsOf: URL(filePath: "/absent"))
        }
    }

    /// Found by scripts/fuzz: a wrong number behind a right checksum was read beyond the file.
    @Test func aLexiconWhosePartsContradictEachOtherIsRefusedOrHarmless() throws {
        let whole = try Lexicon.packed(table: Data((TestLexicon.table + "\nfi\tTyhjiä taloja").utf8)).0
        for place in stride(from: 8, to: whole.count, by: 1) where !(56..<64).contains(place) {
            for byte in [0, 1, 0x7F, 0xFF] as [UInt8] {
                var changed = whole
                changed[place] = byte
                changed.write([changed.withUnsafeBytes(LexiconFormat.checksum)], at: 56)
                guard let lexicon = try? Lexicon(data: changed, name: "changed") else { continue }
                _ = lexicon.withDiacritics("tyhjia taloja", in: .finnish)
                for term in 0..<lexicon.words {
                    lexicon.withKey(ofTerm: term) { #expect($0.count < whole.count) }
                    for translation in lexicon.translations(ofTerm: term) {
                        #expect(lexicon.dictionaries.indices.contains(translation.dictionary))
                    }
                }
            }
        }
    }

    @Test func aTableOfTheWrongShapeIsRefusedWithItsLine() {
        #expect(throws: LexiconError.malformedLine(number: 2)) {
            try Lexicon.packed(table: Data("fi\ten\ta\tb\tc\nfi\ten\ta\n".utf8))
        }
    }
}

struct EvaluationTests {
    @Test func figuresFollowTheirDefinitions() {
        let perfect = Evaluation.measure(["a", "b", "x"], ["a": 2, "b": 1])
        #expect(perfect.ndcg10 == 1 && perfect.recall10 == 1 && perfect.mrr10 == 1)
        let second = Evaluation.measure(["x", "a"], ["a": 2, "b": 2])
        #expect(abs(second.ndcg10 - (3 / 1.584_962_5) / (3 + 3 / 1.584_962_5)) < 1e-6)
        #expect(second.recall10 == 0.5 && second.mrr10 == 0.5)
        #expect(Evaluation.measure([], ["a": 1]).ndcg10 == 0)
    }

    @Test func tablesAreRead() throws {
        let evaluation = try Evaluation(
            documents: "id\tlang\tset\ttext\nd1\tpl\tx\tpusty budynek\nd2\ten\tx\tbicycle\n",
            queries: "id\tlang\tset\ttext\nq1\tfi\tx\ttyhjä rakennus\n", judgements: "q1\t0\td1\t2\n",
            lexicon: try TestLexicon.make())
        #expect(evaluation.overall.ndcg10 == 1)
        #expect(evaluation.pairs.keys.sorted() == ["fi>pl"])
        #expect(throws: EvaluationError.malformedLine(table: "judgements", number: 1)) {
            try Evaluation(documents: "h\n", queries: "h\n", judgements: "q1 0 d1 2\n")
        }
    }

    /// On the real dictionaries and development set, where both are present.
    @Test func dictionariesReachTheirMeasuredQuality() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let data = root.appending(path: "../shared/data/search")
        guard let lexicon = try? Lexicon(contentsOf: root.appending(path: "local/lexicon.bin")),
            let documents = try? String(contentsOf: data.appending(path: "docs.tsv"), encoding: .utf8),
            let queries = try? String(contentsOf: data.appending(path: "queries.tsv"), encoding: .utf8),
            let judgements = try? String(contentsOf: data.appending(path: "qrels.tsv"), encoding: .utf8)
        else {
            print("local/lexicon.bin or ../shared/data/search is absent: the quality of the ranking was not measured")
            return
        }
        let evaluation = try Evaluation(
            documents: documents, queries: queries, judgements: judgements, lexicon: lexicon)
        #expect(evaluation.sets["hand"]?.ndcg10 ?? 0 > 0.48)
    }
}
