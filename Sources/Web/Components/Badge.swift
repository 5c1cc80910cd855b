public import Languages

/// A short mark on an entry: what it is, how far it has come, how well it is proven.
public struct Badge: Component {
    /// How a badge is coloured. The word always says the same, so colour is never the only sign.
    public enum Tone: String, Sendable { case neutral, brand, good, caution, bad }

    /// How well the effect of a practice is shown.
    public enum EvidenceGrade: String, CaseIterable, Sendable { case claimed, reported, verified }

    private let text: String
    private let tone: Tone
    private let icon: Icon?
    private let explanation: String?

    /// A mark with the words `text`; `explanation` is shown on pointing and read after it.
    public init(_ text: String, tone: Tone = .neutral, icon: Icon? = nil, explanation: String? = nil) {
        self.text = text
        self.tone = tone
        self.icon = icon
        self.explanation = explanation
    }

    /// The evidence grade of a practice.
    public static func evidence(_ grade: EvidenceGrade, _ t: Localiser) -> Badge {
        switch grade {
        case .claimed: Badge(t("Claimed"), explanation: t("Its own people say that it works."))
        case .reported:
            Badge(t("Reported"), tone: .caution, explanation: t("A report or an evaluation says that it works."))
        case .verified:
            Badge(t("Verified"), tone: .good, icon: .success, explanation: t("Somebody independent has checked it."))
        }
    }

    /// The language that a text is written in, when it is not the reader's.
    public static func language(_ language: Language, _ t: Localiser) -> Badge {
        Badge(t.name(of: language), icon: .globe)
    }

    /// The mark of a text that no person wrote.
    public static func machineWritten(_ t: Localiser) -> Badge {
        Badge(t("written by a machine"), icon: .machine)
    }

    /// The mark.
    public func html(_ t: Localiser) -> HTML {
        """
        <span class="badge badge-\(tone.rawValue)"\(attribute: "title", explanation)>\(icon?.html)\(text)</span>
        """
    }
}
