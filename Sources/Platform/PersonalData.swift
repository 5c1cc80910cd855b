public import Database
public import Languages

/// One table that holds personal data: how to hand it to the person, and how to erase it.
///
/// Every capability declares each of its tables that names or describes a person; export and erasure walk the
/// declarations, and a test finds a table that nobody declared.
public struct PersonalData: Sendable {
    /// The table, as it is named in the person's export.
    public let table: String
    /// What it holds and why, in words, for the privacy page.
    public let purpose: Message
    /// The rows about one person.
    public let export: @Sendable (_ person: String) -> SQL
    /// The statements that erase them, in order.
    public let erase: @Sendable (_ person: String) -> [SQL]

    /// The statements that also take back what the person published there, if they ask for it; run before `erase`.
    public let withdraw: @Sendable (_ person: String) -> [SQL]

    public init(
        _ table: String, purpose: Message, export: @escaping @Sendable (String) -> SQL,
        erase: @escaping @Sendable (String) -> [SQL], withdraw: @escaping @Sendable (String) -> [SQL] = { _ in [] }
    ) {
        self.withdraw = withdraw
        self.table = table
        self.purpose = purpose
        self.export = export
        self.erase = erase
    }
}
