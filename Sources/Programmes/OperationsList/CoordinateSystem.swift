import Foundation

/// The reference system of a list's coordinates, by its EPSG code.
public enum CoordinateSystem: Sendable, Hashable {
    /// Longitude and latitude in degrees: EPSG:4326, and EPSG:4258, which differs by less than a metre.
    case degrees
    /// Metres east and north in a zone of the Universal Transverse Mercator grid, northern half: EPSG:25828 to 25838
    /// (ETRS89) and EPSG:32601 to 32660 (WGS 84).
    case universalTransverseMercator(zone: Int)

    /// Nil for a system that is not known here.
    public init?(code: String) {
        guard code.hasPrefix("EPSG:"), let number = Int(code.dropFirst(5)) else { return nil }
        switch number {
        case 4326, 4258: self = .degrees
        case 25828...25838: self = .universalTransverseMercator(zone: number - 25800)
        case 32601...32660: self = .universalTransverseMercator(zone: number - 32600)
        default: return nil
        }
    }

    /// The place of a pair of coordinates, nil when it is not on the Earth or outside the grid.
    ///
    /// - Parameters:
    ///   - x: longitude in degrees, or metres east.
    ///   - y: latitude in degrees, or metres north.
    public func location(x: Double, y: Double) -> FundedOperation.Location? {
        switch self {
        case .degrees:
            guard (-180...180).contains(x), (-90...90).contains(y) else { return nil }
            return FundedOperation.Location(latitude: y, longitude: x)
        case .universalTransverseMercator(let zone):
            guard (100_000..<1_000_000).contains(x), (0..<9_400_000).contains(y) else { return nil }
            return Self.geographic(east: x, north: y, zone: zone)
        }
    }

    /// Krüger's series to the third order (exact to well under a millimetre inside a zone), constants of GRS 80; after
    /// C. F. F. Karney, "Transverse Mercator with an accuracy of a few nanometers", J. Geodesy 85 (2011), eqs. 11, 15.
    private static func geographic(east: Double, north: Double, zone: Int) -> FundedOperation.Location {
        let flattening = 1 / 298.257222101
        let n = flattening / (2 - flattening)
        let meridianRadius = 6_378_137 / (1 + n) * (1 + n * n / 4 + pow(n, 4) / 64)
        let beta = [
            n / 2 - 2 * n * n / 3 + 37 * pow(n, 3) / 96,
            n * n / 48 + pow(n, 3) / 15,
            17 * pow(n, 3) / 480,
        ]
        let xi = north / (0.9996 * meridianRadius)
        let eta = (east - 500_000) / (0.9996 * meridianRadius)
        var (xiOnSphere, etaOnSphere) = (xi, eta)
        for (index, coefficient) in beta.enumerated() {
            let order = Double(2 * (index + 1))
            xiOnSphere -= coefficient * sin(order * xi) * cosh(order * eta)
            etaOnSphere -= coefficient * cos(order * xi) * sinh(order * eta)
        }
        let conformal = asin(sin(xiOnSphere) / cosh(etaOnSphere))
        let longitude = atan2(sinh(etaOnSphere), cos(xiOnSphere))
        return FundedOperation.Location(
            latitude: geodetic(fromConformal: conformal, flattening: flattening) * 180 / .pi,
            longitude: longitude * 180 / .pi + Double(6 * zone - 183))
    }

    /// The geodetic latitude of a conformal one, by fixed-point iteration (Snyder, "Map projections", 1987, eq. 7-9).
    private static func geodetic(fromConformal conformal: Double, flattening: Double) -> Double {
        let eccentricity = sqrt(flattening * (2 - flattening))
        var latitude = conformal
        for _ in 0..<6 {
            let term = eccentricity * sin(latitude)
            let factor = pow((1 + term) / (1 - term), eccentricity / 2)
            latitude = 2 * atan(tan(.pi / 4 + conformal / 2) * factor) - .pi / 2
        }
        return latitude
    }
}

extension CoordinateSystem: Codable {
    /// Reads the EPSG code.
    public init(from decoder: any Decoder) throws {
        let code = try decoder.singleValueContainer().decode(String.self)
        guard let system = CoordinateSystem(code: code) else {
            throw OperationsMapping.Fault.unknownCoordinateSystem(code)
        }
        self = system
    }

    /// Writes the EPSG code (of ETRS89 where two fit).
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .degrees: try container.encode("EPSG:4326")
        case .universalTransverseMercator(let zone):
            try container.encode("EPSG:\((28...38).contains(zone) ? 25800 + zone : 32600 + zone)")
        }
    }
}
