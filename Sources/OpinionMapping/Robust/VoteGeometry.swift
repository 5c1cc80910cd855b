/// Axes of a table of votes and the places of people on them.
struct VoteGeometry: Sendable {
    /// How many axes are followed beyond the two that are drawn, so that resampling starts well.
    static let followed = 4

    /// The mean vote on each statement, agree +1.
    var means: [Double]
    var axes: Spectrum
    /// Σ (v − mean)² over all votes.
    var spread: Double
    /// What keeps places of people with few votes near the middle; for x and y.
    var shrinkage: Point

    /// Axes of the table: eigenvectors of Σ (v − mean)(w − mean) over votes that are there, a missing vote counting as
    /// the mean.
    init(_ table: VoteTable) {
        if table.statements.count <= Self.mostForMoments {
            self.init(Moments(table), table)
        } else {
            let columns = MeanCenteredRows(table)
            let axes = Spectrum(count: Self.followed, exact: 2, dimension: table.statements.count) {
                columns.multiply($0, into: $1)
            }
            let spread = columns.spread
            self.init(
                means: columns.means, axes: axes, spread: spread,
                shrinkage: Self.shrinkage(table, spread: spread, axes: axes))
        }
    }

    /// Beyond so many statements the tables of moments would outgrow memory, and rows are used one by one instead.
    static let mostForMoments = 2_048

    private init(_ moments: Moments, _ table: VoteTable) {
        means = moments.means
        let covariances = moments.covariances()
        axes = Spectrum(count: Self.followed, exact: 2, dimension: moments.count) {
            SymmetricMatrix.multiply(covariances, $0, into: $1)
        }
        spread = moments.spread(covariances)
        shrinkage = Self.shrinkage(table, spread: spread, axes: axes)
    }

    init(means: [Double], axes: Spectrum, spread: Double, shrinkage: Point) {
        self.means = means
        self.axes = axes
        self.spread = spread
        self.shrinkage = shrinkage
    }

    /// The noise of one vote over the variance of places along each axis, by moments: with density d of the table,
    /// noise τ² a vote, and n people, an eigenvalue is about n (d² s² + d τ²) for places of variance s². So places are
    /// the posterior means of probabilistic principal components (Tipping and Bishop, "Probabilistic Principal
    /// Component Analysis", Journal of the Royal Statistical Society B 61(3), 1999) with the votes that are there.
    static func shrinkage(_ table: VoteTable, spread: Double, axes: Spectrum) -> Point {
        let people = table.participants.indices.count { !table.row($0).isEmpty }
        let statements = table.answeredStatementCount
        guard people > 0, statements > 0, spread > 0 else { return Point(x: 1, y: 1) }
        let noise = spread / Double(table.entries.count)
        let density = Double(table.entries.count) / (Double(people) * Double(statements))
        func ratio(_ value: Double) -> Double {
            let variance = (value / Double(people) - density * noise) / (density * density)
            return variance > noise * 1e-3 ? noise / variance : 1_000
        }
        return Point(x: ratio(axes.values[0]), y: ratio(axes.values[1]))
    }

    /// The places of everybody; O(votes).
    func places(_ table: VoteTable) -> [Point] {
        let pairs = (0..<means.count).map { SIMD2(axes.vectors[0][$0], axes.vectors[1][$0]) }
        let count = table.participants.count
        return [Point](unsafeUninitializedCapacity: count) { buffer, initialized in
            nonisolated(unsafe) let places = buffer
            table.entries.withUnsafeBufferPointer { entries in
                pairs.withUnsafeBufferPointer { pairs in
                    means.withUnsafeBufferPointer { means in
                        nonisolated(unsafe) let votes = (entries, pairs, means)
                        Lanes.run(Lanes.count) { lane in
                            for person in Lanes.range(lane, of: Lanes.count, length: count) {
                                var fit = PlaceFit()
                                for index in table.row(person) {
                                    let entry = votes.0[index]
                                    let statement = Int(entry >> 2)
                                    fit.add(Double(Int(entry & 3) - 1) - votes.2[statement], votes.1[statement])
                                }
                                (places.baseAddress.unsafelyUnwrapped + person)
                                    .initialize(to: fit.place(shrinkage, .zero))
                            }
                        }
                    }
                }
            }
            initialized = count
        }
    }

    /// The place of a person who only agrees with one statement, stretched as if with all: where a statement is drawn.
    var statementPlaces: [Point] {
        let scale = Double(means.count).squareRoot()
        return means.indices.map { statement in
            let pull = scale * (1 - means[statement])
            return Point(x: pull * axes.vectors[0][statement], y: pull * axes.vectors[1][statement])
        }
    }
}

/// Where somebody stands by some votes: the place that explains them best by least squares, drawn towards the middle
/// the more the fewer they are.
struct PlaceFit {
    private var xx = 0.0
    private var xy = 0.0
    private var yy = 0.0
    private var bx = 0.0
    private var by = 0.0

    mutating func add(_ rest: Double, _ axes: SIMD2<Double>) {
        xx += axes.x * axes.x
        xy += axes.x * axes.y
        yy += axes.y * axes.y
        bx += axes.x * rest
        by += axes.y * rest
    }

    /// Takes a vote off again.
    mutating func remove(_ rest: Double, _ axes: SIMD2<Double>) {
        xx -= axes.x * axes.x
        xy -= axes.x * axes.y
        yy -= axes.y * axes.y
        bx -= axes.x * rest
        by -= axes.y * rest
    }

    func place(_ shrinkage: Point, _ middle: Point) -> Point {
        let (a, d) = (xx + shrinkage.x, yy + shrinkage.y)
        let (u, v) = (bx + shrinkage.x * middle.x, by + shrinkage.y * middle.y)
        let determinant = a * d - xy * xy
        guard determinant > 0 else { return middle }
        return Point(x: (d * u - xy * v) / determinant, y: (a * v - xy * u) / determinant)
    }
}

/// The table less its means, a row at a time, for tables with too many statements for moments.
struct MeanCenteredRows {
    let table: VoteTable
    let means: [Double]

    init(_ table: VoteTable) {
        self.table = table
        var sums = [Int](repeating: 0, count: table.statements.count)
        var counts = sums
        for entry in table.entries {
            sums[VoteTable.statement(entry)] += VoteTable.value(entry)
            counts[VoteTable.statement(entry)] += 1
        }
        means = zip(sums, counts).map { $1 == 0 ? 0 : Double($0) / Double($1) }
    }

    /// Σ (v − mean)² over all votes.
    var spread: Double {
        var sum = 0.0
        for entry in table.entries {
            let rest = Double(VoteTable.value(entry)) - means[VoteTable.statement(entry)]
            sum += rest * rest
        }
        return sum
    }

    /// result = XᵀX · vector.
    func multiply(_ vector: UnsafeBufferPointer<Double>, into result: UnsafeMutableBufferPointer<Double>) {
        result.update(repeating: 0)
        for person in table.participants.indices {
            let row = table.entries[table.row(person)]
            var sum = 0.0
            for entry in row {
                let statement = VoteTable.statement(entry)
                sum += (Double(VoteTable.value(entry)) - means[statement]) * vector[statement]
            }
            for entry in row {
                let statement = VoteTable.statement(entry)
                result[statement] += (Double(VoteTable.value(entry)) - means[statement]) * sum
            }
        }
    }
}
