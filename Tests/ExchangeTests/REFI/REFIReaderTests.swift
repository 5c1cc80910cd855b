import Foundation
import Testing

@testable import Exchange

/// Each way in which packages are known to go wrong: read rightly, repaired with a notice, or refused with a reason.
@Suite struct REFIReaderTests {
    @Test func aSoundPackageIsReadWithoutANotice() throws {
        let reading = try REFISample().read()
        #expect(reading.passages == REFISample.passages)
        #expect(reading.notices.count == 0, "\(reading.reasons)")
        let project = reading.value.project
        #expect(project.users.map(\.name) == ["Anna Example"])
        #expect(project.notes.map(\.content) == ["Why?"])
        #expect(project.sets.first?.sources.first == REFIIdentifier(REFISample.source))
        #expect(project.cases.first?.values.first?.text == "0.8")
    }

    @Test func codesOfOneNameUnderTwoParentsStayApart() throws {
        let codes = try REFISample().read().value.project.codes
        #expect(codes.map(\.name) == ["Meanings", "Activities"])
        #expect(codes.flatMap { $0.codes.map(\.name) } == ["Trust", "Trust"])
        #expect(codes[0].codes[0].identifier != codes[1].codes[0].identifier)
    }

    @Test func textInTheProjectFileIsRead() throws {
        var sample = REFISample()
        sample.inline = REFISample.text
        let reading = try sample.read()
        #expect(reading.passages == REFISample.passages)
        #expect(reading.notices.count == 0)
    }

    @Test func namesInOtherLetterCaseAreFoundAndTold() throws {
        var sample = REFISample()
        sample.projectFile = "Project.qde"
        sample.textFile = "Sources/\(REFISample.source.uppercased()).TXT"
        let reading = try sample.read()
        #expect(reading.passages == REFISample.passages)
        #expect(reading.reasons.contains(.letterCase(asked: "project.qde", found: "Project.qde")))
        #expect(reading.notices.count == 2)
    }

    @Test(arguments: [
        ("internal://sources/a.txt", "sources/a.txt"), ("internal://a.txt", "a.txt"),
        ("internal://a%20b.txt", "sources/a b.txt"),
    ])
    func filesThatLieElsewhereInThePackageAreFoundAndTold(path: String, file: String) throws {
        var sample = REFISample()
        sample.path = path
        sample.textFile = file
        let reading = try sample.read()
        #expect(reading.passages == REFISample.passages)
        let asked = path.replacingOccurrences(of: "internal://", with: "sources/")
        #expect(reading.reasons == [.otherPlace(asked: asked, found: file)])
    }

    @Test func anEscapedPathOutOfThePackageFindsNothing() throws {
        var sample = REFISample()
        sample.path = "internal://%2e%2e%2fproject.qde"
        #expect(try sample.read().reasons.first == .missingFile(path: sample.path, selections: 4))
    }

    @Test func aProjectFileOfAnotherNameIsReadAndTold() throws {
        var sample = REFISample()
        sample.projectFile = "Trial.qde"
        #expect(try sample.read().reasons == [.projectFileName("Trial.qde")])
    }

    @Test func aByteOrderMarkIsNoCharacter() throws {
        var sample = REFISample()
        sample.written = Data("\u{FEFF}".utf8) + sample.written
        let reading = try sample.read()
        #expect(reading.passages == REFISample.passages)
        #expect(reading.reasons == [.byteOrderMark(file: sample.path)])
    }

    private static let crlf = REFISample.text.replacingOccurrences(of: "\n", with: "\r\n")

    /// What positions count, whether the file has CR LF and a byte order mark, and what the reader must find out.
    private static let countings: [(String, Bool, Bool, @Sendable (String) -> Int, REFIPositionConvention?)] = {
        var (one, two, utf16, utf8, mark) = (
            REFIPositionConvention.standard, REFIPositionConvention.standard, REFIPositionConvention.standard,
            REFIPositionConvention.standard, REFIPositionConvention.standard
        )
        one.lineBreaks = .one
        two.lineBreaks = .two
        utf16.unit = .utf16
        utf8.unit = .utf8
        mark.countsByteOrderMark = true
        @Sendable func breaks(_ text: String) -> Int { text.unicodeScalars.count { $0 == "\n" } }
        return [
            ("CR LF as one", true, false, { $0.unicodeScalars.count }, one),
            ("CR LF as two", true, false, { $0.unicodeScalars.count + breaks($0) }, nil),
            ("LF as two", false, false, { $0.unicodeScalars.count + breaks($0) }, two),
            ("UTF-16", false, false, { $0.utf16.count }, utf16),
            ("UTF-8", false, false, { $0.utf8.count }, utf8),
            ("UTF-16 with a mark", false, true, { $0.utf16.count }, utf16),
            ("a mark that counts", false, true, { $0.unicodeScalars.count + 1 }, mark),
        ]
    }()

