import FairSelection
import SeededRandom
import Testing

@Suite struct CertificateTests {
    private static func certificate(seed: UInt64, _ completion: Completion = .add1) throws -> Certificate {
        let election = try Election.sample(seed: seed, points: seed % 2 == 0, weighted: seed % 3 == 0)
        let options = Selection.Options(
            rule: .equalShares, utility: seed % 2 == 0 ? .points : .cost, completion: completion)
        let selection = try Selection(election, options)
        return try #require(selection.certificate(of: election))
    }

    private static func fault(_ certificate: Certificate) -> String? {
        do { try CertificateChecker.check(certificate, depth: .everyEndowment) } catch { return error.place }
        return nil
    }

    @Test(arguments: Completion.allCases)
    func whatTheEngineFoundHolds(completion: Completion) throws {
        for seed in UInt64(1)...12 {
            let certificate = try Self.certificate(seed: seed, completion)
            #expect(Self.fault(certificate) == nil, "seed \(seed)")
        }
    }

    @Test func aTamperedCertificateIsRefusedWithThePlace() throws {
        for seed in UInt64(1)...30 {
            let honest = try Self.certificate(seed: seed)
            guard honest.purchases.count >= 2 else { continue }
            var price = honest
            price.purchases[1].price = price.purchases[1].price + Fraction(1, 1_000_000)
            #expect(Self.fault(price) == "purchases[1].price", "seed \(seed)")
            var swapped = honest
            swapped.purchases.swapAt(0, 1)
            swapped.winners.swapAt(0, 1)
            #expect(Self.fault(swapped)?.hasPrefix("purchases[0]") == true, "seed \(seed)")
            var shorter = honest
            shorter.purchases.removeLast()
            #expect(Self.fault(shorter) == "winners", "seed \(seed)")
            shorter.winners = shorter.purchases.map(\.project)
            #expect(Self.fault(shorter) == "purchases", "seed \(seed)")
            var richer = honest
            richer.endowment = richer.endowment + Fraction(1)
            #expect(Self.fault(richer) != nil, "seed \(seed)")
        }
    }

    /// Whatever single number is changed, the checker either refuses or the claim is still the truth, and never traps.
    @Test func anyChangedNumberIsRefusedOrHarmless() throws {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<600 {
            var changed = try Self.certificate(seed: UInt64(1 + random.below(6)), .add1Utilitarian)
            let odd = [-1, 0, 1, 7, Int.max, Int.min, 1 << 53][random.below(7)]
            switch random.below(13) {
            case 0: changed.budget = odd
            case 1: changed.totalWeight = odd
            case 2: changed.types[random.below(changed.types.count)].weight = odd
            case 3: changed.types[random.below(changed.types.count)].projects = [odd]
            case 4: changed.votes[random.below(changed.votes.count)] = odd
            case 5: changed.winners = changed.winners.map { $0 &+ odd }
            case 6: changed.weightUnit = odd
            case 7: changed.minorUnits = odd
            case 8: changed.overspending = [odd]
            case 9: changed.stages = [.init(first: odd, last: odd, winners: [0])]
            case 10: changed.stages = changed.stages.map { .init(first: $0.first, last: odd, winners: $0.winners) }
            case 11: changed.scores = changed.scores.map { _ in odd }
            default:
                changed.purchases = changed.purchases.map { .init(project: odd, price: $0.price, exhausted: [odd]) }
            }
            _ = Self.fault(changed)
        }
    }

    @Test func aCertificateOfOtherBallotsIsRefused() throws {
        let election = try Election.sample(seed: 4)
        let selection = try Selection(election, .init(rule: .equalShares))
        let certificate = try #require(selection.certificate(of: election))
        #expect(certificate.difference(from: election) == nil)
        #expect(certificate.difference(from: try election.shuffled(seed: 1)) != nil)
        #expect(certificate.difference(from: try election.changed(supporters: 1, of: 2))?.place == "totalWeight")
    }
}
