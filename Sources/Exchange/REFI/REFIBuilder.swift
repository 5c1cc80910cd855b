/// Builds a project or codebook from its XML as the elements go by, holding each to the schema.
///
/// Only the elements that are open are kept apart from what has been built, so memory is that of the result. O(n).
final class REFIBuilder: XMLPart {
    enum Root {
        case project(REFIProject)
        case codebook(REFICodebook)
    }

    let wantsText = true
    private(set) var root: Root?
    private(set) var notices = REFINotices()
    private let part: String
    private var schema: [String: REFISchema.ElementType] = [:]
    private var frames: [REFIFrame] = []
    /// How deep the walk is in an element that the schema does not know.
    private var unknownDepth = 0
    private var line = 1
    private var ledger = REFILedger()

    /// - Parameter part: the file's name, for faults.
    init(part: String) { self.part = part }

    func reach(line: Int) { self.line = line }

    func note(_ effect: REFINotice.Effect, _ reason: REFINotice.Reason, _ frame: REFIFrame) {
        notices.add(REFINotice(effect, reason, line: frame.line, subject: frame.subject))
    }

    func begin(_ element: String, _ attributes: [String: String]) throws {
        guard unknownDepth == 0 else {
            unknownDepth += 1
            return
        }
        let type: REFISchema.ElementType
        if let parent = frames.last {
            guard let child = parent.type.children[element], let known = schema[child.type] else {
                notices.add(REFINotice(.lost, .unknownElement(element), line: line, subject: parent.subject))
                unknownDepth = 1
                return
            }
            place(element, inSlot: child.slot)
            type = known
        } else {
            type = try rootType(element, attributes)
        }
        let frame = REFIFrame(element, type, attributes, line: line)
        check(frame)
        frames.append(frame)
    }

    func take(_ text: String) {
        guard unknownDepth == 0, let last = frames.indices.last else { return }
        frames[last].text += text
    }

    func end(_ element: String) {
        guard unknownDepth == 0 else {
            unknownDepth -= 1
            return
        }
        guard let frame = frames.popLast() else { return }
        checkEnd(frame)
        let isBuilt = frames.isEmpty ? finish(frame) : build(frame)
        assert(isBuilt, "\(frame.element) is in the schema and nowhere else")
    }

    // MARK: - The schema

    private func rootType(_ element: String, _ attributes: [String: String]) throws -> REFISchema.ElementType {
        let declared = attributes.filter { $0.key == "xmlns" || $0.key.hasPrefix("xmlns:") }
        let namespace = declared.values.first { $0.hasPrefix("urn:QDA-XML:") } ?? attributes["xmlns"]
        let kind = ["Project": "project", "CodeBook": "codebook"][element]
        let isForeign = namespace.map { !$0.hasPrefix("urn:QDA-XML:\(kind ?? ""):") } ?? false
        guard let kind, !isForeign else { throw REFIError.notREFI(root: element, namespace: namespace) }
        if namespace != "urn:QDA-XML:\(kind):1.0" {
            notices.add(REFINotice(.noticed, .namespace(namespace ?? ""), line: line, subject: element))
        }
        schema = kind == "project" ? REFISchema.project : REFISchema.codebook
        guard let type = schema[element] else { throw REFIError.notREFI(root: element, namespace: namespace) }
        return type
    }

    /// Holds a child to the order and number that the schema gives.
    private func place(_ element: String, inSlot slot: Int) {
        let last = frames.count - 1
        if slot == frames[last].slot {
            frames[last].countInSlot += 1
            if frames[last].countInSlot > 1, !frames[last].type.slots[slot].isRepeated {
                notices.add(REFINotice(.noticed, .repeatedElement(element), line: line, subject: frames[last].subject))
            }
        } else if slot > frames[last].slot {
            checkSlots(frames[last], upTo: slot)
            frames[last].slot = slot
            frames[last].countInSlot = 1
        } else {
            notices.add(REFINotice(.noticed, .outOfOrder(element), line: line, subject: frames[last].subject))
        }
    }

    /// Tells which children that must be there are not, from the present one to another.
    private func checkSlots(_ frame: REFIFrame, upTo end: Int) {
        for slot in frame.slot..<end where frame.type.slots[slot].isRequired {
            if slot == frame.slot, frame.countInSlot > 0 { continue }
            let isContainer = frame.type.slots.count == 1 && frame.type.slots[slot].isRepeated
            note(
                .noticed,
                isContainer ? .emptyContainer(frame.element) : .missingElement(frame.type.slots[slot].names[0]), frame)
        }
    }

    private func check(_ frame: REFIFrame) {
        var known = 0
        for attribute in frame.type.attributes {
            guard let value = frame.attributes[attribute.name] else {
                if attribute.isRequired, attribute.kind != .guid {
                    note(.noticed, .missingAttribute(attribute.name), frame)
                }
                continue
            }
            known += 1
            // Identifiers are repaired where they are used.
            if attribute.isRequired, attribute.kind == .guid { continue }
            if !attribute.kind.allows(value) { note(.lost, .invalidAttribute(attribute.name, value: value), frame) }
        }
        guard known < frame.attributes.count else { return }
        let names = Set(frame.type.attributes.map(\.name))
        for name in frame.attributes.keys.sorted() where !names.contains(name) {
            let isAboutXML = ["xmlns", "xsi:", "xml:"].contains(where: name.hasPrefix)
            if !isAboutXML { note(.lost, .unknownAttribute(name), frame) }
        }
    }

