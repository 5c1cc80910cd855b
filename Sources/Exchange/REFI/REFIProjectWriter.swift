/// Writes the XML of a project or codebook, in the order that the schema asks for.
struct REFIProjectWriter {
    /// The texts that belong in files of their own, by name.
    private(set) var texts: [(name: String, text: String)] = []
    private(set) var notices = REFINotices()
    private var textNames: Set<String> = []
    private let files: Set<String>

    /// - Parameter files: the names of the originals in the package.
    init(files: Set<String>) { self.files = Set(files.map { $0.lowercased() }) }

    mutating func write(_ project: REFIProject) -> [UInt8] {
        var xml = XMLText()
        let edits = edits(project.edits, "Project")
        xml.element(
            "Project",
            [
                ("xmlns", "urn:QDA-XML:project:1.0"), ("name", project.name), ("origin", project.origin),
                ("creatingUserGUID", edits.creator), ("creationDateTime", edits.created),
                ("modifyingUserGUID", edits.modifier), ("modifiedDateTime", edits.modified),
                ("basePath", project.basePath),
            ]
        ) { xml in
            container("Users", project.users, &xml) { _, user, xml in
                xml.element("User", [("guid", "\(user.identifier)"), ("name", user.name), ("id", user.shortName)])
            }
            if !project.codes.isEmpty { xml.element("CodeBook") { xml in codes(project.codes, &xml) } }
            container("Variables", project.variables, &xml) { _, variable, xml in
                xml.element(
                    "Variable",
                    [
                        ("guid", "\(variable.identifier)"), ("name", variable.name),
                        ("typeOfVariable", variable.kind.rawValue),
                    ]
                ) { $0.text("Description", variable.description) }
            }
            container("Cases", project.cases, &xml) { $0.write($1, &$2) }
            container("Sources", project.sources, &xml) { $0.write($1, &$2) }
            container("Notes", project.notes, &xml) { $0.write($1, as: "Note", &$2) }
            container("Links", project.links, &xml) { $0.write($1, &$2) }
            container("Sets", project.sets, &xml) { $0.write($1, &$2) }
            container("Graphs", project.graphs, &xml) { $0.write($1, &$2) }
            xml.text("Description", project.description)
            references("NoteRef", project.noteReferences, &xml)
        }
        noteDropped(xml)
        return xml.bytes
    }

    mutating func write(_ codebook: REFICodebook) -> [UInt8] {
        var xml = XMLText()
        if codebook.codes.isEmpty { notices.add(REFINotice(.noticed, .emptyContainer("Codes"), subject: "CodeBook")) }
        xml.element("CodeBook", [("xmlns", "urn:QDA-XML:codebook:1.0"), ("origin", codebook.origin)]) { xml in
            codes(codebook.codes, isInProject: false, &xml)
            container("Sets", codebook.sets, &xml) { $0.writeInCodebook($1, &$2) }
        }
        noteDropped(xml)
        return xml.bytes
    }

    private mutating func noteDropped(_ xml: XMLText) {
        guard xml.droppedCharacters > 0 else { return }
        notices.add(REFINotice(.lost, .unwritableCharacters(count: xml.droppedCharacters)))
    }

    /// The attribute if it is a value of its kind; else it is lost.
    private mutating func checked(
        _ value: String?, _ kind: REFISchema.ValueKind, _ attribute: String, _ subject: String
    ) -> String? {
        guard let value, !kind.allows(value) else { return value }
        notices.add(REFINotice(.lost, .invalidAttribute(attribute, value: value), subject: subject))
        return nil
    }

    // MARK: - Parts

    /// Schemas forbid empty containers.
    private mutating func container<Part>(
        _ name: String, _ parts: [Part], _ xml: inout XMLText,
        _ write: (inout REFIProjectWriter, Part, inout XMLText) -> Void
    ) {
        guard !parts.isEmpty else { return }
        xml.element(name) { xml in for part in parts { write(&self, part, &xml) } }
    }

    private mutating func codes(_ codes: [REFICode], isInProject: Bool = true, _ xml: inout XMLText) {
        guard !codes.isEmpty else { return }
        xml.element("Codes") { xml in for code in codes { write(code, isInProject, &xml) } }
    }

