import SeededRandom
import Testing

@testable import OpinionMapping

@Suite struct StatisticsTests {
    @Test(arguments: [(1, 10), (5, 10), (9, 10), (250, 1_000), (3, 5_000)])
    func quantilesInvertTheCumulativeFunction(successes: Int, votes: Int) {
        let beta = BetaDistribution(alpha: Double(successes) + 0.5, beta: Double(votes - successes) + 0.5)
        for probability in [0.001, 0.05, 0.5, 0.95, 0.999] {
            #expect(abs(beta.cumulative(beta.quantile(probability)) - probability) < 1e-12)
        }
    }

    @Test func cumulativeOfWholeNumbersIsABinomialSum() {
        // I_x(3, 5) is the chance of at least 3 successes in 7 at x.
        let x = 0.3
        let chances = [1.0, 7, 21, 35, 35, 21, 7, 1].enumerated().map { count, ways in
            (0..<7).reduce(ways) { $0 * ($1 < count ? x : 1 - x) }
        }
        #expect(abs(BetaDistribution(alpha: 3, beta: 5).cumulative(x) - chances[3...].reduce(0, +)) < 1e-14)
    }

    @Test func normalQuantilesAreRight() {
        #expect(abs(NormalDistribution.quantile(0.95) - 1.644_853_626_951_472_7) < 1e-9)
        #expect(abs(NormalDistribution.quantile(0.025) + 1.959_963_984_540_054) < 1e-9)
    }

    @Test func chiSquareTailsAreRight() {
        #expect(abs(ChiSquare.upperTail(3.841_458_820_694_124, degrees: 1) - 0.05) < 1e-12)
        #expect(abs(ChiSquare.upperTail(7.814_727_903_251_179, degrees: 3) - 0.05) < 1e-12)
        #expect(ChiSquare.upperTail(0, degrees: 3) == 1)
    }

    @Test func falseDiscoveryRatesAreThoseOfBenjaminiAndHochberg() {
        let adjusted = FalseDiscovery.adjusted([0.01, 0.04, 0.03, 0.005])
        for (value, expected) in zip(adjusted, [0.02, 0.04, 0.04, 0.02]) { #expect(abs(value - expected) < 1e-15) }
    }

    @Test func equalGroupingsAgreeWhollyWhateverTheirNames() {
        #expect(AdjustedRandIndex.value([0, 0, 1, 1, 2], [2, 2, 0, 0, 1]) == 1)
        #expect(abs(AdjustedRandIndex.value([0, 0, 1, 1], [0, 1, 0, 1]) + 0.5) < 1e-12)
    }

    @Test func eigenvectorsAreThoseOfTheMatrix() {
        var generator = SeededGenerator(seed: 2)
        let size = 120
        var matrix = [Double](repeating: 0, count: size * size)
        for row in 0..<size {
            for column in 0...row {
                let value = generator.unit() - 0.5 + (row == column ? Double(row) / 10 : 0)
                matrix[row * size + column] = value
                matrix[column * size + row] = value
            }
        }
        let spectrum = Spectrum(count: 4, exact: 2, dimension: size) { SymmetricMatrix.multiply(matrix, $0, into: $1) }
        for index in 0..<2 {
            let vector = spectrum.vectors[index]
            var product = vector
            vector.withUnsafeBufferPointer { source in
                product.withUnsafeMutableBufferPointer { SymmetricMatrix.multiply(matrix, source, into: $0) }
            }
            for place in 0..<size { #expect(abs(product[place] - spectrum.values[index] * vector[place]) < 1e-11) }
        }
    }

    @Test func momentsAreSumsOverPeopleWhoVotedOnBoth() {
        var generator = SeededGenerator(seed: 3)
        let simulation = Simulation(camps: 2, statements: 9, generator: &generator)
        let conversation = simulation.conversation(people: 30, votesEach: 6, generator: &generator)
        let table = VoteTable(conversation, order: .byIdentifier)
        let moments = Moments(table)
        for first in 0..<9 {
            for second in 0..<9 {
                var expected = (product: Int32(0), sum: Int32(0), count: Int32(0))
                for person in table.participants.indices {
                    let row = table.entries[table.row(person)]
                    guard let one = row.first(where: { VoteTable.statement($0) == first }),
                        let other = row.first(where: { VoteTable.statement($0) == second })
                    else { continue }
                    expected.product += Int32(VoteTable.value(one) * VoteTable.value(other))
                    expected.sum += Int32(VoteTable.value(one))
                    expected.count += 1
                }
                #expect(moments.products[first * 9 + second] == expected.product)
                #expect(moments.sums[first * 9 + second] == expected.sum)
                #expect(moments.pairs[first * 9 + second] == expected.count)
            }
        }
    }
}
