import ArgumentParser
import Exchange
import Foundation
import OpinionMapping

struct OpinionMapCommand: ParsableCommand {
    @Argument var path: String
    @Flag var compare = false
    func run() throws {
        let input = try OpinionMapInput(path: path)
        let start = CompatibleMap.Start(excluded: input.excluded, meta: input.meta, inConversation: input.stored?.inConversation,
            baseClusters: input.stored?.baseClusters.map { ($0.identifier, $0.members) } ?? [], components: input.stored?.components ?? [], isInOrderOfTime: input.isInOrderOfTime)
        let map = CompatibleMap(input.conversation, start: start)
        print("compatible", map.groups.map(\.members.count), map.silhouettes)
        let clock = ContinuousClock()
        var robust: OpinionMap?
        print(clock.measure { robust = OpinionMap(input.conversation, settings: .init(excluded: input.excluded, meta: input.meta)) })
        guard let robust else { return }
        print(robust.outcome, robust.axisShares, robust.groups.map(\.members.count), robust.groups.map(\.representative.count), robust.agreed.count, robust.disagreed.count, robust.dividing.count)
        for option in robust.options { print(option) }
    }
}
