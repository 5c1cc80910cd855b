import SeededRandom

/// Whether places fall into groups more than a single cloud of the same width and height would (after Liu, Hayes, Nobel
/// and Marron, "Statistical Significance of Clustering", Journal of the American Statistical Association 103, 2008, who
/// draw the cloud from a normal distribution; see `CloudShape` for why it is flatter here).
struct CloudTest {
    static let clouds = 39
    private static let most = 500
    private static let starts = 3

    /// For each number of groups the probability that a single cloud splits as well.
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

    /// At most so many of the points, each as likely.
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
            let means = WeightedMeans(
                points, weights: weights, count: count, starts: starts, stillness: 1e-4, generator: &generator)
            return one.spread > 0 ? means.spread / one.spread : 1
        }
    }
}

/// A single cloud with the mean and covariance of some points.
///
/// Along each principal direction places have the density of a parabola, not the bell of a normal distribution: votes
/// have an end on either side, so one unbroken range of opinion gives a flatter cloud than the bell, which splits
/// better.
private struct CloudShape {
    private let mean: Point
    /// One standard deviation along each principal direction.
    private let first: Point
    private let second: Point

    init(_ points: [Point]) {
        let count = Double(max(points.count, 1))
        let mean = Point(x: points.reduce(0) { $0 + $1.x } / count, y: points.reduce(0) { $0 + $1.y } / count)
        let xx = points.reduce(0) { $0 + ($1.x - mean.x) * ($1.x - mean.x) } / count
        let xy = points.reduce(0) { $0 + ($1.x - mean.x) * ($1.y - mean.y) } / count
        let yy = points.reduce(0) { $0 + ($1.y - mean.y) * ($1.y - mean.y) } / count
        let principal = SmallEigen.symmetric([[xx, xy], [xy, yy]])
        let directions = zip(principal.values, principal.vectors).map { value, vector in
            let deviation = max(value, 0).squareRoot()
            return Point(x: vector[0] * deviation, y: vector[1] * deviation)
        }
        (self.mean, first, second) = (mean, directions[0], directions[1])
    }

    func draw(_ generator: inout SeededGenerator) -> Point {
        let (u, v) = (Self.parabolic(&generator), Self.parabolic(&generator))
        return Point(x: mean.x + first.x * u + second.x * v, y: mean.y + first.y * u + second.y * v)
    }

    /// The middle one of three uniform numbers has the density of a parabola, here with variance 1.
    private static func parabolic(_ generator: inout SeededGenerator) -> Double {
        let (a, b, c) = (generator.unit(), generator.unit(), generator.unit())
        let middle = max(min(a, b), min(max(a, b), c))
        return (middle - 0.5) * 20.0.squareRoot()
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
        let counts = labels.keys.sorted()
        // For each person one place in a row of sums for each number of groups.
        let labels = sample.flatMap { person in counts.map { labels[$0]?[person] ?? 0 } }
        let totals = sums(places, labels, counts)
        return Dictionary(uniqueKeysWithValues: zip(counts, totals.map { $0 / Double(max(most, 1)) }))
    }

    /// For each number of groups the sum of silhouettes; distances are taken once for all of them.
    private static func sums(_ points: [Point], _ labels: [Int], _ counts: [Int]) -> [Double] {
        let width = (counts.max() ?? 0)
        var slots = labels
        var sizes = [Int](repeating: 0, count: counts.count * width)
        for index in slots.indices {
            slots[index] += index % counts.count * width
            sizes[slots[index]] += 1
        }
        let pieces = Lanes.map(Lanes.count) { lane in
            var totals = [Double](repeating: 0, count: counts.count)
            var sums = [Double](repeating: 0, count: sizes.count)
            for person in Lanes.range(lane, of: Lanes.count, length: points.count) {
                for slot in sums.indices { sums[slot] = 0 }
                for other in points.indices {
                    let distance = points[person].distance(to: points[other])
                    for option in counts.indices { sums[slots[other * counts.count + option]] += distance }
                }
                for option in counts.indices {
                    let own = slots[person * counts.count + option]
                    totals[option] += silhouette(own, option * width..<(option + 1) * width, sums, sizes)
                }
            }
            return totals
        }
        return counts.indices.map { option in pieces.reduce(0) { $0 + $1[option] } }
    }

    /// The silhouette of somebody in the group `own` of the groups in `slots`; 0 when alone in it.
    private static func silhouette(_ own: Int, _ slots: Range<Int>, _ sums: [Double], _ sizes: [Int]) -> Double {
        guard sizes[own] > 1 else { return 0 }
        let inside = sums[own] / Double(sizes[own] - 1)
        var outside = Double.infinity
        for slot in slots where slot != own && sizes[slot] > 0 {
            outside = min(outside, sums[slot] / Double(sizes[slot]))
        }
        let larger = max(inside, outside)
        return larger > 0 && larger.isFinite ? (outside - inside) / larger : 0
    }
}
