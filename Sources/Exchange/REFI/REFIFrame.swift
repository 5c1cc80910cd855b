/// An element that has begun and not ended, with what was found in it so far.
struct REFIFrame {
    let element: String
    let type: REFISchema.ElementType
    let attributes: [String: String]
    let line: Int
    /// Where among the schema's children the next one is looked for, and how many of that kind there were.
    var slot = 0
    var countInSlot = 0
    /// The text directly in it.
    var text = ""

    var description: String?
    var content: String?
    /// By the element that held them.
    var references: [String: [REFIIdentifier]] = [:]
    var users: [REFIUser] = []
    var codes: [REFICode] = []
    var variables: [REFIVariable] = []
    var value: (kind: REFIVariable.Kind, text: String?)?
    var values: [REFIValue] = []
    var cases: [REFICase] = []
    var sources: [REFISource] = []
    var texts: [REFIText] = []
    var selections: [REFITextSelection] = []
    var codings: [REFICoding] = []
    var regions: [REFIRegion] = []
    var stretches: [REFIStretch] = []
    var transcripts: [REFITranscript] = []
    var transcriptSelections: [REFITranscript.Selection] = []
    var syncPoints: [REFITranscript.SyncPoint] = []
    var links: [REFILink] = []
    var sets: [REFISet] = []
    var graphs: [REFIGraph] = []
    var vertices: [REFIGraph.Vertex] = []
    var edges: [REFIGraph.Edge] = []

    init(_ element: String, _ type: REFISchema.ElementType, _ attributes: [String: String], line: Int) {
        self.element = element
        self.type = type
        self.attributes = attributes
        self.line = line
    }

    var name: String? { attributes["name"] }

    /// The element as a person finds it in the file.
    var subject: String { name.map { "\(element) “\($0.prefix(60))”" } ?? element }

    func references(_ element: String) -> [REFIIdentifier] { references[element] ?? [] }

    var notes: [REFIIdentifier] { references("NoteRef") }

    /// The attribute, nil when it is not a value of its kind.
    func value(_ name: String, _ kind: REFISchema.ValueKind) -> String? {
        guard let text = attributes[name], kind.allows(text) else { return nil }
        return text.trimmedXML
    }

    func identifier(_ name: String) -> REFIIdentifier? { attributes[name].flatMap { REFIIdentifier($0.trimmedXML) } }

    /// Nil also for integers beyond 64 bits, which the schema allows.
    func integer(_ name: String) -> Int? { attributes[name].flatMap { Int($0.trimmedXML) } }

    var edits: REFIEdits {
        var edits = REFIEdits()
        edits.creator = identifier(element == "Project" ? "creatingUserGUID" : "creatingUser")
        edits.modifier = identifier(element == "Project" ? "modifyingUserGUID" : "modifyingUser")
        edits.created = value("creationDateTime", .dateTime)
        edits.modified = value("modifiedDateTime", .dateTime)
        return edits
    }
}
