import Foundation

/// The search engine: the tokenizers read text, and the readers of files get the arrays of a file whose checksums are
/// right, so that what lies behind them is reached. What a reader takes must be usable.
enum Fuzz {
    static let readers: [@Sendable (Data) -> Void] = [
        { text(String(decoding: $0, as: UTF8.self)) }, snapshot, vectors, lexicon,
    ]

    static let encoder = made { try TestEncoder().encoder() }
    static let tokeniser = made { try SubwordTokeniser(EncoderFile(data: TestEncoder().file(), name: "test")) }
    static let space = made(makeSpace)
    static let folder = URL(filePath: "/dev/shm/innocities-fuzz-\(getpid())", directoryHint: .isDirectory)

    private static func made<Thing>(_ make: () throws -> Thing) -> Thing {
        do { return try make() } catch { preconditionFailure("the harness cannot begin: \(error)") }
    }

    static func text(_ text: String) {
        precondition(tokeniser.pieces(of: text, atMost: 64).count <= 64)
        for tongue in Tongue.allCases {
            for token in Tokeniser.tokens(of: text, in: tongue) {
                precondition(token.range.upperBound <= text.utf8.count && !token.word.isEmpty)
            }
        }
        _ = encoder.vector(of: text, as: .query)
    }

    /// A snapshot with these arrays, as many segments as it says, and the head of this version.
    static func snapshot(_ input: Data) {
        let file = folder.appending(path: "search.snapshot")
        guard let arrays = write(input, to: file, after: snapshotHead), arrays > 0 else { return }
        guard let index = try? SearchIndex.load(from: file) else { return }
        _ = index.search(SearchQuery("house empty", language: "en", limit: 3))
        _ = index.completions(of: "hou", language: "en", limit: 3)
        index.remove(["a"])
        try? index.save(to: file)
    }

    static func vectors(_ input: Data) {
        let file = folder.appending(path: "vectors.snapshot")
        guard write(input, to: file, after: vectorHead) != nil else { return }
        let index = SearchIndex(space: space)
        index.update([SearchDocument(id: "a", kind: "practice", language: "en", title: "House", body: "")])
        try? index.loadVectors(from: file)
        while index.encode(atMost: 8) > 0 {}
        _ = index.search(SearchQuery("house", language: "en", limit: 3))
    }

    /// A lexicon whose checksum is right.
    static func lexicon(_ input: Data) {
        var image = input
        guard image.count >= LexiconFormat.headerSize else { return }
        image.replaceSubrange(0..<8, with: LexiconFormat.magic)
        image.write([UInt32(LexiconFormat.version)], at: 8)
        image.write([image.withUnsafeBytes(LexiconFormat.checksum)], at: 56)
        guard let lexicon = try? Lexicon(data: image, name: "fuzz") else { return }
        let index = SearchIndex(lexicon: lexicon)
        index.update([SearchDocument(id: "a", kind: "practice", language: "fi", title: "Tyhjä talo", body: "")])
        _ = index.search(SearchQuery("empty houses tyhjia", language: "en", limit: 3))
        _ = index.search(SearchQuery("tyhjia taloja", language: "fi", limit: 3))
    }

    private static let snapshotHead = made { try head(SearchIndex().save) }
    private static let vectorHead = made { try head(SearchIndex(space: space).saveVectors) }

    /// The first array of a file as the engine writes it; its last number says how many parts follow.
    private static func head(_ save: (URL) throws -> Void) throws -> [UInt64] {
        let file = FileManager.default.temporaryDirectory.appending(path: "head-\(getpid())")
        defer { try? FileManager.default.removeItem(at: file) }
        try save(file)
        guard var arrays = SealedFileReader(file), let head = arrays.next(UInt64.self) else {
            throw CocoaError(.fileReadCorruptFile)
        }
        return head
    }

    /// Writes the input as sealed arrays: the first byte is the number of parts that the head tells, and each array begins
    /// with its length in two bytes. Returns the number of arrays; nil when there is no input.
    private static func write(_ input: Data, to file: URL, after head: [UInt64]) -> Int? {
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        guard let count = input.first, let writer = try? SealedFileWriter(file) else { return nil }
        var rest = input.dropFirst()
        var arrays = 0
        try? writer.append(head.dropLast() + [UInt64(count)])
        while rest.count >= 2 {
            let length = Int(rest[rest.startIndex]) | Int(rest[rest.startIndex + 1]) << 8
            let array = Data(rest.dropFirst(2).prefix(length))
            try? array.withUnsafeBytes(writer.append(bytes:))
            rest = rest.dropFirst(2 + array.count)
            arrays += 1
        }
        try? writer.finish()
        return arrays
    }

    static func seeds() throws -> [FuzzSeed] {
        var seeds: [FuzzSeed] = []
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let index = SearchIndex(space: space)
        index.update(
            ["a", "b", "c"].enumerated().map { number, id in
                SearchDocument(
                    id: id, kind: "practice", language: ["en", "fi", "pl"][number], title: "Empty house \(id)",
                    body: "use query passage", tags: ["country": ["FI"]])
            })
        while index.encode(atMost: 8) > 0 {}
        for (reader, name, save) in [(UInt8(1), "search", index.save), (2, "vectors", index.saveVectors)] {
            let file = folder.appending(path: name)
            try save(file)
            guard var arrays = SealedFileReader(file), let head = arrays.next(UInt64.self) else { continue }
            var input = Data([UInt8(clamping: head.last ?? 0)])
            while let array = arrays.nextBytes() {
                input.append(integers: [UInt16(truncatingIfNeeded: array.count)])
                input.append(array)
            }
            seeds.append(FuzzSeed(name, reader, input))
        }
        let table = "fi\ten\ttyhjä\tempty\tTest\nfi\ten\ttalo\thouse\tTest\nfi\tTyhjiä taloja\n"
        seeds.append(FuzzSeed("lexicon", 3, try Lexicon.packed(table: Data(table.utf8)).0))
        seeds.append(FuzzSeed("text", 0, Data("Empty houses: t\u{00E9}l\u{0308}\u{1F3DA} l'eau".utf8)))
        return seeds
    }

    /// Three words in twelve languages.
    private static func makeSpace() throws -> VectorSpace {
        var maker = VectorSpaceMaker(encoder: encoder)
        for word in ["house", "empty", "use"] {
            let texts = Dictionary(uniqueKeysWithValues: Tongue.analysed.map { ($0.code, "\(word) \($0.code)") })
            for role in MultilingualEncoder.Role.allCases { maker.add(texts, as: role) }
            maker.addTheme(["en": word])
        }
        let file = FileManager.default.temporaryDirectory.appending(path: "space-\(getpid())")
        defer { try? FileManager.default.removeItem(at: file) }
        try maker.write(to: file)
        return try VectorSpace(encoder: encoder, contentsOf: file)
    }
}
