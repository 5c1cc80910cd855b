import FairSelection
import Languages

/// A ranking or a count in words, with the rows of its tables between the sentences.
struct RankSentences {
    /// What stands on one line.
    enum Line {
        case sentences([Message])
        /// Cells of a table.
        case row([Message])
    }

    let input: RankInput
    let rule: RankRule
    let strength: MajorityStrength
    let lot: String
    let outcome: RankResult.Outcome

    var lines: [Line] {
        guard !input.candidates.isEmpty else { return [.sentences([Message("There is nothing to rank.")])] }
        switch outcome {
        case .ranking(let ranking, let scores): return [opening] + told(ranking, scores)
        case .count(let count, let seats): return [opening] + told(count, seats: seats)
        case .comparison(let comparison): return [opening] + told(comparison)
        }
    }

    private func name(_ candidate: Int) -> String { input.candidates[candidate] }
    private func names(_ candidates: [Int]) -> [String] { candidates.map(name) }

    private var opening: Line {
        let (candidates, rule) = (input.candidates.count, ruleName)
        let counted =
            input.election.map { Message("Ballots: \($0.votes); candidates: \(candidates).") }
            ?? Message("Candidates: \(candidates).")
        return .sentences([counted, Message("Rule: \(rule).")])
    }

    /// The name of the rule as people know it.
    private var ruleName: Message {
        switch rule {
        case .schulze where strength == .margins:
            Message("Schulze’s method, a majority being as strong as its margin")
        case .schulze: Message("Schulze’s method, a majority being as strong as its votes")
        case .borda: Message("Borda count")
        case .copeland: Message("Copeland’s method")
        case .scottish: Message("single transferable vote, as in Scottish local elections")
        case .meek: Message("single transferable vote, Meek’s method")
        case .pairwise: Message("strengths from comparisons of pairs (Bradley–Terry)")
        }
    }

    // MARK: - Rankings

    private func told(_ ranking: CandidateRanking, _ scores: [Double]?) -> [Line] {
        var place = 1
        var rows: [Line] = []
        var equals: [Line] = []
        let order = ranking.order(of: input.candidates, lot: lot)
        for group in ranking.groups {
            for candidate in group {
                let score: [Message] = scores.map { ["\($0[candidate])"] } ?? []
                rows.append(.row(["\(place)", "\(name(candidate))"] + score))
            }
            if group.count > 1 {
                let drawn = names(Array(order[(place - 1)..<(place - 1 + group.count)]))
                equals.append(
                    .sentences([
                        Message("Equal in place \(place): \(list: names(group))."),
                        Message("The lot puts them into this order: \(list: drawn)."),
                    ]))
            }
            place += group.count
        }
        return rows + equals + first(ranking, scores)
    }

    /// Who comes first and why, when one candidate does.
    private func first(_ ranking: CandidateRanking, _ scores: [Double]?) -> [Line] {
        guard let winners = ranking.groups.first, winners.count == 1 else { return [] }
        let winner = winners[0]
        let opening = Message("First: \(name(winner)).")
        guard ranking.groups.count > 1 else { return [.sentences([opening])] }
        if rule == .borda, let scores {
            let second = ranking.groups[1]
            let (points, less) = (scores[winner], scores[second[0]])
            return [.sentences([opening, Message("Points: \(points). Next: \(list: names(second)) (\(less)).")])]
        }
        let support = input.support()
        let others = input.candidates.indices.filter { $0 != winner }
        let (won, lost) = (
            others.count { support.margin(winner, $0) > 0 }, others.count { support.margin(winner, $0) < 0 }
        )
        if won == others.count {
            let closest = others.min { support.margin(winner, $0) < support.margin(winner, $1) } ?? others[0]
            let (above, below) = (support[winner, closest], support[closest, winner])
            return [
                .sentences([
                    opening, Message("Preferred to each of the others in a comparison of two."),
                    Message("The closest one is with \(name(closest)): \(above) to \(below)."),
                ])
            ]
        }
        return [
            .sentences([
                opening,
                rule == .schulze
                    ? Message("Its strongest chain of majorities to each of the others is stronger than the one back.")
                    : Message("Comparisons won: \(won), lost: \(lost), equal: \(others.count - won - lost)."),
            ])
        ]
    }

    // MARK: - Transferable votes

