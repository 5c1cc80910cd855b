import Foundation

@testable import Exchange

/// A package with one text, two coders, a memo, a case and a set, whose faults a test may choose.
struct REFISample {
    /// Invented, with characters of one to four bytes.
    static let text = "Café 🌱 – wywiad\nKto zaczął? Sąsiedzi 👩‍👩‍👧, od zaufania.\nUrząd 𝔘 milczał rok.\n"
    static let passages = ["zaufania", "Sąsiedzi 👩‍👩‍👧", "Urząd 𝔘 milczał rok.", "Café 🌱"]
    static let source = "5be807f6-68f6-567c-a32c-5678d9d634ac"

    var projectFile = "project.qde"
    /// Nil to leave it out.
    var textFile: String? = "sources/\(REFISample.source).txt"
    var path = "internal://\(REFISample.source).txt"
    var written = Data(REFISample.text.utf8)
    var inline: String?
    var namespace = "urn:QDA-XML:project:1.0"
    var prologue = "<?xml version=\"1.0\" encoding=\"utf-8\"?>"
    /// Start and end of the passages.
    var positions = REFISample.passages.map { REFISample.range(of: $0) }
    var names: [String?] = REFISample.passages
    var more: [(name: String, content: String)] = []
    /// Done to the finished project file.
    var edit: (String) -> String = { $0 }

    static let trust = "96255e27-e3d8-5c77-a489-63c1d89c2d4f"

    static func range(of passage: String, by count: (String) -> Int = { $0.unicodeScalars.count }) -> (Int, Int) {
        guard let found = text.range(of: passage) else { return (0, 0) }
        let start = count(String(text[..<found.lowerBound]))
        return (start, start + count(passage))
    }

    var project: String {
        let selections = zip(names, positions).enumerated().map { index, selection in
            let name = selection.0.map { " name=\"\($0)\"" } ?? ""
            let number = "00000000-0000-4000-8000-00000000000\(index)"
            return """
                <PlainTextSelection guid="\(number)"\(name) startPosition="\(selection.1.0)" \
                endPosition="\(selection.1.1)"><Coding guid="1\(number.dropFirst())" \
                creatingUser="d96c1012-5c26-5e2f-b04d-b9c5c8ff6796"><CodeRef targetGUID="\(Self.trust)"/></Coding>
                <NoteRef targetGUID="193da914-7b95-5165-ba86-34133155f68b"/></PlainTextSelection>
                """
        }
        let content = inline.map { "<PlainTextContent>\($0)</PlainTextContent>" } ?? ""
        let path = inline == nil ? " plainTextPath=\"\(self.path)\"" : ""
        return edit(
            """
            \(prologue)
            <Project xmlns="\(namespace)" name="Sample" origin="Test" basePath="/home/somebody/study">
            <Users><User guid="d96c1012-5c26-5e2f-b04d-b9c5c8ff6796" name="Anna Example" id="AE"/></Users>
            <CodeBook><Codes><Code guid="7e896b7c-a732-5991-9b2e-c12051c272ca" name="Meanings" isCodable="false">
            <Code guid="\(Self.trust)" name="Trust" isCodable="true" color="#33CC33">
            <Description>Counting on others</Description></Code></Code>
            <Code guid="3432c7c5-42c7-5061-bec4-318f1f060ab3" name="Activities" isCodable="false">
            <Code guid="1a155853-7410-545c-9627-45e38a9d2b42" name="Trust" isCodable="true"/></Code></Codes></CodeBook>
            <Variables><Variable guid="cabd3e2f-6a60-52de-926f-9fa44530be0c" name="Rating" typeOfVariable="Float"/>
            </Variables>
            <Cases><Case guid="f0790c7a-15c9-5f07-b806-cf72375db765" name="Zakątek"><VariableValue>
            <VariableRef targetGUID="cabd3e2f-6a60-52de-926f-9fa44530be0c"/><FloatValue>0.8</FloatValue></VariableValue>
            <SourceRef targetGUID="\(Self.source)"/></Case></Cases>
            <Sources><TextSource guid="\(Self.source)" name="Interview"\(path)>\(content)
            \(selections.joined(separator: "\n"))
            </TextSource></Sources>
            <Notes><Note guid="193da914-7b95-5165-ba86-34133155f68b" name="Memo"><PlainTextContent>Why?</PlainTextContent>
            </Note></Notes>
            <Sets><Set guid="a50cd412-6534-55f3-9cbf-d81ff3779fad" name="Silesia">
            <MemberSource targetGUID="\(Self.source)"/></Set></Sets>
            </Project>
            """)
    }

    var package: Data {
        get throws {
            var files = [(projectFile, Data(project.utf8))]
            if let textFile, inline == nil { files.append((textFile, written)) }
            files += more.map { ($0.name, Data($0.content.utf8)) }
            return try Self.archive(files)
        }
    }

    static func archive(_ files: [(String, Data)]) throws -> Data {
        var data = Data()
        let writer = ZIPWriter(modified: Date(timeIntervalSince1970: 0)) { data.append($0) }
        for (name, content) in files { try writer.add(name, content) }
        try writer.finish()
        return data
    }

    func read() throws -> REFIReading<REFIPackage> { try REFIReader.project(from: package) }
}

extension REFIReading<REFIPackage> {
    /// The texts that the selections of the first source select.
    var passages: [String] {
        guard case .text(let text)? = value.project.sources.first else { return [] }
        let scalars = Array((text.content ?? "").unicodeScalars)
        return text.selections.map { selection in
            guard selection.start >= 0, selection.start <= selection.end, selection.end <= scalars.count else {
                return ""
            }
            var passage = String.UnicodeScalarView()
            passage.append(contentsOf: scalars[selection.start..<selection.end])
            return String(passage)
        }
    }

    var reasons: [REFINotice.Reason] { notices.map(\.reason) }
}
