import Languages

extension Localiser {
    /// Whole sentences one after the other, on one line.
    func paragraph(_ sentences: [Message]) -> String { sentences.map { self($0) }.joined(separator: " ") }
}
