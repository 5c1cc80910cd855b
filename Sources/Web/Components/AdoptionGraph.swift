public import Languages

/// A practice and the cities that took it over, from it or from one another, as a small tree of arrows.
public struct AdoptionGraph: Component {
    /// How an adoption went.
    public enum Outcome: String, Sendable { case origin, succeeded, mixed, failed, running }

    /// The practice itself or one adoption of it.
    public struct Node: Sendable {
        let identifier: String
        let parent: String?
        let label: String
        let detail: String?
        let outcome: Outcome
        let address: String?

        /// A node.
        ///
        /// - Parameters:
        ///   - parent: the identifier of the node that it was taken over from; nil for the practice itself. A node whose
        ///     parent is unknown hangs on the first node.
        ///   - detail: one short line, such as year and result, for the reader.
        public init(
            _ identifier: String, parent: String?, label: String, detail: String?, outcome: Outcome,
            address: String? = nil
        ) {
            self.identifier = identifier
            self.parent = parent
            self.label = label
            self.detail = detail
            self.outcome = outcome
            self.address = address
        }
    }

    private static let rowHeight = 54.0
    private static let indent = 30.0
    private static let width = 340.0

    private let title: String
    private let nodes: [Node]

    /// A graph; the first node is the practice.
    public init(title: String, nodes: [Node]) {
        self.title = title
        self.nodes = nodes
    }

    /// The drawing, and the same as a list with links.
    public func html(_ t: Localiser) -> HTML {
        let placed = placedNodes()
        if placed.isEmpty { return .empty }
        func item(_ place: Place) -> HTML {
            """
            <li>\(place.node.address.map { "<a href=\(address: $0)>\(place.node.label)</a>" as HTML } ?? HTML(text: place.node.label))\
            \(place.node.detail.map { ": \($0)" as HTML })\
            \(place.parentLabel.map { " <span class=\"caption-note\">\(t("taken over from \($0)"))</span>" as HTML })</li>
            """
        }
        return """
            <figure class="chart adoption-graph"><figcaption>\(title)</figcaption>\
            <svg viewBox="0 0 \(Int(Self.width)) \(Int(Double(placed.count) * Self.rowHeight) + 4)" aria-hidden="true">\
            \(each: placed, edge)\(each: placed, drawing)</svg>\
            <details><summary>\(t("As a list"))</summary><ul>\(each: placed, item)</ul></details></figure>
            """
    }

    private struct Place {
        let node: Node
        let depth: Int
        let row: Int
        let parentRow: Int?
        let parentLabel: String?

        var x: Double { 16 + Double(min(depth, 4)) * AdoptionGraph.indent }
        var y: Double { Double(row) * AdoptionGraph.rowHeight + AdoptionGraph.rowHeight / 2 }
    }

    /// The nodes in the order of a walk from the practice, children below their parent; each node is visited
    /// once, so that a circle in the data ends.
    private func placedNodes() -> [Place] {
        guard let root = nodes.first else { return [] }
        let known = Set(nodes.map(\.identifier))
        let children = Dictionary(grouping: nodes.dropFirst()) { node in
            node.parent.flatMap { known.contains($0) && $0 != node.identifier ? $0 : nil } ?? root.identifier
        }
        var places: [Place] = []
        var seen: Set<String> = []
        func visit(_ node: Node, depth: Int, parent: Place?) {
            guard seen.insert(node.identifier).inserted else { return }
            let place = Place(
                node: node, depth: depth, row: places.count, parentRow: parent?.row, parentLabel: parent?.node.label)
            places.append(place)
            for child in children[node.identifier] ?? [] { visit(child, depth: depth + 1, parent: place) }
        }
        visit(root, depth: 0, parent: nil)
        for node in nodes where !seen.contains(node.identifier) { visit(node, depth: 1, parent: places[0]) }
        return places
    }

    private func edge(_ place: Place) -> HTML {
        guard let parentRow = place.parentRow else { return .empty }
        let fromX = place.x - (place.depth <= 4 ? Self.indent : 0)
        let fromY = (Double(parentRow) + 0.5) * Self.rowHeight + 10
        let path =
            "M\(coordinate(fromX)) \(coordinate(fromY))V\(coordinate(place.y - 12))"
            + "Q\(coordinate(fromX)) \(coordinate(place.y)) \(coordinate(fromX + 12)) \(coordinate(place.y))"
            + "H\(coordinate(place.x - 11))m-5 -4l5 4l-5 4"
        return "<path class=\"graph-edge\" d=\(attribute: path)/>"
    }

    private func drawing(_ place: Place) -> HTML {
        let room = Int((Self.width - place.x - 18) / 8.3)
        return """
            <circle class="graph-node outcome-\(place.node.outcome.rawValue)" cx=\(attribute: coordinate(place.x)) \
            cy=\(attribute: coordinate(place.y)) r=\(attribute: place.depth == 0 ? "10" : "8")/>\
            <text class="graph-label" x=\(attribute: coordinate(place.x + 18)) y=\(attribute: coordinate(place.y - 1))>\
            \(shortened(place.node.label, to: room))</text>\
            <text class="graph-detail" x=\(attribute: coordinate(place.x + 18)) y=\(attribute: coordinate(place.y + 16))>\
            \(place.node.detail.map { shortened($0, to: room + 4) })</text>
            """
    }

    private func shortened(_ text: String, to length: Int) -> String {
        text.count <= length ? text : text.prefix(max(1, length - 1)) + "…"
    }
}
