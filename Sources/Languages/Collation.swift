public import Foundation

/// Compares two texts as a dictionary of the language would order them.
public func collationCompare(_ a: String, _ b: String, _ language: Language) -> ComparisonResult {
    a.compare(b, options: [], range: nil, locale: language.locale)
}
