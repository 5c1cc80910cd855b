public import Languages

/// A part of a page: a value that renders itself in the reader's language, and nothing else.
///
/// Components know no request, no database and no address but those in their model, so that a page can be
/// tested as text. Interpolate one into a page with the localiser: `"<main>\(card, t)</main>"`.
public protocol Component: Sendable {
    /// The markup in the language of `t`.
    func html(_ t: Localiser) -> HTML
}

extension HTML.StringInterpolation {
    /// A component, rendered in the language of `t`.
    public mutating func appendInterpolation(_ component: some Component, _ t: Localiser) {
        appendInterpolation(component.html(t))
    }

    /// A component if there is one, rendered in the language of `t`.
    public mutating func appendInterpolation(_ component: (some Component)?, _ t: Localiser) {
        if let component { appendInterpolation(component.html(t)) }
    }

    /// Components of one kind, one after the other.
    public mutating func appendInterpolation(_ components: [some Component], _ t: Localiser) {
        for component in components { appendInterpolation(component.html(t)) }
    }
}