    private func checkEnd(_ frame: REFIFrame) {
        checkSlots(frame, upTo: frame.type.slots.count)
        if let kind = frame.type.text {
            if !kind.allows(frame.text) { note(.lost, .invalidValue(frame.text), frame) }
        } else if !frame.text.isEmpty, !frame.text.trimmedXML.isEmpty {
            note(.lost, .unexpectedText(String(frame.text.trimmedXML.prefix(60))), frame)
        }
    }

    // MARK: - Identifiers

    /// The element's own identifier; one that stands for it when it has none.
    func identifier(_ frame: REFIFrame) -> REFIIdentifier {
        let identifier: REFIIdentifier
        if let found = frame.identifier("guid") {
            identifier = found
        } else if let text = frame.attributes["guid"] {
            note(.repaired, .invalidIdentifier(text), frame)
            identifier = REFIIdentifier(standingFor: text)
        } else {
            note(.repaired, .missingIdentifier, frame)
            identifier = REFIIdentifier(
                standingFor: "\(frame.element) in line \(frame.line) of \(part) \(ledger.count)")
        }
        if !ledger.add(identifier, of: frame.element) { note(.noticed, .duplicateIdentifier(identifier), frame) }
        return identifier
    }

    /// What an element refers to; nil when nothing can be made of it.
    func reference(_ frame: REFIFrame, _ attribute: String) -> REFIIdentifier? {
        guard let text = frame.attributes[attribute]?.trimmedXML, !text.isEmpty else { return nil }
        let identifier = REFIIdentifier(text) ?? REFIIdentifier(standingFor: frame.attributes[attribute] ?? text)
        ledger.refer(
            to: identifier, by: attribute == "targetGUID" || attribute == "guid" ? frame.element : attribute, line)
        return identifier
    }

    func append(_ change: (inout REFIFrame) -> Void) { change(&frames[frames.count - 1]) }

    private func finish(_ frame: REFIFrame) -> Bool {
        if frame.element == "Project" {
            root = .project(project(frame))
        } else {
            var codebook = REFICodebook()
            codebook.origin = frame.attributes["origin"]
            codebook.codes = frame.codes
            codebook.sets = frame.sets
            root = .codebook(codebook)
        }
        for (element, identifier, line) in ledger.dangling() {
            notices.add(REFINotice(.noticed, .danglingReference(identifier), line: line, subject: element))
        }
        return true
    }

    func edits(_ frame: REFIFrame) -> REFIEdits {
        let edits = frame.edits
        for user in [edits.creator, edits.modifier] { if let user { ledger.refer(to: user, by: "user", frame.line) } }
        return edits
    }
}

/// Which identifiers there are of each kind, and which are referred to.
struct REFILedger {
    private struct Reference: Hashable {
        let kind: String
        let identifier: REFIIdentifier
    }

    private var known: [String: Set<REFIIdentifier>] = [:]
    private var references: [Reference: Int] = [:]
    private(set) var count = 0

    /// Returns false when another element of the kind has it.
    mutating func add(_ identifier: REFIIdentifier, of element: String) -> Bool {
        count += 1
        return known[element, default: []].insert(identifier).inserted
    }

    mutating func refer(to identifier: REFIIdentifier, by element: String, _ line: Int) {
        let kind = Self.kinds[element] ?? element
        let reference = Reference(kind: kind, identifier: identifier)
        if references[reference] == nil { references[reference] = line }
    }

    /// The references that lead nowhere, each once, in the order of their lines.
    func dangling() -> [(element: String, REFIIdentifier, line: Int)] {
        let all = known.values.reduce(into: Set()) { $0.formUnion($1) }
        return references.filter { reference, _ in
            guard let targets = Self.targets[reference.kind] else { return !all.contains(reference.identifier) }
            return !targets.contains { known[$0]?.contains(reference.identifier) ?? false }
        }
        .map { ($0.key.kind, $0.key.identifier, $0.value) }
        .sorted { ($0.2, $0.1.high, $0.1.low) < ($1.2, $1.1.high, $1.1.low) }
    }

    private static let kinds = [
        "MemberCode": "CodeRef", "MemberNote": "NoteRef", "MemberSource": "SourceRef", "sourceVertex": "vertex",
        "targetVertex": "vertex", "fromSyncPoint": "sync point", "toSyncPoint": "sync point",
    ]

    private static let targets: [String: [String]] = [
        "user": ["User"], "CodeRef": ["Code"], "NoteRef": ["Note"], "VariableRef": ["Variable"],
        "SourceRef": ["TextSource", "PictureSource", "PDFSource", "AudioSource", "VideoSource"],
        "SelectionRef": [
            "PlainTextSelection", "PictureSelection", "PDFSelection", "AudioSelection", "VideoSelection",
            "TranscriptSelection",
        ],
        "vertex": ["Vertex"], "sync point": ["SyncPoint"],
    ]
}
