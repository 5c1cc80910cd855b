import Foundation

/// A text in small letters without accents and in Latin script, for finding what was typed on another keyboard:
/// `lodz` for "Łódź".
///
/// ICU's transform `Any-Latin; Latin-ASCII; Lower()`. Its results for Latin letters are kept in a table, so that only
/// texts with other scripts pay for the transform.
public func folded(_ text: String) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
        switch scalar.value {
        case 0x41...0x5A: result.append(UInt8(scalar.value + 0x20))
        case 0..<0x80: result.append(UInt8(scalar.value))
        default:
            guard let known = Folding.latin[scalar.value] else { return Folding.transformed(text) }
            result += known
        }
    }
    return String(decoding: result, as: UTF8.self)
}

private enum Folding {
    /// Latin letters with their marks, and the punctuation of printed text.
    private static let ranges: [ClosedRange<UInt32>] = [0xA0...0x17F, 0x218...0x21B, 0x2010...0x2026, 0x2030...0x203A]

    /// ICU's result for each scalar of the ranges; made once, by one call.
    static let latin: [UInt32: [UInt8]] = {
        let scalars = ranges.joined().compactMap(Unicode.Scalar.init)
        let lines = transformed(scalars.map { String($0) }.joined(separator: "\n")).split(
            separator: "\n", omittingEmptySubsequences: false)
        guard lines.count == scalars.count else { return [:] }
        return Dictionary(uniqueKeysWithValues: zip(scalars.map(\.value), lines.map { Array($0.utf8) }))
    }()

    static func transformed(_ text: String) -> String {
        text.precomposedStringWithCanonicalMapping
            .applyingTransform(StringTransform("Any-Latin; Latin-ASCII; Lower()"), reverse: false)
            ?? text.lowercased()
    }
}