    @Test(arguments: countings.indices)
    func positionsAreRepairedByTheNamesOfSelections(index: Int) throws {
        let (name, hasPairs, hasMark, count, convention) = Self.countings[index]
        var sample = REFISample()
        sample.written = Data(((hasMark ? "\u{FEFF}" : "") + (hasPairs ? Self.crlf : REFISample.text)).utf8)
        sample.positions = REFISample.passages.map { passage in
            let (start, _) = REFISample.range(of: passage)
            let before = String(REFISample.text.unicodeScalars.prefix(start))
            return (count(before), count(before) + count(before + passage) - count(before))
        }
        let reading = try sample.read()
        #expect(reading.passages == REFISample.passages, "\(name)")
        let told = reading.reasons.contains { reason in
            if case .positionsCounted(let found, let matching, let of) = reason {
                return found == convention && matching == of
            }
            return false
        }
        #expect(told == (convention != nil), "\(name): \(reading.reasons)")
        #expect(reading.reasons.contains(.lineBreaks(count: 3)) == hasPairs)
    }

    @Test func anEndThatIsTheLastCharacterIsFoundOut() throws {
        var sample = REFISample()
        sample.positions = sample.positions.map { ($0.0, $0.1 - 1) }
        #expect(try sample.read().passages == REFISample.passages)
    }

    @Test func cutNamesBearPositionsOutToo() throws {
        var sample = REFISample()
        sample.names = REFISample.passages.map { String($0.prefix(8)) + "…" }
        sample.written = Data(Self.crlf.utf8)
        #expect(try sample.read().passages == REFISample.passages)
    }

    @Test func labelsThatAreNoTextLeaveTheStandardAlone() throws {
        var sample = REFISample()
        sample.names = ["quotation 1", "quotation 2", "3", nil]
        let reading = try sample.read()
        #expect(reading.passages == REFISample.passages)
        #expect(reading.reasons == [.namesDiffer(count: 3, of: 3)])
    }

    @Test func withoutNamesItIsSaidThatPositionsAreUnsure() throws {
        var sample = REFISample()
        sample.names = [nil, nil, nil, nil]
        #expect(try sample.read().reasons == [.positionsUnsure])
    }

    @Test func bracesAndLetterCaseOfIdentifiersAreNotTheirIdentity() throws {
        var sample = REFISample()
        sample.edit = { project in
            project.replacingOccurrences(
                of: "targetGUID=\"\(REFISample.trust)\"", with: "targetGUID=\"{\(REFISample.trust.uppercased())}\"")
        }
        let reading = try sample.read()
        #expect(reading.notices.count == 0)
        guard case .text(let text)? = reading.value.project.sources.first else { throw REFIError.noProjectFile }
        #expect(text.selections[0].codings[0].code == REFIIdentifier(REFISample.trust))
        #expect("\(text.selections[0].codings[0].code)" == "{\(REFISample.trust.uppercased())}")
    }

