import Foundation

/// How strong each candidate is, estimated from comparisons of pairs, and how sure that is.
///
/// The model is that of Bradley and Terry: a candidate is preferred to another with a chance that is the logistic
/// function of the difference of their strengths. A normal prior with mean 0 and a large spread keeps the strengths
/// finite where the comparisons alone do not settle them. Intervals come from the observed information.
/// Sources: R. A. Bradley, M. E. Terry, "Rank Analysis of Incomplete Block Designs", Biometrika 39 (1952); for the
/// choice of the next pair D. V. Lindley, "On a Measure of the Information Provided by an Experiment", Annals of
/// Mathematical Statistics 27 (1956).
public struct PairwiseComparison: Sendable {
    /// The standard deviation of the prior, in units in which 1 makes a chance of 73 %.
    public static let priorDeviation = 3.0
    /// The two-sided 95 % point of the normal distribution.
    static let normalPoint = 1.959963984540054

    /// The strengths; their mean is 0.
    public let strengths: [Double]
    /// The covariance of the strengths about their mean, row by row.
    let covariance: [Double]
    private let count: Int

    /// - Parameter support: how often each candidate was preferred to each other. O(candidates³).
    public init(_ support: PairwiseSupport) {
        count = support.count
        let size = support.count
        var strengths = [Double](repeating: 0, count: size)
        var information = [Double](repeating: 0, count: size * size)
        for _ in 0..<Self.mostSteps {
            var slope = strengths.map { -$0 / (Self.priorDeviation * Self.priorDeviation) }
            information = Self.information(support, strengths, slope: &slope)
            guard let factor = Cholesky(information, size: size) else { break }
            let step = factor.solve(slope)
            // A long step may overshoot where the likelihood is flat; no chance changes beyond recognition by 2.
            let longest = step.map(abs).max() ?? 0
            let scale = longest > 2 ? 2 / longest : 1
            for index in 0..<size { strengths[index] += scale * step[index] }
            if longest < 1e-12 { break }
        }
        let mean = size > 0 ? strengths.reduce(0, +) / Double(size) : 0
        self.strengths = strengths.map { $0 - mean }
        covariance = Self.centred(Cholesky(information, size: size)?.inverse() ?? information, size: size)
    }

    private static let mostSteps = 200

    /// The chance that a candidate is preferred to another.
    public func chance(_ candidate: Int, over other: Int) -> Double {
        Self.logistic(strengths[candidate] - strengths[other])
    }

    /// The chance to be preferred to one of the others drawn at random, in percent.
    public func chanceOverRandom(_ candidate: Int) -> Double {
        guard count > 1 else { return 50 }
        let sum = (0..<count).reduce(0) { $1 == candidate ? $0 : $0 + chance(candidate, over: $1) }
        return 100 * sum / Double(count - 1)
    }

    /// The 95 % interval of a strength about the mean of all.
    public func interval(_ candidate: Int) -> ClosedRange<Double> {
        let half = Self.normalPoint * max(0, covariance[candidate * count + candidate]).squareRoot()
        return (strengths[candidate] - half)...(strengths[candidate] + half)
    }

    /// The places that a candidate may have: no better than below all who are surely stronger, no worse than above all
    /// who are surely weaker, each pair judged by the 95 % interval of its difference. Counted from 1.
    public func places(_ candidate: Int) -> ClosedRange<Int> {
        var above = 0
        var below = 0
        for other in 0..<count where other != candidate {
            let half = Self.normalPoint * variance(candidate, other).squareRoot()
            if strengths[other] - strengths[candidate] > half { above += 1 }
            if strengths[candidate] - strengths[other] > half { below += 1 }
        }
        return (above + 1)...(count - below)
    }

    /// Candidates by strength. Each group takes in those whose intervals overlap with that of its strongest.
    public var groups: [[Int]] {
        var groups: [[Int]] = []
        for candidate in (0..<count).sorted(by: isStronger) {
            if let first = groups.last?.first, interval(candidate).upperBound >= interval(first).lowerBound {
                groups[groups.count - 1].append(candidate)
            } else {
                groups.append([candidate])
            }
        }
        return groups
    }

    private func isStronger(_ first: Int, _ second: Int) -> Bool {
        strengths[first] != strengths[second] ? strengths[first] > strengths[second] : first < second
    }

    // MARK: - The next pair

