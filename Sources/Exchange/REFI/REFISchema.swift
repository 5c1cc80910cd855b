/// The schemas `Project.xsd` and `Codebook.xsd` of REFI-QDA 1.5 as tables.
///
/// They were transcribed into a short form: attributes as `name`, `!` when required, and `:kind`; children in their
/// order with `?`, `*` or `+`, alternatives parted by `|`, and `=` before the type where it is not the name.
enum REFISchema {
    enum ValueKind: String {
        case string, guid, dateTime, date, integer, decimal, boolean, color, direction, variableKind, shape, lineStyle
    }

    final class ElementType: Sendable {
        struct Attribute: Sendable {
            let name: String
            let kind: ValueKind
            let isRequired: Bool
        }

        struct Slot: Sendable {
            let names: [String]
            let isRequired: Bool
            let isRepeated: Bool
        }

        let name: String
        let attributes: [Attribute]
        let slots: [Slot]
        /// The slot and the type of each child.
        let children: [String: (slot: Int, type: String)]
        /// What its text must be; nil for elements that only hold others.
        let text: ValueKind?

        init(_ name: String, _ attributes: String, _ children: String, text: ValueKind? = nil) {
            self.name = name
            self.text = text
            self.attributes = attributes.split(separator: " ").map { token in
                let parts = token.split(separator: ":")
                let isRequired = parts[0].hasSuffix("!")
                return Attribute(
                    name: String(isRequired ? parts[0].dropLast() : parts[0]),
                    kind: parts.count > 1 ? ValueKind(rawValue: String(parts[1])) ?? .string : .string,
                    isRequired: isRequired)
            }
            var (slots, types): ([Slot], [String: (slot: Int, type: String)]) = ([], [:])
            for token in children.split(separator: " ") {
                let mark = token.last.flatMap { "?*+".contains($0) ? $0 : nil }
                let alternatives = (mark == nil ? token : token.dropLast()).split(separator: "|").map { name in
                    name.split(separator: "=").map(String.init)
                }
                for alternative in alternatives {
                    types[alternative[0]] = (slots.count, alternative[alternative.count - 1])
                }
                slots.append(
                    Slot(
                        names: alternatives.map { $0[0] }, isRequired: mark == nil || mark == "+",
                        isRepeated: mark == "*" || mark == "+"))
            }
            self.slots = slots
            self.children = types
        }
    }

    static let project = table(
        shared + [
            ElementType(
                "Project",
                "name! origin creatingUserGUID:guid creationDateTime:dateTime modifyingUserGUID:guid"
                    + " modifiedDateTime:dateTime basePath",
                "Users? CodeBook? Variables? Cases? Sources? Notes? Links? Sets? Graphs? Description? NoteRef=Ref*"),
            ElementType("CodeBook", "", "Codes"),
            ElementType("Code", code, "Description? NoteRef=Ref* Code*"),
            ElementType("Set", "guid!:guid name!", "Description? MemberCode=Ref* MemberSource=Ref* MemberNote=Ref*"),
        ])

    static let codebook = table(
        shared + [
            ElementType("CodeBook", "origin", "Codes Sets?"),
            ElementType("Code", code, "Description? Code*"),
            ElementType("Set", "guid!:guid name!", "Description? MemberCode*"),
            ElementType("MemberCode", "guid!:guid", ""),
        ])

    private static let code = "guid!:guid name! isCodable!:boolean color:color"
    private static let edits =
        " creatingUser:guid creationDateTime:dateTime modifyingUser:guid modifiedDateTime:dateTime"
    private static let corners = " firstX!:integer firstY!:integer secondX!:integer secondY!:integer"
    private static let text = "guid!:guid name richTextPath plainTextPath" + edits
    private static let medium = "guid!:guid name path currentPath" + edits
    private static let stretch = "guid!:guid name begin!:integer end!:integer" + edits
    private static let marks = " Coding* NoteRef=Ref*"

