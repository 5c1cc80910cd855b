import Foundation

/// Letters without accents and case, so that "Łódź" is found by "lodz".
enum Folding {
    /// Lowercase of one scalar. Turkish keeps its dotted and dotless i apart.
    @inline(__always)
    static func appendLowercase(_ scalar: Unicode.Scalar, _ tongue: Tongue, to word: inout String.UnicodeScalarView) {
        switch scalar.value {
        case 0x49 where tongue == .turkish: word.append("ı")
        case 0x130: word.append("i")
        case 0x41...0x5A: word.append(Unicode.Scalar(UInt8(scalar.value + 32)))
        case 0..<0xC0: word.append(scalar)
        default: word.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
        }
    }

    /// Replaces Latin letters by their base letters; other scripts stay, combining marks go.
    ///
    /// Expects lowercase text.
    static func folded(_ word: String) -> String {
        if word.utf8.allSatisfy({ $0 < 0x80 }) { return word }
        var result = String.UnicodeScalarView()
        for scalar in word.unicodeScalars {
            switch scalar.value {
            case 0..<0x80: result.append(scalar)
            case 0x80..<UInt32(table.count): result.append(contentsOf: table[Int(scalar.value)].unicodeScalars)
            case 0x1E00..<0x1F00:
                result.append(contentsOf: base(of: scalar).unicodeScalars)
            default: if !isMark(scalar) { result.append(scalar) }
            }
        }
        return String(result)
    }

    static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0x300 && scalar.value <= 0x36F
    }

    /// Base letters of the Latin blocks up to U+024F.
    private static let table: [String] = (0..<0x250).map { value in
        Unicode.Scalar(UInt32(value)).map(base(of:)) ?? ""
    }

    private static func base(of scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "ł": return "l"
        case "ø": return "o"
        case "đ", "ð": return "d"
        case "ı": return "i"
        case "æ": return "ae"
        case "œ": return "oe"
        case "ß": return "ss"
        case "þ": return "th"
        default:
            let decomposed = String(scalar).decomposedStringWithCanonicalMapping.unicodeScalars
            return String(String.UnicodeScalarView(decomposed.filter { !isMark($0) }))
        }
    }
}
