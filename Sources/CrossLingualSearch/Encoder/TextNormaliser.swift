import Foundation

/// Brings a text into the form that an encoder's vocabulary is written in: compatibility forms replaced and controls
/// removed by the encoder's own table, marks composed with their letters, one space between words and none around them.
struct TextNormaliser: Sendable {
    private let replacements: [UInt32: [Unicode.Scalar]]

    init(_ file: EncoderFile) {
        replacements = file.normalisation
    }

    /// The beginning of the normalised text, at most `limit` characters; what follows is not read.
    func scalars(of text: String, atMost limit: Int) -> [Unicode.Scalar] {
        var result: [Unicode.Scalar] = []
        result.reserveCapacity(min(limit, text.utf8.count))
        var composes = false
        for scalar in text.unicodeScalars {
            guard result.count < limit else { break }
            append(scalar, to: &result, &composes)
        }
        if result.last == " " { result.removeLast() }
        return composes ? Self.composed(result) : result
    }

    private func append(_ scalar: Unicode.Scalar, to result: inout [Unicode.Scalar], _ composes: inout Bool) {
        func take(_ scalar: Unicode.Scalar) {
            if scalar == " " {
                if let last = result.last, last != " " { result.append(scalar) }
            } else if scalar.value != 0 {
                composes = composes || Self.mayCompose(scalar)
                result.append(scalar)
            }
        }
        if scalar.value > 0x20 && scalar.value < 0x7F {
            result.append(scalar)
        } else if let replacement = replacements[scalar.value] {
            replacement.forEach(take)
        } else {
            take(scalar)
        }
    }

    /// Marks, and the vowels and final consonants of Korean syllables.
    private static func mayCompose(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.value >= 0x300 else { return false }
        if (0x1161...0x11C2).contains(scalar.value) { return true }
        let category = scalar.properties.generalCategory
        return category == .nonspacingMark || category == .spacingMark
    }

    private static func composed(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return Array(String(view).precomposedStringWithCanonicalMapping.unicodeScalars)
    }
}
