import Foundation
import Testing

@testable import Platform

@Suite struct FileStoreTests {
    private struct Interrupted: Error {}

    private func withStore(_ body: (FileStore) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "files-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(FileStore(directory: folder))
    }

    private func unfinished(in store: FileStore) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: store.directory.appending(path: "incoming").path)
    }

    @Test func whatIsPutComesBackUnderItsDigest() async throws {
        try await withStore { store in
            let stored = try await store.put(Data("abc".utf8))
            #expect(stored.size == 3)
            #expect(stored.digest.hexadecimal == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
            #expect(try await store.data(stored.digest) == Data("abc".utf8))
            #expect(try await store.contains(stored.digest))
            let unfinished = try unfinished(in: store)
            #expect(unfinished.isEmpty)
        }
    }

    @Test func aStreamIsTheSameFileHoweverItIsCut() async throws {
        try await withStore { store in
            let content = Data((0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
            let whole = try await store.put(content)
            let cut = try await store.put(
                AsyncStream { stream in
                    for start in stride(from: 0, to: content.count, by: 7_777) {
                        stream.yield(content[start..<min(start + 7_777, content.count)])
                    }
                    stream.finish()
                }, limit: content.count)
            #expect(cut == whole)
            #expect(try await store.all() == [whole])
            var read = Data()
            try await store.read(whole.digest) { read.append($0) }
            #expect(read == content)
        }
    }

    @Test func tooManyBytesAreRefusedAndLeaveNothing() async throws {
        try await withStore { store in
            await #expect(throws: FileStore.Failure.tooLarge(limit: 3)) {
                try await store.put(Data("abcd".utf8), limit: 3)
            }
            #expect(try await store.all().isEmpty)
            let unfinished = try unfinished(in: store)
            #expect(unfinished.isEmpty)
        }
    }

    @Test func anInterruptedUploadLeavesNothing() async throws {
        try await withStore { store in
            let chunks = AsyncThrowingStream<Data, any Error> { stream in
                stream.yield(Data("first".utf8))
                stream.finish(throwing: Interrupted())
            }
            await #expect(throws: Interrupted.self) { try await store.put(chunks, limit: 100) }
            #expect(try await store.all().isEmpty)
            let unfinished = try unfinished(in: store)
            #expect(unfinished.isEmpty)
        }
    }

    @Test func whatACrashLeftBehindIsRemoved() async throws {
        try await withStore { store in
            try Data("half".utf8).write(to: store.directory.appending(path: "incoming/half"))
            try await store.removeUnfinished()
            let unfinished = try unfinished(in: store)
            #expect(unfinished.isEmpty)
        }
    }

    @Test func aFileChangedOnDiskIsNotHandedOut() async throws {
        try await withStore { store in
            let stored = try await store.put(Data("abc".utf8))
            try Data("abd".utf8).write(to: store.location(of: stored.digest))
            await #expect(throws: FileStore.Failure.damaged(stored.digest)) { try await store.data(stored.digest) }
        }
    }

    @Test func aDeletedFileIsGoneAndDeletingAgainIsNoError() async throws {
        try await withStore { store in
            let digest = try await store.put(Data("abc".utf8)).digest
            try await store.delete(digest)
            try await store.delete(digest)
            #expect(try await !store.contains(digest))
            await #expect(throws: FileStore.Failure.missing(digest)) { try await store.data(digest) }
            await #expect(throws: FileStore.Failure.missing(digest)) { try await store.read(digest) { _ in } }
        }
    }

    @Test func manyAtOnceKeepOneCopy() async throws {
        try await withStore { store in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<20 { group.addTask { try await store.put(Data("same".utf8)) } }
                try await group.waitForAll()
            }
            #expect(try await store.all().count == 1)
        }
    }

    @Test func theStoreIsClosedToOtherUsersOfTheMachine() async throws {
        try await withStore { store in
            let stored = try await store.put(Data("abc".utf8))
            let file = try FileManager.default.attributesOfItem(atPath: store.location(of: stored.digest).path)
            #expect((file[.posixPermissions] as? NSNumber)?.intValue == 0o600)
            let folder = try FileManager.default.attributesOfItem(atPath: store.directory.path)
            #expect((folder[.posixPermissions] as? NSNumber)?.intValue == 0o700)
        }
    }

    @Test(arguments: [
        "", "../../etc/passwd", String(repeating: "A", count: 64), String(repeating: "g", count: 64),
        String(repeating: "a", count: 63), String(repeating: "a", count: 65), String(repeating: "é", count: 32),
    ])
    func onlyLowerCaseHexadecimalIsADigest(text: String) { #expect(FileDigest(hexadecimal: text) == nil) }
}

@Suite struct FileNameTests {
    @Test(arguments: [
        ("report.pdf", "report.pdf"), ("../../etc/passwd", "passwd"), ("C:\\Users\\a\\plan.docx", "plan.docx"),
        (".htaccess", "htaccess"), ("..", "file"), ("", "file"), ("a/b/", "b"), ("name\u{202E}gpj.exe", "namegpj.exe"),
        ("a\u{0}b\r\nc.txt", "abc.txt"), ("<script>.svg", "_script_.svg"), ("CON.txt", "_CON.txt"),
        ("za\u{017C}o\u{0301}\u{0142}c\u{0301}.odt", "zażółć.odt"), ("what? a \"plan\"|.txt", "what_ a _plan__.txt"),
        ("trailing. . .", "trailing"),
    ])
    func namesAreMadeSafe(name: String, expected: String) {
        #expect(FileName.sanitised(name) == expected)
        #expect(FileName.sanitised(FileName.sanitised(name)) == FileName.sanitised(name))
    }

    @Test func longNamesAreCutBetweenCharactersAndKeepTheirExtension() {
        let name = FileName.sanitised(String(repeating: "ż", count: 300) + ".pdf")
        #expect(name.utf8.count <= FileName.maximumLength)
        #expect(name.hasSuffix("ż.pdf"))
    }

    @Test func theHeaderCarriesTheNameTwiceAndCannotBeBrokenOut() {
        #expect(
            FileName.contentDisposition("plan \"Łódź\"\r\nX: y.pdf")
                == "attachment; filename=\"plan ___d__X_ y.pdf\"; filename*=UTF-8''plan%20_%C5%81%C3%B3d%C5%BA_X_%20y.pdf"
        )
    }
}
