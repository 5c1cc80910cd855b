import Foundation
import SeededRandom
import Testing

@testable import Exchange

/// Projects of every element that the schema knows, at random.
private struct ProjectMaker {
    var generator: SeededGenerator
    private var users: [REFIIdentifier] = []
    private var codes: [REFIIdentifier] = []
    private var notes: [REFIIdentifier] = []

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    private mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &generator) }
    private mutating func chance() -> Bool { below(3) == 0 }
    private mutating func maybe<Value>(_ make: (inout ProjectMaker) -> Value) -> Value? { chance() ? make(&self) : nil }
    private mutating func some<Value>(_ make: (inout ProjectMaker) -> Value) -> [Value] {
        (0..<below(4)).map { _ in make(&self) }
    }

    private mutating func identifier() -> REFIIdentifier {
        let plain = REFIIdentifier(high: generator.next(), low: generator.next())
        let text = chance() ? "\(plain)".uppercased() : "\(plain)"
        return REFIIdentifier(chance() ? "{\(text)}" : text) ?? plain
    }

    private mutating func pick(_ from: [REFIIdentifier]) -> REFIIdentifier {
        from.isEmpty ? identifier() : from[below(from.count)]
    }

    mutating func word() -> String {
        let pieces = [
            "a", "Łódź", " ", "<", "&", "\"", "'", ">", "\n", "\t", "𝔘", "👩‍👩‍👧", "]]>", "é", "\u{301}", "0", "\u{7F}", ";",
        ]
        return (0..<below(8)).map { _ in pieces[below(pieces.count)] }.joined()
    }

    private mutating func color() -> String { ["#FFF", "#12abEF"][below(2)] }
    private mutating func moment() -> String { ["2026-11-21T10:00:00Z", "2024-02-29T23:59:59.5+02:00"][below(2)] }

    private mutating func edits() -> REFIEdits {
        var edits = REFIEdits()
        edits.creator = maybe { $0.pick($0.users) }
        edits.created = maybe { $0.moment() }
        edits.modifier = maybe { $0.pick($0.users) }
        edits.modified = maybe { $0.moment() }
        return edits
    }

    private mutating func code(_ depth: Int) -> REFICode {
        var code = REFICode(identifier(), name: word())
        codes.append(code.identifier)
        code.isCodable = chance()
        code.color = maybe { $0.color() }
        code.description = maybe { $0.word() }
        code.noteReferences = some { $0.pick($0.notes) }
        if depth < 3 { code.codes = some { $0.code(depth + 1) } }
        return code
    }

    private mutating func coding() -> REFICoding {
        var coding = REFICoding(identifier(), code: pick(codes), creator: maybe { $0.pick($0.users) })
        coding.created = maybe { $0.moment() }
        coding.noteReferences = some { $0.pick($0.notes) }
        return coding
    }

    private mutating func value() -> REFIValue {
        let (kind, texts) = [
            (REFIVariable.Kind.text, [word()]), (.boolean, ["true", "0"]), (.integer, ["-5", "123456789012345678901"]),
            (.float, ["0.30000000000000001", "-.5"]), (.date, ["2026-11-21"]), (.dateTime, ["2026-11-21T10:00:00Z"]),
        ][below(6)]
        let isEmpty = kind == .text && chance()
        return REFIValue(identifier(), kind: kind, text: isEmpty ? nil : texts[below(texts.count)])
    }

    private mutating func text(_ place: REFIText.Place? = nil) -> REFIText {
        let content = (0..<below(6)).map { _ in word() }.joined()
        var text = REFIText(
            identifier(), name: maybe { $0.word() }, content: content, place: place ?? (chance() ? .inline : .file))
        text.edits = edits()
        text.description = maybe { $0.word() }
        let scalars = Array(content.unicodeScalars)
        text.selections = some { maker in
            let start = maker.below(scalars.count + 1)
            let end = start + maker.below(scalars.count + 1 - start)
            var name = String.UnicodeScalarView()
            name.append(contentsOf: scalars[start..<end])
            var selection = REFITextSelection(
                maker.identifier(), name: maker.chance() ? nil : String(name), start: start, end: end)
            selection.edits = maker.edits()
            selection.description = maker.maybe { $0.word() }
            selection.codings = maker.some { $0.coding() }
            selection.noteReferences = maker.some { $0.pick($0.notes) }
            return selection
        }
        text.codings = some { $0.coding() }
        text.noteReferences = some { $0.pick($0.notes) }
        text.values = some { $0.value() }
        return text
    }

    private mutating func medium() -> REFIMedium {
        let kind = REFIMedium.Kind.allCases[below(4)]
        var medium = REFIMedium(identifier(), kind: kind, name: maybe { $0.word() })
        medium.path = maybe { _ in "absolute:///home/somebody/a.pdf" }
        medium.edits = edits()
        medium.description = maybe { $0.word() }
        if [.pdf, .picture].contains(kind) {
            medium.text = maybe { $0.text() }
            medium.regions = some { maker in
                var region = REFIRegion(
                    maker.identifier(), page: kind == .pdf ? maker.below(9) : nil, firstX: -1, firstY: 2, secondX: 3,
                    secondY: maker.below(99))
                region.name = maker.maybe { $0.word() }
                region.text = kind == .pdf ? maker.maybe { $0.text() } : nil
                region.codings = maker.some { $0.coding() }
                return region
            }
        } else {
            medium.stretches = some { REFIStretch($0.identifier(), begin: 1, end: 2 + $0.below(9)) }
            medium.transcripts = some { $0.transcript() }
        }
        medium.codings = some { $0.coding() }
        medium.noteReferences = some { $0.pick($0.notes) }
        medium.values = some { $0.value() }
        return medium
    }

    private mutating func transcript() -> REFITranscript {
        let content = word()
        var transcript = REFITranscript(identifier(), content: content, place: chance() ? .inline : .file)
        transcript.name = maybe { $0.word() }
        transcript.syncPoints = some { maker in
            REFITranscript.SyncPoint(
                maker.identifier(), time: maker.maybe { $0.below(99) },
                position: maker.maybe { $0.below(content.unicodeScalars.count + 1) })
        }
        transcript.selections = some { maker in
            var selection = REFITranscript.Selection(maker.identifier())
            selection.from = maker.maybe { $0.identifier() }
            selection.codings = maker.some { $0.coding() }
            return selection
        }
        return transcript
    }

    private mutating func graph() -> REFIGraph {
        var graph = REFIGraph(identifier())
        graph.name = maybe { $0.word() }
        graph.vertices = some { maker in
            var vertex = REFIGraph.Vertex(maker.identifier(), firstX: 1, firstY: -1)
            vertex.secondX = maker.maybe { $0.below(9) }
            vertex.shape = maker.maybe { REFIGraph.Vertex.Shape.allCases[$0.below(10)] }
            vertex.color = maker.maybe { $0.color() }
            return vertex
        }
        graph.edges = some { maker in
            var edge = REFIGraph.Edge(maker.identifier(), source: maker.identifier(), target: maker.identifier())
            edge.direction = maker.maybe { REFIDirection.allCases[$0.below(3)] }
            edge.lineStyle = maker.maybe { REFIGraph.Edge.LineStyle.allCases[$0.below(3)] }
            return edge
        }
        return graph
    }

    mutating func package() -> REFIPackage {
        var project = REFIProject(name: word())
        users = some { $0.identifier() }
        notes = some { $0.identifier() }
        project.origin = maybe { $0.word() }
        project.basePath = maybe { _ in "/home/somebody" }
        project.edits = edits()
        project.description = maybe { $0.word() }
        for user in users { project.users.append(REFIUser(user, name: word(), shortName: word())) }
        project.codes = some { $0.code(0) }
        project.variables = some {
            REFIVariable($0.identifier(), name: $0.word(), kind: REFIVariable.Kind.allCases[$0.below(6)])
        }
        project.cases = some { maker in
            var item = REFICase(maker.identifier(), name: maker.maybe { $0.word() })
            item.codes = maker.some { $0.pick($0.codes) }
            item.values = maker.some { $0.value() }
            item.sources = maker.some { $0.identifier() }
            item.selections = maker.some { $0.identifier() }
            return item
        }
        project.sources = some { $0.chance() ? .medium($0.medium()) : .text($0.text()) }
        for note in notes {
            var text = text(.inline)
            text.identifier = note
            project.notes.append(text)
        }
        project.links = some { maker in
            var link = REFILink(maker.identifier())
            link.direction = maker.maybe { REFIDirection.allCases[$0.below(3)] }
            link.target = maker.maybe { $0.identifier() }
            return link
        }
        project.sets = some { maker in
            var set = REFISet(maker.identifier(), name: maker.word())
            set.codes = maker.some { $0.pick($0.codes) }
            set.notes = maker.some { $0.pick($0.notes) }
            return set
        }
        project.graphs = some { $0.graph() }
        project.noteReferences = some { $0.pick($0.notes) }
        var package = REFIPackage(project)
        package.files = [:]
        return package
    }
}

