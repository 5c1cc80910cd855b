import Catalogue
import Languages
import Platform

/// What became of something, in a sentence.
enum NotificationTexts {
    /// "“A school garden” was answered."
    static func sentence(_ action: String, _ title: String, _ t: Localiser) -> String {
        let verb = action.split(separator: ".").last.map(String.init) ?? action
        if verb.contains("answer") { return t("“\(title)” was answered.") }
        if verb.contains("adopt") { return t("“\(title)” was taken over by a city.") }
        if verb.contains("join") { return t("“\(title)” was joined by another city.") }
        if ["publish", "voice", "propose", "record", "register"].contains(where: verb.contains) {
            return t("“\(title)” was published.")
        }
        return t("“\(title)” was changed.")
    }

    /// Whether a mail tells of it at once.
    static func isDirect(_ action: String) -> Bool { action.contains("answer") }
}
