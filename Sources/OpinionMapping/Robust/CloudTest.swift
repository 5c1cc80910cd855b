import Foundation
import SeededRandom

/// Whether places fall into groups more than a single cloud of the same width and height would (after Liu, Hayes, Nobel
/// and Marron, "Statistical Significance of Clustering", Journal of the American Statistical Association 103, 2008).
struct CloudTest {
    static let clouds = 39
    private static let most = 1_000
    private static let starts = 3

    /// For each number of groups the probability that one cloud of normally distributed places splits as well.
    static func pValues(_ points: [Point], counts: [Int], seed: UInt64) -> [Int: Double] {
        var generator = SeededGenerator(seed: seed)
        let sample = Self.sample(points, &generator)
        let weights = [Double](repeating: 1, count: sample.count)
        let own = splits(sample, weights, counts, &generator)
        let shape = CloudShape(sample)
        let clouds = Lanes.map(clouds) { cloud in
            var generator = SeededGenerator(seed: seed &+ 1 &+ UInt64(cloud) &* 0x51_7c_c1_b7)
            let places = sample.map { _ in shape.draw(&generator) }
            return splits(places, weights, counts, &generator)
        }
        return Dictionary(
            uniqueKeysWithValues: counts.enumerated().map { index, count in
                (count, Double(1 + clouds.count { $0[index] <= own[index] }) / Double(clouds.count + 1))
            })
    }

    /// At most a thousand of the points, each as likely.
    static func sample(_ points: [Point], _ generator: inout SeededGenerator) -> [Point] {
        guard points.count > most else { return points }
        var order = Array(points.indices)
        for place in 0..<most { order.swapAt(place, place + generator.below(order.count - place)) }
        return order.prefix(most).map { points[$0] }
    }

    /// For each number of groups the share of the spread that is left inside of them.
    private static func splits(
        _ points: [Point], _ weights: [Double], _ counts: [Int], _ generator: inout SeededGenerator
    ) -> [Double] {
        var one = WeightedMeans(points, weights: weights, count: 1, starts: 1, generator: &generator)
        one.settle(points, weights: weights)
        return counts.map { count in
            let means = WeightedMeans(points, weights: weights, count: count, starts: starts, generator: &generator)
            return one.spread > 0 ? means.spread / one.spread : 1
        }
    }
}

/// A normal distribution with the mean and covariance of some points.
private struct CloudShape {
    private let mean: Point
    private let xx: Double
    private let xy: Double
    private let yy: Double

    init(_ points: [Point]) {
        let count = Double(max(points.count, 1))
        let mean = Point(x: points.reduce(0) { $0 + $1.x } / count, y: points.reduce(0) { $0 + $1.y } / count)
        self.mean = mean
        let a = points.reduce(0) { $0 + ($1.x - mean.x) * ($1.x - mean.x) } / count
        let b = points.reduce(0) { $0 + ($1.x - mean.x) * ($1.y - mean.y) } / count
        let d = points.reduce(0) { $0 + ($1.y - mean.y) * ($1.y - mean.y) } / count
        xx = a.squareRoot()
        xy = xx > 0 ? b / xx : 0
        yy = max(0, d - xy * xy).squareRoot()
    }

    /// Box and Muller's pair of normal numbers, given the shape.
    func draw(_ generator: inout SeededGenerator) -> Point {
        let radius = (-2 * log(1 - generator.unit())).squareRoot()
        let angle = 2 * Double.pi * generator.unit()
        let (u, v) = (radius * cos(angle), radius * sin(angle))
        return Point(x: mean.x + xx * u, y: mean.y + xy * u + yy * v)
    }
}

/// The mean silhouette of places (Rousseeuw, "Silhouettes", Journal of Computational and Applied Mathematics 20, 1987).
enum Silhouette {
    /// Over everybody, or over a thousand people drawn at random when there are more, so that the time stays bounded.
    static func mean(_ points: [Point], labels: [Int: [Int]], seed: UInt64) -> [Int: Double] {
        var generator = SeededGenerator(seed: seed)
        var order = Array(points.indices)
        let most = min(1_000, order.count)
        for place in 0..<most { order.swapAt(place, place + generator.below(order.count - place)) }
        let sample = order.prefix(most).sorted()
        let places = sample.map { points[$0] }
        var means: [Int: Double] = [:]
        for (count, labels) in labels.sorted(by: { $0.key < $1.key }) {
            means[count] = mean(places, sample.map { labels[$0] }, count)
        }
        return means
    }

    private static func mean(_ points: [Point], _ labels: [Int], _ count: Int) -> Double {
        var sizes = [Int](repeating: 0, count: count)
        for label in labels { sizes[label] += 1 }
        let silhouettes = Lanes.map(Lanes.count) { lane in
            var total = 0.0
            var sums = [Double](repeating: 0, count: count)
            for index in Lanes.range(lane, of: Lanes.count, length: points.count) where sizes[labels[index]] > 1 {
                for group in 0..<count { sums[group] = 0 }
                for other in points.indices { sums[labels[other]] += points[index].distance(to: points[other]) }
                let inside = sums[labels[index]] / Double(sizes[labels[index]] - 1)
                var outside = Double.infinity
                for group in 0..<count where group != labels[index] && sizes[group] > 0 {
                    outside = min(outside, sums[group] / Double(sizes[group]))
                }
                let larger = max(inside, outside)
                if larger > 0, larger.isFinite { total += (outside - inside) / larger }
            }
            return total
        }
        return silhouettes.reduce(0, +) / Double(max(points.count, 1))
    }
}
