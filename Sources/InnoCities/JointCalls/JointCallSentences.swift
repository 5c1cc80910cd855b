import FairSelection
import Languages

/// The reasons of a selection in words.
struct JointCallSentences {
    let call: JointCall
    let selection: JointCallSelection

    /// Why a proposal, by its position in the list, is selected or not.
    func sentences(_ position: Int) -> [Message] {
        let (rank, all) = (position + 1, call.proposals.count)
        switch selection.reasons[position] {
        case .selected where selection.mode == .invite:
            return [Message("Invited: rank \(rank) of \(all), and what agencies may be asked for suffices.")]
        case .selected: return [Message("Selected: rank \(rank) of \(all), and the budgets suffice.")]
        case .selectedWithGapMoney(let money):
            let total = call.proposals[position].total
            return [Message("Selected: rank \(rank) of \(all); from the gap pot come \(money) of its \(total).")]
        case .unaffordable(let shortage):
            return [Message("Not selected: rank \(rank) of \(all).")] + told(shortage)
        case .outOfTieGroup(let shortage):
            let equal = Message(
                "Not selected: rank \(rank) of \(all), equal in score with others that cannot all be paid.")
            return [equal] + told(shortage)
        case .belowEnd(let first):
            let (above, aboveRank) = (name(first), first + 1)
            return [
                Message(
                    """
                    Not selected: rank \(rank) of \(all). The list ends above it, at \(above) (rank \(aboveRank)), \
                    where not all of equal score could be paid.
                    """)
            ]
        case .notInBest(let shortage):
            return [Message("Not selected: rank \(rank) of \(all). Beside the selection it cannot be paid.")]
                + told(shortage)
        case .addsNothing:
            return [Message("Not selected: rank \(rank) of \(all); it would add nothing to what is counted.")]
        }
    }

    private func told(_ shortage: Shortage) -> [Message] {
        let pot = selection.gapPot == 0 ? [] : [Message("The gap pot has \(shortage.gapLeft) left.")]
        return shortage.lines.map(told) + pot + [Message("Missing: \(shortage.missing).")]
    }

    /// What an agency lacks, and who has the money.
    private func told(_ line: Shortage.Line) -> Message {
        let (agency, asked, left) = (call.agencies[line.agency].id, line.asked, line.left)
        let takers = line.takers.map(name)
        return takers.isEmpty
            ? Message("\(agency) is asked for \(asked) and has \(left) left, its whole budget.")
            : Message("\(agency) is asked for \(asked) and has \(left) left after \(list: takers).")
    }

    private func name(_ position: Int) -> String { call.proposals[position].id }

    /// The result in numbers, and what is proven about it.
    var summary: [Message] {
        let (count, all) = (selection.count, call.proposals.count)
        let (score, granted) = (selection.score, selection.granted)
        let (used, pot) = (selection.gapPotUsed, selection.gapPot)
        let rule = words
        return [
            Message("Rule: \(rule)."),
            Message("Proposals: \(count) of \(all). Score: \(score). Granted: \(granted)."),
            Message("From the gap pot: \(used) of \(pot)."), proof,
        ]
    }

    /// The mode in words that people know it by.
    private var words: Message {
        switch selection.mode {
        case .strict: Message("strict list")
        case .skip: Message("skip list")
        case .mostProjects: Message("the most projects, and of these the highest score")
        case .bestScore: Message("the highest score")
        case .rateCapped: Message("the most projects while the top-up pays at most its rate")
        case .unblock: Message("strict list, and the money that would reach each further rank")
        case .invite: Message("whom to invite to the second step")
        }
    }

    /// What is proven about the selection.
    var proof: Message {
        switch selection.proof {
        case .optimal: Message("No better selection exists (proven).")
        case .atMost(let projects?, _):
            .count(
                projects, one: "Not proven best: no selection has more than \(projects) project.",
                other: "Not proven best: no selection has more than \(projects) projects.")
        case .atMost(_, let score?): Message("Not proven best: no selection has a score above \(score).")
        case .atMost: Message("Not proven best.")
        }
    }

    /// What an agency pays.
    func sentences(ofAgency position: Int) -> [Message] {
        let line = selection.positions[position]
        var sentences = [
            selection.mode == .invite
                ? Message("Asked for \(line.granted) of \(line.budget).")
                : Message("Grants \(line.granted) of \(line.budget).")
        ]
        if line.gapMoney > 0 { sentences.append(Message("Of this, from the gap pot: \(line.gapMoney).")) }
        if line.left > 0 { sentences.append(Message("Left: \(line.left).")) }
        return sentences
    }

    /// What money would reach a rank.
    func sentences(_ step: Unblocking) -> [Message] {
        func split(_ amounts: [Int]) -> [Message] {
            zip(call.agencies, amounts).filter { $0.1 > 0 }.map { Message("\($0.id) (\($1))") }
        }
        let (rank, missing) = (step.rank, step.missing)
        var sentences = [Message("To fund all down to rank \(rank), more money is needed: \(missing).")]
        if missing > 0 { sentences.append(Message("By the fewest agencies: \(list: split(step.fewest)).")) }
        if step.even != step.fewest { sentences.append(Message("Shared evenly: \(list: split(step.even)).")) }
        if step.beyondExtras > 0 {
            sentences.append(Message("Beyond what the agencies have said they could add: \(step.beyondExtras)."))
        }
        return sentences
    }
}
