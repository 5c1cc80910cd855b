/// Which of a set of values each entry has: numbers in one flat array, with where each entry's own begin.
struct ValueColumn: Sendable {
    /// The values by number.
    var names: [String] = []
    /// For each entry where its numbers begin in `flat`, and how many there are.
    var starts: [Int32] = []
    var lengths: [Int32] = []
    var flat: [Int32] = []
    /// How many entries have each value.
    private(set) var totals: [Int] = []
    private var numbers: [String: Int32] = [:]
    /// Numbers in `flat` that no entry has any more.
    private var abandoned = 0

    init() {}

    /// A column as a snapshot holds it; nil when its parts contradict each other.
    init?(names: [String], starts: [Int32], lengths: [Int32], flat: [Int32]) {
        let known = 0..<Int32(names.count)
        guard starts.count == lengths.count, flat.allSatisfy(known.contains) else { return nil }
        for (start, length) in zip(starts, lengths) {
            guard start >= 0, length >= 0, Int(start) + Int(length) <= flat.count else { return nil }
        }
        (self.names, self.starts, self.lengths, self.flat) = (names, starts, lengths, flat)
        numbers = Dictionary(zip(names, known)) { first, _ in first }
        totals = [Int](repeating: 0, count: names.count)
        for index in starts.indices { count(index, by: 1) }
    }

    /// Room for one more entry, which has no values yet.
    mutating func grow() {
        starts.append(0)
        lengths.append(0)
    }

    /// Gives an entry its values in place of those it had.
    mutating func set(_ values: [String], at index: Int) {
        count(index, by: -1)
        if values.count > lengths[index] {
            abandoned += Int(lengths[index])
            lengths[index] = 0
            if abandoned > flat.count / 2 + 1_024 { compact() }
            starts[index] = Int32(flat.count)
            flat.append(contentsOf: repeatElement(0, count: values.count))
        }
        lengths[index] = Int32(values.count)
        for (offset, value) in values.enumerated() { flat[Int(starts[index]) + offset] = number(of: value) }
        count(index, by: 1)
    }

    /// The first value of an entry, or nil.
    func first(at index: Int) -> String? { lengths[index] > 0 ? names[Int(flat[Int(starts[index])])] : nil }

    /// For each number whether it is one of the values.
    func membership(of values: Set<String>) -> [Bool] { names.map(values.contains) }

    func holds(any wanted: [Bool], at index: Int) -> Bool {
        let start = Int(starts[index])
        for place in start..<(start + Int(lengths[index])) where wanted[Int(flat[place])] { return true }
        return false
    }

    /// How many of the entries that count have each value.
    func counts(_ positions: [Int32], where counts: (Int) -> Bool) -> [String: Int] {
        var tally = [Int](repeating: 0, count: names.count)
        for position in positions where counts(Int(position)) {
            let start = Int(starts[Int(position)])
            for place in start..<(start + Int(lengths[Int(position)])) { tally[Int(flat[place])] += 1 }
        }
        return named(tally)
    }

    /// Counts by value, without the values that nothing has.
    func named(_ tally: [Int]) -> [String: Int] {
        Dictionary(zip(names, tally).filter { $0.1 > 0 }) { first, _ in first }
    }

    private mutating func number(of value: String) -> Int32 {
        if let number = numbers[value] { return number }
        let number = Int32(names.count)
        numbers[value] = number
        names.append(value)
        totals.append(0)
        return number
    }

    private mutating func count(_ index: Int, by step: Int) {
        let start = Int(starts[index])
        for place in start..<(start + Int(lengths[index])) { totals[Int(flat[place])] += step }
    }

    /// Drops what replaced values left behind; entries keep their positions.
    private mutating func compact() {
        var packed: [Int32] = []
        packed.reserveCapacity(flat.count)
        for index in starts.indices {
            let start = Int(starts[index])
            starts[index] = Int32(packed.count)
            packed += flat[start..<(start + Int(lengths[index]))]
        }
        flat = packed
        abandoned = 0
    }
}
