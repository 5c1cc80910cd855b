/// A project of coded material as the REFI-QDA standard 1.5 describes it (`.qdpx`), element by element.
///
/// References are identifiers and may lead nowhere; the reader tells which do.
public struct REFIProject: Sendable, Hashable {
    public var name: String
    /// The program that wrote it.
    public var origin: String?
    /// Where external files lie on somebody's machine. Never followed.
    public var basePath: String?
    public var edits = REFIEdits()
    public var description: String?
    public var users: [REFIUser] = []
    public var codes: [REFICode] = []
    public var variables: [REFIVariable] = []
    public var cases: [REFICase] = []
    public var sources: [REFISource] = []
    /// Memos, whatever they are attached to.
    public var notes: [REFIText] = []
    public var links: [REFILink] = []
    public var sets: [REFISet] = []
    public var graphs: [REFIGraph] = []
    public var noteReferences: [REFIIdentifier] = []

    public init(name: String) { self.name = name }
}

/// A codebook by itself (`.qdc`).
public struct REFICodebook: Sendable, Hashable {
    public var origin: String?
    public var codes: [REFICode] = []
    /// Their members are codes.
    public var sets: [REFISet] = []

    public init() {}
}

/// Who made and who last changed something, and when, as `xsd:dateTime` writes it.
public struct REFIEdits: Sendable, Hashable {
    public var creator: REFIIdentifier?
    public var created: String?
    public var modifier: REFIIdentifier?
    public var modified: String?

    public init() {}
}

public struct REFIUser: Sendable, Hashable {
    public var identifier: REFIIdentifier
    public var name: String?
    /// What the program that wrote the file calls the user.
    public var shortName: String?

    public init(_ identifier: REFIIdentifier, name: String? = nil, shortName: String? = nil) {
        self.identifier = identifier
        self.name = name
        self.shortName = shortName
    }
}

/// A code with the codes below it. Codes of the same name under different parents are different codes.
public struct REFICode: Sendable, Hashable {
    public var identifier: REFIIdentifier
    public var name: String
    /// Whether passages may be given this code; else it only holds others.
    public var isCodable = true
    /// `#RGB` or `#RRGGBB`.
    public var color: String?
    public var description: String?
    public var noteReferences: [REFIIdentifier] = []
    public var codes: [REFICode] = []

    public init(_ identifier: REFIIdentifier, name: String) {
        self.identifier = identifier
        self.name = name
    }
}

public struct REFIVariable: Sendable, Hashable {
    public enum Kind: String, CaseIterable, Sendable {
        case text = "Text"
        case boolean = "Boolean"
        case integer = "Integer"
        case float = "Float"
        case date = "Date"
        case dateTime = "DateTime"
    }

    public var identifier: REFIIdentifier
    public var name: String
    public var kind: Kind
    public var description: String?

    public init(_ identifier: REFIIdentifier, name: String, kind: Kind) {
        self.identifier = identifier
        self.name = name
        self.kind = kind
    }
}

/// A value of a variable, as text in XML Schema's form of its kind: numbers keep all their digits.
public struct REFIValue: Sendable, Hashable {
    public var variable: REFIIdentifier
    public var kind: REFIVariable.Kind
    /// Nil when the file names the variable and gives no value.
    public var text: String?

    public init(_ variable: REFIIdentifier, kind: REFIVariable.Kind, text: String?) {
        self.variable = variable
        self.kind = kind
        self.text = text
    }
}

public struct REFICase: Sendable, Hashable {
    public var identifier: REFIIdentifier
    public var name: String?
    public var description: String?
    public var codes: [REFIIdentifier] = []
    public var values: [REFIValue] = []
    public var sources: [REFIIdentifier] = []
    public var selections: [REFIIdentifier] = []

    public init(_ identifier: REFIIdentifier, name: String? = nil) {
        self.identifier = identifier
        self.name = name
    }
}

/// Codes, sources and notes that somebody put together.
public struct REFISet: Sendable, Hashable {
    public var identifier: REFIIdentifier
    public var name: String
    public var description: String?
    public var codes: [REFIIdentifier] = []
    public var sources: [REFIIdentifier] = []
    public var notes: [REFIIdentifier] = []

    public init(_ identifier: REFIIdentifier, name: String) {
        self.identifier = identifier
        self.name = name
    }
}

public enum REFIDirection: String, CaseIterable, Sendable {
    case associative = "Associative"
    case oneWay = "OneWay"
    case bidirectional = "Bidirectional"
}

public struct REFILink: Sendable, Hashable {
    public var identifier: REFIIdentifier
    public var name: String?
    public var direction: REFIDirection?
    public var color: String?
    public var origin: REFIIdentifier?
    public var target: REFIIdentifier?
    public var noteReferences: [REFIIdentifier] = []

    public init(_ identifier: REFIIdentifier) { self.identifier = identifier }
}

/// A picture of things and their relations.
public struct REFIGraph: Sendable, Hashable {
    public struct Vertex: Sendable, Hashable {
        public enum Shape: String, CaseIterable, Sendable {
            case person = "Person"
            case oval = "Oval"
            case rectangle = "Rectangle"
            case roundedRectangle = "RoundedRectangle"
            case star = "Star"
            case leftTriangle = "LeftTriangle"
            case rightTriangle = "RightTriangle"
            case upTriangle = "UpTriangle"
            case downTriangle = "DownTriangle"
            case note = "Note"
        }

        public var identifier: REFIIdentifier
        /// What the vertex stands for.
        public var represented: REFIIdentifier?
        public var name: String?
        public var firstX: Int
        public var firstY: Int
        public var secondX: Int?
        public var secondY: Int?
        public var shape: Shape?
        public var color: String?

        public init(_ identifier: REFIIdentifier, firstX: Int, firstY: Int) {
            self.identifier = identifier
            self.firstX = firstX
            self.firstY = firstY
        }
    }

    public struct Edge: Sendable, Hashable {
        public enum LineStyle: String, CaseIterable, Sendable { case dotted, dashed, solid }

        public var identifier: REFIIdentifier
        public var represented: REFIIdentifier?
        public var name: String?
        public var source: REFIIdentifier
        public var target: REFIIdentifier
        public var color: String?
        public var direction: REFIDirection?
        public var lineStyle: LineStyle?

        public init(_ identifier: REFIIdentifier, source: REFIIdentifier, target: REFIIdentifier) {
            self.identifier = identifier
            self.source = source
            self.target = target
        }
    }

    public var identifier: REFIIdentifier
    public var name: String?
    public var vertices: [Vertex] = []
    public var edges: [Edge] = []

    public init(_ identifier: REFIIdentifier) { self.identifier = identifier }
}
