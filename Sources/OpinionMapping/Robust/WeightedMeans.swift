import SeededRandom

/// k-means on places, from several seeded starts.
struct WeightedMeans: Sendable {
    private static let mostSteps = 100

    var centers: [Point]
    /// The weighted sum of squared distances to the nearest centre.
    private(set) var spread = Double.infinity

    /// The best of `starts` runs of Lloyd's steps, each started by k-means++ (Arthur and Vassilvitskii, SODA 2007).
    ///
    /// - Parameter stillness: steps end when the spread shrinks by no more than this share.
    init(
        _ points: [Point], weights: [Double], count: Int, starts: Int, stillness: Double = 1e-9,
        generator: inout SeededGenerator
    ) {
        centers = []
        for _ in 0..<starts {
            var trial = WeightedMeans(centers: Self.scattered(points, weights, count, &generator))
            trial.settle(points, weights: weights, stillness: stillness)
            if trial.spread < spread { self = trial }
        }
        if centers.isEmpty { centers = [Point](repeating: points.first ?? .zero, count: count) }
    }

    init(centers: [Point]) { self.centers = centers }

    /// Lloyd's steps until nothing moves any more.
    mutating func settle(_ points: [Point], weights: [Double], stillness: Double = 1e-9) {
        var last = Double.infinity
        for _ in 0..<Self.mostSteps {
            step(points, weights)
            if spread >= last * (1 - stillness) { break }
            last = spread
        }
    }

    private mutating func step(_ points: [Point], _ weights: [Double]) {
        var sums = [SIMD4<Double>](repeating: .zero, count: centers.count)
        var total = 0.0
        points.withUnsafeBufferPointer { points in
            centers.withUnsafeBufferPointer { centers in
                sums.withUnsafeMutableBufferPointer { sums in
                    for index in points.indices {
                        let point = points[index]
                        let (nearest, distance) = Self.nearest(point, centers)
                        let weight = weights[index]
                        sums[nearest] += SIMD4(point.x, point.y, 1, 0) * weight
                        total += weight * distance
                    }
                }
            }
        }
        spread = total
        for index in centers.indices where sums[index].z > 0 {
            centers[index] = Point(x: sums[index].x / sums[index].z, y: sums[index].y / sums[index].z)
        }
    }

    /// The nearest centre, the first among equals, and the squared distance to it.
    private static func nearest(_ point: Point, _ centers: UnsafeBufferPointer<Point>) -> (Int, Double) {
        var best = 0
        var shortest = Double.infinity
        for index in centers.indices {
            let distance = point.squaredDistance(to: centers[index])
            if distance < shortest { (best, shortest) = (index, distance) }
        }
        return (best, shortest)
    }

    /// For each point the number of its nearest centre.
    func labels(_ points: [Point]) -> [Int] {
        centers.withUnsafeBufferPointer { centers in points.map { Self.nearest($0, centers).0 } }
    }

    private static func scattered(
        _ points: [Point], _ weights: [Double], _ count: Int, _ generator: inout SeededGenerator
    ) -> [Point] {
        guard !points.isEmpty else { return [] }
        var centers: [Point] = []
        var reach = weights
        while centers.count < count {
            let total = reach.reduce(0, +)
            var left = generator.unit() * total
            var chosen = points.count - 1
            if total > 0 {
                for index in reach.indices where reach[index] > 0 {
                    chosen = index
                    left -= reach[index]
                    if left < 0 { break }
                }
            }
            centers.append(points[chosen])
            for index in points.indices {
                let distance = points[index].squaredDistance(to: points[chosen]) * weights[index]
                reach[index] = centers.count == 1 ? distance : min(reach[index], distance)
            }
        }
        return centers
    }
}
