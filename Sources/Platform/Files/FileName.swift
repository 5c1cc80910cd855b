import Foundation

/// The names people give to files, made safe to keep, show and send back.
public enum FileName {
    /// The most bytes of UTF-8 in a name; file systems allow 255.
    public static let maximumLength = 200

    /// A name without folders, control and direction characters, or what has a meaning to some system; "file" when
    /// nothing is left. The extension is kept when a long name is cut. Doing it twice changes nothing.
    public static func sanitised(_ name: String) -> String {
        let last =
            name.precomposedStringWithCanonicalMapping.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? ""
        let scalars = String(last).unicodeScalars.map { isHarmless($0) ? $0 : "_" }.filter { !isInvisible($0) }
        let plain = trimmed(String(String.UnicodeScalarView(scalars)))
        let short = trimmed(shortened(plain))
        if short.isEmpty { return "file" }
        let stem = short.prefix { $0 != "." }.uppercased().trimmingCharacters(in: .whitespaces)
        return windowsDevices.contains(stem) ? "_" + short : short
    }

    /// The value of a `Content-Disposition` header that makes a browser save a file under a name (RFC 6266): ASCII for
    /// old readers, the full name beside it.
    public static func contentDisposition(_ name: String) -> String {
        let name = sanitised(name)
        let ascii = String(name.map { $0.isASCII && $0 != "\"" && $0 != "%" ? $0 : "_" })
        let allowed = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
        let full = name.addingPercentEncoding(withAllowedCharacters: allowed) ?? ascii
        return "attachment; filename=\"\(ascii)\"; filename*=UTF-8''\(full)"
    }

    private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool { !"<>:\"|?*".unicodeScalars.contains(scalar) }

    /// Control characters, and those that reverse the reading direction so that "gpj.exe" reads "exe.jpg".
    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: true
        default: false
        }
    }

    /// Leading dots hide a file, trailing ones vanish on some systems.
    private static func trimmed(_ name: String) -> String {
        name.trimmingCharacters(in: .whitespacesAndNewlines.union(CharacterSet(charactersIn: ".")))
    }

    private static func shortened(_ name: String) -> String {
        guard name.utf8.count > maximumLength else { return name }
        let dot = name.lastIndex(of: ".").flatMap { name[$0...].utf8.count <= 16 ? $0 : nil } ?? name.endIndex
        let ending = name[dot...]
        var stem = name[..<dot]
        while stem.utf8.count + ending.utf8.count > maximumLength { stem.removeLast() }
        return String(stem + ending)
    }

    private static let windowsDevices = Set(
        ["CON", "PRN", "AUX", "NUL"] + (1...9).flatMap { ["COM\($0)", "LPT\($0)"] })
}
