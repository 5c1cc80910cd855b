public import Languages

/// A map of Europe with points, and the same points as a list beside it.
///
/// Without a script it is a drawing made on the server; where scripts run, `map.js` puts Leaflet in its place,
/// over the same drawing and with no tile server. A page with a map asks for ``scripts``.
public struct MapView: Component {
    /// A place with something in it.
    public struct Point: Sendable {
        let label: String
        let longitude: Double
        let latitude: Double
        let count: Int?
        let address: String?

        /// A point in degrees (WGS 84). `count` is how many entries lie there, nil for a single one.
        public init(_ label: String, longitude: Double, latitude: Double, count: Int? = nil, address: String? = nil) {
            self.label = label
            self.longitude = longitude
            self.latitude = latitude
            self.count = count
            self.address = address
        }

        /// In the drawing's units; nil outside of it.
        var place: (x: Double, y: Double)? { EuropeProjection.place(longitude: longitude, latitude: latitude) }
    }

    /// The script files that a page with a map names in its frame.
    public static let scripts = ["map.js"]

    private let title: String
    private let points: [Point]
    private let assets: Assets
    private let isStill: Bool

    /// A map.
    ///
    /// - Parameters:
    ///   - title: what the points are, such as "Practices by city".
    ///   - points: in the order of the list.
    ///   - isStill: the drawing alone, with neither list nor Leaflet, for the one place of an entry.
    public init(title: String, points: [Point], assets: Assets, isStill: Bool = false) {
        self.title = title
        self.points = points
        self.assets = assets
        self.isStill = isStill
    }

    /// The drawing and the list.
    public func html(_ t: Localiser) -> HTML {
        """
        <div class=\(attribute: isStill ? "map-still" : "map-view")>\
        <figure class="map"\(if: !isStill, movingAttributes(t))>\(drawing(t))\
        <figcaption>\(title)\(outsideNote(t)) <span class="caption-note">\(t("Outlines: Natural Earth, public domain."))\
        </span></figcaption></figure>\(if: !isStill, list(t))</div>
        """
    }

    /// What `map.js` needs to know.
    private func movingAttributes(_ t: Localiser) -> HTML {
        """
         data-map data-leaflet=\(attribute: assets.address("leaflet.js")) \
        data-leaflet-styles=\(attribute: assets.address("leaflet.css")) data-label=\(attribute: title) \
        data-zoom-in=\(attribute: t("Zoom in")) data-zoom-out=\(attribute: t("Zoom out"))
        """
    }

    private func drawing(_ t: Localiser) -> HTML {
        let places = points.compactMap { point in
            point.place.map { (point, $0.x, $0.y) }
        }
        let frame = Frame(around: places.map { ($0.1, $0.2) })
        let largest = points.map { $0.count ?? 1 }.max() ?? 1
        // Large points first, so that small ones stay in sight.
        let ordered = places.sorted { ($0.0.count ?? 1) > ($1.0.count ?? 1) }
        func mark(_ place: (point: Point, x: Double, y: Double)) -> HTML {
            let share = (Double(max(1, place.point.count ?? 1)) / Double(largest)).squareRoot()
            let radius = frame.width / 1_000 * (largest == 1 ? 10 : 9 + 20 * share)
            return """
                <circle class="map-point" cx=\(attribute: coordinate(place.x)) cy=\(attribute: coordinate(place.y)) \
                r=\(attribute: coordinate(radius))/>
                """
        }
        return """
            <svg class="map-drawing" viewBox=\(attribute: frame.viewBox) role="img" aria-label=\(attribute: title)>\
            <image href=\(address: assets.address("europe.svg")) width=\(attribute: coordinate(EuropeProjection.size.width)) \
            height=\(attribute: coordinate(EuropeProjection.size.height))/>\(each: ordered, mark)</svg>
            """
    }

    private func outsideNote(_ t: Localiser) -> HTML {
        let outside = points.count { $0.place == nil }
        if outside == 0 { return .empty }
        return
            " <span class=\"caption-note\">\(t.count(outside, one: "\(outside) place lies outside this map.", other: "\(outside) places lie outside this map."))</span>"
    }

    private func list(_ t: Localiser) -> HTML {
        func item(_ point: Point) -> HTML {
            """
            <li\(attribute: "data-x", point.place.map { coordinate($0.x) })\
            \(attribute: "data-y", point.place.map { coordinate($0.y) })\
            \(attribute: "data-count", point.count.map(String.init))>\
            \(point.address.map { "<a href=\(address: $0)>\(point.label)</a>" as HTML } ?? HTML(text: point.label))\
            \(point.count.map { " <span class=\"count\">\(t.number($0))</span>" as HTML })</li>
            """
        }
        return "<ul class=\"map-list\" role=\"list\" aria-label=\(attribute: title)>\(each: points, item)</ul>"
    }

    /// The part of the drawing that holds all points with some room around, in the drawing's proportions.
    private struct Frame {
        var x = 0.0
        var y = 0.0
        var width = EuropeProjection.size.width

        private static let margin = 90.0
        private static let narrowest = 380.0

        init(around places: [(x: Double, y: Double)]) {
            guard let left = places.map(\.x).min(), let right = places.map(\.x).max(),
                let top = places.map(\.y).min(), let bottom = places.map(\.y).max()
            else { return }
            let size = EuropeProjection.size
            let proportion = size.width / size.height
            let needed = max(right - left, (bottom - top) * proportion) + 2 * Self.margin
            width = min(max(needed, Self.narrowest), size.width)
            x = min(max((left + right - width) / 2, 0), size.width - width)
            y = min(max((top + bottom - height) / 2, 0), size.height - height)
        }

        private var height: Double { width * EuropeProjection.size.height / EuropeProjection.size.width }

        var viewBox: String { [x, y, width, height].map(coordinate).joined(separator: " ") }
    }
}
