import Languages
import Platform

/// What became of something, in a sentence.
enum NotificationTexts {
    /// "“A school garden” was answered."
    static func sentence(_ notification: Notifications.Notification, _ title: String, _ t: Localiser) -> String {
        switch (notification.action, notification.subject.kind) {
        case ("needs.answer", "need"): t("“\(title)” was answered.")
        case ("needs.answer", _): t("“\(title)” was chosen as the answer to a need.")
        case ("needs.understand", _): t("“\(title)” was understood.")
        case ("needs.reopen", _): t("“\(title)” is open again.")
        case ("needs.join", _): t("“\(title)” was joined by another city.")
        case ("ideas.voice", "need"): t("Somebody proposed an idea for “\(title)”.")
        case ("adoptions.record", "need"): t("A city took over a practice for “\(title)”.")
        case ("adoptions.record", _): t("“\(title)” was taken over by a city.")
        case ("networks.accept-invitation", _): t("“\(title)” has a new member.")
        case ("ideas.voice", _), ("practices.register", _), ("places.register", _), ("projects.register", _),
            ("networks.start", _):
            t("“\(title)” was published.")
        case (let action, _) where action.hasSuffix(".publish"): t("“\(title)” was published.")
        // What an import brings may be new or not.
        case (let action, _) where action.hasSuffix(".import"): t("There is news of “\(title)”.")
        default: t("“\(title)” was changed.")
        }
    }

    /// Whether a mail tells of it at once, also to those who want one a day: an answer to a need that they follow, and
    /// whatever others add to what they wrote themselves.
    static func isAnswer(_ change: ChangeFeed.Change, toAuthor isAuthor: Bool) -> Bool {
        let additions: Set = ["ideas.voice", "adoptions.record", "needs.join", "needs.understand"]
        return change.action == "needs.answer" || (isAuthor && additions.contains(change.action))
    }
}
