import Foundation
import SeededRandom
import Testing

@testable import Exchange

@Suite struct ZIPTests {
    private static let noon = Date(timeIntervalSince1970: 1_750_000_000)
    private static let noise: Data = {
        var generator = SeededGenerator(seed: 1952)
        return Data((0..<200_000).map { _ in UInt8.random(in: 0...255, using: &generator) })
    }()
    private static let files: [(String, Data)] = [
        ("needs.csv", Data("name\r\nŁódź\r\n".utf8)), ("empty", Data()), ("bilder/Mölndal 🚲.txt", Data("x".utf8)),
        ("zeros", Data(count: 60_000)), ("noise", noise),
    ]

    private static func archive(
        _ files: [(String, Data)] = files, zip64Threshold: UInt64 = UInt64(UInt32.max)
    ) throws -> Data {
        var data = Data()
        let writer = ZIPWriter(modified: noon, level: .balanced, zip64Threshold: zip64Threshold) { data.append($0) }
        for (path, content) in files { try writer.add(path, content) }
        try writer.finish()
        return data
    }

    @Test(arguments: [UInt64(UInt32.max), 100, 0])
    func whatIsWrittenIsReadBack(zip64Threshold: UInt64) throws {
        let reader = try ZIPReader(Self.archive(zip64Threshold: zip64Threshold))
        #expect(reader.entries.map(\.path) == Self.files.map(\.0))
        for (path, content) in Self.files {
            let entry = try #require(reader[path])
            #expect(try reader.content(of: entry) == content)
        }
        #expect(reader["missing"] == nil)
    }

    @Test func entriesAreWrittenPieceByPiece() throws {
        var data = Data()
        let writer = ZIPWriter(modified: Self.noon) { data.append($0) }
        try writer.add("a.csv") { write in
            var csv = CSVWriter(sink: write)
            for number in 0..<20_000 { try csv.write(["\(number)"]) }
            try csv.finish()
        }
        try writer.finish()
        let reader = try ZIPReader(data)
        let rows = try CSVReader.rows(of: reader.content(of: reader.entries[0]))
        #expect(rows.count == 20_000)
        #expect(rows.last?.fields == ["19999"])
    }

    @Test(.enabled(if: ExternalTool.unzip != nil, "needs unzip"), arguments: [UInt64(UInt32.max), 100, 0])
    func unzipAcceptsWhatWeWrite(zip64Threshold: UInt64) throws {
        let program = try #require(ExternalTool.unzip)
        try ExternalTool.withFile(Self.archive(zip64Threshold: zip64Threshold), named: "a.zip") { file in
            let (status, output) = try ExternalTool.run(program, ["-t", file.path])
            #expect(status == 0, "\(output)")
            #expect(output.contains("No errors detected"), "\(output)")
        }
    }

    @Test(.enabled(if: ExternalTool.python != nil, "needs python3"), arguments: [UInt64(UInt32.max), 100, 0])
    func pythonReadsWhatWeWrite(zip64Threshold: UInt64) throws {
        let program = try #require(ExternalTool.python)
        let script = """
            import sys, zipfile
            a = zipfile.ZipFile(sys.argv[1])
            assert a.testzip() is None
            print([(i.filename, i.file_size, i.date_time) for i in a.infolist()])
            """
        try ExternalTool.withFile(Self.archive(zip64Threshold: zip64Threshold), named: "a.zip") { file in
            let (status, output) = try ExternalTool.run(program, ["-c", script, file.path])
            #expect(status == 0, "\(output)")
            #expect(output.contains("('bilder/Mölndal 🚲.txt', 1, (2025, 6, 15, 15, 6, 40))"), "\(output)")
        }
    }

    @Test(.enabled(if: ExternalTool.python != nil, "needs python3"))
    func whatPythonWritesIsRead() throws {
        let program = try #require(ExternalTool.python)
        let script = """
            import sys, zipfile
            a = zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED)
            a.comment = b"PK\\x05\\x06 not the end"
            a.writestr("stored.txt", "stored", zipfile.ZIP_STORED)
            a.writestr("folder/", "")
            with a.open("large", "w", force_zip64=True) as f: f.write(b"large" * 999)
            a.close()
            """
        try ExternalTool.withFile(Data(), named: "a.zip") { file in
            let (status, output) = try ExternalTool.run(program, ["-c", script, file.path])
            #expect(status == 0, "\(output)")
            let reader = try ZIPReader(Data(contentsOf: file))
            #expect(reader.entries.map(\.path) == ["stored.txt", "folder/", "large"])
            #expect(reader.entries.map(\.isDirectory) == [false, true, false])
            #expect(try reader.content(of: reader.entries[0]) == Data("stored".utf8))
            #expect(try reader.content(of: reader.entries[2]).count == 4_995)
        }
    }

