// Replays conversations that took place with fewer votes: each person answers only a share of the statements that they
// really voted on, chosen at random, by the priority as Polis has it, or by the coverage rule with the published groups
// as declared ones. Prints by how many votes a rule comes to the error of group-informed consensus that random choice
// has with more.
//
//     RoutingReplay FOLDER [seeds]      FOLDER holds folders of Polis exports with votes.csv

import Foundation
import OpinionMapping
import SeededRandom

/// How the next statement is chosen.
enum Rule: CaseIterable {
    case random, priority, coverage
}

/// One run: group-informed consensus of every statement, against all votes.
struct Replay {
    let recording: Recording
    let rule: Rule
    private var routing: Routing
    private var live: LiveOpinions
    private var generator: SeededGenerator
    private(set) var given = 0

    init(_ recording: Recording, rule: Rule, seed: UInt64) throws {
        self.recording = recording
        self.rule = rule
        var conversation = Conversation()
        for statement in 0..<recording.statementCount { conversation.mention(statement: String(statement)) }
        live = try LiveOpinions(conversation)
        generator = SeededGenerator(seed: seed)
        let nothing = [VoteCounts](repeating: VoteCounts(), count: recording.statementCount)
        routing = Routing(
            priorities: live.priorities, coverage: [[VoteCounts]](repeating: nothing, count: recording.groupCount))
    }

    /// The root of the mean squared error after each person has given a share of their votes.
    mutating func error(share: Double) throws -> Double {
        let total = recording.voteCount
        for (person, record) in recording.people.enumerated() {
            var left = record.answers
            let groups = record.group.map { [$0] } ?? []
            for _ in 0..<max(1, Int((share * Double(left.count)).rounded())) {
                let answer = left.remove(at: choose(left.map(\.statement), groups))
                routing.note(statement: answer.statement, stance: answer.stance, groups: groups)
                given += 1
                guard rule == .priority else { continue }
                try live.add(
                    participant: String(person), statement: String(answer.statement), stance: answer.stance)
                // A map of record now and then, the view in between.
                if given % max(1, total / 20) == 0 { live.regroup() }
                if given % max(1, total / 100) == 0 {
                    live.refresh()
                    routing.priorities = live.priorities
                }
            }
        }
        return difference(from: recording.people)
    }

    private mutating func choose(_ unseen: [Int], _ groups: [Int]) -> Int {
        guard rule != .random, rule == .priority || !groups.isEmpty else { return generator.below(unseen.count) }
        let next = routing.next(unseen: unseen, groups: rule == .priority ? [] : groups, generator: &generator)
        return next.flatMap { unseen.firstIndex(of: $0) } ?? 0
    }

    private func difference(from people: [(answers: [Recording.Answer], group: Int?)]) -> Double {
        var whole = Routing(
            priorities: routing.priorities, coverage: routing.coverage.map { $0.map { _ in VoteCounts() } })
        for (answers, group) in people {
            for answer in answers {
                whole.note(statement: answer.statement, stance: answer.stance, groups: group.map { [$0] } ?? [])
            }
        }
        func consensus(_ routing: Routing, _ statement: Int) -> Double {
            routing.coverage.reduce(1) {
                $0 * (Double($1[statement].agrees) + 1) / (Double($1[statement].votes) + 2)
            }
        }
        let squares = (0..<recording.statementCount).reduce(0.0) { sum, statement in
            let difference = consensus(routing, statement) - consensus(whole, statement)
            return sum + difference * difference
        }
        return (squares / Double(recording.statementCount)).squareRoot()
    }
}

/// The mean error of a rule at each share of the votes, and how many votes that was.
func curve(_ recording: Recording, _ rule: Rule, seeds: UInt64) throws -> [(votes: Double, error: Double)] {
    try shares.map { share in
        var (votes, error) = (0.0, 0.0)
        for seed in 0..<seeds {
            var replay = try Replay(recording, rule: rule, seed: seed)
            error += try replay.error(share: share) / Double(seeds)
            votes += Double(replay.given) / Double(seeds)
        }
        return (votes, error)
    }
}

/// The votes at which a curve comes down to an error, between its points on a logarithmic scale; nil beyond its ends.
func votes(on curve: [(votes: Double, error: Double)], at error: Double) -> Double? {
    guard let end = curve.indices.dropFirst().last(where: { curve[$0 - 1].error >= error && curve[$0].error <= error })
    else { return nil }
    let (first, last) = (curve[end - 1], curve[end])
    guard first.error > last.error else { return last.votes }
    let way = log(first.error / error) / log(first.error / last.error)
    return first.votes * pow(last.votes / first.votes, way)
}

let shares = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]
let told = 1...4
let arguments = CommandLine.arguments
let folder = arguments.count > 1 ? arguments[1] : "../shared/data/decision/polis"
let seeds = arguments.count > 2 ? UInt64(arguments[2]) ?? 5 : 5
let percents = told.map { "\(Int((100 * shares[$0]).rounded())) %" }.joined(separator: ", ")
print("votes saved against random choice when a rule asks for \(percents) of the votes; \(seeds) seeds")
var all: [Rule: [Double]] = [:]
for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
    guard let recording = try Recording(folder: folder + "/" + name) else { continue }
    let random = try curve(recording, .random, seeds: 4 * seeds)
    for rule in Rule.allCases where rule != .random {
        let found = try curve(recording, rule, seeds: seeds)
        let saved = told.compactMap { place in
            votes(on: random, at: found[place].error).map { 1 - found[place].votes / $0 }
        }
        all[rule, default: []] += saved
        let percents = saved.map { String(format: "%.0f %%", 100 * $0) }.joined(separator: ", ")
        print("\(name), \(recording.voteCount) votes, \(recording.groupCount) groups, \(rule): \(percents)")
    }
}
for (rule, saved) in all.sorted(by: { $0.value.count < $1.value.count }) {
    let mean = 100 * saved.reduce(0, +) / Double(saved.count)
    print(String(format: "mean, \(rule): %.0f %%; least %.0f %%", mean, 100 * (saved.min() ?? 0)))
}
