/// The combinations that a formula may cover, as a union of cubes.
struct Region {
    let cubes: [Implicant]
    let space: PropertySpace

    /// A combination of a cube that lies outside, as near to `home` as the search meets it; nil when the whole cube
    /// lies inside. Splits on the levels of one condition after another; cubes that are missed fall away at each
    /// split.
    func gap(in cube: Implicant, home: UInt64) -> UInt64? {
        gap(in: cube, cubes.filter { $0.intersection(cube, in: space) != nil }, home)
    }

    private func gap(in cube: Implicant, _ near: [Implicant], _ home: UInt64) -> UInt64? {
        var split: Implicant?
        var fewest = Int.max
        for other in near {
            let open = (other.conditions & ~cube.conditions).nonzeroBitCount
            if open == 0 { return nil }
            if open < fewest { (split, fewest) = (other, open) }
        }
        guard let split else {
            let fixed = space.fields(of: cube.conditions)
            return cube.levels | home & ~fixed
        }
        let condition = (split.conditions & ~cube.conditions).trailingZeroBitCount
        for level in levels(of: condition, from: home) {
            let part = cube.fixing(condition, at: level, in: space)
            let meeting = near.filter { $0.intersection(part, in: space) != nil }
            if let found = gap(in: part, meeting, home) { return found }
        }
        return nil
    }

    /// How many combinations lie in the union; those in which a condition does not apply are not counted.
    func count() -> Int {
        count(in: Implicant(conditions: 0, levels: 0), cubes)
    }

    private func count(in cube: Implicant, _ near: [Implicant]) -> Int {
        guard !near.isEmpty else { return 0 }
        if near.contains(where: { $0.conditions & ~cube.conditions == 0 }) {
            return (0..<space.count).reduce(1) { product, condition in
                let isFixed = cube.conditions >> UInt64(condition) & 1 == 1
                return isFixed
                    ? product : product.multipliedReportingOverflow(by: space.namedLevels(of: condition)).partialValue
            }
        }
        let condition = near.reduce(0) { $0 | $1.conditions & ~cube.conditions }.trailingZeroBitCount
        return (0..<space.namedLevels(of: condition)).reduce(0) { sum, level in
            let part = cube.fixing(condition, at: level, in: space)
            return sum + count(in: part, near.filter { $0.intersection(part, in: space) != nil })
        }
    }

    private func levels(of condition: Int, from home: UInt64) -> [Int] {
        let all = 0..<space.namedLevels(of: condition)
        let first = space.level(of: condition, in: home)
        return all.contains(first) ? [first] + all.filter { $0 != first } : Array(all)
    }
}

extension Implicant {
    /// The part in which one more condition has a level.
    func fixing(_ condition: Int, at level: Int, in space: PropertySpace) -> Implicant {
        Implicant(conditions: conditions | 1 << UInt64(condition), levels: levels | space.packed(level, of: condition))
    }

    /// The cube without some combinations, as cubes that do not overlap.
    func removing(_ cells: [UInt64], in space: PropertySpace) -> [Implicant] {
        let inside = cells.filter { covers($0, in: space) }
        guard !inside.isEmpty else { return [self] }
        let open = space.allConditions & ~conditions
        guard open != 0 else { return [] }
        let condition = open.trailingZeroBitCount
        return (0..<space.levels[condition]).flatMap { level in
            fixing(condition, at: level, in: space).removing(inside, in: space)
        }
    }

    /// How many combinations `cells` gives.
    func size(in space: PropertySpace) -> Int {
        (space.allConditions & ~conditions).bits.reduce(1) { product, condition in
            let (value, isOver) = product.multipliedReportingOverflow(by: space.namedLevels(of: condition))
            return isOver ? Int.max / 64 : min(value, Int.max / 64)
        }
    }

    /// All combinations in it, without those in which a free condition does not apply.
    func cells(in space: PropertySpace) -> [UInt64] {
        (space.allConditions & ~conditions).bits.reduce([levels]) { cells, condition in
            cells.flatMap { cell in
                (0..<space.namedLevels(of: condition)).map { cell | space.packed($0, of: condition) }
            }
        }
    }
}
