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
        print(map.groups.map(\.members.count), map.silhouettes)
        if let stored = input.stored { print(ProductionComparison(map, stored: stored).document.text(.indented)) }
    }
}
