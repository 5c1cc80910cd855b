public import Languages

/// Amounts compared: a table in which each row carries its bar, so that picture and figures are one.
public struct BarChart: Component {
    /// One bar.
    public struct Bar: Sendable {
        let label: String
        let amount: Double?
        let text: String
        let address: String?

        /// A bar of a length in proportion to `amount`; `text` is the amount for the reader. Without an amount
        /// the row says that it is not stated.
        public init(_ label: String, amount: Double?, text: String, address: String? = nil) {
            self.label = label
            self.amount = amount
            self.text = text
            self.address = address
        }
    }

    private let title: String
    private let note: String?
    private let labelTitle: String
    private let amountTitle: String
    private let bars: [Bar]

    /// A chart; `note` says what is counted and as of when.
    public init(title: String, note: String? = nil, labelTitle: String, amountTitle: String, bars: [Bar]) {
        self.title = title
        self.note = note
        self.labelTitle = labelTitle
        self.amountTitle = amountTitle
        self.bars = bars
    }

    /// The table with bars.
    public func html(_ t: Localiser) -> HTML {
        let largest = max(bars.compactMap(\.amount).max() ?? 0, .leastNonzeroMagnitude)
        func row(_ bar: Bar) -> HTML {
            let width = bar.amount.map { max(0, $0) / largest * 100 } ?? 0
            return """
                <tr><th scope="row">\
                \(bar.address.map { "<a href=\(address: $0)>\(bar.label)</a>" as HTML } ?? HTML(text: bar.label))</th>\
                <td class="number">\(bar.amount == nil ? missingValue(t) : HTML(text: bar.text))</td>\
                <td class="bar-cell" aria-hidden="true"><svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none">\
                <rect width=\(attribute: coordinate(width)) height="10"/></svg></td></tr>
                """
        }
        return """
            <table class="bar-chart"><caption>\(title)\
            \(note.map { " <span class=\"caption-note\">\($0)</span>" as HTML })</caption>\
            <thead><tr><th scope="col">\(labelTitle)</th><th scope="col" class="number">\(amountTitle)</th>\
            <td aria-hidden="true"></td></tr></thead><tbody>\(each: bars, row)</tbody></table>
            """
    }
}

/// Shares of a whole in several bars below each other, such as the wanted mix of sectors and the actual one.
public struct StackedBarChart: Component {
    private let title: String
    private let note: String?
    private let partsTitle: String
    private let parts: [String]
    private let bars: [(label: String, amounts: [Double?])]
    private let counts: Counts?

    /// A further column of the table and a row of sums below it.
    public struct Counts: Sendable {
        let title: String
        let parts: [String?]
        let sumTitle: String
        let sum: String?

        /// - Parameters:
        ///   - parts: what is counted of each part, for the reader; nil where nobody has stated it.
        ///   - sumTitle: what the row of sums is called.
        public init(_ title: String, parts: [String?], sumTitle: String, sum: String?) {
            self.title = title
            self.parts = parts
            self.sumTitle = sumTitle
            self.sum = sum
        }
    }

    /// A chart of at most eight parts.
    ///
    /// - Parameters:
    ///   - partsTitle: what the parts are, such as "Sector".
    ///   - parts: the names of the parts.
    ///   - bars: for each bar one amount for each part, nil where it is not stated; each bar is drawn as shares of its sum.
    public init(
        title: String, note: String? = nil, partsTitle: String, parts: [String],
        bars: [(label: String, amounts: [Double?])], counts: Counts? = nil
    ) {
        self.title = title
        self.note = note
        self.partsTitle = partsTitle
        self.parts = parts
        self.bars = bars
        self.counts = counts
    }

    /// The bars, and the table that is their key at the same time.
    public func html(_ t: Localiser) -> HTML {
        """
        <figure class="chart"><figcaption>\(title)\(note.map { " <span class=\"caption-note\">\($0)</span>" as HTML })\
        </figcaption><div class="stacked-bars" aria-hidden="true">\(each: bars, bar)</div>\(table(t))</figure>
        """
    }

    private func share(_ amounts: [Double?], _ position: Int) -> Double? {
        let sum = amounts.reduce(0) { $0 + max(0, $1 ?? 0) }
        guard position < amounts.count, let amount = amounts[position], sum > 0 else { return nil }
        return max(0, amount) / sum
    }

    private func bar(_ bar: (label: String, amounts: [Double?])) -> HTML {
        var start = 0.0
        var drawn = HTML.empty
        for position in parts.indices {
            guard let share = share(bar.amounts, position), share > 0 else { continue }
            drawn.append(
                """
                <rect class="series-\(position % 8 + 1)" x=\(attribute: coordinate(start * 100)) \
                width=\(attribute: coordinate(share * 100)) height="10"/>
                """)
            start += share
        }
        return """
            <p>\(bar.label)</p><svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none">\(drawn)</svg>
            """
    }

