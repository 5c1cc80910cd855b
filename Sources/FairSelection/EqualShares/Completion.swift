/// What happens when Equal Shares has bought all that voters can pay for and budget is left over.
///
/// Source: equalshares.net, "Completion"; the conventions in use differ and give different last winners, so each has
/// its own name.
public enum Completion: String, Sendable, CaseIterable {
    /// Nothing: voters start with budget / voters, and what is left stays unspent.
    case none
    /// As `none`; then by votes, passing over what does not fit.
    case utilitarian
    /// Voters start with the whole units of budget / voters and get one unit more each, again and again, until the next
    /// step would overspend. The outcome before that step stands. The convention of the official elections.
    case add1
    /// As `add1`, but it also stops at the first outcome beside which no other supported project fits.
    case add1Exhaustive = "add1-exhaustive"
    /// As `add1`, then by votes.
    case add1Utilitarian = "add1-utilitarian"
    /// As `add1-exhaustive`, then by votes.
    case add1ExhaustiveUtilitarian = "add1-exhaustive-utilitarian"

    var raisesEndowment: Bool { self != .none && self != .utilitarian }
    var stopsWhenExhaustive: Bool { self == .add1Exhaustive || self == .add1ExhaustiveUtilitarian }
    var fillsByVotes: Bool {
        self == .utilitarian || self == .add1Utilitarian || self == .add1ExhaustiveUtilitarian
    }
}