    private func told(_ count: TransferableCount, seats: Int) -> [Line] {
        var lines: [Line] = []
        for (number, stage) in count.stages.enumerated() {
            let (quota, lost) = (votes(stage.quota, count), votes(stage.exhausted, count))
            let without = stage.exhausted > 0 ? [Message("Votes that count for nobody: \(lost).")] : []
            lines.append(
                .sentences(step(stage, number + 1) + [Message("Votes that make sure of a seat: \(quota).")] + without))
            for candidate in input.candidates.indices {
                let before = number > 0 ? count.stages[number - 1].votes[candidate] : 0
                guard stage.votes[candidate] > 0 || before > 0 else { continue }
                let change = number > 0 ? [change(stage.votes[candidate] - before, count)] : []
                lines.append(.row(["", "\(name(candidate))", votes(stage.votes[candidate], count)] + change))
            }
            lines += stage.elected.map { .sentences([elected($0, stage, count)]) }
        }
        let winners = names(count.elected)
        let close = Message.count(
            seats, one: "Elected to \(seats) seat: \(list: winners).",
            other: "Elected to \(seats) seats: \(list: winners).")
        return lines + [.sentences([close])]
    }

    /// What is done at a stage, and what broke a tie there.
    private func step(_ stage: TransferableCount.Stage, _ number: Int) -> [Message] {
        let step: Message =
            switch stage.step {
            case .firstPreferences: Message("Stage \(number): first preferences.")
            case .iteration: Message("Stage \(number): surpluses are passed on.")
            case .surplus(let candidate): Message("Stage \(number): the surplus of \(name(candidate)) is passed on.")
            case .exclusion(let candidate):
                Message("Stage \(number): fewest votes, therefore excluded: \(name(candidate)).")
            }
        switch stage.tieBreak {
        case .history(let earlier): return [step, Message("Others had as many votes; stage \(earlier + 1) decided.")]
        case .lot: return [step, Message("Others had as many votes; the lot decided.")]
        case nil: return [step]
        }
    }

    private func elected(
        _ candidate: Int, _ stage: TransferableCount.Stage, _ count: TransferableCount
    ) -> Message {
        let votes = votes(stage.votes[candidate], count)
        return stage.votes[candidate] >= stage.quota
            ? Message("Elected: \(name(candidate)), with enough votes: \(votes).")
            : Message("Elected: \(name(candidate)); no more candidates are left than seats.")
    }

    /// A number of votes, with the five decimals of official counts when it is not whole.
    private func votes(_ units: Int, _ count: TransferableCount) -> Message {
        let (whole, rest) = units.quotientAndRemainder(dividingBy: count.unit)
        return rest == 0 ? "\(whole)" : "\(Double(units) / Double(count.unit), fractionDigits: 5)"
    }

    private func change(_ units: Int, _ count: TransferableCount) -> Message {
        units > 0 ? "+\(votes(units, count))" : votes(units, count)
    }

    // MARK: - Comparisons of pairs

    private func told(_ comparison: PairwiseComparison) -> [Line] {
        let rows = comparison.groups.joined().map { candidate -> Line in
            let (places, interval) = (comparison.places(candidate), comparison.interval(candidate))
            let (best, last) = (places.lowerBound, places.upperBound)
            let strength = number(comparison.strengths[candidate])
            let (low, high) = (number(interval.lowerBound), number(interval.upperBound))
            let chance = (comparison.chanceOverRandom(candidate) * 10).rounded() / 1_000
            return .row([
                "\(name(candidate))",
                places.count == 1 ? Message("place \(best)") : Message("place \(best) to \(last)"),
                Message("strength \(strength) (\(low) to \(high))"),
                Message("chance to be preferred to a random other: \(percent: chance)"),
            ])
        }
        let mayBeFirst = input.candidates.indices.filter { comparison.places($0).lowerBound == 1 }
        let first =
            mayBeFirst.count == 1
            ? Message("First place is settled: \(name(mayBeFirst[0])).")
            : Message("First place is not settled. It may go to: \(list: names(mayBeFirst)).")
        let intervals = Message(
            "Ranges in brackets hold the true strength with a probability of \(percent: 0.95).")
        let next = comparison.mostInformativePair().map {
            Message("To learn most, compare next: \(name($0.first)) and \(name($0.second)).")
        }
        return rows + [.sentences([intervals]), .sentences([first])] + (next.map { [.sentences([$0])] } ?? [])
    }

    private func number(_ strength: Double) -> Message { "\(strength, fractionDigits: 2)" }
}