    private func table(_ t: Localiser) -> HTML {
        func row(_ position: Int) -> HTML {
            func cell(_ bar: (label: String, amounts: [Double?])) -> HTML {
                "<td class=\"number\">\(share(bar.amounts, position).map { HTML(text: t.percent($0)) } ?? missingValue(t))</td>"
            }
            return """
                <tr><th scope="row"><svg class="key" viewBox="0 0 10 10" width="12" height="12" aria-hidden="true">\
                <rect class="series-\(position % 8 + 1)" width="10" height="10" rx="2"/></svg>\(parts[position])</th>\
                \(each: bars, cell)\(counts.map { number($0.parts[position], t) })</tr>
                """
        }
        return """
            <table class="chart-table"><thead><tr><th scope="col">\(partsTitle)</th>\
            \(each: bars, { bar in "<th scope=\"col\" class=\"number\">\(bar.label)</th>" })\
            \(counts.map { "<th scope=\"col\" class=\"number\">\($0.title)</th>" as HTML })</tr></thead>\
            <tbody>\(each: parts.indices, row)</tbody>\(counts.map { sums($0, t) })</table>
            """
    }

    private func sums(_ counts: Counts, _ t: Localiser) -> HTML {
        func sum(_ bar: (label: String, amounts: [Double?])) -> HTML {
            number(bar.amounts.contains { ($0 ?? 0) > 0 } ? t.percent(1) : nil, t)
        }
        return """
            <tfoot><tr><th scope="row">\(counts.sumTitle)</th>\(each: bars, sum)\(number(counts.sum, t))</tr></tfoot>
            """
    }

    private func number(_ text: String?, _ t: Localiser) -> HTML {
        "<td class=\"number\">\(text.map { HTML(text: $0) } ?? missingValue(t))</td>"
    }
}

/// Amounts over time as one small line, with the table behind it.
public struct LineChart: Component {
    private let title: String
    private let note: String?
    private let timeTitle: String
    private let amountTitle: String
    private let points: [(time: String, amount: Double?, text: String)]

    /// A chart of equally spaced points in time; a point without an amount leaves a gap in the line.
    public init(
        title: String, note: String? = nil, timeTitle: String, amountTitle: String,
        points: [(time: String, amount: Double?, text: String)]
    ) {
        self.title = title
        self.note = note
        self.timeTitle = timeTitle
        self.amountTitle = amountTitle
        self.points = points
    }

    /// The line from zero up, first and last point named, and a table that opens.
    public func html(_ t: Localiser) -> HTML {
        func row(_ point: (time: String, amount: Double?, text: String)) -> HTML {
            """
            <tr><th scope="row">\(point.time)</th><td class="number">\
            \(point.amount == nil ? missingValue(t) : HTML(text: point.text))</td></tr>
            """
        }
        return """
            <figure class="chart"><figcaption>\(title)\(note.map { " <span class=\"caption-note\">\($0)</span>" as HTML })\
            </figcaption>\(largest.map { "<p class=\"line-top\">\(t("Highest: \($0.text) (\($0.time))"))</p>" as HTML })\
            <svg class="line" viewBox="0 0 100 40" preserveAspectRatio="none" aria-hidden="true">\
            <path class="line-axis" d="M0 39.5H100"/><path class="line-stroke" d=\(attribute: path)/></svg>\
            <p class="line-ends" aria-hidden="true"><span>\(points.first?.time)</span><span>\(points.last?.time)</span></p>\
            <details><summary>\(t("Figures"))</summary><table class="chart-table"><thead><tr><th scope="col">\(timeTitle)</th>\
            <th scope="col" class="number">\(amountTitle)</th></tr></thead><tbody>\(each: points, row)</tbody></table></details>\
            </figure>
            """
    }

    private var largest: (time: String, amount: Double?, text: String)? {
        points.filter { $0.amount != nil }.max { ($0.amount ?? 0) < ($1.amount ?? 0) }
    }

    private var path: String {
        let largest = max(largest?.amount ?? 0, .leastNonzeroMagnitude)
        var commands = ""
        var isDrawing = false
        for (position, point) in points.enumerated() {
            guard let amount = point.amount else {
                isDrawing = false
                continue
            }
            let x = points.count < 2 ? 50 : Double(position) / Double(points.count - 1) * 100
            let y = 38 - max(0, amount) / largest * 35
            commands += "\(isDrawing ? "L" : "M")\(coordinate(x)) \(coordinate(y))"
            isDrawing = true
        }
        return commands
    }
}

/// A length in a drawing, with two digits at most, and a point in any language.
func coordinate(_ value: Double) -> String {
    guard value.isFinite else { return "0" }
    let hundredths = Int((min(max(value, -100_000), 100_000) * 100).rounded())
    if hundredths % 100 == 0 { return String(hundredths / 100) }
    let digits = abs(hundredths % 100)
    let sign = hundredths < 0 ? "-" : ""
    let fraction = digits % 10 == 0 ? String(digits / 10) : (digits < 10 ? "0\(digits)" : String(digits))
    return "\(sign)\(abs(hundredths) / 100).\(fraction)"
}