    private mutating func write(_ code: REFICode, _ isInProject: Bool, _ xml: inout XMLText) {
        let color = checked(code.color, .color, "color", code.name)
        if !isInProject, !code.noteReferences.isEmpty {
            notices.add(REFINotice(.lost, .noPlace("NoteRef"), subject: code.name))
        }
        xml.element(
            "Code",
            [
                ("guid", "\(code.identifier)"), ("name", code.name), ("isCodable", code.isCodable ? "true" : "false"),
                ("color", color),
            ]
        ) { xml in
            xml.text("Description", code.description)
            if isInProject { references("NoteRef", code.noteReferences, &xml) }
            for child in code.codes { write(child, isInProject, &xml) }
        }
    }

    private func references(_ element: String, _ identifiers: [REFIIdentifier], _ xml: inout XMLText) {
        for identifier in identifiers { xml.element(element, [("targetGUID", "\(identifier)")]) }
    }

    private mutating func write(_ value: REFIValue, _ xml: inout XMLText) {
        let kind = REFISchema.ValueKind(value.kind)
        var text = value.text
        if let wrong = text, !kind.allows(wrong) {
            notices.add(REFINotice(.lost, .invalidValue(wrong), subject: "\(value.kind.rawValue)Value"))
            text = nil
        }
        xml.element("VariableValue") { xml in
            references("VariableRef", [value.variable], &xml)
            xml.text("\(value.kind.rawValue)Value", text)
        }
    }

    private mutating func write(_ item: REFICase, _ xml: inout XMLText) {
        xml.element("Case", [("guid", "\(item.identifier)"), ("name", item.name)]) { xml in
            xml.text("Description", item.description)
            references("CodeRef", item.codes, &xml)
            for value in item.values { write(value, &xml) }
            references("SourceRef", item.sources, &xml)
            references("SelectionRef", item.selections, &xml)
        }
    }

    private mutating func write(_ set: REFISet, _ xml: inout XMLText) {
        xml.element("Set", [("guid", "\(set.identifier)"), ("name", set.name)]) { xml in
            xml.text("Description", set.description)
            references("MemberCode", set.codes, &xml)
            references("MemberSource", set.sources, &xml)
            references("MemberNote", set.notes, &xml)
        }
    }

    private mutating func writeInCodebook(_ set: REFISet, _ xml: inout XMLText) {
        if !set.sources.isEmpty || !set.notes.isEmpty {
            notices.add(REFINotice(.lost, .noPlace("MemberSource, MemberNote"), subject: set.name))
        }
        xml.element("Set", [("guid", "\(set.identifier)"), ("name", set.name)]) { xml in
            xml.text("Description", set.description)
            for code in set.codes { xml.element("MemberCode", [("guid", "\(code)")]) }
        }
    }

    private mutating func write(_ link: REFILink, _ xml: inout XMLText) {
        xml.element(
            "Link",
            [
                ("guid", "\(link.identifier)"), ("name", link.name), ("direction", link.direction?.rawValue),
                ("color", checked(link.color, .color, "color", "Link")),
                ("originGUID", link.origin.map { "\($0)" }), ("targetGUID", link.target.map { "\($0)" }),
            ]
        ) { references("NoteRef", link.noteReferences, &$0) }
    }

    private mutating func write(_ graph: REFIGraph, _ xml: inout XMLText) {
        xml.element("Graph", [("guid", "\(graph.identifier)"), ("name", graph.name)]) { xml in
            for vertex in graph.vertices {
                xml.element(
                    "Vertex",
                    [
                        ("guid", "\(vertex.identifier)"), ("representedGUID", vertex.represented.map { "\($0)" }),
                        ("name", vertex.name), ("firstX", "\(vertex.firstX)"), ("firstY", "\(vertex.firstY)"),
                        ("secondX", vertex.secondX.map { "\($0)" }), ("secondY", vertex.secondY.map { "\($0)" }),
                        ("shape", vertex.shape?.rawValue), ("color", checked(vertex.color, .color, "color", "Vertex")),
                    ])
            }
            for edge in graph.edges {
                xml.element(
                    "Edge",
                    [
                        ("guid", "\(edge.identifier)"), ("representedGUID", edge.represented.map { "\($0)" }),
                        ("name", edge.name), ("sourceVertex", "\(edge.source)"), ("targetVertex", "\(edge.target)"),
                        ("color", checked(edge.color, .color, "color", "Edge")),
                        ("direction", edge.direction?.rawValue), ("lineStyle", edge.lineStyle?.rawValue),
                    ])
            }
        }
    }
}