    static let unsafePaths = [
        "../a", "a/../b", "/etc/passwd", "a\\b", "C:/a", "a//b", "./a", "", "a\u{0}b", "a\nb", "/", "a/..",
    ]

    @Test(arguments: unsafePaths)
    func unsafePathsAreNeitherWrittenNorRead(path: String) throws {
        #expect(throws: ZIPError.unsafePath(path)) { try Self.archive([(path, Data())]) }
        let harmless = String(repeating: "x", count: path.utf8.count)
        guard !path.isEmpty else { return }
        let crafted = try Self.replacing(harmless, by: path, in: Self.archive([(harmless, Data())]))
        #expect(throws: ZIPError.unsafePath(path)) { try ZIPReader(crafted) }
    }

    @Test func pathsAreUnique() throws {
        #expect(throws: ZIPError.duplicatePath("a")) { try Self.archive([("a", Data()), ("a", Data())]) }
        let crafted = try Self.replacing("bbb", by: "aaa", in: Self.archive([("aaa", Data()), ("bbb", Data())]))
        #expect(throws: ZIPError.duplicatePath("aaa")) { try ZIPReader(crafted) }
    }

    @Test func limitsHold() throws {
        let archive = try Self.archive()
        #expect(throws: ZIPError.tooManyEntries(limit: 4)) {
            try ZIPReader(archive, limits: ZIPReader.Limits(entries: 4))
        }
        #expect(throws: ZIPError.tooLarge(limitBytes: 100_000)) {
            try ZIPReader(archive, limits: ZIPReader.Limits(totalBytes: 100_000))
        }
        let bomb = try Self.archive([("bomb", Data(count: 10_000_000))])
        #expect(throws: ZIPError.suspiciousRatio(path: "bomb", limit: 250)) { try ZIPReader(bomb) }
    }

    @Test func encryptedEntriesLinksAndOtherMethodsAreRefused() throws {
        let archive = Array(try Self.archive([("a", Data("content".utf8))]))
        let header = try #require(Self.centralHeader(in: archive))
        func crafted(_ change: (inout [UInt8]) -> Void) -> Data {
            var copy = archive
            change(&copy)
            return Data(copy)
        }
        #expect(throws: ZIPError.encrypted(path: "a")) { try ZIPReader(crafted { $0[header + 8] |= 1 }) }
        #expect(throws: ZIPError.link(path: "a")) { try ZIPReader(crafted { $0[header + 41] = 0xA1 }) }
        #expect(throws: ZIPError.unsupportedMethod(path: "a", method: 12)) {
            try ZIPReader(crafted { $0[header + 10] = 12 })
        }
        let understated = try ZIPReader(crafted { $0[header + 24] -= 1 })
        #expect(throws: ZIPError.damaged(path: "a")) { try understated.content(of: understated.entries[0]) }
        let wrongChecksum = try ZIPReader(crafted { $0[header + 16] ^= 1 })
        #expect(throws: ZIPError.damaged(path: "a")) { try wrongChecksum.content(of: wrongChecksum.entries[0]) }
    }

    @Test func entriesThatShareBytesAreRefused() throws {
        var archive = Array(try Self.archive([("a", Data("content".utf8)), ("b", Data("content".utf8))]))
        let header = try #require(Self.centralHeader(in: archive))
        let second = header + ZIPFormat.centralHeaderBytes + 1
        archive[second + 42] = 0
        #expect(throws: ZIPError.overlappingEntries) { try ZIPReader(Data(archive)) }
    }

    @Test func whatIsNoArchiveIsSaidToBeNone() {
        #expect(throws: ZIPError.notAnArchive) { try ZIPReader(Data()) }
        #expect(throws: ZIPError.notAnArchive) { try ZIPReader(Data("PK\u{3}\u{4} and text".utf8)) }
    }

    @Test func damagedArchivesNeverCrashTheReader() throws {
        var generator = SeededGenerator(seed: 6310)
        let valid = try [Array(Self.archive(Array(Self.files.prefix(4)))), Array(Self.archive(zip64Threshold: 0))]
        for round in 0..<600 {
            let bytes = round % 10 == 0 ? generator.bytes(upTo: 200) : generator.mutated(valid[round % 2])
            do {
                let reader = try ZIPReader(Data(bytes))
                for entry in reader.entries { #expect(try reader.content(of: entry).count == entry.uncompressedBytes) }
            } catch {
                #expect(error is ZIPError)
            }
        }
    }

    private static func centralHeader(in archive: [UInt8]) -> Int? {
        Data(archive).range(of: Data([0x50, 0x4B, 0x01, 0x02]))?.lowerBound
    }

    private static func replacing(_ text: String, by other: String, in archive: Data) -> Data {
        var copy = archive
        while let range = copy.range(of: Data(text.utf8)) { copy.replaceSubrange(range, with: Data(other.utf8)) }
        return copy
    }
}
