extension JointCall {
    /// The nodes of branch and bound that a selection may explore unless told otherwise: seconds, whatever the call.
    public static let usualNodeLimit = 200_000

    /// Selects by a mode.
    ///
    /// - Parameters:
    ///   - nodeLimit: when an exact mode ends its search, with the remaining gap; a count and no time, so that
    ///     everybody gets the same result.
    ///   - invitation: the multiple of budgets for `invite`, in hundredths.
    public func selection(
        _ mode: JointCallMode, nodeLimit: Int = usualNodeLimit, invitation: InvitationRule = InvitationRule()
    ) -> JointCallSelection {
        switch mode {
        case .strict, .unblock: strictList(mode)
        case .skip: skipList(pot: pot, mode: .skip)
        case .mostProjects, .bestScore: best(mode, pot: pot, nodeLimit: nodeLimit)
        case .rateCapped: rateCapped(nodeLimit: nodeLimit)
        case .invite: invite(invitation, nodeLimit: nodeLimit)
        }
    }

    // MARK: - Modes that follow the list

    func skipList(pot: Pot, mode: JointCallMode) -> JointCallSelection {
        var purse = Purse(pot)
        var taken: [Int] = []
        var reasons: [JointCallReason] = []
        for proposal in proposals.indices {
            if let shortage = Shortage(of: proposal, in: self, purse: purse, taken: taken) {
                reasons.append(.unaffordable(shortage))
            } else {
                reasons.append(Self.taking(proposals[proposal], from: &purse))
                taken.append(proposal)
            }
        }
        return result(mode, taken, purse: purse, reasons: reasons)
    }

    func strictList(_ mode: JointCallMode) -> JointCallSelection {
        var purse = Purse(pot)
        var taken: [Int] = []
        var reasons: [JointCallReason] = []
        for group in scoreGroups {
            let part = largestPart(of: group, purse: purse)
            taken += part
            for proposal in part { purse.take(proposals[proposal].requests) }
            guard part.count < group.count else { continue }
            reasons = endedReasons(at: group, part: part, taken: taken, purse: purse)
            break
        }
        if reasons.isEmpty { reasons = selectedReasons(taken, pot: pot) }
        return result(mode, taken, purse: purse, reasons: reasons)
    }

    /// The most proposals of a group that the purse can pay beside what it has paid; of equals the first in the list.
    private func largestPart(of group: Range<Int>, purse: Purse) -> [Int] {
        var whole = purse
        for proposal in group { whole.take(proposals[proposal].requests) }
        if whole.gapLeft >= 0 { return Array(group) }
        let rest = SelectionProblem(
            values: group.map { _ in 1 }, requests: group.map { proposals[$0].requests },
            pot: Pot(
                budgets: zip(purse.pot.budgets, purse.loads).map { max(0, $0 - $1) }, gap: purse.gapLeft))
        let best = rest.firstBest(nodeLimit: Self.usualNodeLimit)
        return best.selection.map { group.lowerBound + $0 }
    }

    private func endedReasons(
        at group: Range<Int>, part: [Int], taken: [Int], purse: Purse
    ) -> [JointCallReason] {
        var reasons = selectedReasons(taken, pot: purse.pot)
        for proposal in group where !part.contains(proposal) {
            guard let shortage = Shortage(of: proposal, in: self, purse: purse, taken: taken) else { continue }
            reasons[proposal] = group.count == 1 ? .unaffordable(shortage) : .outOfTieGroup(shortage)
        }
        for proposal in group.upperBound..<max(group.upperBound, proposals.count) {
            reasons[proposal] = .belowEnd(firstOfGroup: group.lowerBound)
        }
        return reasons
    }

    // MARK: - What all modes share

    static func taking(_ proposal: Proposal, from purse: inout Purse) -> JointCallReason {
        let before = purse.gapUsed
        purse.take(proposal.requests)
        return purse.gapUsed > before ? .selectedWithGapMoney(purse.gapUsed - before) : .selected
    }

    /// The reasons of those selected, in the order of the list; the others add nothing until somebody says more.
    func selectedReasons(_ selected: [Int], pot: Pot) -> [JointCallReason] {
        var reasons = proposals.map { _ in JointCallReason.addsNothing }
        var purse = Purse(pot)
        for proposal in selected { reasons[proposal] = Self.taking(proposals[proposal], from: &purse) }
        return reasons
    }

    func result(
        _ mode: JointCallMode, _ selected: [Int], purse: Purse, reasons: [JointCallReason],
        proof: JointCallSelection.Proof = .optimal, isFirstOfEquals: Bool = true, nodes: Int = 0
    ) -> JointCallSelection {
        JointCallSelection(
            mode: mode, selected: selected, score: selected.reduce(0) { $0 + proposals[$1].score },
            granted: selected.reduce(0) { $0 + proposals[$1].total }, gapPotUsed: purse.gapUsed, gapPot: purse.pot.gap,
            positions: zip(purse.pot.budgets, purse.loads).map { .init(budget: $0, granted: $1) },
            proof: proof, isFirstOfEquals: isFirstOfEquals, nodes: nodes, reasons: reasons)
    }
}
