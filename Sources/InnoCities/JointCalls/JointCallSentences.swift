import FairSelection

/// The reasons of a selection in words.
struct JointCallSentences {
    let call: JointCall
    let selection: JointCallSelection

    /// One sentence for a proposal, by its position in the list.
    func sentence(_ position: Int) -> String {
        let rank = "rank \(position + 1) of \(call.proposals.count)"
        switch selection.reasons[position] {
        case .selected where selection.mode == .invite:
            return "Invited: \(rank), and what agencies may be asked for suffices."
        case .selected: return "Selected: \(rank), and the budgets suffice."
        case .selectedWithGapMoney(let money):
            return "Selected: \(rank); \(money) of its \(call.proposals[position].total) come from the gap pot."
        case .unaffordable(let shortage): return "Not selected: \(rank). " + told(shortage)
        case .outOfTieGroup(let shortage):
            return "Not selected: \(rank), equal in score with others that cannot all be paid. " + told(shortage)
        case .belowEnd(let first):
            return
                "Not selected: \(rank). The list ends above it, at \(name(first)) (rank \(first + 1)), where not all "
                + "of equal score could be paid."
        case .notInBest(let shortage):
            return "Not selected: \(rank). Beside the selection it cannot be paid. " + told(shortage)
        case .addsNothing: return "Not selected: \(rank); it would add nothing to what is counted."
        }
    }

    private func told(_ shortage: Shortage) -> String {
        let agencies = shortage.lines.map { line in
            "\(call.agencies[line.agency].id) is asked for \(line.asked) and has \(line.left) left\(takers(line))"
        }
        let pot =
            selection.gapPot == 0
            ? "" : " The gap pot has \(shortage.gapLeft) left."
        return agencies.joined(separator: "; ") + "." + pot + " Missing: \(shortage.missing)."
    }

    /// Who has the money.
    private func takers(_ line: Shortage.Line) -> String {
        guard !line.takers.isEmpty else { return ", its whole budget" }
        return " after " + Self.list(line.takers.map(name))
    }

    private func name(_ position: Int) -> String { call.proposals[position].id }

    static func list(_ words: [String]) -> String {
        words.count < 2 ? words.joined() : words.dropLast().joined(separator: ", ") + " and " + words[words.count - 1]
    }

    /// What is proven about the selection.
    var proof: String {
        switch selection.proof {
        case .optimal: "No better selection exists (proven)."
        case .atMost(let projects?, _): "Not proven best: no selection has more than \(projects) projects."
        case .atMost(_, let score?): "Not proven best: no selection has a score above \(score)."
        case .atMost: "Not proven best."
        }
    }
}
