import Foundation

/// The squared ratio differences ((a − b) / (a + b))² of all pairs of values, summed without a loop over all pairs.
///
/// With s the logarithm of a value, the difference is tanh²((s − t) / 2): a smooth function of s and t. So each value is
/// shared out among a few Chebyshev nodes between the lowest and the highest logarithm, by the polynomials through them
/// (J.-P. Berrut, L. N. Trefethen, "Barycentric Lagrange Interpolation", 2004), and only nodes are compared with nodes.
/// The nearest poles lie πi away from the interval, which settles how many nodes leave no error but that of rounding
/// (L. N. Trefethen, "Approximation Theory and Approximation Practice", 2013, chapter 8): 40 for numbers from 1 to 1,000.
struct RatioDifferences {
    /// Most shares that are kept, which is 160 MB.
    private static let shareLimit = 20_000_000

    /// There are more values than are compared.
    struct TooManyValues: Error {
        let limit: Int
    }

    /// Where the values above 0 begin: 0 differs from each of them by 1.
    private let start: Int
    private let nodes: Int
    /// Value by value, the part of it at each node; empty when the values themselves are the nodes.
    private let shares: [Double]
    /// Node by node.
    private let differences: [Double]

    /// - Parameter numbers: ascending, finite and not negative.
    init(_ numbers: [Double]) throws(TooManyValues) {
        start = numbers.firstIndex { $0 > 0 } ?? numbers.count
        let numbers = numbers[start...]
        let logarithms = Self.logarithms(numbers)
        let radius = max(logarithms.last ?? 0, -(logarithms.first ?? 0))
        let needed = Self.nodes(radius: radius)
        guard numbers.count * min(needed, numbers.count) <= Self.shareLimit else {
            throw TooManyValues(limit: Self.shareLimit / needed)
        }
        guard needed < numbers.count else {
            nodes = numbers.count
            shares = []
            differences = numbers.flatMap { one in numbers.map { Self.square(one, $0) } }
            return
        }
        nodes = needed
        let angles = (0..<needed).map { (Double($0) + 0.5) * .pi / Double(needed) }
        let places = angles.map { radius * cos($0) }
        let weights = angles.enumerated().map { sin($1) * ($0.isMultiple(of: 2) ? 1 : -1) }
        shares = logarithms.flatMap { Self.shares(of: $0, places, weights) }
        differences = places.flatMap { one in places.map { pow(tanh((one - $0) / 2), 2) } }
    }

    /// Natural logarithms of the values over their geometric middle, with all digits also of values that are nearly equal.
    private static func logarithms(_ numbers: ArraySlice<Double>) -> [Double] {
        guard let lowest = numbers.first, let highest = numbers.last else { return [] }
        let middle = lowest.squareRoot() * highest.squareRoot()
        return numbers.map { number in
            let ratio = number / middle
            guard (0.5...2).contains(ratio) else { return log(number) - log(middle) }
            return 2 * atanh((number - middle) / middle / (1 + ratio))
        }
    }

    private static func nodes(radius: Double) -> Int {
        guard radius > 0 else { return 1 }
        let ellipse = log(.pi / radius + (1 + (.pi / radius) * (.pi / radius)).squareRoot())
        return Int((40 / ellipse).rounded(.up)) + 4
    }

    private static func shares(of place: Double, _ places: [Double], _ weights: [Double]) -> [Double] {
        if let node = places.firstIndex(of: place) { return places.indices.map { $0 == node ? 1 : 0 } }
        let parts = zip(places, weights).map { $1 / (place - $0) }
        let sum = parts.reduce(0, +)
        return parts.map { $0 / sum }
    }

    /// The squared difference of two values.
    static func square(_ one: Double, _ other: Double) -> Double {
        // Values are finite and not negative; halving them first keeps the sum finite too.
        let (half, otherHalf) = (one / 2, other / 2)
        let sum = half + otherHalf
        guard sum > 0 else { return 0 }
        let proportion = (half - otherHalf) / sum
        return proportion * proportion
    }

    /// The sum over all ordered pairs of ratings. O(values × nodes + nodes²).
    func squares(_ marginals: [EightCounts]) -> EightValues {
        var masses = [EightValues](repeating: .zero, count: nodes)
        for value in start..<marginals.count {
            let count = marginals[value].values
            let first = (value - start) * nodes
            if shares.isEmpty {
                masses[value - start] = count
            } else {
                for node in 0..<nodes { masses[node] += count * shares[first + node] }
            }
        }
        let (zeros, others) = (
            marginals[..<start].reduce(into: EightValues.zero) { $0 += $1.values },
            marginals[start...].reduce(into: EightValues.zero) { $0 += $1.values }
        )
        var sum = zeros * others
        for one in 0..<nodes {
            var row = EightValues.zero
            for other in 0..<one { row += masses[other] * differences[one * nodes + other] }
            sum += masses[one] * row
        }
        return 2 * sum
    }
}
