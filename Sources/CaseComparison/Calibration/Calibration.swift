import Foundation

/// How a raw column becomes memberships or levels.
public struct Calibration: Sendable, Hashable {
    /// A value of the raw column that means something, with what supports it.
    public struct Anchor: Sendable, Hashable {
        public var value: Double
        /// Why this value and no other, in words.
        public let reason: String?
        /// Where the passage is that supports it: an address or the identifier of a coded passage.
        public let passage: String?

        public init(_ value: Double, reason: String? = nil, passage: String? = nil) {
            self.value = value
            self.reason = reason
            self.passage = passage
        }
    }

    /// Which degree of membership the outer anchors of the logistic function have.
    public enum Convention: Sendable, Hashable {
        /// The outer anchors have this degree and one less it; R's QCA uses 0.95.
        case degree(Double)
        /// The outer anchors have these log odds; Ragin (2008) uses 3, which is a degree of 0.953.
        case logOdds(Double)

        /// The log odds of the inclusion anchor.
        var scale: Double {
            switch self {
            case .degree(let degree): log(degree / (1 - degree))
            case .logOdds(let odds): odds
            }
        }
    }

    /// The method with what it needs.
    public enum Method: Sendable, Hashable {
        /// The number of thresholds that are not above the value: one threshold gives a crisp set, more give levels.
        case levels
        /// Ragin's direct method: a logistic curve through exclusion, crossover and inclusion.
        case direct(Convention)
        /// Straight lines when both exponents are 1, an S when they are above it. Three anchors rise or fall, six
        /// make a bell or a valley.
        case curve(below: Double, above: Double)
        /// Ragin's indirect method: thresholds part the values into graded groups, and a fractional polynomial is
        /// fitted.
        case indirect
        /// Totally fuzzy and relative (Cheli and Lemmi 1995): from the distribution of the values, without anchors.
        case relative
    }

    public let method: Method
    public var anchors: [Anchor]

    public init(_ method: Method, anchors: [Anchor]) {
        self.method = method
        self.anchors = anchors
    }

    /// The direct method as R's QCA has it by default.
    public static func direct(
        exclusion: Double, crossover: Double, inclusion: Double, convention: Convention = .degree(0.95)
    ) -> Calibration {
        Calibration(.direct(convention), anchors: [Anchor(exclusion), Anchor(crossover), Anchor(inclusion)])
    }

    /// Memberships nearer to 0 or 1 than this are 0 or 1, as R's QCA prints them.
    static func settled(_ membership: Double) -> Double {
        membership < 0.0001 ? 0 : membership > 0.9999 ? 1 : membership
    }

    /// The memberships, or levels, of raw values.
    ///
    /// - Parameter column: The name of the column, for messages.
    /// - Throws: `CaseTableError` when the anchors do not fit the method or the values.
    public func memberships(of values: [Double], column: String) throws(CaseTableError) -> [Double] {
        try check(values, column)
        let thresholds = anchors.map(\.value)
        switch method {
        case .levels: return values.map { value in Double(thresholds.count { $0 <= value }) }
        case .direct(let convention): return values.map { Self.logistic($0, thresholds, scale: convention.scale) }
        case .curve(let below, let above):
            return values.map { Self.curve($0, thresholds, below: below, above: above) }
        case .indirect: return try IndirectCalibration.memberships(of: values, thresholds, column: column)
        case .relative: return Self.relative(values)
        }
    }