    @Test func withoutUsersAuthorsAreUnknown() throws {
        var sample = REFISample()
        sample.edit = { $0.replacing(/<Users>.*<\/Users>/, with: "").replacing(/\screatingUser="[^"]*"/, with: "") }
        let reading = try sample.read()
        #expect(reading.passages == REFISample.passages)
        #expect(reading.notices.count == 0)
    }

    @Test func aMissingFileIsToldWithTheSelectionsThatCannotBePlaced() throws {
        var sample = REFISample()
        sample.textFile = nil
        let reading = try sample.read()
        #expect(reading.reasons == [.missingFile(path: sample.path, selections: 4)])
        guard case .text(let text)? = reading.value.project.sources.first else { throw REFIError.noProjectFile }
        #expect(text.content == nil && text.selections.count == 4)
        #expect(text.selections[0].start == sample.positions[0].0)
    }

    @Test func selectionsOutsideOfTheTextAreToldOneByOne() throws {
        var sample = REFISample()
        let length = REFISample.text.unicodeScalars.count
        sample.positions += [(3, 100_000), (900, 905), (9, 4), (-4, 2), (Int.max, Int.max)]
        sample.names += [nil, nil, nil, nil, nil]
        let reading = try sample.read()
        #expect(Array(reading.passages.prefix(4)) == REFISample.passages)
        #expect(reading.passages.count == 5)
        #expect(reading.reasons.first == .selectionCut(start: 3, end: 100_000, length: length))
        #expect(reading.reasons.dropFirst().allSatisfy { if case .selectionOutside = $0 { true } else { false } })
        #expect(reading.notices.counts[.lost] == 4)
    }

    @Test(arguments: [
        "internal://../evil.txt", "internal://a/../../evil.txt", "internal:///etc/../../x", "internal://a\\b",
    ])
    func aPathOutOfThePackageIsRefused(path: String) {
        var sample = REFISample()
        sample.path = path
        #expect(throws: REFIError.pathLeavesPackage(path)) { try sample.read() }
    }

    @Test(arguments: ["absolute:///home/somebody/a.txt", "relative:///a.txt", "/etc/passwd", "file:///etc/passwd", "x"])
    func filesOutsideOfThePackageAreNeverOpened(path: String) throws {
        var sample = REFISample()
        sample.path = path
        let reading = try sample.read()
        #expect(reading.reasons.contains(.externalFile(path: path)))
    }

    @Test(arguments: [
        "<!DOCTYPE x [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>", "<!DOCTYPE x SYSTEM \"http://example.org/x.dtd\">",
        "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;\">]>",
    ])
    func documentTypesAreRefused(declaration: String) {
        var sample = REFISample()
        sample.prologue += declaration
        #expect(throws: REFIError.documentType(part: "project.qde", line: 1)) { try sample.read() }
    }

    @Test func aNamespaceBeforeTheFirstReleaseIsTold() throws {
        var sample = REFISample()
        sample.namespace = "urn:QDA-XML:project:0:10"
        let reading = try sample.read()
        #expect(reading.passages == REFISample.passages)
        #expect(reading.reasons == [.namespace("urn:QDA-XML:project:0:10")])
    }

    @Test func aForeignNamespaceIsRefused() {
        var sample = REFISample()
        sample.namespace = "urn:something"
        #expect(throws: REFIError.notREFI(root: "Project", namespace: "urn:something")) { try sample.read() }
    }

    @Test func ofTwoProjectFilesOneMustBeChosen() throws {
        var sample = REFISample()
        sample.more = [("other.qde", sample.project)]
        #expect(throws: REFIError.severalProjectFiles(["project.qde", "other.qde"])) { try sample.read() }
        let data = try sample.package
        #expect(try REFIReader.project(from: data, projectFile: "other.qde").passages == REFISample.passages)
        #expect(throws: REFIError.severalProjectFiles(["project.qde", "other.qde"])) {
            try REFIReader.project(from: data, projectFile: "none.qde")
        }
    }

    @Test func oneIdentifierForTwoKindsOfThingsIsNoFault() throws {
        var sample = REFISample()
        sample.edit = { $0.replacingOccurrences(of: "193da914-7b95-5165-ba86-34133155f68b", with: REFISample.source) }
        #expect(try sample.read().notices.count == 0)
        sample.edit = {
            $0.replacingOccurrences(
                of: "00000000-0000-4000-8000-000000000001", with: "00000000-0000-4000-8000-000000000000")
        }
        let reading = try sample.read()
        #expect(reading.passages == REFISample.passages)
        #expect(reading.reasons.contains { if case .duplicateIdentifier = $0 { true } else { false } })
    }

    @Test func referencesThatLeadNowhereAreKeptAndTold() throws {
        var sample = REFISample()
        let nowhere = "ffffffff-0000-4000-8000-000000000000"
        sample.edit = {
            $0.replacingOccurrences(of: "targetGUID=\"\(REFISample.trust)\"", with: "targetGUID=\"\(nowhere)\"")
        }
        let reading = try sample.read()
        guard let identifier = REFIIdentifier(nowhere) else { throw REFIError.noProjectFile }
        #expect(reading.reasons == [.danglingReference(identifier)])
        #expect(reading.passages == REFISample.passages)
    }