    /// The pair whose comparison is expected to tell most about the ranking; nil with fewer than two candidates.
    ///
    /// What an answer tells about the strengths counts by the chance that the two stand in the wrong order: much doubt
    /// about a pair whose order is settled changes no ranking. Of equal pairs the first. O(candidates²).
    public func mostInformativePair() -> (first: Int, second: Int)? {
        var best: (first: Int, second: Int)?
        var most = -1.0
        for first in 0..<count {
            for second in (first + 1)..<max(first + 1, count) {
                let gain = informationGain(first, second) * chanceOfWrongOrder(first, second)
                if gain > most {
                    most = gain
                    best = (first, second)
                }
            }
        }
        return best
    }

    /// What a comparison is expected to tell about the strengths, in nats.
    ///
    /// By the normal approximation ½ log(1 + p(1 − p)·v), where p is the chance of an answer and v the variance of the
    /// difference.
    public func informationGain(_ first: Int, _ second: Int) -> Double {
        let chance = chance(first, over: second)
        return 0.5 * log1p(chance * (1 - chance) * variance(first, second))
    }

    /// The chance that the weaker of two by the estimate is the stronger.
    public func chanceOfWrongOrder(_ first: Int, _ second: Int) -> Double {
        let variance = variance(first, second)
        guard variance > 0 else { return 0 }
        return 0.5 * erfc(abs(strengths[first] - strengths[second]) / (2 * variance).squareRoot())
    }

    /// The variance of the difference of two strengths.
    func variance(_ first: Int, _ second: Int) -> Double {
        max(
            0,
            covariance[first * count + first] + covariance[second * count + second]
                - 2 * covariance[first * count + second])
    }

    // MARK: - The likelihood

    /// Adds the slope of the likelihood to that of the prior, and gives the information of both.
    private static func information(
        _ support: PairwiseSupport, _ strengths: [Double], slope: inout [Double]
    ) -> [Double] {
        let size = support.count
        var information = [Double](repeating: 0, count: size * size)
        for index in 0..<size { information[index * size + index] = 1 / (priorDeviation * priorDeviation) }
        for first in 0..<size {
            for second in (first + 1)..<max(first + 1, size) {
                let comparisons = Double(support[first, second]) + Double(support[second, first])
                guard comparisons > 0 else { continue }
                let chance = logistic(strengths[first] - strengths[second])
                let rest = Double(support[first, second]) - comparisons * chance
                slope[first] += rest
                slope[second] -= rest
                let weight = comparisons * chance * (1 - chance)
                information[first * size + first] += weight
                information[second * size + second] += weight
                information[first * size + second] -= weight
                information[second * size + first] -= weight
            }
        }
        return information
    }

    private static func logistic(_ difference: Double) -> Double { 1 / (1 + exp(-difference)) }

    /// The covariance of deviations from the mean.
    private static func centred(_ matrix: [Double], size: Int) -> [Double] {
        guard size > 0 else { return [] }
        let means = (0..<size).map { row in
            (0..<size).reduce(0) { $0 + matrix[row * size + $1] } / Double(size)
        }
        let whole = means.reduce(0, +) / Double(size)
        return (0..<(size * size)).map { matrix[$0] - means[$0 / size] - means[$0 % size] + whole }
    }
}

/// A positive definite matrix as the product of a lower triangle and its mirror image.
struct Cholesky {
    private let size: Int
    private var lower: [Double]

    /// Nil when the matrix is not positive definite. O(size³).
    init?(_ matrix: [Double], size: Int) {
        self.size = size
        lower = matrix
        for column in 0..<size {
            for row in column..<size {
                var sum = matrix[row * size + column]
                for index in 0..<column { sum -= lower[row * size + index] * lower[column * size + index] }
                if row == column {
                    guard sum > 0, sum.isFinite else { return nil }
                    lower[row * size + column] = sum.squareRoot()
                } else {
                    lower[row * size + column] = sum / lower[column * size + column]
                }
            }
        }
    }

    func solve(_ right: [Double]) -> [Double] {
        var solution = right
        for row in 0..<size {
            for index in 0..<row { solution[row] -= lower[row * size + index] * solution[index] }
            solution[row] /= lower[row * size + row]
        }
        for row in (0..<size).reversed() {
            for index in (row + 1)..<max(row + 1, size) {
                solution[row] -= lower[index * size + row] * solution[index]
            }
            solution[row] /= lower[row * size + row]
        }
        return solution
    }

    /// O(size³).
    func inverse() -> [Double] {
        var inverse = [Double](repeating: 0, count: size * size)
        for column in 0..<size {
            var unit = [Double](repeating: 0, count: size)
            unit[column] = 1
            for (row, value) in solve(unit).enumerated() { inverse[row * size + column] = value }
        }
        return inverse
    }
}
