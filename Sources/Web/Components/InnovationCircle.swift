import Foundation
public import Languages

/// The six verbs of the way through InnoCities, each with its own colour (`verb-1` … `verb-6` in the style sheet).
public enum Verb: Int, CaseIterable, Sendable {
    case listen = 1
    case find, decide, `do`, learn, share

    /// The verb as an invitation.
    public func word(_ t: Localiser) -> String {
        switch self {
        case .listen: t("Listen")
        case .find: t("Find")
        case .decide: t("Decide")
        case .do: t("Do")
        case .learn: t("Learn")
        case .share: t("Share")
        }
    }

    /// What it means, in one line.
    public func explanation(_ t: Localiser) -> String {
        switch self {
        case .listen: t("Residents, associations and officers say what is needed.")
        case .find: t("See who has answered the same need, in any language.")
        case .decide: t("Weigh up together and choose by a rule that all can check.")
        case .do: t("Carry it out as a project, step by step.")
        case .learn: t("Record what worked, what did not, and why.")
        case .share: t("Pass it on, so that the next city starts further ahead.")
        }
    }

    /// A drawing on a grid of 24 units.
    fileprivate var glyph: String {
        switch self {
        case .listen: "M4 5H20V16H11L6.5 20V16H4ZM8 9H16M8 12.5H13"
        case .find: "M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13ZM15.5 15.5L20.5 20.5"
        case .decide: "M4.5 11H19.5V20H4.500ZM8 7.500L11 10.500L17 3.500M8.5 15.500H15.5"
        case .do: "M4 13H11V20H4ZM13 13H20V20H13ZM8.5 4H15.500V11H8.500Z"
        case .learn:
            "M12 6.500C9.5 4.5 6.5 4.5 3.5 5V18.500C6.5 18 9.5 18 12 20C14.5 18 17.5 18 20.5 18.500V5C17.5 4.5 14.5 4.5 12 6.500ZM12 6.500V20"
        case .share:
            "M6 9.500a2.5 2.5 0 1 0 0 5a2.5 2.5 0 0 0 0-5ZM18 3.500a2.5 2.5 0 1 0 0 5a2.5 2.5 0 0 0 0-5ZM18 15.500a2.5 2.5 0 1 0 0 5a2.5 2.5 0 0 0 0-5ZM8.3 10.800L15.7 7.200M8.3 13.200L15.7 16.8"
        }
    }
}

/// The picture of the product: one circle of six arrows, from listening to sharing and round again.
public struct InnovationCircle: Component {
    private static let outer = 190.0
    private static let inner = 136.0

    /// The circle.
    public init() {}

    /// The drawing, with its words in the reader's language and a description for those who do not see it.
    public func html(_ t: Localiser) -> HTML {
        """
        <svg class="innovation-circle" viewBox="-200 -200 400 400" role="img" aria-labelledby="circle-title circle-text">\
        <title id="circle-title">\(t("From a need to a solution that works elsewhere"))</title>\
        <desc id="circle-text">\(t("A circle of six arrows:")) \(t.list(Verb.allCases.map { $0.word(t) }))</desc>\
        \(each: Verb.allCases, { segment($0, t) })</svg>
        """
    }

    private func segment(_ verb: Verb, _ t: Localiser) -> HTML {
        let middle = -90.0 + Double(verb.rawValue - 1) * 60
        let glyph = point(radius: (Self.outer + Self.inner) / 2, degrees: middle + 3)
        let label = labelPlace(of: verb)
        return """
            <path class="verb-\(verb.rawValue)" d=\(attribute: arrow(around: middle))/>\
            <path class="verb-glyph" transform=\(attribute: "translate(\(coordinate(glyph.x - 15)) \(coordinate(glyph.y - 15))) scale(1.25)") \
            d=\(attribute: verb.glyph)/>\
            <text class="verb-word" x=\(attribute: coordinate(label.x)) y=\(attribute: coordinate(label.y)) \
            text-anchor=\(attribute: label.anchor)>\(verb.word(t))</text>
            """
    }

    /// Where a word stands inside the ring: set against the ring, so that long words grow towards the middle.
    private func labelPlace(of verb: Verb) -> (x: Double, y: Double, anchor: String) {
        switch verb {
        case .listen: (0, -98, "middle")
        case .find: (120, -40, "end")
        case .decide: (120, 52, "end")
        case .do: (0, 112, "middle")
        case .learn: (-120, 52, "start")
        case .share: (-120, -40, "start")
        }
    }

    /// A sixth of the ring, its end drawn out to a point that lies in the notch of the next one.
    private func arrow(around middle: Double) -> String {
        let start = middle - 28.5
        let end = middle + 27
        let tip = 7.0
        let centre = (Self.outer + Self.inner) / 2
        func place(_ radius: Double, _ degrees: Double) -> String {
            let (x, y) = point(radius: radius, degrees: degrees)
            return "\(coordinate(x)) \(coordinate(y))"
        }
        let outerArc = "A\(coordinate(Self.outer)) \(coordinate(Self.outer)) 0 0 1 \(place(Self.outer, end))"
        let innerArc = "A\(coordinate(Self.inner)) \(coordinate(Self.inner)) 0 0 0 \(place(Self.inner, start))"
        return "M\(place(Self.outer, start))\(outerArc)L\(place(centre, end + tip))L\(place(Self.inner, end))"
            + "\(innerArc)L\(place(centre, start + tip))Z"
    }

    private func point(radius: Double, degrees: Double) -> (x: Double, y: Double) {
        let angle = degrees * .pi / 180
        return (radius * cos(angle), radius * sin(angle))
    }
}
