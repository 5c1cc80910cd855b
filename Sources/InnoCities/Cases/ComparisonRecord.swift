import CaseComparison
import Exchange
import Foundation
import Languages

/// A published comparison: data, settings, engine version, every table and model, and a hash over all of it.
///
/// The hash is SHA-256 over the record without its `hash` member, as compact JSON (no spaces, members in their order,
/// numbers in the shortest form that reads back the same). The file itself is indented for people, and its sentences are
/// English: a record must not depend on who reads it.
struct ComparisonRecord {
    static let format = "innocities.comparison/1"

    let document: JSONValue

    init(_ run: CaseRun, file: String?) {
        var document: JSONObject = [
            "format": .string(Self.format), "engineVersion": .string(Comparison.engineVersion),
            "file": file.map { .string($0) } ?? .null, "settings": run.settings.document, "data": Self.data(run.table),
            "result": .object(ComparisonDocument(run, Catalogues.english.localiser(.en)).members),
        ]
        document["hash"] = .string(InputHash.of(JSONValue.object(document).data()))
        self.document = .object(document)
    }

    /// The bytes of the file.
    var data: Data { document.data(.indented) + Data("\n".utf8) }

    private static func data(_ table: CaseTable) -> JSONValue {
        [
            "cases": .strings(table.cases), "lines": .integers(table.lines),
            "columns": .array(
                table.columns.map { column in
                    [
                        "name": .string(column.name),
                        "cells": .array(
                            column.cells.map { cell in
                                switch cell {
                                case .number(let number): .number(number)
                                case .missing: .null
                                case .text(let text): .string(text)
                                }
                            }),
                    ]
                }),
        ]
    }

    /// What a repetition found.
    enum Repetition {
        case same(hash: String)
        /// Members whose values differ, as paths, the first ones.
        case different([String])
    }

    /// Reads a record.
    /// - Throws: `CommandFault` when the file is no record, naming what is wrong in it.
    init(reading content: Data, name: String) throws {
        do { document = try JSONValue(parsing: content, limits: JSONLimits(bytes: 1 << 30, values: 20_000_000)) } catch
        {
            throw CommandFault(
                "\(name), line \(error.line), column \(error.column): \(JSONSentences.sentence(error)) Take the file "
                    + "as --record wrote it.")
        }
        guard document["format"]?.string == Self.format else {
            throw CommandFault("\(name) is no record of a comparison: its member format must be “\(Self.format)”.")
        }
    }

    /// Runs the record again from its own data and settings.
    /// - Parameter settings: what may change the settings before they are used.
    /// - Throws: `CommandFault` naming what cannot be used.
    func run(name: String, settings adjust: (inout CaseSettings) -> Void = { _ in }) throws -> CaseRun {
        do {
            var settings = try CaseSettings(document["settings"] ?? .null)
            adjust(&settings)
            return try CaseRun(Self.table(document["data"] ?? .null), settings)
        } catch let error as CaseTableError { throw CommandFault("\(name): \(error)") } catch let error as CommandFault
        {
            throw CommandFault("\(name): \(error)")
        }
    }

    /// Holds a run of this record against it.
    /// - Parameter content: the bytes of this record.
    func repetition(_ run: CaseRun, of content: Data) -> Repetition {
        let new = ComparisonRecord(run, file: document["file"]?.string)
        if new.data == content { return .same(hash: new.document["hash"]?.string ?? "") }
        var differences: [String] = []
        Self.compare(document, new.document, "", &differences)
        if differences.isEmpty { differences = ["the layout of the file; its content is the same"] }
        return .different(differences)
    }

    private static func table(_ document: JSONValue) throws -> CaseTable {
        let reader = RecordReader(document, path: "data")
        let columns = try reader.array("columns").map { column in
            let part = RecordReader(column, path: "data.columns")
            return CaseTable.Column(
                name: try part.string("name"),
                cells: try part.array("cells").map { cell in
                    switch cell {
                    case .null: .missing
                    case .string(let text): .text(text)
                    case .integer, .number: .number(cell.number ?? 0)
                    case .bool, .array, .object:
                        throw CommandFault("The record's data.columns.cells holds more than cells.")
                    }
                })
        }
        let lines = try reader.integers("lines")
        let cases = try reader.strings("cases")
        guard lines.count == cases.count else { throw CommandFault("The record's data.lines must count every case.") }
        return try CaseTable(cases: cases, columns: columns, lines: lines)
    }

    private static let mostDifferences = 10

    private static func compare(_ old: JSONValue, _ new: JSONValue, _ path: String, _ found: inout [String]) {
        guard old != new, found.count < mostDifferences else { return }
        switch (old, new) {
        case (.object(let one), .object(let other)):
            for name in one.names + other.names.filter({ one[$0] == nil }) {
                compare(one[name] ?? .null, other[name] ?? .null, path.isEmpty ? name : "\(path).\(name)", &found)
            }
        case (.array(let one), .array(let other)) where one.count == other.count:
            for (index, pair) in zip(one, other).enumerated() { compare(pair.0, pair.1, "\(path)[\(index)]", &found) }
        default: found.append("\(path): \(short(old)) in the record, \(short(new)) now")
        }
    }

    private static func short(_ value: JSONValue) -> String {
        let text = value.text()
        return text.count > 60 ? String(text.prefix(60)) + "…" : text
    }
}