    private func check(_ values: [Double], _ column: String) throws(CaseTableError) {
        let thresholds = anchors.map(\.value)
        guard thresholds.allSatisfy(\.isFinite) else { throw .anchorsOutOfOrder(column: column) }
        switch method {
        case .levels, .indirect:
            guard !thresholds.isEmpty else {
                throw .wrongAnchorCount(column: column, found: 0, expected: "one or more thresholds")
            }
            guard zip(thresholds, thresholds.dropFirst()).allSatisfy(<) else {
                throw .anchorsOutOfOrder(column: column)
            }
            let (lowest, highest) = (values.min() ?? 0, values.max() ?? 0)
            for threshold in thresholds where threshold < lowest || threshold > highest {
                throw .thresholdsOutsideRange(column: column, threshold: threshold, lowest: lowest, highest: highest)
            }
        case .direct(let convention):
            guard thresholds.count == 3 else {
                throw .wrongAnchorCount(
                    column: column, found: thresholds.count, expected: "3 (6 for a bell or a valley)")
            }
            guard convention.scale > 0, convention.scale.isFinite else {
                throw .unusableSetting(name: "log odds", value: convention.scale, lowest: 0, highest: .infinity)
            }
            guard Self.isOrdered(thresholds) else { throw .anchorsOutOfOrder(column: column) }
        case .curve(let below, let above):
            guard below >= 0, above >= 0, below.isFinite, above.isFinite else {
                throw .unusableSetting(name: "exponent", value: min(below, above), lowest: 0, highest: .infinity)
            }
            guard thresholds.count == 3 || thresholds.count == 6 else {
                throw .wrongAnchorCount(column: column, found: thresholds.count, expected: "3 or 6")
            }
            let halves = [Array(thresholds.prefix(3)), Array(thresholds.dropFirst(3).reversed())]
            guard halves.prefix(thresholds.count / 3).allSatisfy(Self.isOrdered) else {
                throw .anchorsOutOfOrder(column: column)
            }
            if thresholds.count == 6 {
                let isBell = thresholds[0] < thresholds[2]
                let inOrder = isBell ? thresholds[2] <= thresholds[3] : thresholds[0] <= thresholds[5]
                guard isBell == (thresholds[5] > thresholds[3]), inOrder else {
                    throw .anchorsOutOfOrder(column: column)
                }
            }
        case .relative: break
        }
    }

    private static func isOrdered(_ anchors: [Double]) -> Bool {
        anchors[0] < anchors[1] && anchors[1] < anchors[2] || anchors[0] > anchors[1] && anchors[1] > anchors[2]
    }

    /// 1 / (1 + exp(−(x − c) · s / (i − c))) above the crossover, with c − e in place of i − c below it.
    ///
    /// Source: Ragin 2008, chapter 5.
    static func logistic(_ value: Double, _ anchors: [Double], scale: Double) -> Double {
        let (exclusion, crossover, inclusion) = (anchors[0], anchors[1], anchors[2])
        if exclusion > inclusion {
            return 1 - logistic(value, [inclusion, crossover, exclusion], scale: scale)
        }
        let width = value < crossover ? crossover - exclusion : inclusion - crossover
        let membership = 1 / (1 + exp(-(value - crossover) * scale / width))
        return settled(membership)
    }

    /// ((x − e) / (c − e))^below / 2 up to the crossover, 1 − ((i − x) / (i − c))^above / 2 up to inclusion.
    static func curve(_ value: Double, _ anchors: [Double], below: Double, above: Double) -> Double {
        if anchors.count == 6 {
            let (left, right) = (Array(anchors.prefix(3)), Array(anchors.suffix(3).reversed()))
            let isBell = left[0] < left[2]
            let middle = isBell ? (left[2] + right[2]) / 2 : (left[0] + right[0]) / 2
            return curve(value, value <= middle ? left : right, below: below, above: above)
        }
        let (exclusion, crossover, inclusion) = (anchors[0], anchors[1], anchors[2])
        let rises = exclusion < inclusion
        if rises ? value <= exclusion : value >= exclusion { return 0 }
        if rises ? value >= inclusion : value <= inclusion { return 1 }
        if rises ? value <= crossover : value >= crossover {
            return pow((value - exclusion) / (crossover - exclusion), below) / 2
        }
        return 1 - pow((inclusion - value) / (inclusion - crossover), above) / 2
    }

    /// (F(x) − F(lowest)) / (1 − F(lowest)), F the share of values that are not above x.
    static func relative(_ values: [Double]) -> [Double] {
        let sorted = values.sorted()
        func share(_ value: Double) -> Double {
            var (low, high) = (0, sorted.count)
            while low < high {
                let middle = (low + high) / 2
                if sorted[middle] <= value { low = middle + 1 } else { high = middle }
            }
            return Double(low) / Double(sorted.count)
        }
        guard let lowest = sorted.first, share(lowest) < 1 else { return values.map { _ in 0 } }
        let base = share(lowest)
        return values.map { max(0, (share($0) - base) / (1 - base)) }
    }
}
