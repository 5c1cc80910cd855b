import Foundation

/// A text in small letters without accents and in Latin script, for finding what was typed on another keyboard:
/// `lodz` for "Łódź".
///
/// ICU's transform `Any-Latin; Latin-ASCII; Lower()`; plain ASCII takes a short way.
public func folded(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.lowercased() }
    return text.applyingTransform(StringTransform("Any-Latin; Latin-ASCII; Lower()"), reverse: false)
        ?? text.lowercased()
}
