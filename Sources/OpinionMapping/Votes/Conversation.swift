/// What a person answered to a statement.
public enum Stance: Int8, Sendable, CaseIterable {
    case disagree = -1
    case pass = 0
    case agree = 1
}

/// One answer; participant and statement are positions in the lists of the conversation.
public struct Vote: Sendable, Hashable {
    public var participant: UInt32
    public var statement: UInt32
    public var stance: Stance

    public init(participant: UInt32, statement: UInt32, stance: Stance) {
        self.participant = participant
        self.statement = statement
        self.stance = stance
    }
}

/// The votes of a conversation in the order in which they were given.
///
/// When a person votes on the same statement again, the later vote counts. Identifiers are any text; a participant or
/// statement exists from its first mention on.
public struct Conversation: Sendable {
    /// Identifiers in the order of their first mention.
    public private(set) var participants: [String] = []
    /// Identifiers in the order of their first mention.
    public private(set) var statements: [String] = []
    /// Every vote in the order given, replaced ones included.
    public private(set) var votes: [Vote] = []

    private var participantIndex: [String: UInt32] = [:]
    private var statementIndex: [String: UInt32] = [:]

    /// A conversation in which nobody has voted.
    public init() {}

    /// A conversation from lists and votes that refer to them, without a dictionary: the quick way for large ones.
    ///
    /// - Precondition: identifiers are distinct, and every vote refers to entries of the lists.
    public init(participants: [String], statements: [String], votes: [Vote]) {
        precondition(
            votes.allSatisfy { $0.participant < participants.count && $0.statement < statements.count },
            "A vote refers to a participant or statement that is not in the lists.")
        self.participants = participants
        self.statements = statements
        self.votes = votes
        participantIndex = Dictionary(zip(participants, 0...)) { first, _ in first }
        statementIndex = Dictionary(zip(statements, 0...)) { first, _ in first }
    }

    /// Mentions a participant; O(1).
    /// - Returns: its position in `participants`.
    @discardableResult
    public mutating func mention(participant: String) -> UInt32 {
        if let known = participantIndex[participant] { return known }
        let position = UInt32(participants.count)
        participants.append(participant)
        participantIndex[participant] = position
        return position
    }

    /// Mentions a statement, which then exists even when nobody votes on it; O(1).
    /// - Returns: its position in `statements`.
    @discardableResult
    public mutating func mention(statement: String) -> UInt32 {
        if let known = statementIndex[statement] { return known }
        let position = UInt32(statements.count)
        statements.append(statement)
        statementIndex[statement] = position
        return position
    }

    /// Takes a vote in; it replaces an earlier one of the same person on the same statement. O(1).
    public mutating func add(participant: String, statement: String, stance: Stance) {
        let participant = mention(participant: participant)
        let statement = mention(statement: statement)
        votes.append(Vote(participant: participant, statement: statement, stance: stance))
    }
}
