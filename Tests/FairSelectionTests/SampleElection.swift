import FairSelection
import SeededRandom

extension Election {
    /// An election drawn from a seed: approvals, sometimes with points and weights, costs that invite ties.
    static func sample(
        seed: UInt64, voters: Int = 40, projects: Int = 8, points: Bool = false, weighted: Bool = false,
        costStep: Int = 60
    ) throws -> Election {
        var random = SeededGenerator(seed: seed)
        let costs = (0..<projects).map { _ in costStep * (1 + random.below(9)) }
        var ballots = Ballots(weightUnit: weighted ? 2 : 1)
        for _ in 0..<voters {
            let chosen = (0..<projects).filter { _ in random.below(3) == 0 }
            ballots.append(
                chosen, points: points ? chosen.map { _ in random.below(4) } : nil,
                weight: weighted ? 1 + random.below(5) : nil)
        }
        return try Election(
            budget: costs.reduce(0, +) / 3, projects: costs.enumerated().map { Project(id: "p\($0)", cost: $1) },
            ballots: ballots)
    }

    /// The same election with voters and projects in another order.
    func shuffled(seed: UInt64) throws -> Election {
        var random = SeededGenerator(seed: seed)
        var places = Array(projects.indices)
        random.shuffle(&places)
        var newPlace = [Int](repeating: 0, count: places.count)
        for (place, project) in places.enumerated() { newPlace[project] = place }
        var voters = Array(0..<ballots.count)
        random.shuffle(&voters)
        var mixed = Ballots(weightUnit: ballots.weightUnit)
        for voter in voters {
            let entries = ballots.starts[voter]..<ballots.starts[voter + 1]
            mixed.append(
                entries.map { newPlace[Int(ballots.projects[$0])] },
                points: ballots.points.isEmpty ? nil : entries.map { ballots.points[$0] },
                weight: ballots.weights.isEmpty ? nil : ballots.weights[voter])
        }
        return try Election(budget: budget, projects: places.map { projects[$0] }, ballots: mixed)
    }

    /// The same election with one more voter who names one project alone, or with another cost.
    func changed(supporters: Int = 0, of project: Int, cost: Int? = nil) throws -> Election {
        var ballots = ballots
        for _ in 0..<supporters { ballots.append([project]) }
        var projects = projects
        if let cost { projects[project] = Project(id: projects[project].id, cost: cost) }
        return try Election(budget: budget, projects: projects, ballots: ballots)
    }
}
