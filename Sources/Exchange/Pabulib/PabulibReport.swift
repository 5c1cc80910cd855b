/// What a .pb file holds and every fault in it: the part of `innocities exchange check` for this format.
public struct PabulibReport: Sendable {
    public let projects: Int
    public let voters: Int
    /// How many projects ballots name in all.
    public let entries: Int
    public let voteType: String?
    public let budget: String?
    public let rule: String?
    public let faults: [PabulibFault]
    /// Also those beyond `PabulibReader.mostFaults`.
    public let faultCount: Int

    /// Whether the file can be counted.
    public var isCountable: Bool { !faults.contains { $0.severity == .error } }

    /// Reads and judges a file; never throws, whatever the bytes are.
    public init(checking bytes: [UInt8]) {
        let reading = PabulibReader.read(bytes)
        projects = reading.document.projects.count
        voters = reading.document.votes.count
        entries = reading.document.votes.projects.count
        voteType = reading.document.meta("vote_type")
        budget = reading.document.meta("budget")
        rule = reading.document.meta("rule")
        faults = reading.faults
        faultCount = reading.faultCount
    }
}
