import Exchange
import FairSelection
import Foundation
import SeededRandom

/// Elections for tests.
enum SampleElections {
    /// Wards of Scotland with what other programs made of them; none where they are not beside the checkout.
    static let wards: [(ballots: URL, reference: URL)] = {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let data = [folder, folder.deletingLastPathComponent()].map { $0.appending(path: "shared/data/decision") }
        for root in data {
            let wards = root.appending(path: "ranked/scotland")
            guard let files = try? FileManager.default.contentsOfDirectory(at: wards, includingPropertiesForKeys: nil)
            else {
                continue
            }
            return files.filter { $0.pathExtension == "csv" }.sorted { $0.path < $1.path }.map { file in
                let name = file.deletingPathExtension().lastPathComponent
                return (file, root.appending(path: "reference/ranked/\(name).json"))
            }
        }
        print("Wards of Scotland are not beside the checkout; their test is left out.")
        return []
    }()

    static func election(_ file: RankedBallotFile) throws -> RankedElection {
        try RankedElection(
            candidates: file.candidates,
            ballots: file.ballots.map { .init(levels: $0.levels, count: $0.count) })
    }

    /// `rankings` as "abc", best first; "a(bc)" for equal ones.
    static func election(_ candidates: String, _ rankings: KeyValuePairs<String, Int>) throws -> RankedElection {
        let names = candidates.map(String.init)
        return try RankedElection(
            candidates: names,
            ballots: rankings.map { ranking, count in
                var levels: [[Int]] = []
                var isOpen = false
                for letter in ranking {
                    switch letter {
                    case "(":
                        levels.append([])
                        isOpen = true
                    case ")": isOpen = false
                    default:
                        let candidate = names.firstIndex(of: String(letter)) ?? -1
                        if isOpen { levels[levels.count - 1].append(candidate) } else { levels.append([candidate]) }
                    }
                }
                return .init(levels: levels, count: count)
            })
    }

    /// Strict ballots drawn at random.
    static func drawn(_ generator: inout SeededGenerator) throws -> (
        candidates: [String], ballots: [RankedElection.Ballot]
    ) {
        let candidates = (0..<(2 + generator.below(6))).map { "c\($0)" }
        let ballots = (0..<(1 + generator.below(60))).map { _ in
            var order = Array(candidates.indices)
            generator.shuffle(&order)
            return RankedElection.Ballot(
                levels: order.prefix(generator.below(candidates.count + 1)).map { [$0] }, count: 1 + generator.below(3))
        }
        return (candidates, ballots)
    }
}
