/// What the format asks of a file beyond its syntax.
///
/// Source: pabulib.org/format. What hinders an exact count is an error; what the format asks for and a count can do
/// without is a warning.
enum PabulibCheck {
    private static let requiredMeta = [
        "description", "country", "unit", "instance", "num_projects", "num_votes", "budget", "vote_type", "rule",
        "date_begin", "date_end",
    ]
    private static let neededMeta: Set<String> = ["budget", "vote_type"]
    static let voteTypes: Set<String> = ["approval", "choose-1", "cumulative", "ordinal", "scoring"]

    static func check(_ reading: inout PabulibReader.Reading) {
        checkMeta(&reading)
        checkProjects(&reading)
        checkColumns(&reading)
        checkBallots(&reading)
        checkCounts(&reading)
        if !reading.document.isUTF8 {
            reading.add(.init(severity: .error, line: 0, section: nil, field: "", reason: .notUTF8))
        }
        reading.faults.sort { ($0.line, $0.severity == .error ? 0 : 1) < ($1.line, $1.severity == .error ? 0 : 1) }
    }

    private static func checkMeta(_ reading: inout PabulibReader.Reading) {
        let document = reading.document
        for name in requiredMeta {
            let severity: PabulibFault.Severity = neededMeta.contains(name) ? .error : .warning
            guard let field = document.meta.first(where: { $0.name == name }) else {
                reading.add(.init(severity: severity, line: 0, section: .meta, field: name, reason: .missingField))
                continue
            }
            if field.value.isEmpty {
                reading.add(
                    .init(severity: severity, line: field.line, section: .meta, field: name, reason: .emptyField))
            }
        }
        for field in document.meta where !field.value.isEmpty {
            guard let reason = reason(field) else { continue }
            let severity: PabulibFault.Severity = neededMeta.contains(field.name) ? .error : .warning
            reading.add(
                .init(severity: severity, line: field.line, section: .meta, field: field.name, reason: reason))
        }
    }

    private static func reason(_ field: PabulibDocument.Field) -> PabulibFault.Reason? {
        switch field.name {
        case "budget", "num_projects", "num_votes", "min_length", "max_length", "min_points", "max_points",
            "min_sum_points", "max_sum_points", "min_sum_cost", "max_sum_cost", "min_project_cost",
            "max_project_cost", "min_project_score_threshold":
            guard let number = PabulibDecimal(field.value) else { return .notANumber(field.value) }
            return number.mantissa < 0 ? .negative(field.value) : nil
        case "vote_type": return voteTypes.contains(field.value) ? nil : .unknownVoteType(field.value)
        case "date_begin", "date_end": return isDate(field.value) ? nil : .notADate(field.value)
        default: return nil
        }
    }

    /// A date dd.mm.yyyy; a year alone is common in old files.
    private static func isDate(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
        if parts.count == 1 { return text.count == 4 && parts[0] != nil }
        guard parts.count == 3, let day = parts[0], let month = parts[1], let year = parts[2] else { return false }
        return (1...31).contains(day) && (1...12).contains(month) && (1000...9999).contains(year)
    }

    private static func checkProjects(_ reading: inout PabulibReader.Reading) {
        let document = reading.document
        for column in ["project_id", "cost"] where !document.projectColumns.contains(column) {
            reading.add(.init(severity: .error, line: 0, section: .projects, field: column, reason: .missingColumn))
        }
        var ids: Set<String> = []
        for (index, project) in document.projects.enumerated() {
            func add(_ severity: PabulibFault.Severity, _ field: String, _ reason: PabulibFault.Reason) {
                reading.add(
                    .init(severity: severity, line: project.line, section: .projects, field: field, reason: reason))
            }
            let id = document.value("project_id", of: index) ?? ""
            if id.isEmpty { add(.error, "project_id", .emptyField) }
            if id.contains(",") { add(.error, "project_id", .comma(id)) }
            if !ids.insert(id).inserted { add(.error, "project_id", .duplicate(id)) }
            let cost = document.value("cost", of: index) ?? ""
            if cost.isEmpty {
                add(.error, "cost", .emptyField)
            } else if let number = PabulibDecimal(cost) {
                if number.mantissa < 0 { add(.error, "cost", .negative(cost)) }
            } else {
                add(.error, "cost", .notANumber(cost))
            }
            if let selected = document.value("selected", of: index), !["0", "1", "2", "3"].contains(selected) {
                add(.warning, "selected", .notASelection(selected))
            }
        }
    }

