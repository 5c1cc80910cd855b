/// How far the next leap over endowments reaches; a length of 1 is a plain step.
///
/// Leaps double until one fails. The failed one tells where the order probably changes: the next ends there, and a plain
/// step follows, which finds the change when the guess was right. Once a leap has failed, none goes beyond half the way
/// to where it failed. After a change of the order the first leap is half as long as the stage before.
struct LeapLength {
    private(set) var next = 1
    /// From where the search stands to the end of the shortest leap that failed; nil when none has in this stage.
    private var failure: Int?
    /// Whether the next leap ends where the order probably changes.
    private var isGuess = false
    private var stage = 0
    /// Whether the last step changed the order, and the one before it too.
    private(set) var followsChange = false

    /// - Parameter crossing: the share of the leap after which the order probably changes.
    mutating func fail(_ leap: Int, crossing: Double) {
        failure = leap
        isGuess = true
        next = max(1, min(leap - 1, Int(Double(leap) * crossing)))
    }

    mutating func succeed(_ leap: Int) {
        followsChange = false
        stage += leap
        failure = failure.flatMap { $0 - leap > 1 ? $0 - leap : nil }
        if isGuess {
            next = 1
        } else {
            next = failure.map { max(1, min(2 * leap, $0 / 2)) } ?? 2 * leap
        }
        isGuess = false
    }

    /// The order has changed.
    mutating func restart() {
        self = LeapLength(next: max(1, stage / 2))
        followsChange = next == 1
    }

    init() {}
    private init(next: Int) { self.next = next }
}
