public import Foundation

/// A kind of file that people may hand in.
public enum FileType: String, CaseIterable, Sendable {
    case png, jpeg, webp, pdf
    /// CSV or any other plain text; which of them only the person can say.
    case text
    case json, zip, xlsx

    /// The media type to keep and serve the file under, never the one the browser claimed.
    public var mediaType: String {
        switch self {
        case .png: "image/png"
        case .jpeg: "image/jpeg"
        case .webp: "image/webp"
        case .pdf: "application/pdf"
        case .text: "text/plain; charset=utf-8"
        case .json: "application/json"
        case .zip: "application/zip"
        case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        }
    }
}

/// Recognises a file by its content alone: names and claimed types are anyone's to choose.
///
/// Nil for everything not listed in `FileType`, above all for what a browser would run: HTML, SVG and other XML, also
/// when it hides behind a byte order mark, spaces or comments. Text with control characters is no text. A ZIP archive
/// must open within the reader's limits. Text in a code page other than UTF-8 is text too. O(n).
public func recognisedType(of data: Data) -> FileType? {
    let head = Array(data.prefix(16))
    if head.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return .png }
    if head.starts(with: [0xFF, 0xD8, 0xFF]) { return .jpeg }
    if head.starts(with: "RIFF".utf8), head.count >= 12, head[8..<12].elementsEqual("WEBP".utf8) { return .webp }
    if head.starts(with: "%PDF-".utf8) { return .pdf }
    if head.starts(with: "PK".utf8), let archive = try? ZIPReader(data) {
        let isWorkbook = archive["[Content_Types].xml"] != nil && archive["xl/workbook.xml"] != nil
        return isWorkbook ? .xlsx : .zip
    }
    return recognisedText(data)
}

private func recognisedText(_ data: Data) -> FileType? {
    guard let text = decodedText(data), !looksLikeMarkup(text) else { return nil }
    let first = text.unicodeScalars.first { !$0.properties.isWhitespace && $0 != "\u{FEFF}" }
    let limits = JSONLimits(bytes: max(JSONLimits().bytes, data.count))
    if first == "{" || first == "[", (try? JSONValue(parsing: data, limits: limits)) != nil { return .json }
    return .text
}

/// The text in the encoding it seems to have, nil when it holds characters that no text does.
private func decodedText(_ data: Data) -> String? {
    guard !data.isEmpty else { return nil }
    var decoder = TextDecoder(EncodingGuess(sample: data.prefix(64 * 1024)).encoding)
    let bytes = Array(data).withUnsafeBufferPointer { decoder.decode($0) } + decoder.finish()
    guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
    let isText = bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F || (0x09...0x0D).contains($0) }
    return isText ? text : nil
}

/// Whether a browser that looks into the file might take it for HTML, SVG or XML: a tag at the beginning, or one of
/// those that browsers look for (WHATWG MIME Sniffing, section 7.1) anywhere in the first part.
private func looksLikeMarkup(_ text: String) -> Bool {
    let head = text.prefix(4096).lowercased().drop { $0.isWhitespace || $0 == "\u{FEFF}" }
    if head.first == "<" { return true }
    let tags = [
        "<!doctype", "<html", "<head", "<script", "<iframe", "<svg", "<?xml", "<body", "<style", "<object", "<embed",
    ]
    return tags.contains { head.contains($0) }
}
