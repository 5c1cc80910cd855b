import Foundation
import SeededRandom
import Synchronization
import Testing

@testable import Languages

@Suite struct MessageFileTests {
    @Test func continuedLinesAndEscapesAreJoined() throws {
        let file = try MessageFile(
            #"""
            # a translator's remark
            #: Sources/Needs/NeedPage.swift
            msgid ""
            "Say \"yes\"\n"
            "or\tno \\"
            msgstr "Säg"
            """#, name: "sv.po")
        #expect(file.entries.map(\.id) == ["Say \"yes\"\nor\tno \\"])
        #expect(file.entries.map(\.translations) == [["Säg"]])
    }

    @Test(arguments: [
        ("msgid \"a\"", 1, "no msgstr"),
        ("msgstr \"a\"", 1, "must follow msgid"),
        ("msgid \"a\nmsgstr \"b\"", 1, "no closing quotation mark"),
        ("msgid \"a\" x\nmsgstr \"b\"", 1, "follows the closing"),
        ("msgid \"a\\q\"\nmsgstr \"b\"", 1, "backslash"),
        ("\"a\"", 1, "without a keyword"),
        ("\n#, fuzzy\nmsgid \"a\"\nmsgstr \"b\"", 2, "fuzzy"),
        ("msgid \"a\"\nmsgid_plural \"b\"\nmsgstr[1] \"c\"", 3, "misplaced"),
        ("msgid \"a\"\nmsgid_plural \"b\"\nmsgstr \"c\"", 3, "must follow msgid"),
        ("msgid \"a\"\nmsgstr[0] \"c\"", 2, "must follow msgid_plural"),
        ("msgid \"a\"\nmsgstr \"b\"\n\nmsgid \"a\"\nmsgstr \"c\"", 4, "same message as in line 1"),
        ("domain \"x\"", 1, "keyword"),
        ("nonsense", 1, "expected a keyword"),
    ])
    func faultsAreNamedWithTheirLine(text: String, line: Int, problem: String) {
        let error = #expect(throws: CatalogueError.self) { try MessageFile(text, name: "sv.po") }
        #expect(error?.file == "sv.po")
        #expect(error?.line == line)
        #expect(error?.problem.contains(problem) == true, "\(error?.problem ?? "")")
    }

    @Test(arguments: Language.allCases.filter { $0 != .en })
    func everyLanguageReadsItsOwnFile(language: Language) throws {
        let forms = language.pluralForms.indices.map { "msgstr[\($0)] \"{1} form \($0)\"" }.joined(separator: "\n")
        let file = MessageFiles.sample(
            language, "msgid \"{1} need\"\nmsgid_plural \"{1} needs\"\n\(forms)\n\nmsgid \"Save\"\nmsgstr \"…\"")
        let catalogues = try Catalogues([language: file])
        #expect(catalogues.translationCount(in: language) == 2)
        #expect(catalogues.localiser(language)("Save") == "…")
        #expect(catalogues.localiser(.en)("Save") == "Save")
    }

    @Test func textsThatNoFileHoldsAreToldOfOnce() throws {
        let told = Mutex<[String]>([])
        let catalogues = try Catalogues([.sv: MessageFiles.sample(.sv, "msgid \"Save\"\nmsgstr \"Spara\"")]) {
            text, language in told.withLock { $0.append("\(language.rawValue): \(text)") }
        }
        let t = catalogues.localiser(.sv)
        _ = [
            t("Save"), t("Unknown \(1)"), t("Unknown \(2)"), t(Message(verbatim: "Łódź")),
            catalogues.localiser(.en)("Other"),
        ]
        #expect(told.withLock { $0 } == ["sv: Unknown {1}"])
    }

    @Test(arguments: [
        ("msgid \"{1} a\"\nmsgstr \"{2} b\"", "{2} is not in the English text"),
        ("msgid \"a\"\nmsgid_plural \"b\"\nmsgstr[0] \"c\"\nmsgstr[1] \"d\"", "2 forms where 3"),
        ("msgid \"a\"\nmsgid_plural \"b\"\nmsgstr[0] \"c\"\nmsgstr[1] \"d\"\nmsgstr[2] \"\"", "2 forms where 3"),
    ])
    func translationsThatCannotServeAreRefused(entry: String, problem: String) {
        let error = #expect(throws: CatalogueError.self) {
            try Catalogues([.pl: MessageFiles.sample(.pl, entry)])
        }
        #expect(error?.problem.contains(problem) == true, "\(error?.problem ?? "")")
        #expect(error?.line == 7)
    }

    @Test func theHeaderMustFitTheLanguage() {
        let error = #expect(throws: CatalogueError.self) { try Catalogues([.fr: MessageFiles.header(.sv)]) }
        #expect(error?.problem.contains("Language: fr") == true)
        #expect(throws: CatalogueError.self) { try Catalogues([.sv: "msgid \"a\"\nmsgstr \"b\"\n"]) }
    }

    @Test func untranslatedMessagesAreReadInEnglish() throws {
        let file = MessageFiles.sample(.fi, "msgid \"{1} needs of {2}\"\nmsgstr \"\"")
        let t = try Catalogues([.fi: file]).localiser(.fi)
        #expect(t("\(12_000) needs of \("Turku")") == "12\u{A0}000 needs of Turku")
    }

    @Test func wordsMayChangePlaces() throws {
        let file = MessageFiles.sample(.hu, "msgid \"{1} of {2}\"\nmsgstr \"{2}: {1}, {{{1}}}\"")
        let t = try Catalogues([.hu: file]).localiser(.hu)
        #expect(t("\("A") of \("B")") == "B: A, {A}")
    }

    @Test func theDirectoryMustExistButFilesMayBeMissing() throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("messages-\(UUID().uuidString)")
        #expect(throws: CatalogueError.self) { try Catalogues(directory: directory) }
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        try Data(MessageFiles.sample(.nb, "msgid \"Save\"\nmsgstr \"Lagre\"").utf8)
            .write(to: directory.appendingPathComponent("nb.po"))
        let catalogues = try Catalogues(directory: directory)
        #expect(catalogues.localiser(.nb)("Save") == "Lagre")
        #expect(catalogues.localiser(.fi)("Save") == "Save")
        try Data([0x6D, 0xFF, 0xFE]).write(to: directory.appendingPathComponent("sv.po"))
        #expect(throws: CatalogueError.self) { try Catalogues(directory: directory) }
    }

    /// Files are damaged at random places; whatever happens, it is a file or a named error, never a crash.
    @Test func damagedFilesAreReadOrRefused() {
        let seed: UInt64 = 20_261_121
        print("damagedFilesAreReadOrRefused: seed \(seed)")
        var random = SeededGenerator(seed: seed)
        let whole = Array(
            MessageFiles.sample(
                .pl,
                #"""
                #: a.swift
                msgctxt "x"
                msgid "{1} ne\"ed"
                msgid_plural "{1} needs\n"
                msgstr[0] "{1} potrzeba"
                msgstr[1] ""
                "{1} potrzeby"
                msgstr[2] "{1} potrzeb"
                """#
            ).utf8)
        let alphabet = Array("\"\\\n{}[]0123 msgidstr#,~\u{4}é".utf8)
        var refused = 0
        for _ in 0..<3_000 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let index = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes.remove(at: index)
                case 1: bytes[index] = alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
                default: bytes.insert(alphabet[Int.random(in: 0..<alphabet.count, using: &random)], at: index)
                }
            }
            do {
                let catalogues = try Catalogues([.pl: String(decoding: bytes, as: UTF8.self)])
                _ = catalogues.localiser(.pl).count(2, one: "\(2) need", other: "\(2) needs")
            } catch let error as CatalogueError {
                refused += 1
                #expect(error.line > 0)
            } catch {
                Issue.record("an error of another kind: \(error)")
            }
        }
        #expect(refused > 1_000)
    }
}
