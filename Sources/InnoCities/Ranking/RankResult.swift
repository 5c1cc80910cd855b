import Exchange
import FairSelection

/// What a rule makes of ballots, as people and programs read it.
struct RankResult {
    private enum Outcome {
        case ranking(CandidateRanking, scores: [JSONValue]?)
        case count(TransferableCount, seats: Int)
        case comparison(PairwiseComparison)
    }

    private let input: RankInput
    private let rule: RankRule
    private let strength: MajorityStrength
    private let lot: String
    private let outcome: Outcome

    init(_ input: RankInput, rule: RankRule, seats: Int?, strength: MajorityStrength, lot: String) throws {
        self.input = input
        self.rule = rule
        self.strength = strength
        self.lot = lot
        let seats = seats ?? input.seats ?? 1
        func election() throws -> RankedElection {
            guard let election = input.election else {
                throw CommandFault("\(rule.rawValue) needs ballots; comparisons of pairs can be ranked by pairwise.")
            }
            return election
        }
        switch rule {
        case .schulze: outcome = .ranking(input.support().schulze(strength), scores: nil)
        case .copeland:
            let support = input.support()
            outcome = .ranking(support.copeland(), scores: support.copelandScores().map { .integer($0) })
        case .borda:
            let doubled = try election().doubledBordaScores()
            outcome = .ranking(
                CandidateRanking(by: doubled),
                scores: doubled.map { $0 % 2 == 0 ? .integer($0 / 2) : .number(Double($0) / 2) })
        case .scottish: outcome = .count(try election().scottishCount(seats: seats, lot: lot), seats: seats)
        case .meek: outcome = .count(try election().meekCount(seats: seats, lot: lot), seats: seats)
        case .pairwise: outcome = .comparison(PairwiseComparison(input.support()))
        }
    }

    private func name(_ candidate: Int) -> JSONValue { .string(input.candidates[candidate]) }
    private func names(_ candidates: [Int]) -> JSONValue { .array(candidates.map(name)) }

    // MARK: - JSON

    func json(inputHash: String, seconds: Double) -> JSONValue {
        var document: JSONObject = [
            "rule": .string(rule.rawValue), "candidates": .array(input.candidates.map { .string($0) }),
        ]
        if let election = input.election { document["ballots"] = .integer(election.votes) }
        if rule == .schulze { document["strength"] = .string(strength.rawValue) }
        switch outcome {
        case .ranking(let ranking, let scores):
            document["winners"] = names(ranking.groups.first ?? [])
            document["ranking"] = .array(ranking.groups.map(names))
            document["order"] = names(ranking.order(of: input.candidates, lot: lot))
            if let scores { document["scores"] = .array(scores) }
        case .count(let count, let seats):
            document["seats"] = .integer(seats)
            document["winners"] = names(count.elected)
            document["quota"] = count.stages.last.map { votes($0.quota, count) } ?? .null
            document["stages"] = .array(count.stages.map { stage($0, of: count) })
        case .comparison(let comparison): add(comparison, to: &document)
        }
        document["lot"] = .string(lot)
        document["inputHash"] = .string(inputHash)
        document["seconds"] = .number(seconds)
        return .object(document)
    }

    /// Votes as a decimal number; the units are powers of ten.
    private func votes(_ units: Int, _ count: TransferableCount) -> JSONValue {
        units % count.unit == 0 ? .integer(units / count.unit) : .number(Double(units) / Double(count.unit))
    }

    private func stage(_ stage: TransferableCount.Stage, of count: TransferableCount) -> JSONValue {
        var object: JSONObject = [:]
        switch stage.step {
        case .firstPreferences: object["step"] = "first-preferences"
        case .iteration: object["step"] = "iteration"
        case .surplus(let candidate):
            object["step"] = "surplus"
            object["candidate"] = name(candidate)
        case .exclusion(let candidate):
            object["step"] = "exclusion"
            object["candidate"] = name(candidate)
        }
        object["votes"] = .array(stage.votes.map { votes($0, count) })
        object["exhausted"] = votes(stage.exhausted, count)
        object["quota"] = votes(stage.quota, count)
        object["elected"] = names(stage.elected)
        switch stage.tieBreak {
        case .history(let earlier): object["tieBrokenBy"] = ["stage": .integer(earlier + 1)]
        case .lot: object["tieBrokenBy"] = "lot"
        case nil: break
        }
        return .object(object)
    }

