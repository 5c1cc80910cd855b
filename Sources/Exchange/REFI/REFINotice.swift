/// Something in a REFI-QDA file that is not as the standard wants it, and what became of it.
public struct REFINotice: Sendable, Hashable {
    public enum Effect: String, CaseIterable, Sendable {
        /// Read all the same; nothing was changed.
        case noticed
        /// Read as it was meant.
        case repaired
        /// Not taken in, or not written.
        case lost
    }

    public enum Reason: Sendable, Hashable {
        // The package
        /// The project file is named otherwise than `project.qde`.
        case projectFileName(String)
        /// A file is there under a name in other letter case.
        case letterCase(asked: String, found: String)
        /// A file lies elsewhere in the package than in `sources`, or its name was escaped.
        case otherPlace(asked: String, found: String)
        case byteOrderMark(file: String)
        /// A text is in another encoding than UTF-8, read with this confidence from 0 to 1.
        case encoding(file: String, encoding: String, confidence: Double)
        /// Line breaks other than a line feed have become line feeds.
        case lineBreaks(count: Int)
        /// The file of a source is not in the package; the selections in it cannot be placed.
        case missingFile(path: String, selections: Int)
        /// A path out of the package, which is not followed.
        case externalFile(path: String)
        /// Nothing refers to the file.
        case unusedFile(path: String)
        case damagedFile(path: String)
        /// A text has neither content nor file.
        case noText(selections: Int)
        /// A text has a content and a file; the file counts.
        case textTwice

        // Positions
        /// Positions count something else than the standard's code points; so many names of selections bear it out.
        case positionsCounted(REFIPositionConvention, matching: Int, of: Int)
        /// Nothing shows how positions count, and it would matter in this text.
        case positionsUnsure
        /// Names that are not the text of their selections, and would not be by any other way of counting.
        case namesDiffer(count: Int, of: Int)
        /// The end lay beyond the text and was taken to be its end.
        case selectionCut(start: Int, end: Int, length: Int)
        /// The selection is not in the text; its codings are lost with it.
        case selectionOutside(start: Int, end: Int, length: Int, codings: Int)
        case selectionEmpty(start: Int)

        // The schema
        /// A namespace of a version before 1.0, or none.
        case namespace(String)
        case unknownElement(String)
        case unknownAttribute(String)
        case missingAttribute(String)
        case invalidAttribute(String, value: String)
        case invalidValue(String)
        /// The element stands after one that it should stand before.
        case outOfOrder(String)
        case repeatedElement(String)
        case missingElement(String)
        /// A container without content, which the schema forbids.
        case emptyContainer(String)
        case unexpectedText(String)

        // Identifiers
        case invalidIdentifier(String)
        case missingIdentifier
        /// Two things of one kind share an identifier; references lead to the first.
        case duplicateIdentifier(REFIIdentifier)
        /// The reference leads to nothing of that kind.
        case danglingReference(REFIIdentifier)

        // Writing
        /// Characters that XML cannot hold.
        case unwritableCharacters(count: Int)
        case withheldPath
        case withheldUserNames(count: Int)
        /// What has no place in the form that is written.
        case noPlace(String)
    }

    /// The line of the project file, counted from 1; nil for the package as a whole and for writing.
    public let line: Int?
    /// The element, with its name where it has one.
    public let subject: String
    public let reason: Reason
    public let effect: Effect

    init(_ effect: Effect, _ reason: Reason, line: Int? = nil, subject: String = "") {
        self.line = line
        self.subject = subject
        self.reason = reason
        self.effect = effect
    }
}

/// What was noticed, up to a limit that a hostile file cannot exceed.
public struct REFINotices: Sendable, Hashable, Sequence {
    /// Most that are kept.
    public static let limit = 2_000

    public private(set) var kept: [REFINotice] = []
    /// All of them, also those beyond the limit.
    public private(set) var count = 0
    /// How many had each effect.
    public private(set) var counts: [REFINotice.Effect: Int] = [:]

    public init() {}

    mutating func add(_ notice: REFINotice) {
        count += 1
        counts[notice.effect, default: 0] += 1
        if kept.count < Self.limit { kept.append(notice) }
    }

    public func makeIterator() -> IndexingIterator<[REFINotice]> { kept.makeIterator() }
}

/// Why a REFI-QDA file is not read.
public enum REFIError: Error, Sendable, Hashable {
    case archive(ZIPError)
    /// The file is neither an archive nor XML.
    case unknownFormat
    /// No `.qde` file is in the package.
    case noProjectFile
    /// Several are; say which one to read.
    case severalProjectFiles([String])
    /// A path would lead out of the package.
    case pathLeavesPackage(String)
    /// A part is larger than the limit.
    case tooLarge(part: String, limitBytes: Int)
    case malformedXML(part: String, line: Int)
    /// A document type declaration, by which readers have been attacked. No program that writes projects needs it.
    case documentType(part: String, line: Int)
    case encoding(part: String)
    /// The root element or its namespace is not that of a project or codebook.
    case notREFI(root: String, namespace: String?)
}