    @Test func mediaOutsideOfThePackageAreToldAndTheRestIsRead() throws {
        var sample = REFISample()
        sample.edit = {
            $0.replacingOccurrences(
                of: "</Sources>",
                with: """
                    <VideoSource guid="aaaaaaaa-0000-4000-8000-000000000000" name="Walk" path="absolute:///C:/walk.mp4">
                    <Transcript guid="aaaaaaaa-0000-4000-8000-000000000001"><PlainTextContent>Hm.</PlainTextContent>
                    <SyncPoint guid="aaaaaaaa-0000-4000-8000-000000000002" timeStamp="5" position="2"/></Transcript>
                    <VideoSelection guid="aaaaaaaa-0000-4000-8000-000000000003" begin="1" end="9"/></VideoSource></Sources>
                    """)
        }
        let reading = try sample.read()
        #expect(reading.passages == REFISample.passages)
        #expect(reading.reasons == [.externalFile(path: "absolute:///C:/walk.mp4")])
        guard case .medium(let medium)? = reading.value.project.sources.last else { throw REFIError.noProjectFile }
        #expect(medium.stretches.count == 1 && medium.transcripts.first?.content == "Hm.")
    }

    @Test func emptyContainersAreTakenAndTold() throws {
        let text = """
            <CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="Taguette">\
            <Codes><Code guid="\(REFISample.trust)" name="a.b" isCodable="true"/></Codes><Sets/></CodeBook>
            """
        let reading = try REFIReader.codebook(from: Data(text.utf8))
        #expect(reading.value.codes.map(\.name) == ["a.b"])
        #expect(reading.notices.map(\.reason) == [.emptyContainer("Sets")])
        #expect(!String(decoding: REFIWriter.data(of: reading.value).value, as: UTF8.self).contains("<Sets"))
    }

    @Test func everyBreachOfTheSchemaIsToldWithItsLine() throws {
        let text = """
            <CodeBook xmlns="urn:QDA-XML:codebook:1.0">
            <Sets><Set guid="{\(REFISample.source)}" name="s" more="1"><MemberCode guid="\(REFISample.trust)"/></Set></Sets>
            <Codes><Code guid="no" name="a" isCodable="maybe" color="red"><Wrong><Deep/></Wrong></Code>
            <Code name="b">stray</Code></Codes>
            </CodeBook>
            """
        let notices = try REFIReader.codebook(from: Data(text.utf8)).notices
        let told = notices.map { ($0.line ?? 0, $0.reason) }
        let expected: [(Int, REFINotice.Reason)] = [
            (1, .missingElement("Codes")), (2, .unknownAttribute("more")), (3, .outOfOrder("Codes")),
            (3, .invalidAttribute("isCodable", value: "maybe")), (3, .invalidAttribute("color", value: "red")),
            (3, .unknownElement("Wrong")), (3, .invalidIdentifier("no")), (4, .missingAttribute("isCodable")),
            (4, .unexpectedText("stray")), (4, .missingIdentifier),
        ]
        for (line, reason) in expected {
            #expect(told.contains { $0 == (line, reason) }, "line \(line): \(reason) in \(told)")
        }
    }

    @Test func archiveBombsDoNotExpand() throws {
        var sample = REFISample()
        sample.written = Data(count: 30 << 20)
        #expect(throws: REFIError.archive(.suspiciousRatio(path: sample.textFile ?? "", limit: 250))) {
            try sample.read()
        }
        sample = REFISample()
        let limits = REFIReader.Limits(archive: .init(), partBytes: 100, textBytes: 100)
        #expect(throws: REFIError.tooLarge(part: "project.qde", limitBytes: 100)) {
            try REFIReader.project(from: sample.package, limits: limits)
        }
    }

    @Test func whatIsNoPackageIsRefused() throws {
        #expect(throws: REFIError.unknownFormat) { try REFIReader.project(from: Data("hello".utf8)) }
        #expect(throws: REFIError.noProjectFile) {
            try REFIReader.project(from: REFISample.archive([("a.txt", Data())]))
        }
        let xlsx = Data("<x/>".utf8)
        #expect(throws: REFIError.notREFI(root: "x", namespace: nil)) { try REFIReader.codebook(from: xlsx) }
    }
}
