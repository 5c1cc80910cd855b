/// The prices of a run of Equal Shares as integers over one common denominator.
///
/// A voter who never paid with all that was left has the endowment less the prices paid; one who did has nothing. So
/// every sum of budgets is a combination of the endowment and the prices with whole coefficients, and no budget need be
/// kept as a wide number. After a purchase whose price is N / (D·w) every number is multiplied by w / gcd(N, w) and the
/// denominator with them, so one row of words holds each price. Row 0 is the denominator, row 1 the endowment, row
/// 2 + r the price of round r.
///
/// A reference type with manual memory: it lives in the innermost loop, is reused, and never crosses a task.
final class ExactPrices {
    private var words: UnsafeMutablePointer<UInt>
    private var stride = 8
    private var rowCapacity = 16
    /// Words that any row uses.
    private(set) var width = 1
    /// Prices so far.
    private(set) var count = 0

    init() {
        words = .allocate(capacity: stride * rowCapacity)
        words.initialize(repeating: 0, count: stride * rowCapacity)
    }

    deinit { words.deallocate() }

    /// Starts anew with an endowment of `numerator / denominator` per unit of weight.
    func reset(numerator: Int, denominator: Int) {
        words.update(repeating: 0, count: stride * 2)
        words[0] = UInt(denominator)
        words[stride] = UInt(numerator)
        width = 1
        count = 0
    }

    /// A difference of sums over the common denominator: `constant + Σ coefficients·prices − base·endowment`.
    ///
    /// - Returns: the value times the common denominator, and whether it is negative.
    func combination(constant: Int, base: Int, coefficients: UnsafePointer<Int>) -> (magnitude: Wide, isNegative: Bool)
    {
        var sum = Wide(capacity: width + 2)
        sum.add(words, width, times: UInt(constant))
        for round in 0..<count where coefficients[round] != 0 {
            sum.add(words + stride * (2 + round), width, times: UInt(coefficients[round]))
        }
        var difference = Wide(capacity: width + 2)
        difference.add(words + stride, width, times: UInt(base))
        let isNegative = sum.isLess(than: difference)
        if isNegative { swap(&sum, &difference) }
        sum.subtract(difference)
        return (sum, isNegative)
    }

    /// Adds the price `numerator / (denominator · weight)`.
    func append(_ numerator: Wide, over weight: Int) {
        let divisor = Self.greatestCommonDivisor(numerator.remainder(dividingBy: UInt(weight)), UInt(weight))
        let factor = UInt(weight) / divisor
        reserve(rows: count + 3, width: max(width, numerator.count) + 2)
        for row in 0..<(count + 2) { multiply(row, by: factor) }
        while width < stride - 1, (0..<(count + 2)).contains(where: { words[stride * $0 + width] != 0 }) { width += 1 }
        let row = words + stride * (count + 2)
        row.update(repeating: 0, count: stride)
        for index in 0..<numerator.count { row[index] = numerator.words[index] }
        Self.divide(row, numerator.count, by: divisor)
        for index in width..<stride where row[index] != 0 { width = index + 1 }
        count += 1
    }

    /// The price of a round as a `Double`, at most 2^−51 of itself away.
    func approximatePrice(_ round: Int) -> Double { Self.ratio(words + stride * (2 + round), width, words, width) }

    /// `numerator / (denominator · weight)` as a `Double`, at most 2^−50 of itself away.
    func approximation(_ numerator: Wide, over weight: Int) -> Double {
        Self.ratio(numerator.words, numerator.count, words, width) / Double(weight)
    }

    func exactPrice(_ round: Int) -> Fraction { Fraction(natural(2 + round), natural(0)) }
    var denominator: WideNatural { natural(0) }
    func numerator(_ round: Int) -> WideNatural { natural(2 + round) }
    var endowmentNumerator: WideNatural { natural(1) }
    var endowment: Fraction { Fraction(natural(1), natural(0)) }

    private func natural(_ row: Int) -> WideNatural {
        WideNatural(words: UnsafeBufferPointer(start: words + stride * row, count: width))
    }

    private func multiply(_ row: Int, by factor: UInt) {
        guard factor != 1 else { return }
        let row = words + stride * row
        var carry: UInt = 0
        for index in 0..<width {
            let (high, low) = row[index].multipliedFullWidth(by: factor)
            let (sum, over) = low.addingReportingOverflow(carry)
            row[index] = sum
            carry = high &+ (over ? 1 : 0)
        }
        row[width] = carry
    }

    /// Room for so many rows of so many words.
    private func reserve(rows: Int, width needed: Int) {
        guard rows > rowCapacity || needed > stride else { return }
        let newStride = needed > stride ? max(needed, 2 * stride) : stride
        let newCapacity = rows > rowCapacity ? 2 * rows : rowCapacity
        let larger = UnsafeMutablePointer<UInt>.allocate(capacity: newStride * newCapacity)
        larger.initialize(repeating: 0, count: newStride * newCapacity)
        for row in 0..<min(count + 2, rowCapacity) {
            (larger + newStride * row).update(from: words + stride * row, count: stride)
        }
        words.deallocate()
        (words, stride, rowCapacity) = (larger, newStride, newCapacity)
    }

