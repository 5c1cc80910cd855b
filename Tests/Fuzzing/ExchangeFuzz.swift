import Foundation

/// The readers of exchanged files and the measures of agreement: what a reader takes must be writable, and what was written
/// must be readable.
enum Fuzz {
    static let readers: [@Sendable (Data) -> Void] = [project, package, codebook, ratings, passages, calendar]

    static let options = REFIWriter.Options(
        includesUserNames: true, includesPaths: true, modified: Date(timeIntervalSince1970: 0))
    static let limits = REFIReader.Limits(
        archive: .init(entries: 100, totalBytes: 1 << 20), partBytes: 1 << 20, textBytes: 1 << 20)

    /// A package as it comes: mostly its directory is what is damaged.
    static func project(_ data: Data) {
        guard let reading = try? REFIReader.project(from: data, limits: limits) else { return }
        check(reading.value)
    }

    /// A project file and a text, parted by a zero byte, in an archive that is sound, so that what lies behind its
    /// checksums is reached.
    static func package(_ data: Data) {
        let parts = data.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
        var archive = Data()
        let writer = ZIPWriter(modified: Date(timeIntervalSince1970: 0)) { archive.append($0) }
        do {
            try writer.add("project.qde", Data(parts[0]))
            if parts.count > 1 { try writer.add("sources/a.txt", Data(parts[1])) }
            try writer.finish()
        } catch { preconditionFailure("the harness cannot pack: \(error)") }
        project(archive)
    }

    private static func check(_ package: REFIPackage) {
        for case .text(let text) in package.project.sources {
            guard let content = text.content else { continue }
            let length = content.unicodeScalars.count
            for selection in text.selections {
                precondition(0 <= selection.start && selection.start <= selection.end && selection.end <= length)
            }
        }
        _ = REFITables.codingRows(of: package.project)
        _ = REFITables.crosstab(of: package.project)
        _ = REFITables.documents(of: package.project)
        do {
            let written = try REFIWriter.data(of: package, options: options)
            let again = try REFIReader.project(from: written.value).value.project
            precondition(again.users.count == package.project.users.count, "users are lost")
            precondition(again.cases.count == package.project.cases.count, "cases are lost")
            precondition(again.sources.count == package.project.sources.count, "sources are lost")
            precondition(REFITables.codes(of: again).count == REFITables.codes(of: package.project).count)
        } catch { preconditionFailure("what was read cannot be written and read again: \(error)") }
    }

    static func codebook(_ data: Data) {
        guard let codebook = try? REFIReader.codebook(from: data, limits: limits).value else { return }
        do {
            let again = try REFIReader.codebook(from: REFIWriter.data(of: codebook).value).value
            precondition(again.codes.count == codebook.codes.count && again.sets.count == codebook.sets.count)
        } catch { preconditionFailure("the codebook that was written cannot be read: \(error)") }
    }

    /// A table of ratings at every level.
    static func ratings(_ data: Data) {
        guard let rows = try? CSVReader.rows(of: data), let header = rows.first, rows.count < 200 else { return }
        let cells = rows.dropFirst().map { $0.fields.dropFirst().map { $0.isEmpty ? nil : $0 } }
        let units = rows.dropFirst().map { $0.fields[0] }
        for level in MeasurementLevel.allCases {
            guard
                let table = try? RatingTable(
                    coders: Array(header.fields.dropFirst()), units: units, cells: cells, level: level)
            else { continue }
            let agreement = RatingAgreement(table, resampling: Resampling(resamples: 4))
            for estimate in [
                agreement.krippendorffAlpha, agreement.percent, agreement.cohenKappa, agreement.fleissKappa,
            ] {
                precondition(estimate.value?.isFinite ?? true, "\(level): a coefficient that is no number")
            }
        }
    }

    /// Passages, each of eight bytes: coder, document, start and end.
    static func passages(_ data: Data) {
        var passages: [CodedPassage] = []
        var rest = Array(data)
        while rest.count >= 8, passages.count < 100 {
            let (start, length) = (Int(rest[2]) << 8 | Int(rest[3]), Int(rest[4]) << 4 | Int(rest[5]))
            passages.append(
                CodedPassage(
                    document: "d\(rest[1] % 3)", coder: "c\(rest[0] % 4)", code: "x", start: start, end: start + length)
            )
            rest.removeFirst(8)
        }
        let documents = (0..<3).map { CodedDocument(name: "d\($0)", length: 40_000, segments: [0..<9, 9..<20_000]) }
        guard
            let material = try? CodedMaterial(
                documents: documents, coders: ["c0", "c1", "c2", "c3"], passages: passages)
        else { return }
        let agreement = material.agreement(on: "x", resampling: Resampling(resamples: 4))
        precondition(agreement.unitizingAlpha.value.map { $0 <= 1 && $0.isFinite } ?? true)
        for pair in agreement.pairs {
            precondition(pair.both + pair.onlyFirst + pair.onlySecond + pair.neither == 120_000)
        }
    }