// MARK: - Sources

extension REFIProjectWriter {
    private typealias Attributes = [(String, String?)]

    private struct WrittenEdits {
        let creator, created, modifier, modified: String?

        var attributes: [(String, String?)] {
            [
                ("creatingUser", creator), ("creationDateTime", created), ("modifyingUser", modifier),
                ("modifiedDateTime", modified),
            ]
        }
    }

    private mutating func edits(_ edits: REFIEdits, _ subject: String) -> WrittenEdits {
        WrittenEdits(
            creator: edits.creator.map { "\($0)" },
            created: checked(edits.created, .dateTime, "creationDateTime", subject),
            modifier: edits.modifier.map { "\($0)" },
            modified: checked(edits.modified, .dateTime, "modifiedDateTime", subject))
    }

    private mutating func write(_ source: REFISource, _ xml: inout XMLText) {
        switch source {
        case .text(let text): write(text, as: "TextSource", &xml)
        case .medium(let medium): write(medium, &xml)
        }
    }

    /// The path of a text in a file of its own; nil when it stands in the project file.
    private mutating func textPath(_ content: String?, _ place: REFIText.Place, _ identifier: REFIIdentifier) -> String?
    {
        guard let content, place == .file || !XMLText.canHold(content) else { return nil }
        let plain = REFIIdentifier(high: identifier.high, low: identifier.low).description
        var name = "\(plain).txt"
        // Several texts may share an identifier, and an original may have the name already.
        var number = 2
        while files.contains(name.lowercased()) || !textNames.insert(name.lowercased()).inserted {
            name = "\(plain)-\(number).txt"
            number += 1
        }
        texts.append((name, content))
        return "internal://\(name)"
    }

    private mutating func write(_ text: REFIText, as element: String, _ xml: inout XMLText) {
        let subject = text.name ?? element
        let path = textPath(text.content, text.place, text.identifier)
        let attributes: Attributes = [
            ("guid", "\(text.identifier)"), ("name", text.name), ("richTextPath", text.richTextPath),
            ("plainTextPath", path),
        ]
        if text.content == nil {
            notices.add(REFINotice(.noticed, .noText(selections: text.selections.count), subject: subject))
        }
        xml.element(element, attributes + edits(text.edits, subject).attributes) { xml in
            xml.text("Description", text.description)
            if path == nil { xml.text("PlainTextContent", text.content) }
            for selection in text.selections {
                let attributes: Attributes = [
                    ("guid", "\(selection.identifier)"), ("name", selection.name),
                    ("startPosition", "\(selection.start)"), ("endPosition", "\(selection.end)"),
                ]
                xml.element("PlainTextSelection", attributes + edits(selection.edits, subject).attributes) { xml in
                    xml.text("Description", selection.description)
                    marks(selection.codings, selection.noteReferences, &xml)
                }
            }
            marks(text.codings, text.noteReferences, &xml)
            for value in text.values { write(value, &xml) }
        }
    }

    private mutating func marks(_ codings: [REFICoding], _ notes: [REFIIdentifier], _ xml: inout XMLText) {
        for coding in codings {
            let created = checked(coding.created, .dateTime, "creationDateTime", "Coding")
            xml.element(
                "Coding",
                [
                    ("guid", "\(coding.identifier)"), ("creatingUser", coding.creator.map { "\($0)" }),
                    ("creationDateTime", created),
                ]
            ) { xml in
                references("CodeRef", [coding.code], &xml)
                references("NoteRef", coding.noteReferences, &xml)
            }
        }
        references("NoteRef", notes, &xml)
    }

