// Measures the opinion map over simulated conversations. Each scenario runs in a process of its own, so that the peak
// of memory is its own.
//
// Usage: OpinionSpeed SCENARIO, one of: million, two-million, twenty-million, bootstrap, live
import Foundation
import OpinionMapping
import SeededRandom

/// People of three blocks who each vote on a ninth to an eighth of the statements.
func conversation(people: Int, statements: Int, votesEach: Int) -> Conversation {
    var generator = SeededGenerator(seed: 42)
    let shares = (0..<3).map { _ in (0..<statements).map { _ in 0.1 + 0.8 * generator.unit() } }
    var votes: [Vote] = []
    votes.reserveCapacity(people * votesEach)
    var order = Array(0..<statements)
    for person in 0..<people {
        for place in 0..<votesEach {
            order.swapAt(place, place + generator.below(statements - place))
            let share = shares[person % 3][order[place]]
            let stance: Stance = generator.unit() < 0.1 ? .pass : generator.unit() < share ? .agree : .disagree
            votes.append(Vote(participant: UInt32(person), statement: UInt32(order[place]), stance: stance))
        }
    }
    return Conversation(
        participants: (0..<people).map(String.init), statements: (0..<statements).map(String.init), votes: votes)
}

func seconds(_ work: () throws -> Void) rethrows -> Double {
    let elapsed = try ContinuousClock().measure(work)
    return Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
}

/// A field of /proc/self/status in megabytes.
func memory(_ field: String) -> Double {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix(field + ":") }
    return (line?.split(whereSeparator: { " \t".contains($0) }).dropFirst().first.flatMap { Double($0) } ?? 0) / 1024
}

func show(_ scenario: String, _ conversation: Conversation, settings: OpinionMap.Settings = .init()) {
    let before = memory("VmRSS")
    var map: OpinionMap?
    let time = seconds { map = OpinionMap(conversation, settings: settings) }
    let again = (0..<4).map { _ in seconds { map = OpinionMap(conversation, settings: settings) } }.min() ?? time
    guard let map else { return }
    print(
        scenario, "\(map.voteCount) votes", "first \(time) s", "best of five \(min(time, again)) s", "\(map.outcome)",
        "peak \(memory("VmHWM")) MB, of which program and votes \(before) MB", separator: "\t")
}

func live() throws {
    let conversation = conversation(people: 9_000, statements: 900, votesEach: 111)
    var opinions = try LiveOpinions(conversation)
    var generator = SeededGenerator(seed: 1)
    var (adding, refreshing) = ([Double](), [Double]())
    for _ in 0..<200 {
        let person = String(generator.below(9_000))
        let statement = String(generator.below(900))
        adding.append(try seconds { try opinions.add(participant: person, statement: statement, stance: .agree) })
        refreshing.append(seconds { opinions.refresh() })
    }
    for (name, times) in [("vote taken in", adding), ("view brought up to it", refreshing)] {
        let sorted = times.sorted()
        print(
            "live", name, "median \(sorted[100] * 1000) ms", "99th percentile \(sorted[198] * 1000) ms", separator: "\t"
        )
    }
}

switch CommandLine.arguments.dropFirst().first {
case "million": show("1 M", conversation(people: 9_000, statements: 900, votesEach: 111))
case "two-million": show("2.25 M", conversation(people: 20_310, statements: 896, votesEach: 111))
case "twenty-million": show("22.5 M", conversation(people: 203_100, statements: 896, votesEach: 111))
case "bootstrap":
    show(
        "200 replicates of everybody, with the map", conversation(people: 2_031, statements: 896, votesEach: 111),
        settings: .init(resamples: 200, peoplePerResample: 2_031))
case "live": try live()
default: print("Usage: OpinionSpeed million|two-million|twenty-million|bootstrap|live")
}
