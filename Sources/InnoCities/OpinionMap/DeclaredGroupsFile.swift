import Exchange
import Foundation
import OpinionMapping

extension OpinionMapInput {
    /// Reads a file with the column `participant` and one column for each grouping. Later rows of a participant replace
    /// earlier ones; an empty field declares nothing.
    mutating func declaredGroups(_ path: String) throws -> [DeclaredGrouping] {
        let table = try NamedRows(try read(path), path: path)
        let participant = try table.column("participant")
        let columns = table.header.indices.filter { $0 != participant }
        try table.mustStandOnce(columns)
        guard !columns.isEmpty else {
            throw CommandFault("\(path), line 1: there is no column beside participant. Name one for each grouping.")
        }
        var groupings = columns.map { DeclaredGrouping(name: table.header[$0], groupOf: [:]) }
        let known = Set(conversation.participants)
        var unknown: Set<String> = []
        for row in table.rows {
            let name = row.fields[participant]
            guard !name.isEmpty else { throw table.fault(row, participant, "is no identifier. Say who declared this.") }
            if !known.contains(name) { unknown.insert(name) }
            for (place, column) in columns.enumerated() {
                let value = row.fields[column].trimmingCharacters(in: .whitespaces)
                groupings[place].groupOf[name] = value.isEmpty ? nil : value
            }
        }
        if !unknown.isEmpty { notes.append("\(path): \(unknown.count) participants have no votes and count nowhere.") }
        return groupings
    }

    /// More than people live, and few enough that sums of them are exact.
    private static let largestSize = 1e12

    /// Reads a file with the columns `grouping`, `group` and `size`.
    mutating func declaredSizes(_ path: String) throws -> [String: [String: Double]] {
        let table = try NamedRows(try read(path), path: path)
        let grouping = try table.column("grouping")
        let group = try table.column("group")
        let size = try table.column("size")
        var sizes: [String: [String: Double]] = [:]
        for row in table.rows {
            guard let number = Double(row.fields[size]), (0...Self.largestSize).contains(number) else {
                throw table.fault(row, size, "is no size. Write a number from 0 to \(Int(Self.largestSize)).")
            }
            let earlier = sizes[row.fields[grouping], default: [:]].updateValue(number, forKey: row.fields[group])
            guard earlier == nil else {
                throw table.fault(row, group, "stands here a second time. Give each group one size.")
            }
        }
        return sizes
    }
}