@Suite struct REFIRoundTripTests {
    private static let whole = REFIWriter.Options(
        includesUserNames: true, includesPaths: true, modified: Date(timeIntervalSince1970: 0))

    @Test(arguments: 1...60 as ClosedRange<UInt64>)
    func whatIsWrittenComesBackUnchanged(seed: UInt64) throws {
        var maker = ProjectMaker(seed: seed)
        let package = maker.package()
        let written = try REFIWriter.data(of: package, options: Self.whole)
        #expect(written.notices.count == 0, "seed \(seed): \(written.notices.map(\.reason))")
        let reading = try REFIReader.project(from: written.value)
        #expect(reading.value == package, "seed \(seed)")
        #expect(
            reading.notices.counts[.lost, default: 0]
                == reading.reasons.count {
                    if case .externalFile = $0 { true } else { false }
                }, "seed \(seed): \(reading.reasons)")
    }

    @Test(.enabled(if: REFIReference.schemaCheck != nil), arguments: 1...25 as ClosedRange<UInt64>)
    func whatIsWrittenIsValidByTheSchema(seed: UInt64) throws {
        var maker = ProjectMaker(seed: seed)
        let package = maker.package()
        for options in [Self.whole, REFIWriter.Options(modified: Date(timeIntervalSince1970: 0))] {
            let archive = try ZIPReader(REFIWriter.data(of: package, options: options).value)
            let entry = try #require(archive["project.qde"])
            #expect(
                try REFIReference.faults(of: archive.content(of: entry), schema: "Project.xsd") == "", "seed \(seed)")
        }
        var codebook = REFICodebook()
        codebook.codes = package.project.codes
        codebook.sets = package.project.sets
        guard !codebook.codes.isEmpty else { return }
        #expect(
            try REFIReference.faults(of: REFIWriter.data(of: codebook).value, schema: "Codebook.xsd") == "",
            "seed \(seed)")
    }

    @Test func noLocalPathAndNoNameOfAUserLeavesUnlessAsked() throws {
        var sample = REFISample()
        sample.edit = {
            $0.replacingOccurrences(
                of: "</Sources>",
                with: """
                    <PDFSource guid="aaaaaaaa-0000-4000-8000-000000000000" path="absolute:///home/somebody/a.pdf" \
                    currentPath="relative:///somebody/a.pdf"/></Sources>
                    """)
        }
        let package = try sample.read().value
        let written = try REFIWriter.data(
            of: package, options: REFIWriter.Options(modified: Date(timeIntervalSince1970: 0)))
        let archive = try ZIPReader(written.value)
        let text = try archive.entries.map { String(decoding: try archive.content(of: $0), as: UTF8.self) }.joined()
        #expect(!text.contains("somebody") && !text.contains("Anna") && !text.contains("AE\""))
        #expect(text.contains("Coder 1"))
        #expect(
            written.notices.map(\.reason) == [
                .withheldUserNames(count: 1), .withheldPath, .withheldPath, .withheldPath,
            ])
    }

    @Test func charactersThatXMLCannotHoldAreToldAndTextsKeepThem() throws {
        var project = REFIProject(name: "a\u{1}b")
        project.sources = [.text(REFIText(REFIIdentifier(high: 1, low: 2), content: "x\u{2}y", place: .inline))]
        let written = try REFIWriter.data(of: REFIPackage(project), options: Self.whole)
        #expect(written.notices.map(\.reason) == [.unwritableCharacters(count: 1)])
        let back = try REFIReader.project(from: written.value).value.project
        #expect(back.name == "ab")
        guard case .text(let text)? = back.sources.first else { throw REFIError.noProjectFile }
        #expect(text.content == "x\u{2}y")
    }

    @Test func originalsStayInThePackage() throws {
        var medium = REFIMedium(REFIIdentifier(high: 5, low: 6), kind: .pdf, name: "Plan")
        medium.path = "internal://plan.pdf"
        var project = REFIProject(name: "p")
        project.sources = [.medium(medium)]
        var package = REFIPackage(project)
        package.files = ["plan.pdf": Data("%PDF-1.7".utf8)]
        let written = try REFIWriter.data(of: package, options: Self.whole).value
        #expect(try REFIReader.project(from: written).value == package)
        #expect(try REFIReader.project(from: written, files: .texts).value.files.isEmpty)
    }

    @Test func damagedPackagesNeverCrashTheReader() throws {
        var generator = SeededGenerator(seed: 2019)
        let sample = REFISample()
        let (package, project) = (try sample.package, Array(sample.project.utf8))
        var refused = 0
        for round in 0..<3_000 {
            do {
                if round % 3 == 0 {
                    _ = try REFIReader.project(from: Data(generator.mutated(Array(package))))
                } else {
                    _ = try REFIReader.project(fromXML: Data(generator.mutated(project)))
                }
            } catch {
                #expect(error is REFIError)
                refused += 1
            }
        }
        #expect(refused > 500)
    }
}
