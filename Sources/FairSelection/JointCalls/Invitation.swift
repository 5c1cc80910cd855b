/// Whom agencies invite to the second step of a call.
public struct InvitationRule: Sendable, Hashable {
    /// How the invited are chosen within the multiple of the budgets.
    public enum Choice: String, Sendable, CaseIterable {
        /// As many as possible, then the highest total score.
        case value
        /// Down the list once, inviting who fits.
        case rank
    }

    /// The multiple of each agency's commitment up to which proposals may ask it for money, in hundredths.
    public let multiple: Int
    public let choice: Choice

    /// Three times what the money can carry, as ERA-NET calls have it.
    public init(multiple: Int = 300, choice: Choice = .value) {
        precondition(multiple >= 0, "A multiple of a budget is 0 or more.")
        self.multiple = multiple
        self.choice = choice
    }
}

extension JointCall {
    /// Invites within a multiple of the commitments; there is no gap pot and no top-up in it.
    func invite(_ rule: InvitationRule, nodeLimit: Int) -> JointCallSelection {
        let pot = Pot(budgets: agencies.map { Self.multiple(rule.multiple, of: $0.budget) }, gap: 0)
        switch rule.choice {
        case .value: return best(.invite, pot: pot, nodeLimit: nodeLimit)
        case .rank: return skipList(pot: pot, mode: .invite)
        }
    }

    /// A multiple in hundredths, rounded down; no more than any call can ask for.
    private static func multiple(_ multiple: Int, of amount: Int) -> Int {
        let (product, overflows) = amount.multipliedReportingOverflow(by: multiple)
        return overflows ? largestSum : min(largestSum, product / 100)
    }
}
