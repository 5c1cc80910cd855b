import Exchange
import FairSelection
import Languages

/// How ballots that rank candidates are counted.
enum RankRule: String, CaseIterable {
    case schulze
    case borda
    case copeland
    case scottish = "stv-scottish"
    case meek = "stv-meek"
    case pairwise
}

/// What a rule makes of ballots, as people and programs read it.
struct RankResult {
    enum Outcome {
        case ranking(CandidateRanking, scores: [Double]?)
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
            outcome = .ranking(support.copeland(), scores: support.copelandScores().map(Double.init))
        case .borda:
            let doubled = try election().doubledBordaScores()
            outcome = .ranking(CandidateRanking(by: doubled), scores: doubled.map { Double($0) / 2 })
        case .scottish: outcome = .count(try election().scottishCount(seats: seats, lot: lot), seats: seats)
        case .meek: outcome = .count(try election().meekCount(seats: seats, lot: lot), seats: seats)
        case .pairwise: outcome = .comparison(PairwiseComparison(input.support()))
        }
    }

    private func name(_ candidate: Int) -> JSONValue { .string(input.candidates[candidate]) }
    private func names(_ candidates: [Int]) -> JSONValue { .array(candidates.map(name)) }

    // MARK: - JSON

    func json(inputHash: String, seconds: Double, _ t: Localiser) -> JSONValue {
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
            if let scores {
                document["scores"] = .array(
                    scores.map { score in Int(exactly: score).map { .integer($0) } ?? .number(score) })
            }
        case .count(let count, let seats):
            document["seats"] = .integer(seats)
            document["winners"] = names(count.elected)
            document["quota"] = count.stages.last.map { votes($0.quota, count) } ?? .null
            document["stages"] = .array(count.stages.map { stage($0, of: count) })
        case .comparison(let comparison): add(comparison, to: &document)
        }
        document["sentences"] = sentences(t)
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

    // MARK: - Words

    /// Sentences and rows for the reader; `json` has the sentences too.
    func text(_ t: Localiser) -> String {
        lines.map { line in
            switch line {
            case .sentences(let sentences): t.paragraph(sentences)
            case .row(let cells): cells.map { t($0) }.joined(separator: "\t")
            }
        }.joined(separator: "\n")
    }

    private var lines: [RankSentences.Line] {
        RankSentences(input: input, rule: rule, strength: strength, lot: lot, outcome: outcome).lines
    }

    private func sentences(_ t: Localiser) -> JSONValue {
        .array(
            lines.compactMap { line in
                guard case .sentences(let sentences) = line else { return nil }
                return .string(t.paragraph(sentences))
            })
    }
}
