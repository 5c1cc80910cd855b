/// A cluster of k-means as Polis runs it.
struct CompatibleCluster: Sendable, Hashable {
    var identifier: Int
    /// Positions in the list of points.
    var members: [Int]
    var center: Point
}

/// k-means as the Polis worker runs it: started from the first distinct points, the last of equally near clusters wins,
/// and empty clusters vanish.
enum CompatibleClustering {
    /// Clusters stop when no sorted centre moves as far as this.
    private static let stillness = 0.01

    /// - Parameters:
    ///   - weights: how many people each point stands for.
    ///   - start: clusters of an earlier computation, with members as positions in `points`; empty for a cold start.
    static func clusters(
        points: [Point], weights: [Double], count: Int, steps: Int, start: [CompatibleCluster] = []
    ) -> [CompatibleCluster] {
        let distinct = distinctPoints(points, atMost: count)
        guard !distinct.isEmpty else { return [] }
        var clusters =
            start.isEmpty
            ? distinct.enumerated().map { CompatibleCluster(identifier: $0, members: [], center: $1) }
            : warmed(start, points, weights, count: distinct.count)
        for _ in 0..<steps {
            let next = step(clusters, points, weights)
            let isStill = isStill(clusters, next)
            clusters = next
            if isStill { break }
        }
        return clusters
    }

    private static func distinctPoints(_ points: [Point], atMost count: Int) -> [Point] {
        var seen: Set<Point> = []
        var distinct: [Point] = []
        for point in points where distinct.count < count && seen.insert(point).inserted { distinct.append(point) }
        return distinct
    }

    private static func step(
        _ clusters: [CompatibleCluster], _ points: [Point], _ weights: [Double]
    ) -> [CompatibleCluster] {
        var next = clusters
        for index in next.indices { next[index].members = [] }
        for (point, place) in points.enumerated() { next[nearest(place, clusters)].members.append(point) }
        next.removeAll { $0.members.isEmpty }
        for index in next.indices { next[index].center = mean(next[index].members, points, weights) }
        return next
    }

    private static func nearest(_ point: Point, _ clusters: [CompatibleCluster]) -> Int {
        var best = 0
        var shortest = Double.infinity
        for (index, cluster) in clusters.enumerated() {
            let distance = point.distance(to: cluster.center)
            if distance <= shortest { (best, shortest) = (index, distance) }
        }
        return best
    }

    private static func mean(_ members: [Int], _ points: [Point], _ weights: [Double]) -> Point {
        var (x, y, total) = (0.0, 0.0, 0.0)
        for member in members {
            x += weights[member] * points[member].x
            y += weights[member] * points[member].y
            total += weights[member]
        }
        return total > 0 ? Point(x: x / total, y: y / total) : .zero
    }

    private static func isStill(_ earlier: [CompatibleCluster], _ later: [CompatibleCluster]) -> Bool {
        func sorted(_ clusters: [CompatibleCluster]) -> [Point] {
            clusters.map(\.center).sorted { ($0.x, $0.y) < ($1.x, $1.y) }
        }
        return zip(sorted(earlier), sorted(later)).allSatisfy { $0.distance(to: $1) < stillness }
    }

    /// Earlier clusters brought to the points of today: centres anew, identical ones merged, and then the point
    /// farthest from its centre made a cluster of its own until there are as many as wanted.
    private static func warmed(
        _ start: [CompatibleCluster], _ points: [Point], _ weights: [Double], count: Int
    ) -> [CompatibleCluster] {
        var clusters: [CompatibleCluster] = []
        for var cluster in start where !cluster.members.isEmpty {
            cluster.center = mean(cluster.members, points, weights)
            if let same = clusters.firstIndex(where: { $0.center == cluster.center }) {
                clusters[same].members += cluster.members
            } else {
                clusters.append(cluster)
            }
        }
        while clusters.count < count, let far = mostDistant(points, clusters) {
            for index in clusters.indices { clusters[index].members.removeAll { $0 == far } }
            let identifier = (clusters.map(\.identifier).max() ?? -1) + 1
            clusters.removeAll { $0.members.isEmpty }
            for index in clusters.indices { clusters[index].center = mean(clusters[index].members, points, weights) }
            clusters.append(CompatibleCluster(identifier: identifier, members: [far], center: points[far]))
        }
        return clusters
    }

    /// The point farthest from the centre nearest to it; nil when every point is at a centre.
    private static func mostDistant(_ points: [Point], _ clusters: [CompatibleCluster]) -> Int? {
        guard !clusters.isEmpty else { return points.isEmpty ? nil : 0 }
        var farthest: Int?
        var longest = 0.0
        for (index, point) in points.enumerated() {
            let distance = point.distance(to: clusters[nearest(point, clusters)].center)
            if distance > longest { (farthest, longest) = (index, distance) }
        }
        return farthest
    }

    /// The mean of the silhouettes of all points, each counted once whatever it weighs; a point alone in its cluster
    /// has none and counts 0 (Rousseeuw 1987). O(points²).
    static func silhouette(_ clusters: [CompatibleCluster], _ points: [Point]) -> Double {
        guard clusters.count > 1, !points.isEmpty else { return 0 }
        var total = 0.0
        for (own, cluster) in clusters.enumerated() where cluster.members.count > 1 {
            for member in cluster.members {
                let sums = clusters.map { other in
                    other.members.reduce(0.0) { $0 + points[member].distance(to: points[$1]) }
                }
                let inside = sums[own] / Double(cluster.members.count - 1)
                let outside =
                    clusters.indices.filter { $0 != own }
                    .map { sums[$0] / Double(clusters[$0].members.count) }.min() ?? 0
                let larger = max(inside, outside)
                total += larger > 0 ? (outside - inside) / larger : 0
            }
        }
        return total / Double(points.count)
    }
}
