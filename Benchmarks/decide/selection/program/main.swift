import Exchange
import FairSelection
import Foundation
import SeededRandom

/// Times the selection engine, one measurement for each line of output, as JSON, for `Benchmarks/decide/selection/run`.
///
///     SelectionSpeed FILE.pb SCALE…      reading, then Equal Shares with amounts multiplied by each scale
///     SelectionSpeed --synthetic VOTERS PROJECTS
func milliseconds(_ body: () throws -> Void) rethrows -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    try body()
    return (clock.now - start) / .milliseconds(1)
}

func election(_ document: PabulibDocument, scale: Int) throws -> Election {
    func units(_ text: String?) -> Int { PabulibDecimal(text ?? "")?.units(places: 2) ?? 0 }
    let votes = document.votes
    // A few odd units, or scaled amounts would all have the same divisor.
    let projects = document.projectIDs.indices.map { index in
        let cost = units(document.value("cost", of: index)) / 100
        return Election.Project(id: document.projectIDs[index], cost: cost * scale + (scale == 1 ? 0 : cost % 7))
    }
    return try Election(
        budget: units(document.meta("budget")) / 100 * scale, projects: projects,
        ballots: Ballots(
            starts: votes.starts, projects: votes.projects, points: votes.points, weights: votes.weights))
}

/// Ballots of three projects that cost and please unevenly, each ballot different from every other.
func synthetic(voters: Int, projects: Int) throws -> Election {
    var random = SeededGenerator(seed: 2_026)
    var seen: Set<[Int]> = []
    var ballots = Ballots()
    while seen.count < voters {
        var chosen: Set<Int> = []
        let length = 3 + random.below(8)
        while chosen.count < length {
            chosen.insert(min(random.below(projects), random.below(projects)))
        }
        let ballot = chosen.sorted()
        if seen.insert(ballot).inserted { ballots.append(ballot) }
    }
    let costs = (0..<projects).map { _ in 5_000 + random.below(400_000) }
    return try Election(
        budget: costs.reduce(0, +) / 4, projects: costs.enumerated().map { .init(id: "\($0)", cost: $1) },
        ballots: ballots)
}

func report(_ name: String, _ milliseconds: Double, _ selection: Selection? = nil) {
    var object: JSONObject = ["name": .string(name), "ms": .number(milliseconds)]
    if let shares = selection?.shares {
        object["rounds"] = .integer(shares.rounds)
        object["runs"] = .integer(shares.runs)
        object["winners"] = .integer(selection?.winners.count ?? 0)
    }
    print(JSONValue.object(object).text())
}

func measure(_ name: String, _ election: Election) throws {
    for completion in [Completion.none, .add1] {
        let options = Selection.Options(rule: .equalShares, completion: completion)
        var best = Double.infinity
        var selection: Selection?
        for _ in 0..<3 { best = min(best, try milliseconds { selection = try Selection(election, options) }) }
        report("\(name) \(completion.rawValue)", best, selection)
    }
}

var arguments = Array(CommandLine.arguments.dropFirst())
if arguments.first == "--synthetic", arguments.count == 3, let voters = Int(arguments[1]), let count = Int(arguments[2])
{
    try measure("synthetic", try synthetic(voters: voters, projects: count))
} else if let file = arguments.first {
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: file)))
    var reading = PabulibReader.read(bytes)
    let best = (0..<3).map { _ in milliseconds { reading = PabulibReader.read(bytes) } }.min() ?? 0
    print(JSONValue.object(["name": "read", "ms": .number(best), "bytes": .integer(bytes.count)]).text())
    for scale in arguments.dropFirst().compactMap({ Int($0) }) {
        let election = try election(reading.document, scale: scale)
        try measure("× \(scale)", election)
        guard scale == 1 else { continue }
        let selection = try Selection(election, .init(rule: .equalShares, completion: .add1))
        report("effective support", milliseconds { _ = selection.effectiveSupport(in: election) })
    }
}
