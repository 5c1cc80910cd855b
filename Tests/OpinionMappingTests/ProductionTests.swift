import Exchange
import Foundation
import Testing

@testable import OpinionMapping

/// The compatible map beside results that pol.is computed.
@Suite struct ProductionTests {
    /// Four votes of this one are missing at the source, so only what does not need them can be equal.
    private static let damaged = "50ptpt-3gp-strict-no-meta"
    private static let names = ReferenceData.names(in: "polis-production")

    private static func computed(_ name: String) throws -> (CompatibleMap, JSONValue) {
        let stored = try ReferenceData.json("polis-production/\(name)/math-pca2.json")
        let conversation = try ReferenceData.production(name, stored)
        func names(_ field: String) -> [String] { (stored[field]?.array ?? []).map { ReferenceData.name($0) } }
        let base = stored["base-clusters"]
        let clusters = zip(base?["id"]?.array ?? [], base?["members"]?.array ?? []).map { identifier, members in
            (identifier: identifier.integer ?? 0, members: (members.array ?? []).map { ReferenceData.name($0) })
        }
        let components = (stored["pca"]?["comps"]?.array ?? []).map { ($0.array ?? []).compactMap(\.number) }
        let start = CompatibleMap.Start(
            excluded: Set(names("mod-out")), meta: Set(names("meta-tids")), inConversation: names("in-conv"),
            baseClusters: clusters, components: components)
        return (CompatibleMap(conversation, start: start), stored)
    }

    private static func numbers(_ value: JSONValue?) -> [Double] { (value?.array ?? []).compactMap(\.number) }

    private static func difference(_ own: [Double], _ stored: [Double]) -> Double {
        own.count == stored.count ? zip(own, stored).map { abs($0 - $1) }.max() ?? 0 : .infinity
    }

    @Test(arguments: names) func groupsAreThoseOfProduction(name: String) throws {
        let (map, stored) = try Self.computed(name)
        let members = Dictionary(
            uniqueKeysWithValues: zip(
                stored["base-clusters"]?["id"]?.array ?? [], stored["base-clusters"]?["members"]?.array ?? []))
        let groups = (stored["group-clusters"]?.array ?? []).map { group in
            Set((group["members"]?.array ?? []).flatMap { members[$0]?.array ?? [] }.map { ReferenceData.name($0) })
        }
        #expect(map.groups.map { Set($0.members.map { map.participants[$0] }) } == groups)
    }

    @Test(arguments: names) func representativeStatementsAreThoseOfProduction(name: String) throws {
        let (map, stored) = try Self.computed(name)
        for group in map.groups {
            let list = stored["repness"]?[String(group.identifier)]?.array ?? []
            #expect(
                group.representative.map { map.statements[$0.statement] } == list.map { ReferenceData.name($0["tid"]) })
            for (own, entry) in zip(group.representative, list) {
                #expect((own.stance == .agree ? "agree" : "disagree") == entry["repful-for"]?.string)
                let fields = ["n-success", "n-trials", "p-success", "p-test", "repness", "repness-test"]
                let values = [
                    Double(own.successes), Double(own.votes), own.share, own.shareTest, own.ratio,
                    CompatibleMap.published(own.ratioTest),
                ]
                #expect(Self.difference(values, fields.compactMap { entry[$0]?.number }) <= 1e-9)
                #expect(own.bestAgreeCount == entry["n-agree"]?.integer)
            }
        }
    }

    @Test(arguments: names) func consensusIsThatOfProduction(name: String) throws {
        let (map, stored) = try Self.computed(name)
        for (own, side) in [(map.agreed, "agree"), (map.disagreed, "disagree")] {
            let list = stored["consensus"]?[side]?.array ?? []
            #expect(own.map { map.statements[$0.statement] } == list.map { ReferenceData.name($0["tid"]) })
            #expect(Self.difference(own.map(\.share), list.compactMap { $0["p-success"]?.number }) <= 1e-9)
            #expect(Self.difference(own.map(\.shareTest), list.compactMap { $0["p-test"]?.number }) <= 1e-9)
        }
        let consensus = map.statements.compactMap { stored["group-aware-consensus"]?[$0]?.number }
        #expect(Self.difference(map.groupInformedConsensus, consensus) <= 1e-9)
    }

    @Test(arguments: names.filter { $0 != damaged }) func coordinatesAndPrioritiesAreThoseOfProduction(name: String)
        throws
    {
        let (map, stored) = try Self.computed(name)
        let geometry = stored["pca"]
        #expect(Self.difference(map.center, Self.numbers(geometry?["center"])) <= 1e-9)
        for (own, component) in zip(map.components, geometry?["comps"]?.array ?? []) {
            #expect(Self.difference(own, Self.numbers(component)) <= 1e-9)
        }
        #expect(Self.difference(map.baseClusters.map(\.center.x), Self.numbers(stored["base-clusters"]?["x"])) <= 1e-9)
        #expect(Self.difference(map.baseClusters.map(\.center.y), Self.numbers(stored["base-clusters"]?["y"])) <= 1e-9)
        #expect(Self.difference(map.extremities, Self.numbers(geometry?["comment-extremity"])) <= 1e-9)
        let priorities = map.statements.compactMap { stored["comment-priorities"]?[$0]?.number }
        #expect(Self.difference(map.priorities, priorities) <= 1e-9)
    }

    @Test(arguments: names) func whoTakesPartIsReplayed(name: String) throws {
        let stored = try ReferenceData.json("polis-production/\(name)/math-pca2.json")
        let conversation = try ReferenceData.production(name, stored)
        let rule = InConversation(replaying: conversation)
        let own = Set(conversation.participants.indices.filter { rule.isIn[$0] }.map { conversation.participants[$0] })
        #expect(own == Set((stored["in-conv"]?.array ?? []).map { ReferenceData.name($0) }))
    }
}
