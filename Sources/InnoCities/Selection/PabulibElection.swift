import Exchange
import FairSelection

/// A .pb file as an election that can be counted.
struct PabulibElection {
    let document: PabulibDocument
    let election: Election
    /// Sums of points are in units of 10^−`pointPlaces`.
    let voteType: String

    /// - Throws: `CommandFault` naming line, field and mend.
    init(_ bytes: [UInt8], file: String) throws {
        let reading = PabulibReader.read(bytes)
        if let fault = reading.firstError { throw CommandFault("\(file): \(fault)") }
        let document = reading.document
        self.document = document
        voteType = document.meta("vote_type") ?? "approval"
        let costs = document.projects.indices.compactMap { PabulibDecimal(document.value("cost", of: $0) ?? "") }
        guard let budget = PabulibDecimal(document.meta("budget") ?? ""), costs.count == document.projects.count else {
            throw CommandFault("\(file): budget or cost is missing.")
        }
        let places = (costs + [budget]).map(\.places).max() ?? 0
        let units = costs.compactMap { $0.units(places: places) }
        guard let total = budget.units(places: places), units.count == costs.count else {
            throw CommandFault("\(file): the amounts are too large to be counted exactly.")
        }
        let ids = document.projectIDs
        let votes = document.votes
        let ballots = Ballots(
            starts: votes.starts, projects: votes.projects, points: votes.points, weights: votes.weights,
            weightUnit: Self.power(votes.weightPlaces))
        let projects = zip(ids, units).map { Election.Project(id: $0, cost: $1) }
        do {
            election = try Election(
                budget: total, minorUnits: Self.power(places), projects: projects, ballots: ballots)
        } catch { throw CommandFault("\(file): \(SelectionSentences.sentence(error, lines: votes.lines))") }
    }

    /// An amount of the election in units of currency, such as 1250.5.
    func money(_ units: Int) -> String { Self.decimal(units, of: election.minorUnits) }

    /// The utility that goes with the ballots when none is asked for.
    var usualUtility: Utility {
        switch voteType {
        case "cumulative", "scoring": .points
        case "ordinal": .borda
        default: .cost
        }
    }

    /// The least number of votes that the file asks of a project.
    var threshold: Int {
        document.meta("min_project_score_threshold").flatMap { PabulibDecimal($0) }
            .flatMap { $0.units(places: max($0.places, 0)) } ?? 0
    }

    private static func power(_ places: Int) -> Int { (0..<places).reduce(1) { power, _ in power * 10 } }

    static func decimal(_ units: Int, of unit: Int) -> String {
        let (whole, rest) = units.quotientAndRemainder(dividingBy: unit)
        guard rest != 0 else { return String(whole) }
        let digits = String(rest + unit).dropFirst()
        return "\(whole)." + String(digits.reversed().drop { $0 == "0" }.reversed())
    }
}
