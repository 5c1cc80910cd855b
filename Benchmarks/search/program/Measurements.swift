import CrossLingualSearch
import Foundation
import SeededRandom

/// Fills an index batch by batch and saves it in a folder.
func makeIndex(
    _ index: SearchIndex, of texts: [[String]], in folder: String, like pool: Pool? = nil
) throws -> [String: Double] {
    let folder = URL(filePath: folder)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let batch = 1_000
    let reading = Measure.milliseconds {
        for start in stride(from: 0, to: texts.count, by: batch) {
            index.update(
                texts[start..<min(texts.count, start + batch)].map {
                    SearchDocument(id: $0[0], kind: "practice", language: $0[1], title: "", body: $0[2])
                })
        }
    }
    let filling = Measure.milliseconds { if let pool { fill(index, like: pool) } }
    let saving = try Measure.milliseconds {
        try index.save(to: folder.appending(path: "index"))
        if pool != nil { try index.saveVectors(to: folder.appending(path: "vectors")) }
    }
    return [
        "texts": Double(index.count), "readingMilliseconds": reading, "fillingMilliseconds": filling,
        "savingMilliseconds": saving, "peakMemory": Measure.memory("VmHWM"), "bytes": Double(index.knowledge.bytes),
    ]
}

/// Gives every text a made-up vector.
private func fill(_ index: SearchIndex, like pool: Pool) {
    var chance = SeededGenerator(seed: 1)
    while index.encode(atMost: 50_000, as: { [pool.vector(like: $1, with: &chance)] }) > 0 {}
    while index.readWords(ofTexts: 1_000) > 0 {}
}

/// Gives every text in the snapshot of a server a made-up vector, in the file where the server looks for them.
func makeVectors(in folder: String, like practices: [[String]], with tools: Tools) throws -> [String: Double] {
    let folder = URL(filePath: folder)
    let index = try SearchIndex.load(
        from: folder.appending(path: "search.snapshot"), lexicon: tools.lexicon, concepts: tools.concepts,
        space: tools.space)
    fill(index, like: try Pool(practices, in: tools.space))
    try index.saveVectors(to: folder.appending(path: "vectors.snapshot"))
    return ["texts": Double(index.count)]
}

/// Loads an index, answers each need, then replaces one text.
func answerNeeds(_ needs: [[String]], in folder: String, with tools: Tools) throws -> [String: Double] {
    let folder = URL(filePath: folder)
    let before = Measure.memory("VmRSS")
    var index = SearchIndex()
    let loading = try Measure.milliseconds {
        index = try SearchIndex.load(
            from: folder.appending(path: "index"), lexicon: tools.lexicon, concepts: tools.concepts, space: tools.space)
        try index.loadVectors(from: folder.appending(path: "vectors"))
    }
    guard index.comparesMeaning else { throw CocoaError(.fileReadCorruptFile) }
    let loaded = (Measure.memory("VmRSS"), Measure.memory("VmHWM"))
    let ranking = needs.map { need in
        Measure.milliseconds {
            _ = index.ranking(SearchQuery(need[1], language: need[0], kinds: ["practice"], limit: 10))
        }
    }
    var processor: [Double] = []
    let times = needs.map { need in
        Measure.milliseconds {
            processor.append(
                Measure.processorMilliseconds {
                    _ = index.search(SearchQuery(need[1], language: need[0], kinds: ["practice"], limit: 10))
                })
        }
    }
    var encodingProcessor: [Double] = []
    let encoding = needs.prefix(200).map { need in
        Measure.milliseconds {
            encodingProcessor.append(
                Measure.processorMilliseconds {
                    _ = tools.space.vector(of: need[1], as: .query, language: need[0])
                })
        }
    }
    let answered = (Measure.memory("VmRSS"), Measure.memory("RssAnon"), Measure.memory("VmHWM"))
    let updates = (0..<20).map { number in
        Measure.milliseconds {
            let text = needs[number][1]
            index.update([
                SearchDocument(id: "new-\(number)", kind: "practice", language: needs[number][0], title: "", body: text)
            ])
            while index.encode(atMost: 8) > 0 {}
        }
    }
    return [
        "texts": Double(index.count), "needs": Double(needs.count), "loadMilliseconds": loading,
        "ranking50": Measure.percentile(0.5, of: ranking), "ranking95": Measure.percentile(0.95, of: ranking),
        "memoryBefore": before, "memoryLoaded": loaded.0,
        "peakLoaded": loaded.1, "p50": Measure.percentile(0.5, of: times), "p95": Measure.percentile(0.95, of: times),
        "p99": Measure.percentile(0.99, of: times), "encode50": Measure.percentile(0.5, of: encoding),
        "processor50": Measure.percentile(0.5, of: processor), "processor95": Measure.percentile(0.95, of: processor),
        "encodeProcessor50": Measure.percentile(0.5, of: encodingProcessor),
        "encode95": Measure.percentile(0.95, of: encoding), "memory": answered.0, "memoryOwn": answered.1,
        "peakMemory": answered.2, "update50": Measure.percentile(0.5, of: updates),
        "updateMost": Measure.percentile(1, of: updates), "bytes": Double(index.knowledge.bytes),
    ]
}

func answerKeywords(_ questions: [[String]], in folder: String) throws -> [String: Double] {
    var index = SearchIndex()
    let loading = try Measure.milliseconds {
        index = try SearchIndex.load(from: URL(filePath: folder).appending(path: "index"))
    }
    var found = 0
    var processor: [Double] = []
    let times = questions.map { question in
        Measure.milliseconds {
            let query = SearchQuery(question[1], language: question[0], limit: 10, mode: .keywords)
            processor.append(Measure.processorMilliseconds { found += index.ranking(query).count })
        }
    }
    return [
        "texts": Double(index.count), "loadMilliseconds": loading, "found": Double(found),
        "p50": Measure.percentile(0.5, of: times), "p95": Measure.percentile(0.95, of: times),
        "p99": Measure.percentile(0.99, of: times), "processor50": Measure.percentile(0.5, of: processor),
        "processor99": Measure.percentile(0.99, of: processor), "memory": Measure.memory("VmRSS"),
    ]
}

/// How many texts an index takes in, read for their words and their meaning on one thread.
func readTexts(_ texts: [[String]], _ needs: [[String]], with tools: Tools) throws -> [String: Double] {
    let index = tools.index
    let reading = Measure.milliseconds {
        index.update(
            texts.map { SearchDocument(id: $0[0], kind: "practice", language: $0[1], title: "", body: $0[2]) })
        while index.encode(atMost: 100) > 0 {}
    }
    let times = needs.map { need in
        Measure.milliseconds { _ = tools.encoder.vector(of: need[1], as: .query) }
    }
    let tokens = needs.map { Double(tools.encoder.states(of: $0[1], as: .query)?.tokens.count ?? 0) }
    // As long as those the package was measured with.
    let short = zip(times, tokens).filter { (24...30).contains($0.1) }.map(\.0)
    return [
        "short50": Measure.percentile(0.5, of: short), "short95": Measure.percentile(0.95, of: short),
        "texts": Double(index.count), "textsPerSecond": 1_000 * Double(index.count) / reading,
        "tokens": tokens.reduce(0, +) / Double(tokens.count), "p50": Measure.percentile(0.5, of: times),
        "p95": Measure.percentile(0.95, of: times),
        "letters": texts.reduce(0) { $0 + Double($1[2].count) } / Double(texts.count),
    ]
}