    private mutating func write(_ medium: REFIMedium, _ xml: inout XMLText) {
        let kind = medium.kind.rawValue
        let medium = withoutHomeless(medium)
        let attributes: Attributes = [
            ("guid", "\(medium.identifier)"), ("name", medium.name), ("path", medium.path),
            ("currentPath", medium.currentPath),
        ]
        xml.element("\(kind)Source", attributes + edits(medium.edits, medium.name ?? kind).attributes) { xml in
            xml.text("Description", medium.description)
            if medium.kind == .picture, let text = medium.text { write(text, as: "TextDescription", &xml) }
            for transcript in medium.transcripts { write(transcript, &xml) }
            for region in medium.regions { write(region, "\(kind)Selection", &xml) }
            for stretch in medium.stretches { write(stretch, "\(kind)Selection", &xml) }
            if medium.kind == .pdf, let text = medium.text { write(text, as: "Representation", &xml) }
            marks(medium.codings, medium.noteReferences, &xml)
            for value in medium.values { write(value, &xml) }
        }
    }

    /// The medium without what the schema gives no place in one of its kind.
    private mutating func withoutHomeless(_ medium: REFIMedium) -> REFIMedium {
        var kept = medium
        if [.audio, .video].contains(medium.kind) {
            (kept.regions, kept.text) = ([], nil)
        } else {
            (kept.stretches, kept.transcripts) = ([], [])
        }
        if kept != medium {
            notices.add(REFINotice(.lost, .noPlace("\(medium.kind.rawValue)Source"), subject: medium.name ?? ""))
        }
        return kept
    }

    private mutating func write(_ region: REFIRegion, _ element: String, _ xml: inout XMLText) {
        let attributes: Attributes = [
            ("guid", "\(region.identifier)"), ("name", region.name),
            ("page", element == "PDFSelection" ? "\(region.page ?? 0)" : nil),
            ("firstX", "\(region.firstX)"), ("firstY", "\(region.firstY)"), ("secondX", "\(region.secondX)"),
            ("secondY", "\(region.secondY)"),
        ]
        xml.element(element, attributes + edits(region.edits, element).attributes) { xml in
            xml.text("Description", region.description)
            if element == "PDFSelection", let text = region.text { write(text, as: "Representation", &xml) }
            marks(region.codings, region.noteReferences, &xml)
        }
    }

    private mutating func write(_ stretch: REFIStretch, _ element: String, _ xml: inout XMLText) {
        let attributes: Attributes = [
            ("guid", "\(stretch.identifier)"), ("name", stretch.name), ("begin", "\(stretch.begin)"),
            ("end", "\(stretch.end)"),
        ]
        xml.element(element, attributes + edits(stretch.edits, element).attributes) { xml in
            xml.text("Description", stretch.description)
            marks(stretch.codings, stretch.noteReferences, &xml)
        }
    }

    private mutating func write(_ transcript: REFITranscript, _ xml: inout XMLText) {
        let path = textPath(transcript.content, transcript.place, transcript.identifier)
        let attributes: Attributes = [
            ("guid", "\(transcript.identifier)"), ("name", transcript.name),
            ("richTextPath", transcript.richTextPath), ("plainTextPath", path),
        ]
        xml.element("Transcript", attributes + edits(transcript.edits, "Transcript").attributes) { xml in
            xml.text("Description", transcript.description)
            if path == nil { xml.text("PlainTextContent", transcript.content) }
            for point in transcript.syncPoints {
                xml.element(
                    "SyncPoint",
                    [
                        ("guid", "\(point.identifier)"), ("timeStamp", point.time.map { "\($0)" }),
                        ("position", point.position.map { "\($0)" }),
                    ])
            }
            for selection in transcript.selections {
                let attributes: Attributes = [
                    ("guid", "\(selection.identifier)"), ("name", selection.name),
                    ("fromSyncPoint", selection.from.map { "\($0)" }), ("toSyncPoint", selection.to.map { "\($0)" }),
                ]
                xml.element("TranscriptSelection", attributes + edits(selection.edits, "Transcript").attributes) {
                    xml in
                    xml.text("Description", selection.description)
                    marks(selection.codings, selection.noteReferences, &xml)
                }
            }
            references("NoteRef", transcript.noteReferences, &xml)
        }
    }
}

extension REFISchema.ValueKind {
    init(_ kind: REFIVariable.Kind) {
        self =
            switch kind {
            case .text: .string
            case .boolean: .boolean
            case .integer: .integer
            case .float: .decimal
            case .date: .date
            case .dateTime: .dateTime
            }
    }
}
