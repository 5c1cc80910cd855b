/// Brings the Finnish stems of Snowball nearer to each other.
///
/// Snowball takes off endings but leaves consonant gradation ("kaupunki", "kaupungi-ssa") and the inner changes of
/// "-nen", "-us" and "-as" words ("nainen", "nais-et"; "rakennus", "rakennuks-et"; "asukas", "asukkaa-t"), so that forms
/// of one word part ways; and it takes the end of an infinitive ("keskuste-lla") for the ending of a noun. Stem vowels go, and strong and weak grades of the last consonants become one.
enum FinnishForms {
    /// - Parameters:
    ///   - stem: Snowball's stem, folded.
    ///   - word: the whole word, lowercase and folded.
    static func unified(stem: String, word: String) -> String {
        if let short = shortWords[stem] { return short }
        var letters = Array(stem.utf8)
        if letters.count == 4, letters[3] == UInt8(ascii: "o") { letters[3] = UInt8(ascii: "a") }
        if letters.count == 4, letters[2] == UInt8(ascii: "d"), vowels.contains(letters[3]) {
            letters[2] = UInt8(ascii: "t")
        }
        guard letters.count > 4 else { return levelled(letters) }
        if word.utf8.count > 7, frequentatives.contains(where: word.hasSuffix) {
            // "keskustella" is no place that something is at, as Snowball takes it: it goes with "keskustelu", not "keskusta".
            return levelled(Array(word.utf8.dropLast(2)))
        }
        if nominatives.contains(where: word.hasSuffix) { return levelled(Array(word.utf8.dropLast())) }
        if word.hasSuffix("nen"), word.utf8.count > 5 {
            letters = Array(word.utf8.dropLast(3)) + Array("s".utf8)
            return String(decoding: letters, as: UTF8.self)
        }
        while letters.count > 4, let last = letters.last, vowels.contains(last) { letters.removeLast() }
        for (ending, replacement) in nounClasses where letters.count > ending.count + 1 && letters.ends(with: ending) {
            letters.removeLast(ending.count)
            letters.append(contentsOf: replacement)
            break
        }
        while letters.count > 4, let last = letters.last, vowels.contains(last) { letters.removeLast() }
        return levelled(letters)
    }

    /// Common words too short for rules.
    private static let shortWords: [String: String] = [
        "lap": "laps", "last": "laps", "uusi": "uus", "uude": "uus", "uut": "uus", "vesi": "ves", "vede": "ves",
        "vet": "ves", "kot": "koti", "kotej": "koti", "kodi": "koti", "toit": "tyo", "tyon": "tyo", "tyot": "tyo",
        "ruoan": "ruok", "ruoa": "ruok", "lume": "lumi", "nuort": "nuor", "merta": "mer", "meri": "mer",
    ]

    /// Ends of infinitives that nouns in the adessive ("lapsella") hardly have.
    private static let frequentatives = ["stella", "skella", "nnella", "itella", "otella", "ytella", "atella"]

    /// Words that end as a case does, and compounds with them: "keskusta" is not "from the keskus".
    private static let nominatives = ["keskusta", "palsta", "alusta", "silta"]

    private static let vowels = Array("aeiouy".utf8)

    private static let nounClasses: [(ending: [UInt8], replacement: [UInt8])] = [
        ("uuks", "us"), ("yyks", "ys"), ("uud", "us"), ("yyd", "ys"), ("uut", "us"), ("yyt", "ys"), ("uus", "us"),
        ("yys", "ys"), ("uks", "us"), ("yks", "ys"), ("eks", "es"), ("iks", "is"), ("kas", "k"), ("las", "l"),
        ("ras", "r"), ("mas", "m"),
    ].map { (Array($0.utf8), Array($1.utf8)) }

    /// One grade for the last consonants of the stem: kk, pp, tt shorten; nk and ng, mp and mm, … become the weak one.
    private static func levelled(_ letters: [UInt8]) -> String {
        var letters = letters
        let count = letters.count
        if count > 2 {
            switch (letters[count - 2], letters[count - 1]) {
            case (let a, let b) where a == b && b != UInt8(ascii: "s"): letters.removeLast()
            case (UInt8(ascii: "n"), UInt8(ascii: "k")), (UInt8(ascii: "n"), UInt8(ascii: "g")),
                (UInt8(ascii: "n"), UInt8(ascii: "t")), (UInt8(ascii: "l"), UInt8(ascii: "t")),
                (UInt8(ascii: "r"), UInt8(ascii: "t")), (UInt8(ascii: "m"), UInt8(ascii: "p")):
                letters.removeLast()
            case (let a, UInt8(ascii: "d")) where vowels.contains(a): letters[count - 1] = UInt8(ascii: "t")
            default: break
            }
        }
        return String(decoding: letters, as: UTF8.self)
    }
}
