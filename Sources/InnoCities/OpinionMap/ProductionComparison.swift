import Exchange
import OpinionMapping

/// A computed map beside the result that production stored: the largest difference of each kind of number, and whether
/// the lists are the same.
struct ProductionComparison {
    /// Kind of number to the largest absolute difference, infinite where one side has what the other has not.
    private(set) var differences: [(name: String, value: Double)] = []
    let hasEqualCount: Bool
    let hasEqualGroups: Bool
    let hasEqualRepresentative: Bool
    let hasEqualConsensus: Bool
    /// Numbers that differ by no more are the same.
    static let tolerance = 1e-9

    init(_ map: CompatibleMap, stored: StoredPolisResult) {
        let groups = Self.matched(map, stored)
        hasEqualCount = map.groups.count == stored.groups.count
        hasEqualGroups = hasEqualCount && groups.allSatisfy { $0 != nil }
        let representative = Self.representative(map, stored, groups)
        let consensus = Self.worst([
            Self.lists(map.agreed.map(Self.fields), stored.agreed.map(Self.fields), map.statements),
            Self.lists(map.disagreed.map(Self.fields), stored.disagreed.map(Self.fields), map.statements),
        ])
        hasEqualRepresentative = hasEqualCount && representative <= Self.tolerance
        hasEqualConsensus = consensus <= Self.tolerance
        let signs = (0..<2).map { axis in
            let stored = axis < stored.components.count ? stored.components[axis] : []
            return zip(map.components[axis], stored).reduce(0) { $0 + $1.0 * $1.1 } < 0 ? -1.0 : 1.0
        }
        addGeometry(map, stored, signs)
        let centers = zip(stored.groups, groups).map { stored, found in
            found.map { Self.distance($0.center, stored.center, signs) } ?? .infinity
        }
        add("groupCenters", centers.max() ?? 0)
        add("priorities", Self.byName(map.priorities, map.statements, stored.priorities))
        add(
            "groupInformedConsensus",
            Self.byName(map.groupInformedConsensus, map.statements, stored.groupInformedConsensus))
        add("representative", representative)
        add("consensus", consensus)
    }

    private mutating func add(_ name: String, _ value: Double) { differences.append((name, value)) }

    private mutating func addGeometry(_ map: CompatibleMap, _ stored: StoredPolisResult, _ signs: [Double]) {
        let base = Dictionary(stored.baseClusters.map { (Set($0.members), $0.center) }) { first, _ in first }
        let coordinates = map.baseClusters.map { cluster in
            base[Set(cluster.members.map { map.participants[$0] })]
                .map { Self.distance(cluster.center, $0, signs) } ?? .infinity
        }
        add("coordinates", max(coordinates.max() ?? 0, coordinates.count == stored.baseClusters.count ? 0 : .infinity))
        add("center", Self.lists(map.center, stored.center))
        let components = zip(zip(map.components, stored.components), signs).map { pair, sign in
            Self.lists(pair.0, pair.1.map { $0 * sign })
        }
        add("components", components.max() ?? .infinity)
        if stored.statementPlaces.count == 2 {
            let x = Self.lists(map.statementPlaces.map(\.x), stored.statementPlaces[0].map { $0 * signs[0] })
            add(
                "statements",
                max(x, Self.lists(map.statementPlaces.map(\.y), stored.statementPlaces[1].map { $0 * signs[1] })))
        }
        if !stored.extremities.isEmpty { add("extremities", Self.lists(map.extremities, stored.extremities)) }
    }

    /// For each stored group the computed one with the same people.
    private static func matched(_ map: CompatibleMap, _ stored: StoredPolisResult) -> [CompatibleMap.Group?] {
        let base = Dictionary(stored.baseClusters.map { ($0.identifier, $0.members) }) { first, _ in first }
        let found = Dictionary(map.groups.map { (Set($0.members.map { map.participants[$0] }), $0) }) { first, _ in
            first
        }
        return stored.groups.map { group in found[Set(group.baseClusters.flatMap { base[$0] ?? [] })] }
    }

    private static func representative(
        _ map: CompatibleMap, _ stored: StoredPolisResult, _ groups: [CompatibleMap.Group?]
    ) -> Double {
        worst(
            zip(stored.groups, groups).map { stored0, found in
                guard let found else { return .infinity }
                return lists(
                    found.representative.map(fields),
                    (stored.representative[String(stored0.identifier)] ?? []).map(fields),
                    map.statements)
            })
    }

    /// The fields of one list entry that are compared: what must be equal, and the numbers.
    private struct Entry {
        var statement: Int?
        var name: String?
        var direction: String?
        var numbers: [Double]
    }

    private static func fields(_ finding: CompatibleRepresentative) -> Entry {
        Entry(
            statement: finding.statement, direction: finding.stance == .agree ? "agree" : "disagree",
            numbers: [
                Double(finding.successes), Double(finding.votes), finding.share, finding.shareTest, finding.ratio,
                CompatibleMap.published(finding.ratioTest), Double(finding.bestAgreeCount ?? -1),
            ])
    }

    private static func fields(_ finding: CompatibleConsensus) -> Entry {
        Entry(
            statement: finding.statement,
            numbers: [Double(finding.successes), Double(finding.votes), finding.share, finding.shareTest])
    }

    private static func fields(_ stored: JSONValue) -> Entry {
        func number(_ name: String) -> Double { stored[name]?.number ?? .infinity }
        var entry = Entry(
            name: stored["tid"].flatMap(StoredPolisResult.identifier), direction: stored["repful-for"]?.string,
            numbers: ["n-success", "n-trials", "p-success", "p-test"].map(number))
        if entry.direction != nil {
            entry.numbers += [number("repness"), number("repness-test"), stored["n-agree"]?.number ?? -1]
        }
        return entry
    }

    private static func lists(_ own: [Entry], _ stored: [Entry], _ statements: [String]) -> Double {
        guard own.count == stored.count else { return .infinity }
        return worst(
            zip(own, stored).map { own, stored in
                guard own.statement.map({ statements[$0] }) == stored.name, own.direction == stored.direction else {
                    return .infinity
                }
                return lists(own.numbers, stored.numbers)
            })
    }

    private static func lists(_ own: [Double], _ stored: [Double]) -> Double {
        guard own.count == stored.count else { return .infinity }
        return worst(zip(own, stored).map { $0 == $1 ? 0 : abs($0 - $1) })
    }

    private static func byName(_ own: [Double], _ names: [String], _ stored: [String: Double]) -> Double {
        guard own.count == stored.count else { return .infinity }
        return worst(zip(own, names).map { own, name in stored[name].map { abs(own - $0) } ?? .infinity })
    }

    /// The largest; a difference that is not a number is infinite.
    private static func worst(_ differences: [Double]) -> Double {
        differences.reduce(0) { $1.isNaN ? .infinity : max($0, $1) }
    }

    private static func distance(_ own: Point, _ stored: Point, _ signs: [Double]) -> Double {
        max(abs(own.x - stored.x * signs[0]), abs(own.y - stored.y * signs[1]))
    }

    var document: JSONValue {
        var numbers = JSONObject()
        for (name, value) in differences { numbers[name] = .number(value) }
        return [
            "maxDifference": .object(numbers),
            "equal": [
                "k": .bool(hasEqualCount), "groups": .bool(hasEqualGroups),
                "representative": .bool(hasEqualRepresentative), "consensus": .bool(hasEqualConsensus),
            ],
        ]
    }
}
