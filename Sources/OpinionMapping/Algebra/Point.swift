/// A place on the map.
public struct Point: Sendable, Hashable {
    public var x: Double
    public var y: Double

    public init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }

    static let zero = Point(x: 0, y: 0)

    /// The distance from the middle of the map.
    var length: Double { (x * x + y * y).squareRoot() }

    func squaredDistance(to other: Point) -> Double {
        let (dx, dy) = (x - other.x, y - other.y)
        return dx * dx + dy * dy
    }

    func distance(to other: Point) -> Double { squaredDistance(to: other).squareRoot() }
}