    private static let shared: [ElementType] =
        containers + sources + [
            ElementType("User", "guid!:guid name id", ""),
            ElementType("Variable", "guid!:guid name! typeOfVariable!:variableKind", "Description?"),
            ElementType(
                "Case", "guid!:guid name",
                "Description? CodeRef=Ref* VariableValue* SourceRef=Ref* SelectionRef=Ref*"),
            ElementType(
                "VariableValue", "",
                "VariableRef=Ref TextValue|BooleanValue|IntegerValue|FloatValue|DateValue|DateTimeValue?"),
            ElementType("Coding", "guid!:guid creatingUser:guid creationDateTime:dateTime", "CodeRef=Ref NoteRef=Ref*"),
            ElementType("Ref", "targetGUID!:guid", ""),
            ElementType(
                "Link", "guid!:guid name direction:direction color:color originGUID:guid targetGUID:guid",
                "NoteRef=Ref*"),
            ElementType("Graph", "guid!:guid name", "Vertex* Edge*"),
            ElementType(
                "Vertex",
                "guid!:guid representedGUID:guid name firstX!:integer firstY!:integer secondX:integer secondY:integer"
                    + " shape:shape color:color", ""),
            ElementType(
                "Edge",
                "guid!:guid representedGUID:guid name sourceVertex!:guid targetVertex!:guid color:color"
                    + " direction:direction lineStyle:lineStyle", ""),
            ElementType("Description", "", "", text: .string),
            ElementType("PlainTextContent", "", "", text: .string),
            ElementType("TextValue", "", "", text: .string),
            ElementType("BooleanValue", "", "", text: .boolean),
            ElementType("IntegerValue", "", "", text: .integer),
            ElementType("FloatValue", "", "", text: .decimal),
            ElementType("DateValue", "", "", text: .date),
            ElementType("DateTimeValue", "", "", text: .dateTime),
        ]

    private static let containers: [ElementType] = [
        ElementType("Users", "", "User+"), ElementType("Codes", "", "Code+"),
        ElementType("Variables", "", "Variable+"), ElementType("Cases", "", "Case+"),
        ElementType("Sources", "", "TextSource=Text|PictureSource|PDFSource|AudioSource|VideoSource+"),
        ElementType("Notes", "", "Note=Text+"), ElementType("Links", "", "Link+"), ElementType("Sets", "", "Set+"),
        ElementType("Graphs", "", "Graph+"),
    ]

    private static let sources: [ElementType] = [
        ElementType(
            "Text", text, "Description? PlainTextContent? PlainTextSelection*" + marks + " VariableValue*"),
        ElementType(
            "PlainTextSelection", "guid!:guid name startPosition!:integer endPosition!:integer" + edits,
            "Description?" + marks),
        ElementType(
            "PictureSource", medium,
            "Description? TextDescription=Text? PictureSelection*" + marks + " VariableValue*"),
        ElementType("PictureSelection", "guid!:guid name" + corners + edits, "Description?" + marks),
        ElementType(
            "PDFSource", medium, "Description? PDFSelection* Representation=Text?" + marks + " VariableValue*"),
        ElementType(
            "PDFSelection", "guid!:guid name page!:integer" + corners + edits,
            "Description? Representation=Text?" + marks),
        ElementType("AudioSource", medium, "Description? Transcript* AudioSelection*" + marks + " VariableValue*"),
        ElementType("VideoSource", medium, "Description? Transcript* VideoSelection*" + marks + " VariableValue*"),
        ElementType("AudioSelection", stretch, "Description?" + marks),
        ElementType("VideoSelection", stretch, "Description?" + marks),
        ElementType(
            "Transcript", text,
            "Description? PlainTextContent? SyncPoint* TranscriptSelection* NoteRef=Ref*"),
        ElementType("SyncPoint", "guid!:guid timeStamp:integer position:integer", ""),
        ElementType(
            "TranscriptSelection", "guid!:guid name fromSyncPoint:guid toSyncPoint:guid" + edits,
            "Description?" + marks),
    ]

    private static func table(_ types: [ElementType]) -> [String: ElementType] {
        Dictionary(types.map { ($0.name, $0) }) { _, last in last }
    }
}
