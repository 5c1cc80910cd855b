import Foundation

/// Fetches the texts and files that a project names and gives selections their places.
final class REFIResolver {
    private(set) var notices: REFINotices
    private var archive: REFIArchive?
    private let wanted: REFIReader.Files
    private var files: [String: Data] = [:]
    private var usedPaths: Set<String> = []
    private var placement = REFIPlacement()

    init(_ archive: REFIArchive?, files: REFIReader.Files, notices: REFINotices) throws {
        self.archive = archive
        wanted = files
        self.notices = notices
    }

    func resolve(_ project: REFIProject) throws -> REFIPackage {
        var project = project
        for index in project.sources.indices {
            switch project.sources[index] {
            case .text(var text):
                try resolve(&text)
                project.sources[index] = .text(text)
            case .medium(var medium):
                try resolve(&medium)
                project.sources[index] = .medium(medium)
            }
        }
        for index in project.notes.indices { try resolve(&project.notes[index]) }
        var package = REFIPackage(project)
        package.files = files
        noteWholePackage()
        return package
    }

    private func noteWholePackage() {
        guard let archive else { return }
        for entry in archive.entries {
            if entry.path.lowercased().hasSuffix(".qde") {
                if entry.path != "project.qde", usedPaths.insert(entry.path).inserted {
                    let isCase = entry.path.lowercased() == "project.qde"
                    note(
                        .noticed,
                        isCase
                            ? .letterCase(asked: "project.qde", found: entry.path) : .projectFileName(entry.path))
                }
            } else if !usedPaths.contains(entry.path) {
                note(.lost, .unusedFile(path: entry.path))
            }
        }
    }

    private func note(_ effect: REFINotice.Effect, _ reason: REFINotice.Reason, _ place: REFIAwaitedText? = nil) {
        notices.add(REFINotice(effect, reason, line: place?.line, subject: place?.subject ?? ""))
    }

    // MARK: - Texts

    private func resolve(_ text: inout REFIText) throws {
        defer { text.awaited = nil }
        guard let awaited = text.awaited else { return }
        try keepOriginal(text.richTextPath, awaited)
        let raw = try content(text.content, awaited, selections: text.selections.count)
        guard let raw else {
            text.content = nil
            return
        }
        let placed = REFIPlacedText(raw)
        noteCharacters(placed, awaited)
        text.content = placed.content
        text.selections = placement.place(text.selections, in: placed) { note($0, $1, awaited) }
    }

    private func resolve(_ transcript: inout REFITranscript) throws {
        defer { transcript.awaited = nil }
        guard let awaited = transcript.awaited else { return }
        try keepOriginal(transcript.richTextPath, awaited)
        let raw = try content(transcript.content, awaited, selections: transcript.selections.count)
        guard let raw else {
            transcript.content = nil
            return
        }
        let placed = REFIPlacedText(raw)
        noteCharacters(placed, awaited)
        transcript.content = placed.content
        // Points have no names that could show another way of counting.
        let places = placed.places(.standard)
        for index in transcript.syncPoints.indices {
            guard let position = transcript.syncPoints[index].position else { continue }
            let place = places.roundedPlace(of: position)
            if place == nil || places.place(of: position) == nil {
                note(.repaired, .selectionCut(start: position, end: position, length: placed.scalars.count), awaited)
            }
            transcript.syncPoints[index].position = place ?? 0
        }
    }

    private func noteCharacters(_ text: REFIPlacedText, _ place: REFIAwaitedText) {
        if text.hasByteOrderMark { note(.repaired, .byteOrderMark(file: place.path ?? ""), place) }
        if text.foreignBreaks > 0 { note(.repaired, .lineBreaks(count: text.foreignBreaks), place) }
    }

