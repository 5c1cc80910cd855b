import Catalogue
import CrossLingualSearch
import Foundation

/// The dictionaries, concepts and space of a `share` folder with `local` beside it.
struct Tools {
    let lexicon: Lexicon
    let concepts: [Concept]
    let space: VectorSpace
    let encoder: MultilingualEncoder

    init(share: String) throws {
        let share = URL(filePath: share)
        let local = share.deletingLastPathComponent().appending(path: "local")
        lexicon = try Lexicon(contentsOf: local.appending(path: "lexicon.bin"))
        encoder = try MultilingualEncoder(contentsOf: local.appending(path: "encoder.bin"))
        space = try VectorSpace(encoder: encoder, contentsOf: share.appending(path: "vector-space.bin"))
        concepts = try Topics(
            contentsOf: share.appending(path: "topics.jsonl"), names: share.appending(path: "topic-names.jsonl"),
            narrower: share.appending(path: "concepts.csv")
        ).concepts
    }

    var index: SearchIndex { SearchIndex(lexicon: lexicon, concepts: concepts, space: space) }
}

/// Vectors of texts that were really read, and made-up ones that lie among them.
struct Pool {
    private var vectors: [String: [[Float]]] = [:]

    init(_ texts: [[String]], in space: VectorSpace) throws {
        for text in texts {
            guard let vector = space.vector(of: text[2], as: .passage, language: text[1]) else { continue }
            vectors[text[1], default: []].append(vector)
        }
    }

    /// A mixture of two vectors of the language, with a third of its length as noise.
    func vector(like language: String, with chance: inout some RandomNumberGenerator) -> [Float] {
        guard let known = vectors[language], let one = known.randomElement(using: &chance),
            let other = known.randomElement(using: &chance)
        else { return [] }
        let share = Float.random(in: 0.5...1, using: &chance)
        let length = one.reduce(0) { $0 + $1 * $1 }.squareRoot()
        // Evenly spread numbers between -1 and 1 have a mean square of a third.
        let noise = length / 3 * (3 / Float(one.count)).squareRoot()
        return one.indices.map { index in
            let random = Float(Int32(truncatingIfNeeded: chance.next())) / Float(Int32.max)
            return share * one[index] + (1 - share) * other[index] + noise * random
        }
    }
}

/// Memory of this process, in MiB, and how long things take, in milliseconds.
enum Measure {
    private static let clock = ContinuousClock()

    static func milliseconds(_ work: () throws -> Void) rethrows -> Double {
        try clock.measure(work) / .milliseconds(1)
    }

    /// Of the processor alone: what other work on the machine takes does not count.
    static func processorMilliseconds(_ work: () throws -> Void) rethrows -> Double {
        let before = processorTime
        try work()
        return processorTime - before
    }

    private static var processorTime: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
    }

    /// `VmRSS` now, `VmHWM` at its highest, `RssAnon` without files.
    static func memory(_ key: String) -> Double {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix(key + ":") } ?? ""
        return Double(line.filter(\.isNumber)).map { $0 / 1024 } ?? .nan
    }

    static func percentile(_ share: Double, of values: [Double]) -> Double {
        let sorted = values.sorted()
        return sorted[min(sorted.count - 1, Int((share * Double(sorted.count)).rounded(.up)) - 1)]
    }
}
