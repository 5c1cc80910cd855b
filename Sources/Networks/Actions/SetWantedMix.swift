import Catalogue
import Database
import Exchange
import Languages
import Platform

/// Say which share of each sector the network wants among its members.
enum SetWantedMix: Action {
    static let shares = Sector.allCases.map { sector in
        Field.optionalInteger(sector.rawValue, label: sector.label, hint: "In percent", in: 0...100)
    }

    static let name = "networks.set-wanted-mix"
    static let summary: Message = "Say which share of each sector the network wants among its members"
    static let fields: [any InputField] = [NetworkFields.network] + shares
    static let policy = NetworkFields.coordinators

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let network = try NetworkFields.entry(input, in: context)
        let stated = zip(Sector.allCases, shares).compactMap { sector, field in input[field].map { (sector, $0) } }
        let sum = stated.reduce(0) { $0 + $1.1 }
        guard stated.isEmpty || sum == 100 else {
            throw InputFaults(general: ["The shares add up to \(sum) %. Please make them 100 %."])
        }
        try context.transaction.run("DELETE FROM wanted_share WHERE network = \(network.id)")
        var after = JSONObject()
        for (sector, percent) in stated {
            try context.transaction.run(
                """
                INSERT INTO wanted_share (network, sector, percent)
                VALUES (\(network.id), \(sector.rawValue), \(percent))
                """)
            after[sector.rawValue] = .integer(percent)
        }
        context.changed(Subject("network", network.id), after: .object(["wanted": .object(after)]))
        return Outcome(network.subject)
    }
}