    /// The text as it is in its file, or in the project file.
    private func content(_ inline: String?, _ place: REFIAwaitedText, selections: Int) throws -> String? {
        guard let path = place.path else {
            if inline == nil { note(.noticed, .noText(selections: selections), place) }
            return inline
        }
        if inline != nil { note(.noticed, .textTwice, place) }
        guard let entry = try entry(path, place, selections: selections) else { return inline }
        guard let data = try unpacked(entry, place, { try archive?.text(entry) }) else { return inline }
        if let text = data.withUnsafeBytes({ String(validating: $0, as: UTF8.self) }) { return text }
        let guess = EncodingGuess(sample: data.prefix(64 * 1024))
        note(
            .repaired,
            .encoding(file: path, encoding: guess.encoding.rawValue, confidence: guess.confidence), place)
        var decoder = TextDecoder(guess.encoding)
        let bytes = Array(data).withUnsafeBufferPointer { decoder.decode($0) } + decoder.finish()
        return String(decoding: bytes, as: UTF8.self)
    }

    // MARK: - Files

    private func resolve(_ medium: inout REFIMedium) throws {
        let place = REFIAwaitedText(path: nil, line: 0, subject: "\(medium.kind.rawValue)Source “\(medium.name ?? "")”")
        try keepOriginal(medium.path, place)
        if let path = medium.currentPath, path != medium.path { try keepOriginal(path, place) }
        if var text = medium.text {
            try resolve(&text)
            medium.text = text
        }
        for index in medium.regions.indices {
            guard var text = medium.regions[index].text else { continue }
            try resolve(&text)
            medium.regions[index].text = text
        }
        for index in medium.transcripts.indices { try resolve(&medium.transcripts[index]) }
    }

    private func keepOriginal(_ path: String?, _ place: REFIAwaitedText) throws {
        guard let path, !path.isEmpty, let entry = try entry(path, place, selections: 0) else { return }
        guard wanted == .originals, let archive else { return }
        if let data = try unpacked(entry, place, { try archive.original(entry) }), let name = Self.internalName(path) {
            files[name] = data
        }
    }

    /// A damaged file is a loss, not the end of the reading.
    private func unpacked(
        _ entry: ZIPReader.Entry, _ place: REFIAwaitedText, _ unpack: () throws -> Data?
    ) throws -> Data? {
        do { return try unpack() } catch ZIPError.damaged {
            note(.lost, .damagedFile(path: entry.path), place)
            return nil
        } catch ZIPError.malformed {
            note(.lost, .damagedFile(path: entry.path), place)
            return nil
        }
    }

    private static func internalName(_ path: String) -> String? {
        let scheme = "internal://"
        guard path.lowercased().hasPrefix(scheme) else { return nil }
        return String(path.dropFirst(scheme.count).drop { $0 == "/" })
    }

    /// The file that a path names; nil, with a notice, when it is not in the package.
    private func entry(_ path: String, _ place: REFIAwaitedText, selections: Int) throws -> ZIPReader.Entry? {
        guard let name = Self.internalName(path) else {
            note(.lost, .externalFile(path: path), place)
            return nil
        }
        guard ZIPFormat.isSafe(name) else { throw REFIError.pathLeavesPackage(path) }
        guard let archive else { return missing(path, place, selections) }
        let wanted = "sources/\(name)"
        guard let entry = archive.entry(wanted) ?? Self.strayEntry(name, in: archive), !entry.isDirectory else {
            return missing(path, place, selections)
        }
        if entry.path != wanted, usedPaths.insert(entry.path).inserted {
            let isCase = entry.path.lowercased() == wanted.lowercased()
            note(
                .noticed,
                isCase
                    ? .letterCase(asked: wanted, found: entry.path) : .otherPlace(asked: wanted, found: entry.path),
                place)
        }
        usedPaths.insert(entry.path)
        return entry
    }

    /// A file that lies beside the project file, is named with its folder, or by an escaped name.
    private static func strayEntry(_ name: String, in archive: REFIArchive) -> ZIPReader.Entry? {
        if let entry = archive.entry(name) { return entry }
        guard name.contains("%"), let decoded = name.removingPercentEncoding, ZIPFormat.isSafe(decoded) else {
            return nil
        }
        return archive.entry("sources/\(decoded)") ?? archive.entry(decoded)
    }

    private func missing(_ path: String, _ place: REFIAwaitedText, _ selections: Int) -> ZIPReader.Entry? {
        note(.lost, .missingFile(path: path, selections: selections), place)
        return nil
    }
}
