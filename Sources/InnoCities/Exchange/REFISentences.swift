import Exchange

/// What was noticed in projects and codebooks, in plain words.
enum REFISentences {
    static func text(_ notice: REFINotice) -> String {
        let line = notice.line.flatMap { $0 > 0 ? "line \($0), " : nil } ?? ""
        return "\(line)\(notice.effect.rawValue): \(sentence(notice))"
    }

    static func sentence(_ notice: REFINotice) -> String {
        notice.subject.isEmpty ? reason(notice.reason) : "\(notice.subject): \(reason(notice.reason))"
    }

    /// Whether a thing that changes nothing is against the standard all the same.
    static func isAgainstTheStandard(_ reason: REFINotice.Reason) -> Bool {
        switch reason {
        case .unknownElement, .unknownAttribute, .missingAttribute, .invalidAttribute, .invalidValue, .outOfOrder,
            .repeatedElement, .missingElement, .emptyContainer, .unexpectedText, .duplicateIdentifier, .textTwice:
            true
        default: false
        }
    }

    private static func reason(_ reason: REFINotice.Reason) -> String {
        switch reason {
        case .projectFileName(let found): "The project file is named \(found) and not project.qde."
        case .letterCase(let asked, let found): "\(asked) was found as \(found), in other letter case."
        case .otherPlace(let asked, let found): "\(asked) was found as \(found)."
        case .byteOrderMark(let file): "A byte order mark at the beginning of \(file) was dropped: it is no character."
        case .encoding(let file, let encoding, let confidence):
            "\(file) is not in UTF-8; it was read as \(encoding), with \(Int(confidence * 100)) % confidence."
        case .lineBreaks(let count): "\(count) line breaks became line feeds; positions were moved with them."
        case .missingFile(let path, let selections):
            "\(path) is not in the package" + (selections > 0 ? "; \(selections) selections cannot be placed." : ".")
        case .externalFile(let path): "\(path) lies outside of the package and was not opened."
        case .unusedFile(let path): "Nothing refers to \(path); it is not read."
        case .damagedFile(let path): "\(path) is damaged in the package and was not read."
        case .noText(let selections):
            "There is neither a text nor the path of one"
                + (selections > 0 ? "; \(selections) selections cannot be placed." : ".")
        case .textTwice: "The text is in the project file and in a file of its own; the file counts."
        case .namespace(let name): name.isEmpty ? "The file names no namespace." : "\(name) is not version 1.0."
        case .withheldPath: "A path outside of the package is not told."
        case .withheldUserNames(let count): "The names of \(count) users are not told."
        case .unwritableCharacters(let count): "\(count) characters cannot be in XML and were left out."
        case .noPlace(let what): "\(what) has no place here."
        default: position(reason) ?? schema(reason) ?? "\(reason)"
        }
    }

    private static func position(_ reason: REFINotice.Reason) -> String? {
        switch reason {
        case .positionsCounted(let convention, let matching, let of):
            "Positions count \(text(convention)), as \(matching) of \(of) names of selections show; they were moved."
        case .positionsUnsure: "No selection has a name that would show how positions count; the standard was followed."
        case .namesDiffer(let count, let of): "The names of \(count) of \(of) selections are not the text they select."
        case .selectionCut(let start, let end, let length):
            "The selection \(start) to \(end) runs beyond the text of \(length) characters and was cut to it."
        case .selectionOutside(let start, let end, let length, let codings):
            "The selection \(start) to \(end) is not in the text of \(length) characters; \(codings) codings are lost."
        case .selectionEmpty(let start): "The selection at \(start) is empty."
        default: nil
        }
    }

    private static func text(_ convention: REFIPositionConvention) -> String {
        var parts: [String] = []
        switch convention.unit {
        case .codePoints: parts.append("code points")
        case .utf16: parts.append("UTF-16 units")
        case .utf8: parts.append("bytes of UTF-8")
        }
        switch convention.lineBreaks {
        case .asWritten: break
        case .one: parts.append("each line break as one")
        case .two: parts.append("each line break as two")
        }
        if convention.countsByteOrderMark { parts.append("the byte order mark too") }
        if convention.includesEnd { parts.append("the end as the last character") }
        return parts.joined(separator: ", ")
    }

    private static func schema(_ reason: REFINotice.Reason) -> String? {
        switch reason {
        case .unknownElement(let name): "The standard has no \(name) here; it is not read."
        case .unknownAttribute(let name): "The standard has no attribute \(name) here; it is not read."
        case .missingAttribute(let name): "The attribute \(name) is missing."
        case .invalidAttribute(let name, let value): "“\(value.prefix(80))” is no value for \(name)."
        case .invalidValue(let value): "“\(value.prefix(80))” is no value of its kind."
        case .outOfOrder(let name): "\(name) stands later than the standard allows; it was read."
        case .repeatedElement(let name): "\(name) stands here more than once."
        case .missingElement(let name): "\(name) is missing."
        case .emptyContainer(let name): "\(name) is empty, which the standard forbids; it was read."
        case .unexpectedText(let text): "The text “\(text)” has no place here."
        case .invalidIdentifier(let text): "“\(text.prefix(80))” is no identifier; another one stands for it."
        case .missingIdentifier: "The identifier is missing; another one stands for it."
        case .duplicateIdentifier(let identifier): "Another one has the identifier \(identifier) too."
        case .danglingReference(let identifier): "\(identifier) leads to nothing in the project; it was kept."
        default: nil
        }
    }

    static func text(_ error: REFIError) -> String {
        switch error {
        case .archive(let error): text(error)
        case .unknownFormat: "The file is neither a package nor XML."
        case .noProjectFile: "The package holds no project file (.qde)."
        case .severalProjectFiles(let names):
            "The package holds several project files: \(names.joined(separator: ", ")). Say which one with --part."
        case .pathLeavesPackage(let path):
            "The path \(path) leads out of the package. Nothing was read: such a package was not made by a coding tool."
        case .tooLarge(let part, let limit): "\(part) is larger than \(limit / 1_048_576) MB."
        case .malformedXML(let part, let line): "\(part), line \(line): not well-formed XML. Export the project again."
        case .documentType(let part, let line):
            "\(part), line \(line): a document type declaration, by which readers are attacked. No tool writes one."
        case .encoding(let part): "\(part) is not in UTF-8, which the standard asks for."
        case .notREFI(let root, let namespace):
            "The root element is \(root)\(namespace.map { " in \($0)" } ?? ""): not what this ending stands for."
        }
    }

    static func text(_ error: ZIPError) -> String {
        switch error {
        case .notAnArchive: "The file is no ZIP archive."
        case .malformed: "The archive is damaged."
        case .multipleDisks: "The archive is one of several parts. Join them first."
        case .tooManyEntries(let limit): "The archive holds more than \(limit) files."
        case .tooLarge(let limit): "The archive unpacks to more than \(limit / 1_048_576) MB."
        case .suspiciousRatio(let path, let limit):
            "\(path) unpacks to more than \(limit) times its size, as archives do that are made to fill disks."
        case .encrypted(let path): "\(path) is encrypted. Save the project without a password."
        case .unsupportedMethod(let path, let method): "\(path) is packed by the unknown method \(method)."
        case .unsafePath(let path): "The path \(path) leads out of the archive."
        case .link(let path): "\(path) is a link, not a file."
        case .duplicatePath(let path): "Two files are named \(path)."
        case .overlappingEntries: "Files share bytes, as in archives that are made to fill disks."
        case .damaged(let path): "\(path) differs from its checksum."
        }
    }
}
