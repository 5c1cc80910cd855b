import Foundation

/// Reads `multipart/form-data` (RFC 7578) from a body that is already bounded in size.
enum Multipart {
    /// The body is not what its header says.
    struct Malformed: Error {}

    /// - Throws: `Malformed` for a missing boundary or a broken part.
    static func parse(_ body: Data, contentType: String) throws -> (fields: QueryString, files: [UploadedFile]) {
        guard let boundary = parameter("boundary", of: contentType), (1...70).contains(boundary.utf8.count) else {
            throw Malformed()
        }
        var fields = QueryString()
        var files: [UploadedFile] = []
        let delimiter = Data("\r\n--\(boundary)".utf8)
        // The first delimiter has no line break before it; adding one lets all be found alike.
        let whole = Data("\r\n".utf8) + body
        var position = whole.startIndex
        guard let first = whole.range(of: delimiter, in: position..<whole.endIndex) else { throw Malformed() }
        position = first.upperBound
        while !whole[position...].starts(with: Data("--".utf8)) {
            guard let next = whole.range(of: delimiter, in: position..<whole.endIndex),
                let gap = whole.range(of: Data("\r\n\r\n".utf8), in: position..<next.lowerBound)
            else { throw Malformed() }
            let head = String(decoding: whole[position..<gap.lowerBound], as: UTF8.self)
            let content = Data(whole[gap.upperBound..<next.lowerBound])
            guard
                let disposition = head.components(separatedBy: "\r\n").first(where: {
                    $0.lowercased().hasPrefix("content-disposition:")
                }), let name = parameter("name", of: disposition)
            else { throw Malformed() }
            if let fileName = parameter("filename", of: disposition) {
                if !content.isEmpty { files.append(UploadedFile(field: name, name: fileName, data: content)) }
            } else {
                fields.pairs.append(.init(name, String(decoding: content, as: UTF8.self)))
            }
            position = next.upperBound
            guard fields.pairs.count + files.count <= 2_000 else { throw Malformed() }
        }
        return (fields, files)
    }

    private static func parameter(_ name: String, of header: String) -> String? {
        for part in header.split(separator: ";").dropFirst() {
            let trimmed = part.trimmingCharacters(in: .whitespaces)
            guard trimmed.lowercased().hasPrefix(name + "=") else { continue }
            let value = trimmed.dropFirst(name.count + 1)
            return value.hasPrefix("\"") && value.hasSuffix("\"") && value.count >= 2
                ? String(value.dropFirst().dropLast()) : String(value)
        }
        return nil
    }
}