    private static func checkColumns(_ reading: inout PabulibReader.Reading) {
        var needed = ["voter_id", "vote"]
        if ["cumulative", "scoring"].contains(reading.document.meta("vote_type")) { needed.append("points") }
        for column in needed where !reading.document.voteColumns.contains(column) {
            let severity: PabulibFault.Severity = column == "voter_id" ? .warning : .error
            reading.add(.init(severity: severity, line: 0, section: .votes, field: column, reason: .missingColumn))
        }
    }

    private static func checkBallots(_ reading: inout PabulibReader.Reading) {
        let document = reading.document
        let votes = document.votes
        func limit(_ name: String) -> Int? { document.meta(name).flatMap { PabulibDecimal($0)?.units(places: 0) } }
        let least = limit("min_length") ?? 0
        let most = document.meta("vote_type") == "choose-1" ? 1 : limit("max_length") ?? .max
        let points = limit("max_sum_points")
        let unit = (0..<votes.pointPlaces).reduce(1) { unit, _ in unit * 10 }
        for voter in 0..<votes.count {
            let range = votes.starts[voter]..<votes.starts[voter + 1]
            var reason: PabulibFault.Reason?
            if range.count < least { reason = .tooFew(range.count, least: least) }
            if range.count > most { reason = .tooMany(range.count, most: most) }
            if let reason {
                reading.add(
                    .init(
                        severity: .warning, line: Int(votes.lines[voter]), section: .votes, field: "vote",
                        reason: reason))
            }
            guard let points, !votes.points.isEmpty else { continue }
            let sum = votes.points[range].reduce(Int128(0)) { $0 + Int128($1) }
            if sum > Int128(points) * Int128(unit) {
                reading.add(
                    .init(
                        severity: .warning, line: Int(votes.lines[voter]), section: .votes, field: "points",
                        reason: .pointsSum("\(Double(sum) / Double(unit))", limit: "\(points)")))
            }
        }
    }

    private static func checkCounts(_ reading: inout PabulibReader.Reading) {
        let document = reading.document
        for (name, found) in [("num_projects", document.projects.count), ("num_votes", document.votes.count)] {
            guard let field = document.meta.first(where: { $0.name == name }),
                let stated = PabulibDecimal(field.value), stated.units(places: 0) != found
            else { continue }
            reading.add(
                .init(
                    severity: .warning, line: field.line, section: .meta, field: name,
                    reason: .countDiffers(stated: field.value, found: found)))
        }
        var votes = [Int](repeating: 0, count: document.projects.count)
        for project in document.votes.projects where project >= 0 { votes[Int(project)] += 1 }
        guard document.votes.weights.isEmpty else { return }
        for index in document.projects.indices {
            guard let stated = document.value("votes", of: index), let number = PabulibDecimal(stated),
                number.units(places: 0) != votes[index]
            else { continue }
            reading.add(
                .init(
                    severity: .warning, line: document.projects[index].line, section: .projects, field: "votes",
                    reason: .countDiffers(stated: stated, found: votes[index])))
        }
    }
}

extension PabulibDocument {
    /// Whether the texts came from valid UTF-8; ids of voters and whatever else stands beside ballots included.
    var isUTF8: Bool { String(validating: votes.rows.bytes, as: UTF8.self) != nil }
}
