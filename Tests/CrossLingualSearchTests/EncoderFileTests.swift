import Foundation
import SeededRandom
import Testing

@testable import CrossLingualSearch

@Suite struct EncoderFileTests {
    @Test func aMissingFileIsSaid() {
        #expect(throws: EncoderError.unreadable(file: "/nowhere/encoder.bin")) {
            try MultilingualEncoder(contentsOf: URL(filePath: "/nowhere/encoder.bin"))
        }
    }

    @Test func aFileIsMappedAndRead() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "encoder-\(UUID()).bin")
        defer { try? FileManager.default.removeItem(at: file) }
        try TestEncoder().file().write(to: file)
        let mapped = try MultilingualEncoder(contentsOf: file)
        #expect(mapped.vector(of: "house", as: .query) == (try TestEncoder().encoder().vector(of: "house", as: .query)))
    }

    @Test func theFingerprintTellsWeightsApart() throws {
        let encoder = try TestEncoder().encoder()
        #expect(encoder.fingerprint == (try TestEncoder().encoder().fingerprint))
        #expect(encoder.fingerprint != (try TestEncoder(seed: 2).encoder().fingerprint))
    }

    @Test(arguments: ["emb.word", "emb.ln.b", "l1.fo.w", "l0.aln.w"])
    func aMissingTensorIsNamed(tensor: String) throws {
        let error = #expect(throws: EncoderError.self) { try TestEncoder(missing: [tensor]).encoder() }
        #expect(error?.description.contains(tensor) == true)
    }

    @Test func anotherNetworkIsRefused() {
        for other in [TestEncoder(heads: 3), TestEncoder(heads: 4), TestEncoder(inner: 100)] {
            #expect(throws: EncoderError.self) { try other.encoder() }
        }
        var version = TestEncoder().file()
        version[4] = 2
        #expect(throws: EncoderError.unsupported(file: "test", reason: "it has version 2, expected 1")) {
            try MultilingualEncoder(EncoderFile(data: version, name: "test"))
        }
    }

    @Test func aFileCutOffAnywhereIsDamaged() {
        let writer = TestEncoder()
        let (file, head) = (writer.file(), writer.headLength)
        for length in Array(0..<head) + stride(from: head, to: file.count, by: 997) {
            let error = #expect(throws: EncoderError.self, "cut at \(length)") {
                try MultilingualEncoder(EncoderFile(data: file.prefix(length), name: "test"))
            }
            guard case .damaged = error else {
                Issue.record("cut at \(length): \(String(describing: error))")
                continue
            }
        }
    }

    @Test func changedBytesAreRefusedOrHarmless() throws {
        let writer = TestEncoder()
        let file = writer.file()
        var random = SeededGenerator(seed: 3)
        for place in 0..<writer.headLength {
            var changed = file
            changed[place] ^= UInt8.random(in: 1...255, using: &random)
            guard let encoder = try? MultilingualEncoder(EncoderFile(data: changed, name: "test")) else { continue }
            let vector = encoder.vector(of: "empty house é:", as: .query)
            #expect(vector?.allSatisfy(\.isFinite) ?? true, "byte \(place)")
        }
    }

    @Test func weightsThatAreNotNumbersAreRefused() throws {
        let writer = TestEncoder()
        var file = writer.file()
        // The last tensor is the bias of the last normalisation.
        for place in (file.count - 4)..<file.count { file[place] = 0xFF }
        let error = #expect(throws: EncoderError.self) {
            try MultilingualEncoder(EncoderFile(data: file, name: "test"))
        }
        #expect(error?.description.contains("l1.oln.b") == true)
    }
}