    private func add(_ comparison: PairwiseComparison, to document: inout JSONObject) {
        let groups = comparison.groups
        document["winners"] = names(groups.first ?? [])
        document["ranking"] = .array(groups.map(names))
        document["order"] = names(groups.flatMap { $0 })
        document["strengths"] = .array(
            input.candidates.indices.map { candidate in
                let interval = comparison.interval(candidate)
                let places = comparison.places(candidate)
                return [
                    "candidate": name(candidate), "strength": .number(comparison.strengths[candidate]),
                    "interval": [.number(interval.lowerBound), .number(interval.upperBound)],
                    "places": [.integer(places.lowerBound), .integer(places.upperBound)],
                    "beatsRandom": .number(comparison.chanceOverRandom(candidate)),
                ]
            })
        if let pair = comparison.mostInformativePair() { document["next"] = names([pair.first, pair.second]) }
    }

    // MARK: - Text

    var text: String {
        switch outcome {
        case .ranking(let ranking, let scores): return told(ranking, scores)
        case .count(let count, let seats): return told(count, seats: seats)
        case .comparison(let comparison): return told(comparison)
        }
    }

    private func told(_ ranking: CandidateRanking, _ scores: [JSONValue]?) -> String {
        var place = 1
        var lines: [String] = []
        for group in ranking.groups {
            for candidate in group {
                let score = scores.map { "\t" + $0[candidate].text() } ?? ""
                lines.append("\(place)\t\(input.candidates[candidate])\(score)")
            }
            place += group.count
        }
        if ranking.groups.contains(where: { $0.count > 1 }) {
            lines.append(
                "By lot: "
                    + ranking.order(of: input.candidates, lot: lot).map { input.candidates[$0] }.joined(separator: ", ")
            )
        }
        return lines.joined(separator: "\n")
    }

    private func told(_ count: TransferableCount, seats: Int) -> String {
        var lines: [String] = []
        for (number, stage) in count.stages.enumerated() {
            lines.append("Stage \(number + 1): \(sentence(stage)) Quota \(votes(stage.quota, count).text()).")
            for candidate in input.candidates.indices where stage.votes[candidate] > 0 {
                lines.append("\t\(input.candidates[candidate])\t\(votes(stage.votes[candidate], count).text())")
            }
            for candidate in stage.elected { lines.append("\(input.candidates[candidate]) is elected.") }
        }
        let elected = count.elected.map { input.candidates[$0] }.joined(separator: ", ")
        lines.append("Elected to \(seats) \(seats == 1 ? "seat" : "seats"): \(elected).")
        return lines.joined(separator: "\n")
    }

    private func sentence(_ stage: TransferableCount.Stage) -> String {
        let tie =
            switch stage.tieBreak {
            case .history(let earlier): " Others were equal; stage \(earlier + 1) decided."
            case .lot: " Others were equal; the lot decided."
            case nil: ""
            }
        switch stage.step {
        case .firstPreferences: return "first preferences."
        case .iteration: return "surpluses are passed on."
        case .surplus(let candidate): return "the surplus of \(input.candidates[candidate]) is passed on.\(tie)"
        case .exclusion(let candidate): return "\(input.candidates[candidate]) is excluded.\(tie)"
        }
    }

    private func told(_ comparison: PairwiseComparison) -> String {
        func rounded(_ number: Double) -> String { String((number * 100).rounded() / 100) }
        var lines = comparison.groups.flatMap { $0 }.map { candidate in
            let places = comparison.places(candidate)
            let interval = comparison.interval(candidate)
            let place =
                places.count == 1 ? "place \(places.lowerBound)" : "place \(places.lowerBound) to \(places.upperBound)"
            return "\(input.candidates[candidate])\t\(place)\tstrength \(rounded(comparison.strengths[candidate])) "
                + "(\(rounded(interval.lowerBound)) to \(rounded(interval.upperBound)))\tpreferred to a random other: "
                + "\(rounded(comparison.chanceOverRandom(candidate))) %"
        }
        if let pair = comparison.mostInformativePair() {
            lines.append(
                "To learn most, compare next: \(input.candidates[pair.first]) and \(input.candidates[pair.second]).")
        }
        return lines.joined(separator: "\n")
    }
}
