import Foundation
import Testing

@testable import Exchange

/// Packages and files of other programs, which lie beside the checkout and not in it.
enum REFIReference {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "shared/data/evidence/refi")

    static var isThere: Bool {
        let isThere = FileManager.default.isReadableFile(atPath: folder.appending(path: "own/expected.json").path)
        if !isThere { print("Not there, so not compared with: \(folder.path)") }
        return isThere
    }

    static func data(_ path: String) throws -> Data { try Data(contentsOf: folder.appending(path: path)) }

    /// xmllint and the schemas; nil, and said so, when one of them is not there.
    static let schemaCheck: (program: String, schemas: URL)? = {
        let program = ExternalTool.location(of: "xmllint")
        guard let program, isThere else {
            print("Without xmllint and the schemas nothing that is written is held to them.")
            return nil
        }
        return (program, folder.appending(path: "schema"))
    }()

    /// What is wrong with a file by a schema; empty when nothing is.
    static func faults(of content: Data, schema: String) throws -> String {
        guard let check = schemaCheck else { return "" }
        return try ExternalTool.withFile(content, named: "written.xml") { file in
            let schema = check.schemas.appending(path: schema).path
            let run = try ExternalTool.run(check.program, ["--nonet", "--noout", "--schema", schema, file.path])
            return run.status == 0 ? "" : run.output
        }
    }
}

@Suite(.enabled(if: REFIReference.isThere)) struct REFIReferenceTests {
    private struct Expected: Decodable {
        struct Selection: Decodable {
            let text: String
            let range: [Int]?
        }

        struct Package: Decodable {
            let selections: [Selection]?
            let codes, codings, cases, variables, users, notes, sets: Int?
        }

        let packages: [String: Package]
    }

    @Test func everyTrapPackageIsReadAsExpected() throws {
        let expected = try JSONDecoder().decode(Expected.self, from: REFIReference.data("own/expected.json"))
        for (name, package) in expected.packages.sorted(by: { $0.key < $1.key }) {
            let reading = try REFIReader.project(from: REFIReference.data("own/\(name)"))
            let project = reading.value.project
            guard let selections = package.selections else {
                #expect(reading.reasons.contains { if case .missingFile(_, 6) = $0 { true } else { false } }, "\(name)")
                continue
            }
            #expect(reading.passages == selections.map(\.text), "\(name)")
            guard case .text(let text)? = project.sources.first else { throw REFIError.noProjectFile }
            for (selection, wanted) in zip(text.selections, selections) {
                if let range = wanted.range { #expect([selection.start, selection.end] == range, "\(name)") }
            }
            #expect(text.selections.reduce(0) { $0 + $1.codings.count } == package.codings, "\(name)")
            #expect(REFITables.codes(of: project).count == package.codes, "\(name)")
            for (count, wanted) in [
                (project.cases.count, package.cases), (project.variables.count, package.variables),
                (project.users.count, package.users), (project.notes.count, package.notes),
                (project.sets.count, package.sets),
            ] where wanted != nil { #expect(count == wanted, "\(name)") }
        }
    }

    @Test func anNVivoProjectKeepsEveryCode() throws {
        let reading = try REFIReader.project(from: REFIReference.data("samples/nvivo15_after_qc_roundtrip.qdpx"))
        #expect(REFITables.codes(of: reading.value.project).count == 262)
        #expect(reading.value.project.sources.count == 2)
    }

    @Test func theStandardsOwnExamplesAreReadWithTheirFaultsTold() throws {
        let codebook = try REFIReader.codebook(from: REFIReference.data("samples/spec15_example1_codebook.qdc"))
        #expect(!codebook.value.codes.isEmpty)
        #expect(codebook.notices.count == 0, "\(codebook.notices.map(\.reason))")
        let atlas = try REFIReader.project(from: REFIReference.data("samples/spec15_example2_atlasti8.qde"))
        #expect(!atlas.reasons.contains { if case .duplicateIdentifier = $0 { true } else { false } })
        let transana = try REFIReader.project(from: REFIReference.data("samples/spec15_example3_transana_ns_0_10.qde"))
        #expect(transana.reasons.first == .namespace("urn:QDA-XML:project:0:10"))
    }

    @Test func aTaguetteCodebookIsReadAndWrittenValid() throws {
        let data = try REFIReference.data("samples/taguette_1_5_2_codebook.qdc")
        let reading = try REFIReader.codebook(from: data)
        #expect(reading.value.codes.map(\.name) == ["place", "place.trust", "place.trust.informal"])
        #expect(reading.notices.map(\.reason) == [.emptyContainer("Sets")])
        if REFIReference.schemaCheck != nil {
            #expect(try REFIReference.faults(of: data, schema: "Codebook.xsd") != "")
        }
        #expect(try REFIReference.faults(of: REFIWriter.data(of: reading.value).value, schema: "Codebook.xsd") == "")
    }

    @Test func whatOthersWroteIsWrittenValidAndUnchanged() throws {
        let options = REFIWriter.Options(
            includesUserNames: true, includesPaths: true, modified: Date(timeIntervalSince1970: 0))
        for name in [
            "own/01_plain.qdpx", "own/06_crlf_file_lf_positions.qdpx", "own/08_braced_guids.qdpx",
            "samples/nvivo15_after_qc_roundtrip.qdpx", "samples/skyloom_TestProject.qdpx",
            "samples/spec15_example2_atlasti8.qde", "samples/spec15_example3_transana_ns_0_10.qde",
        ] {
            let first = try REFIReader.project(from: REFIReference.data(name)).value
            let written = try REFIWriter.data(of: first, options: options).value
            let archive = try ZIPReader(written)
            let entry = try #require(archive["project.qde"])
            #expect(try REFIReference.faults(of: archive.content(of: entry), schema: "Project.xsd") == "", "\(name)")
            let second = try REFIReader.project(from: written).value
            #expect(second.files == first.files, "\(name)")
            // A text whose file is missing has no path any more.
            let isWhole = first.project.sources.allSatisfy {
                if case .text(let text) = $0 { text.content != nil } else { true }
            }
            if isWhole { #expect(second.project == first.project, "\(name)") }
            #expect(second.project.codes == first.project.codes && second.project.sets == first.project.sets, "\(name)")
        }
    }
}
