/// Material that is coded.
public enum REFISource: Sendable, Hashable {
    case text(REFIText)
    case medium(REFIMedium)

    public var identifier: REFIIdentifier {
        switch self {
        case .text(let text): text.identifier
        case .medium(let medium): medium.identifier
        }
    }

    public var name: String? {
        switch self {
        case .text(let text): text.name
        case .medium(let medium): medium.name
        }
    }
}

/// A plain text with what is marked in it: a source, a note, or the text that stands for a page or picture.
public struct REFIText: Sendable, Hashable {
    public enum Place: Sendable, Hashable {
        /// In the project file itself, as notes mostly are.
        case inline
        /// In a file of its own.
        case file
    }

    public var identifier: REFIIdentifier
    public var name: String?
    public var edits = REFIEdits()
    public var description: String?
    /// Lines end in line feeds. Nil when the file is missing: then positions are as the package has them, unchecked.
    public var content: String?
    public var place: Place
    /// Where the formatted original lies.
    public var richTextPath: String?
    public var selections: [REFITextSelection] = []
    /// Codes of the whole text.
    public var codings: [REFICoding] = []
    public var noteReferences: [REFIIdentifier] = []
    public var values: [REFIValue] = []
    /// Where the text is to be fetched from; nil once it has been.
    var awaited: REFIAwaitedText?

    public init(_ identifier: REFIIdentifier, name: String? = nil, content: String? = nil, place: Place = .file) {
        self.identifier = identifier
        self.name = name
        self.content = content
        self.place = place
    }
}

/// A passage of a text. Positions count Unicode code points from 0; the end is the position after the last one.
public struct REFITextSelection: Sendable, Hashable {
    public var identifier: REFIIdentifier
    /// Mostly the beginning of the passage.
    public var name: String?
    public var start: Int
    public var end: Int
    public var edits = REFIEdits()
    public var description: String?
    public var codings: [REFICoding] = []
    public var noteReferences: [REFIIdentifier] = []

    public init(_ identifier: REFIIdentifier, name: String? = nil, start: Int, end: Int) {
        self.identifier = identifier
        self.name = name
        self.start = start
        self.end = end
    }
}

/// Somebody's giving a code.
public struct REFICoding: Sendable, Hashable {
    public var identifier: REFIIdentifier
    public var code: REFIIdentifier
    public var creator: REFIIdentifier?
    public var created: String?
    public var noteReferences: [REFIIdentifier] = []

    public init(_ identifier: REFIIdentifier, code: REFIIdentifier, creator: REFIIdentifier? = nil) {
        self.identifier = identifier
        self.code = code
        self.creator = creator
    }
}

/// A page document, picture or recording.
public struct REFIMedium: Sendable, Hashable {
    public enum Kind: String, CaseIterable, Sendable {
        case pdf = "PDF"
        case picture = "Picture"
        case audio = "Audio"
        case video = "Video"
    }

    public var identifier: REFIIdentifier
    public var kind: Kind
    public var name: String?
    /// `internal://`, `relative:///` or `absolute:///`; only the first is ever opened.
    public var path: String?
    public var currentPath: String?
    public var edits = REFIEdits()
    public var description: String?
    /// The text of the pages, or what describes the picture.
    public var text: REFIText?
    /// Marked areas of pages and pictures.
    public var regions: [REFIRegion] = []
    /// Marked stretches of recordings.
    public var stretches: [REFIStretch] = []
    public var transcripts: [REFITranscript] = []
    public var codings: [REFICoding] = []
    public var noteReferences: [REFIIdentifier] = []
    public var values: [REFIValue] = []

    public init(_ identifier: REFIIdentifier, kind: Kind, name: String? = nil) {
        self.identifier = identifier
        self.kind = kind
        self.name = name
    }
}

/// An area: of a page in points from its lower left corner, of a picture in pixels from its upper left one.
public struct REFIRegion: Sendable, Hashable {
    public var identifier: REFIIdentifier
    public var name: String?
    /// Counted from 0; nil on a picture.
    public var page: Int?
    public var firstX: Int
    public var firstY: Int
    public var secondX: Int
    public var secondY: Int
    public var edits = REFIEdits()
    public var description: String?
    public var text: REFIText?
    public var codings: [REFICoding] = []
    public var noteReferences: [REFIIdentifier] = []

    public init(_ identifier: REFIIdentifier, page: Int?, firstX: Int, firstY: Int, secondX: Int, secondY: Int) {
        self.identifier = identifier
        self.page = page
        self.firstX = firstX
        self.firstY = firstY
        self.secondX = secondX
        self.secondY = secondY
    }
}

/// A stretch of a recording, in milliseconds.
public struct REFIStretch: Sendable, Hashable {
    public var identifier: REFIIdentifier
    public var name: String?
    public var begin: Int
    public var end: Int
    public var edits = REFIEdits()
    public var description: String?
    public var codings: [REFICoding] = []
    public var noteReferences: [REFIIdentifier] = []

    public init(_ identifier: REFIIdentifier, begin: Int, end: Int) {
        self.identifier = identifier
        self.begin = begin
        self.end = end
    }
}

/// What is said in a recording, tied to it at points.
public struct REFITranscript: Sendable, Hashable {
    public struct SyncPoint: Sendable, Hashable {
        public var identifier: REFIIdentifier
        /// In milliseconds.
        public var time: Int?
        /// In code points.
        public var position: Int?

        public init(_ identifier: REFIIdentifier, time: Int? = nil, position: Int? = nil) {
            self.identifier = identifier
            self.time = time
            self.position = position
        }
    }

    public struct Selection: Sendable, Hashable {
        public var identifier: REFIIdentifier
        public var name: String?
        public var from: REFIIdentifier?
        public var to: REFIIdentifier?
        public var edits = REFIEdits()
        public var description: String?
        public var codings: [REFICoding] = []
        public var noteReferences: [REFIIdentifier] = []

        public init(_ identifier: REFIIdentifier) { self.identifier = identifier }
    }

    public var identifier: REFIIdentifier
    public var name: String?
    public var edits = REFIEdits()
    public var description: String?
    public var content: String?
    public var place: REFIText.Place
    public var richTextPath: String?
    public var syncPoints: [SyncPoint] = []
    public var selections: [Selection] = []
    public var noteReferences: [REFIIdentifier] = []
    var awaited: REFIAwaitedText?

    public init(_ identifier: REFIIdentifier, content: String? = nil, place: REFIText.Place = .file) {
        self.identifier = identifier
        self.content = content
        self.place = place
    }
}

/// A text that is still in its file while the project is being read.
struct REFIAwaitedText: Sendable, Hashable {
    /// Nil when the project names no file.
    let path: String?
    let line: Int
    let subject: String
}
