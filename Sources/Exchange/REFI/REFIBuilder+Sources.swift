/// Sources, what is marked in them, and notes.
extension REFIBuilder {
    /// Returns false for an element that is not known here.
    func buildSource(_ frame: REFIFrame) -> Bool {
        switch frame.element {
        case "TextSource":
            let text = text(frame)
            append { $0.sources.append(.text(text)) }
        case "Note", "Representation", "TextDescription":
            let text = text(frame)
            append { $0.texts.append(text) }
        case "PDFSource", "PictureSource", "AudioSource", "VideoSource": buildMedium(frame)
        case "PlainTextSelection": buildTextSelection(frame)
        case "PDFSelection", "PictureSelection": buildRegion(frame)
        case "AudioSelection", "VideoSelection": buildStretch(frame)
        case "Coding": buildCoding(frame)
        case "Transcript": buildTranscript(frame)
        case "TranscriptSelection": buildTranscriptSelection(frame)
        case "SyncPoint":
            let point = REFITranscript.SyncPoint(
                identifier(frame), time: frame.integer("timeStamp"), position: frame.integer("position"))
            append { $0.syncPoints.append(point) }
        default: return false
        }
        return true
    }

    private func text(_ frame: REFIFrame) -> REFIText {
        let path = frame.attributes["plainTextPath"]
        var text = REFIText(
            identifier(frame), name: frame.name, content: frame.content, place: path == nil ? .inline : .file)
        text.edits = edits(frame)
        text.description = frame.description
        text.richTextPath = frame.attributes["richTextPath"]
        text.selections = frame.selections
        text.codings = frame.codings
        text.noteReferences = frame.notes
        text.values = frame.values
        text.awaited = REFIAwaitedText(path: path, line: frame.line, subject: frame.subject)
        return text
    }

    private func buildTextSelection(_ frame: REFIFrame) {
        guard let start = frame.integer("startPosition"), let end = frame.integer("endPosition") else {
            return note(.lost, .noPlace(frame.element), frame)
        }
        var selection = REFITextSelection(identifier(frame), name: frame.name, start: start, end: end)
        selection.edits = edits(frame)
        selection.description = frame.description
        selection.codings = frame.codings
        selection.noteReferences = frame.notes
        append { $0.selections.append(selection) }
    }

    private func buildCoding(_ frame: REFIFrame) {
        guard let code = frame.references("CodeRef").first else {
            return note(.lost, .missingElement("CodeRef"), frame)
        }
        if frame.references("CodeRef").count > 1 { note(.lost, .repeatedElement("CodeRef"), frame) }
        let edits = edits(frame)
        var coding = REFICoding(identifier(frame), code: code, creator: edits.creator)
        coding.created = edits.created
        coding.noteReferences = frame.notes
        append { $0.codings.append(coding) }
    }

    private func buildMedium(_ frame: REFIFrame) {
        let kind = REFIMedium.Kind(rawValue: String(frame.element.dropLast("Source".count))) ?? .pdf
        var medium = REFIMedium(identifier(frame), kind: kind, name: frame.name)
        medium.path = frame.attributes["path"]
        medium.currentPath = frame.attributes["currentPath"]
        medium.edits = edits(frame)
        medium.description = frame.description
        medium.text = frame.texts.first
        medium.regions = frame.regions
        medium.stretches = frame.stretches
        medium.transcripts = frame.transcripts
        medium.codings = frame.codings
        medium.noteReferences = frame.notes
        medium.values = frame.values
        append { $0.sources.append(.medium(medium)) }
    }

    private func buildRegion(_ frame: REFIFrame) {
        guard let firstX = frame.integer("firstX"), let firstY = frame.integer("firstY"),
            let secondX = frame.integer("secondX"), let secondY = frame.integer("secondY")
        else { return note(.lost, .noPlace(frame.element), frame) }
        let page = frame.element == "PDFSelection" ? frame.integer("page") ?? 0 : nil
        var region = REFIRegion(
            identifier(frame), page: page, firstX: firstX, firstY: firstY, secondX: secondX, secondY: secondY)
        region.name = frame.name
        region.edits = edits(frame)
        region.description = frame.description
        region.text = frame.texts.first
        region.codings = frame.codings
        region.noteReferences = frame.notes
        append { $0.regions.append(region) }
    }

    private func buildStretch(_ frame: REFIFrame) {
        guard let begin = frame.integer("begin"), let end = frame.integer("end") else {
            return note(.lost, .noPlace(frame.element), frame)
        }
        var stretch = REFIStretch(identifier(frame), begin: begin, end: end)
        stretch.name = frame.name
        stretch.edits = edits(frame)
        stretch.description = frame.description
        stretch.codings = frame.codings
        stretch.noteReferences = frame.notes
        append { $0.stretches.append(stretch) }
    }

    private func buildTranscript(_ frame: REFIFrame) {
        let path = frame.attributes["plainTextPath"]
        var transcript = REFITranscript(
            identifier(frame), content: frame.content, place: path == nil ? .inline : .file)
        transcript.name = frame.name
        transcript.edits = edits(frame)
        transcript.description = frame.description
        transcript.richTextPath = frame.attributes["richTextPath"]
        transcript.syncPoints = frame.syncPoints
        transcript.selections = frame.transcriptSelections
        transcript.noteReferences = frame.notes
        transcript.awaited = REFIAwaitedText(path: path, line: frame.line, subject: frame.subject)
        append { $0.transcripts.append(transcript) }
    }

    private func buildTranscriptSelection(_ frame: REFIFrame) {
        var selection = REFITranscript.Selection(identifier(frame))
        selection.name = frame.name
        selection.from = reference(frame, "fromSyncPoint")
        selection.to = reference(frame, "toSyncPoint")
        selection.edits = edits(frame)
        selection.description = frame.description
        selection.codings = frame.codings
        selection.noteReferences = frame.notes
        append { $0.transcriptSelections.append(selection) }
    }
}
