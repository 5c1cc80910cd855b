public import Languages

/// One figure: what it counts, and a link to the list that it counts.
public struct Stat: Component {
    private let value: String?
    private let label: String
    private let definition: String?
    private let address: String?

    /// A figure; `value` is formatted for the reader, nil means that nobody has stated it; `definition` says what
    /// exactly is counted and as of when.
    public init(_ value: String?, label: String, definition: String? = nil, address: String? = nil) {
        self.value = value
        self.label = label
        self.definition = definition
        self.address = address
    }

    /// The figure. Put several into ``StatRow``.
    public func html(_ t: Localiser) -> HTML {
        let figure: HTML =
            "<span class=\"stat-value\">\(value.map { HTML(text: $0) } ?? missingValue(t))</span> <span class=\"stat-label\">\(label)</span>"
        return """
            <div class="stat"><p>\(address.map { "<a href=\(address: $0)>\(figure)</a>" as HTML } ?? figure)</p>\
            \(definition.map { "<p class=\"stat-definition\">\($0)</p>" as HTML })</div>
            """
    }
}

/// Figures side by side.
public struct StatRow: Component {
    private let stats: [Stat]

    /// A row of figures.
    public init(_ stats: [Stat]) {
        self.stats = stats
    }

    /// The row.
    public func html(_ t: Localiser) -> HTML {
        "<div class=\"stat-row\">\(stats, t)</div>"
    }
}

/// How much of something is done.
public struct ProgressBar: Component {
    private let label: String
    private let done: Int
    private let total: Int?

    /// Progress of `done` out of `total` equal steps; without a total nobody knows how much is left.
    public init(_ label: String, done: Int, total: Int?) {
        self.label = label
        self.done = done
        self.total = total.flatMap { $0 > 0 ? $0 : nil }
    }

    /// The bar with the numbers in words beside it.
    public func html(_ t: Localiser) -> HTML {
        let words = total.map { t("\(done) of \($0)") } ?? t("\(done) done")
        return """
            <div class="progress"><p><span>\(label)</span> <span class="progress-words">\(words)</span></p>\
            <progress aria-label=\(attribute: label)\(attribute: "max", total.map(String.init))\
            \(attribute: "value", total.map { String(min(max(done, 0), $0)) })>\(words)</progress></div>
            """
    }
}

/// The states that something goes through, with their dates; what has not happened has none.
public struct Timeline: Component {
    /// One state.
    public struct Step: Sendable {
        /// Where the step stands in the course of things.
        public enum Position: String, Sendable { case past, current, future }

        let title: String
        let date: String?
        let note: HTML?
        let position: Position

        /// A step; `date` is formatted for the reader, nil where it is not known or has not come.
        public init(_ title: String, date: String?, note: HTML? = nil, position: Position) {
            self.title = title
            self.date = date
            self.note = note
            self.position = position
        }
    }

    private let steps: [Step]
    private let label: String

    /// Steps from first to last; `label` names the list.
    public init(label: String, _ steps: [Step]) {
        self.label = label
        self.steps = steps
    }

    /// The steps as an ordered list.
    public func html(_ t: Localiser) -> HTML {
        func item(_ step: Step) -> HTML {
            """
            <li class="step-\(step.position.rawValue)"\(attribute: "aria-current", step.position == .current ? "step" : nil)>\
            <p class="step-title">\(step.title)</p>\
            <p class="step-date">\(step.position == .future ? HTML(text: t("not yet")) : step.date.map { HTML(text: $0) } ?? missingValue(t))</p>\
            \(step.note)</li>
            """
        }
        return "<ol class=\"timeline\" role=\"list\" aria-label=\(attribute: label)>\(each: steps, item)</ol>"
    }
}
