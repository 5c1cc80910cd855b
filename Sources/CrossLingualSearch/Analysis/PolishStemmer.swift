/// A light stemmer for Polish: takes off the endings of nouns and adjectives and the commonest of verbs.
///
/// It follows the scheme of Savoy's light stemmers (Savoy, "Light stemming approaches for the French, Portuguese, German
/// and Hungarian languages", 2006; Dolamic and Savoy for Czech, 2009): case endings first, longest first, then the vowel
/// that comes and goes ("budynek", "budynku") and the consonants that soften ("droga", "drodze"). It works on folded
/// letters, so that text typed without Polish letters gets the same stems; only "ć" tells an infinitive.
enum PolishStemmer {
    /// - Parameter word: lowercase.
    static func stem(_ word: String) -> String {
        var letters = Array(Folding.folded(word).utf8)
        guard letters.count > 3, letters.allSatisfy({ $0 < 0x80 }) else { return Folding.folded(word) }
        if word.hasSuffix("ć"), !word.hasSuffix("ść") { letters.append(infinitiveMark) }
        var removed: [UInt8] = []
        for (ending, shortest) in endings where letters.count - ending.count >= shortest && letters.ends(with: ending) {
            letters.removeLast(ending.count)
            removed = ending
            break
        }
        if letters.last == infinitiveMark { letters.removeLast() }
        soften(&letters, before: removed)
        let stem = String(decoding: letters, as: UTF8.self)
        return irregular[stem] ?? stem
    }

    /// Stands behind the last letter of a word in "ć" while endings are compared.
    private static let infinitiveMark = UInt8(ascii: "'")

    /// Stems whose vowel changes as well.
    private static let irregular = [
        "miesc": "miast", "miest": "miast", "swiet": "swiat", "dziek": "dzieck", "dziet": "dzieck",
    ]

    /// Endings with the shortest stem they may leave, longest first.
    private static let endings: [(ending: [UInt8], shortest: Int)] = {
        let byStem: [(shortest: Int, endings: String)] = [
            (4, "owaniami owaniach owaniem owania owaniu owanie owano owany owana owane owanych owanej owanym owac'"),
            (4, "ywanie ywania ywaniu ywaniem iwanie iwania ywac' iwac'"),
            (3, "owalismy owali owala owalo owal uja uje ujemy ujesz ujac' ujacy ujaca ujace ujacych ujacym"),
            (4, "aniami aniach aniem ania aniu anie eniami eniach eniem enia eniu enie"),
            (3, "osciami osciach osciom oscia osci osc"),
            (3, "iejszego iejszych iejszej iejszy iejsza iejsze"),
            (3, "iami iach iego iemu iowi iom iem iow ych ich ymi imi ego emu owi ami ach owie"),
            (3, "ej ow om em ym im ia ie io iu ii"),
            (3, "alismy alo ala ali ac' ic' yc' ec'"),
            (3, "ymy imy emy esz asz isz ysz"),
            (3, "a e i o u y"),
        ]
        let flat = byStem.flatMap { row in
            row.endings.split(separator: " ").map { (ending: Array($0.utf8), shortest: row.shortest) }
        }
        return flat.sorted { $0.ending.count > $1.ending.count }
    }()

    private static func soften(_ letters: inout [UInt8], before ending: [UInt8]) {
        guard letters.count > 3 else { return }
        let isSoft = ending.first == UInt8(ascii: "i")
        if letters.ends(with: Array("dz".utf8)) {
            // ogrod – ogrodzie, but droga – drodze
            letters.replaceSubrange((letters.count - 2)..., with: [isSoft ? UInt8(ascii: "d") : UInt8(ascii: "g")])
        } else if letters.count > 4, letters.ends(with: Array("rz".utf8)) {
            // seniorzy – senior
            letters.removeLast()
        } else if letters.last == UInt8(ascii: "c") {
            dropFleetingVowel(&letters)
            // kobieta – kobiecie, but biblioteka – bibliotece
            letters[letters.count - 1] = isSoft && ending.count > 1 ? UInt8(ascii: "t") : UInt8(ascii: "k")
        } else if letters.last == UInt8(ascii: "k") {
            dropFleetingVowel(&letters)
        } else if letters.last == UInt8(ascii: "i") {
            letters.removeLast()
        }
    }

    /// budynek – budynk-, mieszkaniec – mieszkanc-
    private static func dropFleetingVowel(_ letters: inout [UInt8]) {
        let count = letters.count
        guard count > 4, letters[count - 2] == UInt8(ascii: "e") else { return }
        if letters[count - 3] == UInt8(ascii: "i") {
            if count > 5 { letters.removeSubrange((count - 3)..<(count - 1)) }
        } else if !"aeiouy".utf8.contains(letters[count - 3]) {
            letters.remove(at: count - 2)
        }
    }
}

extension Array where Element == UInt8 {
    func ends(with suffix: [UInt8]) -> Bool {
        count >= suffix.count && self[(count - suffix.count)...].elementsEqual(suffix)
    }
}
