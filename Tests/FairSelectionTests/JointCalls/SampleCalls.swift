import Exchange
import FairSelection
import Foundation
import SeededRandom

/// Joint calls for tests.
enum SampleCalls {
    /// The calls with known answers beside the checkout; none where they are not there.
    static let reference: [URL] = {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let data = [folder, folder.deletingLastPathComponent()].map { $0.appending(path: "shared/data/joint-calls") }
        let files = data.compactMap {
            try? FileManager.default.contentsOfDirectory(at: $0, includingPropertiesForKeys: nil)
        }
        let found = (files.first ?? []).filter { $0.pathExtension == "json" }
        if found.isEmpty {
            print("Joint calls with known answers are not beside the checkout; their test is left out.")
        }
        return found.sorted { $0.path < $1.path }
    }()

    /// A call drawn at random: few proposals, tight and loose budgets, equal scores, with and without a gap pot.
    static func drawn(_ generator: inout SeededGenerator, most: Int = 11) throws -> JointCall {
        let agencies = 1 + generator.below(5)
        let unit = [1, 1, 7, 1_000][generator.below(4)]
        let proposals = (0..<generator.below(most + 1)).map { number in
            JointCall.Proposal(
                id: "P\(number)", score: 10 * generator.below(12),
                requests: (0..<agencies).filter { _ in generator.below(3) > 0 }.map {
                    JointCall.Request(agency: $0, amount: generator.below(40) * unit)
                })
        }
        let topUp = JointCall.TopUp(
            total: generator.below(3) == 0 ? 0 : generator.below(120) * unit,
            gapShare: [0, 2_500, 5_000, 10_000][generator.below(4)], rate: 3_300)
        return try JointCall(
            agencies: (0..<agencies).map { .init(id: "A\($0)", budget: generator.below(120) * unit) },
            proposals: proposals, topUp: topUp)
    }

    /// Every set of proposals, as positions in the list.
    static func subsets(of count: Int) -> [[Int]] {
        (0..<(1 << count)).map { bits in (0..<count).filter { bits >> $0 & 1 == 1 } }
    }

    /// What a set takes beyond the budgets.
    static func excess(_ call: JointCall, _ set: [Int], budgets: [Int]) -> Int {
        budgets.indices.reduce(0) { sum, agency in
            let load = set.reduce(0) { load, proposal in
                load + call.proposals[proposal].requests.filter { $0.agency == agency }.reduce(0) { $0 + $1.amount }
            }
            return sum + max(0, load - budgets[agency])
        }
    }
}
