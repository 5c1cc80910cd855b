import Foundation

/// Where a point on Earth lies on the product's drawing of Europe.
///
/// Lambert's azimuthal equal-area projection on a sphere, centred on 52° N 14° E: sizes of countries can be
/// compared (Snyder, Map Projections: A Working Manual, 1987, equations 24-2 to 24-4). The script
/// `scripts/basemap.py` draws the outlines with the same figures; a test holds the two together.
enum EuropeProjection {
    /// Width and height of the drawing in its own units.
    static let size = (width: 1_000.0, height: 885.0)

    private static let centre = (latitude: 52.0 * .pi / 180, longitude: 14.0 * .pi / 180)
    private static let scale = 1_340.0
    private static let origin = (x: 438.0, y: 475.0)

    /// The place on the drawing, in units from its upper left corner; nil for what lies outside of it.
    static func place(longitude: Double, latitude: Double) -> (x: Double, y: Double)? {
        guard longitude.isFinite, latitude.isFinite, abs(latitude) <= 90, abs(longitude) <= 180 else { return nil }
        let phi = latitude * .pi / 180
        let lambda = longitude * .pi / 180 - centre.longitude
        let cosine = sin(centre.latitude) * sin(phi) + cos(centre.latitude) * cos(phi) * cos(lambda)
        guard cosine > 0 else { return nil }
        let stretch = (2 / (1 + cosine)).squareRoot()
        let x = origin.x + scale * stretch * cos(phi) * sin(lambda)
        let y =
            origin.y
            - scale * stretch * (cos(centre.latitude) * sin(phi) - sin(centre.latitude) * cos(phi) * cos(lambda))
        guard (0...size.width).contains(x), (0...size.height).contains(y) else { return nil }
        return (x, y)
    }
}
