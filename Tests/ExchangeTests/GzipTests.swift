import Exchange
import Foundation
import Testing

@Suite struct GzipTests {
    private static let samples = [
        Data(), Data("a".utf8), Data(repeating: 7, count: 200_000),
        Data((0..<300_000).map { UInt8($0 * 7919 >> 3 & 255) }),
    ]

    @Test(.enabled(if: ExternalTool.gzip != nil, "needs gzip"), arguments: samples)
    func gzipUnpacksWhatWeWrite(sample: Data) throws {
        let program = try #require(ExternalTool.gzip)
        for level in [CompressionLevel.fastest, .balanced, .smallest] {
            try ExternalTool.withFile(gzip(sample, level: level), named: "sample.gz") { file in
                let (status, output) = try ExternalTool.run(program, ["-d", file.path])
                #expect(status == 0, "\(output)")
                let unpacked = try Data(contentsOf: file.deletingPathExtension())
                #expect(unpacked == sample)
            }
        }
    }

    @Test func chunksGiveTheSameBytesAsTheWhole() throws {
        for sample in Self.samples {
            let stream = try GzipStream()
            var streamed = Data()
            for start in stride(from: 0, to: sample.count, by: 50_001) {
                streamed += try stream.write(sample[start..<min(start + 50_001, sample.count)])
            }
            streamed += try stream.finish()
            #expect(try streamed == gzip(sample))
        }
    }

    @Test func flushedBytesArriveAtOnce() throws {
        let stream = try GzipStream()
        _ = try stream.write(Data("hello".utf8))
        #expect(try !stream.flush().isEmpty)
    }

    @Test func aFinishedStreamTakesNothingMore() throws {
        let stream = try GzipStream()
        _ = try stream.finish()
        #expect(throws: CompressionError.finished) { try stream.write(Data("a".utf8)) }
    }
}