    /// The leading 65 to 128 bits of each are enough for a relative error of 2^−51.
    private static func ratio(
        _ numerator: UnsafePointer<UInt>, _ numeratorWidth: Int, _ denominator: UnsafePointer<UInt>,
        _ denominatorWidth: Int
    ) -> Double {
        let (top, topExponent) = leading(numerator, numeratorWidth)
        let (bottom, bottomExponent) = leading(denominator, denominatorWidth)
        let exponent = (topExponent - bottomExponent) * 64
        return exponent == 0 ? top / bottom : Double(sign: .plus, exponent: exponent, significand: top / bottom)
    }

    private static func leading(_ number: UnsafePointer<UInt>, _ width: Int) -> (Double, Int) {
        var top = width - 1
        while top > 0, number[top] == 0 { top -= 1 }
        guard top > 0 else { return (top == 0 ? Double(number[0]) : 0, 0) }
        return (Double(number[top]) * 0x1p64 + Double(number[top - 1]), top - 1)
    }

    private static func divide(_ number: UnsafeMutablePointer<UInt>, _ count: Int, by divisor: UInt) {
        guard divisor != 1 else { return }
        var remainder: UInt = 0
        for index in Swift.stride(from: count - 1, through: 0, by: -1) {
            (number[index], remainder) = divisor.dividingFullWidth((remainder, number[index]))
        }
    }

    private static func greatestCommonDivisor(_ first: UInt, _ second: UInt) -> UInt {
        var (a, b) = (first, second)
        while b != 0 { (a, b) = (b, a % b) }
        return a
    }
}

/// A wide natural number for one computation; its words are its own.
final class WideStorage {
    let words: UnsafeMutablePointer<UInt>
    init(capacity: Int) {
        words = .allocate(capacity: capacity)
        words.initialize(repeating: 0, count: capacity)
    }
    deinit { words.deallocate() }
}

/// A wide natural number that grows by multiples of others: a register of the exact arithmetic.
struct Wide {
    private let storage: WideStorage
    let capacity: Int
    /// Words in use.
    private(set) var count = 0

    init(capacity: Int) {
        storage = WideStorage(capacity: capacity)
        self.capacity = capacity
    }

    var words: UnsafeMutablePointer<UInt> { storage.words }
    var natural: WideNatural { WideNatural(words: UnsafeBufferPointer(start: words, count: count)) }
    var isZero: Bool { count == 0 }

    /// Adds `number · factor`; the caller has seen to the capacity.
    mutating func add(_ number: UnsafePointer<UInt>, _ length: Int, times factor: UInt) {
        guard factor != 0 else { return }
        var carry: UInt = 0
        var index = 0
        while index < length || carry != 0 {
            let (high, low) = index < length ? number[index].multipliedFullWidth(by: factor) : (0, 0)
            let (first, over) = words[index].addingReportingOverflow(low)
            let (second, overAgain) = first.addingReportingOverflow(carry)
            words[index] = second
            carry = high &+ (over ? 1 : 0) &+ (overAgain ? 1 : 0)
            index += 1
        }
        count = max(count, index)
        while count > 0, words[count - 1] == 0 { count -= 1 }
    }

    /// - Precondition: `other` is not larger.
    mutating func subtract(_ other: Wide) {
        var borrow: UInt = 0
        for index in 0..<count {
            let subtrahend = index < other.count ? other.words[index] : 0
            let (first, under) = words[index].subtractingReportingOverflow(subtrahend)
            let (second, underAgain) = first.subtractingReportingOverflow(borrow)
            words[index] = second
            borrow = (under ? 1 : 0) &+ (underAgain ? 1 : 0)
        }
        while count > 0, words[count - 1] == 0 { count -= 1 }
    }

    func isLess(than other: Wide) -> Bool {
        guard count == other.count else { return count < other.count }
        for index in Swift.stride(from: count - 1, through: 0, by: -1) where words[index] != other.words[index] {
            return words[index] < other.words[index]
        }
        return false
    }

    func remainder(dividingBy divisor: UInt) -> UInt {
        var remainder: UInt = 0
        for index in Swift.stride(from: count - 1, through: 0, by: -1) {
            remainder = divisor.dividingFullWidth((remainder, words[index])).remainder
        }
        return remainder
    }

    /// This number times two factors.
    func multiplied(by first: Int, _ second: Int) -> Wide {
        var once = Wide(capacity: count + 1)
        once.add(words, count, times: UInt(first))
        var twice = Wide(capacity: count + 2)
        twice.add(once.words, once.count, times: UInt(second))
        return twice
    }
}
