/// Finds the known word one slip away from an unknown one: a letter missing, added, replaced, or two swapped.
///
/// After Norvig, "How to write a spelling corrector": all strings at distance one are made and looked up.
struct Spelling {
    /// How common a stem is; 0 when unknown.
    let isKnown: (String) -> Int

    private static let alphabet = Array("abcdefghijklmnopqrstuvwxyz".utf8)
    private static let shortestWord = 5
    private static let longestWord = 30

    /// The commonest known stem at distance one; nil for short words and when there is none.
    func correction(of stem: String) -> String? {
        let letters = Array(stem.utf8)
        guard (Self.shortestWord...Self.longestWord).contains(letters.count), letters.allSatisfy({ $0 < 0x80 }) else {
            return nil
        }
        var best: (stem: String, count: Int)?
        for candidate in Self.neighbours(of: letters) {
            let word = String(decoding: candidate, as: UTF8.self)
            let count = isKnown(word)
            if count > best?.count ?? 0 { best = (word, count) }
        }
        return best?.stem
    }

    private static func neighbours(of letters: [UInt8]) -> Set<[UInt8]> {
        var found: Set<[UInt8]> = []
        for place in letters.indices {
            var shorter = letters
            shorter.remove(at: place)
            found.insert(shorter)
            if place > 0 {
                var swapped = letters
                swapped.swapAt(place - 1, place)
                found.insert(swapped)
            }
            for letter in alphabet {
                var replaced = letters
                replaced[place] = letter
                found.insert(replaced)
                var longer = letters
                longer.insert(letter, at: place)
                found.insert(longer)
            }
        }
        for letter in alphabet { found.insert(letters + [letter]) }
        found.remove(letters)
        return found
    }
}
