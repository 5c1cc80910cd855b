/// A whole number of any size, not negative: words of 64 bits, the lowest first, without leading zeros.
public struct WideNatural: Sendable, Hashable, Comparable {
    private(set) var words: [UInt]

    public init(_ value: Int) {
        precondition(value >= 0, "\(value) is not natural.")
        words = value == 0 ? [] : [UInt(value)]
    }

    init(words: some Sequence<UInt>) {
        self.words = Array(words)
        trim()
    }

    /// Reads decimal digits; nil when there is anything else or more than 20,000 of them.
    public init?(_ text: some StringProtocol) {
        guard !text.isEmpty, text.utf8.count <= 20_000 else { return nil }
        words = []
        for byte in text.utf8 {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            multiply(by: 10, adding: UInt(byte - UInt8(ascii: "0")))
        }
    }

    public var isZero: Bool { words.isEmpty }

    public static func < (left: Self, right: Self) -> Bool {
        guard left.words.count == right.words.count else { return left.words.count < right.words.count }
        for index in left.words.indices.reversed() where left.words[index] != right.words[index] {
            return left.words[index] < right.words[index]
        }
        return false
    }

    public static func + (left: Self, right: Self) -> Self {
        var (sum, addend) = left.words.count >= right.words.count ? (left, right) : (right, left)
        addend.words += Array(repeating: 0, count: sum.words.count - addend.words.count)
        var carry: UInt = 0
        for index in sum.words.indices {
            let (first, over) = sum.words[index].addingReportingOverflow(addend.words[index])
            let (second, overAgain) = first.addingReportingOverflow(carry)
            sum.words[index] = second
            carry = (over ? 1 : 0) + (overAgain ? 1 : 0)
        }
        if carry > 0 { sum.words.append(carry) }
        return sum
    }

    /// - Precondition: `left >= right`.
    public static func - (left: Self, right: Self) -> Self {
        precondition(left >= right, "The difference is not natural.")
        var difference = left
        var borrow: UInt = 0
        for index in difference.words.indices {
            let subtrahend = index < right.words.count ? right.words[index] : 0
            let (first, under) = difference.words[index].subtractingReportingOverflow(subtrahend)
            let (second, underAgain) = first.subtractingReportingOverflow(borrow)
            difference.words[index] = second
            borrow = (under ? 1 : 0) + (underAgain ? 1 : 0)
        }
        difference.trim()
        return difference
    }

    public static func * (left: Self, right: Self) -> Self {
        guard !left.isZero, !right.isZero else { return Self(0) }
        var product = [UInt](repeating: 0, count: left.words.count + right.words.count)
        for (offset, factor) in left.words.enumerated() {
            var carry: UInt = 0
            for (index, word) in right.words.enumerated() {
                let (high, low) = factor.multipliedFullWidth(by: word)
                let (first, over) = product[offset + index].addingReportingOverflow(low)
                let (second, overAgain) = first.addingReportingOverflow(carry)
                product[offset + index] = second
                carry = high &+ (over ? 1 : 0) &+ (overAgain ? 1 : 0)
            }
            product[offset + right.words.count] = carry
        }
        return Self(words: product)
    }

    /// The quotient and the rest of a division by a small number.
    public func divided(by divisor: UInt) -> (quotient: Self, remainder: UInt) {
        var quotient = words
        var remainder: UInt = 0
        for index in words.indices.reversed() {
            (quotient[index], remainder) = divisor.dividingFullWidth((remainder, words[index]))
        }
        return (Self(words: quotient), remainder)
    }

    /// The whole part of a quotient; long division by bits, for numbers that are not divided often.
    public func divided(by divisor: Self) -> Self {
        precondition(!divisor.isZero, "Nothing can be divided by zero.")
        if divisor.words.count == 1 { return divided(by: divisor.words[0]).quotient }
        var quotient = Self(0)
        var rest = Self(0)
        for bit in stride(from: bitWidth - 1, through: 0, by: -1) {
            rest.multiply(by: 2, adding: (words[bit / 64] >> (bit % 64)) & 1)
            quotient.multiply(by: 2, adding: rest >= divisor ? 1 : 0)
            if rest >= divisor { rest = rest - divisor }
        }
        return quotient
    }

    /// The greatest common divisor (Stein's binary algorithm).
    public static func greatestCommonDivisor(_ first: Self, _ second: Self) -> Self {
        guard !first.isZero else { return second }
        guard !second.isZero else { return first }
        let twos = min(first.trailingZeros, second.trailingZeros)
        var (a, b) = (first.shiftedRight(by: first.trailingZeros), second.shiftedRight(by: second.trailingZeros))
        while a != b {
            if a < b { swap(&a, &b) }
            a = a - b
            a = a.shiftedRight(by: a.trailingZeros)
        }
        return a.shiftedLeft(by: twos)
    }

    /// The nearest `Double` or one beside it.
    public var approximation: Double { words.reversed().reduce(0) { $0 * 0x1p64 + Double($1) } }

    var bitWidth: Int { words.isEmpty ? 0 : words.count * 64 - words[words.count - 1].leadingZeroBitCount }

    mutating func multiply(by factor: UInt, adding addend: UInt = 0) {
        var carry = addend
        for index in words.indices {
            let (high, low) = words[index].multipliedFullWidth(by: factor)
            let (sum, over) = low.addingReportingOverflow(carry)
            words[index] = sum
            carry = high &+ (over ? 1 : 0)
        }
        if carry > 0 { words.append(carry) }
        trim()
    }

    private var trailingZeros: Int {
        let zeroWords = words.prefix { $0 == 0 }.count
        return zeroWords == words.count ? 0 : zeroWords * 64 + words[zeroWords].trailingZeroBitCount
    }

    private func shiftedRight(by bits: Int) -> Self {
        let (skip, shift) = bits.quotientAndRemainder(dividingBy: 64)
        var result = Array(words.dropFirst(skip))
        guard shift > 0 else { return Self(words: result) }
        for index in result.indices {
            let above = index + 1 < result.count ? result[index + 1] << (64 - shift) : 0
            result[index] = result[index] >> shift | above
        }
        return Self(words: result)
    }

    private func shiftedLeft(by bits: Int) -> Self {
        var result = self
        for _ in 0..<bits { result.multiply(by: 2) }
        return result
    }

    private mutating func trim() {
        while words.last == 0 { words.removeLast() }
    }
}

extension WideNatural: CustomStringConvertible {
    public var description: String {
        guard !isZero else { return "0" }
        var groups: [String] = []
        var rest = self
        while !rest.isZero {
            let (quotient, remainder) = rest.divided(by: 1_000_000_000_000_000_000)
            let digits = String(remainder)
            groups.append(quotient.isZero ? digits : String(repeating: "0", count: 18 - digits.count) + digits)
            rest = quotient
        }
        return groups.reversed().joined()
    }
}
