/// Comparison of a figure with a cut-off.
enum CutOff {
    /// Figures that agree to six decimals are equal: an inclusion of 0.7999999 passes 0.8.
    ///
    /// An inclusion is a quotient of sums; for a hundred cases with two decimals two different ones lie further apart.
    static let tolerance = 5e-7

    /// An undefined figure (0/0) reaches only a cut-off of nothing.
    static func isReached(_ cut: Double, by value: Double?) -> Bool { (value ?? 0) >= cut - tolerance }
}