    static func calendar(_ data: Data) {
        precondition(ICalendarReport(of: data, limit: 50).faults.count <= 50)
    }

    static func seeds() throws -> [FuzzSeed] {
        let a = "00000000-0000-4000-8000-00000000000"
        let project = """
            <Project xmlns="urn:QDA-XML:project:1.0" name="p"><Users><User guid="\(a)1" name="u"/></Users>\
            <CodeBook><Codes><Code guid="\(a)2" name="c" isCodable="true" color="#FFF"><Description>d</Description></Code>\
            </Codes></CodeBook><Variables><Variable guid="\(a)3" name="v" typeOfVariable="Float"/></Variables>\
            <Cases><Case guid="\(a)4"><VariableValue><VariableRef targetGUID="\(a)3"/><FloatValue>0.5</FloatValue>\
            </VariableValue><SourceRef targetGUID="\(a)5"/></Case></Cases><Sources>\
            <TextSource guid="\(a)5" plainTextPath="internal://a.txt" creationDateTime="2026-11-21T10:00:00Z">\
            <PlainTextSelection guid="\(a)6" name="to 👩" startPosition="1" endPosition="5"><Coding guid="\(a)7">\
            <CodeRef targetGUID="\(a)2"/></Coding></PlainTextSelection></TextSource>\
            <PDFSource guid="\(a)8" path="internal://a.pdf"><PDFSelection guid="\(a)9" page="0" firstX="1" firstY="2" \
            secondX="3" secondY="4"/><Representation guid="\(a)a"><PlainTextContent>x</PlainTextContent></Representation>\
            </PDFSource><AudioSource guid="\(a)b"><Transcript guid="\(a)c"><PlainTextContent>y</PlainTextContent>\
            <SyncPoint guid="\(a)d" timeStamp="1" position="1"/><TranscriptSelection guid="\(a)e"/></Transcript>\
            <AudioSelection guid="\(a)f" begin="1" end="2"/></AudioSource></Sources>\
            <Links><Link guid="\(a)1" direction="OneWay"/></Links><Sets><Set guid="\(a)2" name="s">\
            <MemberCode targetGUID="\(a)2"/></Set></Sets><Graphs><Graph guid="\(a)3"><Vertex guid="\(a)4" firstX="1" \
            firstY="1" shape="Note"/><Edge guid="\(a)5" sourceVertex="\(a)4" targetVertex="\(a)4"/></Graph></Graphs></Project>
            """
        let codebook = """
            <CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes><Code guid="\(a)2" name="c" isCodable="1"/></Codes>\
            <Sets><Set guid="{\(a)3}" name="s"><MemberCode guid="\(a)2"/></Set></Sets></CodeBook>
            """
        let calendar = """
            BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20261121T100000Z\r\n\
            DTSTART;TZID="a":20261121T100000\r\nDTEND:20261121T110000\r\nRRULE:FREQ=DAILY;COUNT=2\r\nBEGIN:VALARM\r\n\
            TRIGGER:-PT5M\r\nACTION:EMAIL\r\nEND:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n
            """
        let package = Data(project.utf8) + [0] + Data("\u{FEFF}a to 👩\r\nb".utf8)
        var archive = Data()
        let writer = ZIPWriter(modified: Date(timeIntervalSince1970: 0)) { archive.append($0) }
        try writer.add("project.qde", Data(project.utf8))
        try writer.add("sources/a.txt", Data("a to 👩\n".utf8))
        try writer.finish()
        return [
            FuzzSeed("project", 0, archive), FuzzSeed("package", 1, package),
            FuzzSeed("codebook", 2, Data(codebook.utf8)),
            FuzzSeed("ratings", 3, Data("u,a,b,c\r\n1,1,2,1\r\n2,0,0,\r\n3,3,3,3\r\n".utf8)),
            FuzzSeed("passages", 4, Data([0, 0, 0, 5, 1, 1, 0, 0, 1, 0, 0, 7, 1, 1, 0, 0])),
            FuzzSeed("calendar", 5, Data(calendar.utf8)),
        ]
    }
}
