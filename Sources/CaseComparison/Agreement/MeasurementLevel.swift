/// What the differences between two ratings mean, and so how far apart two of them are.
public enum MeasurementLevel: String, CaseIterable, Sendable, Hashable {
    /// Names without order: two ratings are equal or not.
    case nominal
    /// Ranks: how many ratings lie between two of them.
    case ordinal
    /// Numbers whose differences count, such as membership scores.
    case interval
    /// Numbers from zero on whose proportions count.
    case ratio
}
