/// The light Czech stemmer of Dolamic and Savoy ("Indexing and stemming approaches for the Czech language",
/// Information Processing and Management 45, 2009): case endings, possessives, then palatalisation.
enum CzechStemmer {
    /// - Parameter word: lowercase, with its accents.
    static func stem(_ word: String) -> String {
        var letters = Array(word.unicodeScalars)
        removeCase(&letters)
        removePossessive(&letters)
        normalise(&letters)
        return String(String.UnicodeScalarView(letters))
    }

    private static let cases: [(longerThan: Int, endings: [[Unicode.Scalar]])] = [
        (7, scalars("atech")),
        (6, scalars("ětem etem atům")),
        (
            5,
            scalars(
                "ech ich ích ého ěmi emi ému ěte ete ěti eti ího iho ími ímu imu ách ata aty ých ama ami ové ovi ými")
        ),
        (4, scalars("em es ém ím ům at ám os us ým mi ou")),
        (3, scalars("a e i o u ů y á é í ý ě")),
    ]

    private static func scalars(_ list: String) -> [[Unicode.Scalar]] {
        list.split(separator: " ").map { Array($0.unicodeScalars) }
    }

    private static func removeCase(_ letters: inout [Unicode.Scalar]) {
        for (longerThan, endings) in cases where letters.count > longerThan {
            if let ending = endings.first(where: { letters.suffix($0.count).elementsEqual($0) }) {
                letters.removeLast(ending.count)
                return
            }
        }
    }

    private static func removePossessive(_ letters: inout [Unicode.Scalar]) {
        guard letters.count > 5 else { return }
        let ending = String(String.UnicodeScalarView(letters.suffix(2)))
        if ["ov", "in", "ův"].contains(ending) { letters.removeLast(2) }
    }

    private static func normalise(_ letters: inout [Unicode.Scalar]) {
        let count = letters.count
        guard count > 2 else { return }
        switch (letters[count - 2], letters[count - 1]) {
        case ("č", "t"): letters.replaceSubrange((count - 2)..., with: ["c", "k"])
        case ("š", "t"): letters.replaceSubrange((count - 2)..., with: ["s", "k"])
        case (_, "c"), (_, "č"): letters[count - 1] = "k"
        case (_, "z"), (_, "ž"): letters[count - 1] = "h"
        case ("e", _): letters.remove(at: count - 2)
        case ("ů", _): letters[count - 2] = "o"
        default: break
        }
    }
}
