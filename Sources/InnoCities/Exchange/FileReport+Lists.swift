import Exchange
import Foundation

/// Lists, workbooks, calendars and maps.
extension FileReport {
    private static let listed = 1_000

    /// A table in text. What its columns mean is checked by `innocities import operations --dry-run`.
    static func list(_ data: Data, _ file: String) -> FileReport {
        var report = FileReport(file, kind: "table in text (CSV)")
        let guess = CSVGuess(sample: data.prefix(64 * 1024))
        var (header, rows, ragged): (CSVRow?, Int, Int) = (nil, 0, 0)
        var empty: [Int] = []
        var uneven: [Finding] = []
        func take(_ row: CSVRow) {
            guard let header else {
                header = row
                empty = Array(repeating: 0, count: row.fields.count)
                return
            }
            rows += 1
            for (column, field) in row.fields.prefix(empty.count).enumerated() where field.isEmpty {
                empty[column] += 1
            }
            guard row.fields.count != header.fields.count else { return }
            ragged += 1
            guard uneven.count < listed else { return }
            let sentence = "The row has \(row.fields.count) cells and the header \(header.fields.count)."
            uneven.append(Finding(effect: .fault, place: "line \(row.line)", sentence: sentence))
        }
        do {
            var reader = guess.reader
            try reader.read(data) { take($0) }
            try reader.finish { take($0) }
        } catch let error as CSVError {
            report.add(.refused, CSVSentences.sentence(error), at: "line \(error.line), column \(error.column)")
        } catch { report.add(.refused, "\(error)") }
        report.findings += uneven
        report.unlisted = ragged - uneven.count
        report.describe(header, rows, empty, guess)
        return report
    }

    private mutating func describe(_ header: CSVRow?, _ rows: Int, _ empty: [Int], _ guess: CSVGuess) {
        guard let header else { return add(.refused, "The file has no line.") }
        let names = header.fields
        holds = [
            ("rows", .integer(rows)), ("columns", .array(names.map { .string($0) })),
            ("emptyCells", .integer(empty.reduce(0, +))),
            ("encoding", .string(guess.encoding.encoding.rawValue)),
            ("delimiter", .string(guess.delimiter.rawValue)),
        ]
        if guess.encoding.confidence < 0.9 {
            add(
                .noticed,
                "The encoding is a guess: \(guess.encoding.encoding.rawValue). Look at the letters with accents.")
        }
        let repeated = Dictionary(grouping: names, by: \.self).filter { $1.count > 1 }.keys.sorted()
        for name in repeated { add(.fault, "Two columns are named “\(name)”.", at: "line \(header.line)") }
        for (column, name) in names.enumerated() where name.trimmingCharacters(in: .whitespaces).isEmpty {
            add(.fault, "Column \(column + 1) has no name.", at: "line \(header.line)")
        }
    }

    static func workbook(_ data: Data, _ file: String) -> FileReport {
        var report = FileReport(file, kind: "workbook (XLSX)")
        do {
            let reader = try XLSXReader(data)
            var (rows, columns) = (0, 0)
            var header: [JSONValue] = []
            defer {
                report.holds = [
                    ("sheets", .array(reader.sheetNames.map { .string($0) })), ("rows", .integer(rows)),
                    ("columns", .integer(columns)), ("firstRow", .array(header)),
                ]
            }
            try reader.read { row in
                if rows == 0 { header = row.cells.map { .string($0.shown) } }
                rows += 1
                columns = max(columns, row.cells.count)
                for (column, cell) in row.cells.enumerated() {
                    guard case .failure(let shown) = cell, report.findings.count < listed else { continue }
                    report.add(.fault, "The formula failed: \(shown).", at: "row \(row.number), column \(column + 1)")
                }
            }
            if reader.sheetNames.count > 1 { report.add(.noticed, "Only the first sheet is read.") }
        } catch let error as XLSXError {
            report.add(.refused, XLSXSentences.text(error), at: error.cell)
        } catch let error as ZIPError {
            report.add(.refused, REFISentences.text(error))
        } catch { report.add(.refused, "\(error)") }
        return report
    }

    static func json(_ data: Data, _ file: String) -> FileReport {
        var report = FileReport(file, kind: "JSON")
        let limits = JSONLimits(bytes: max(JSONLimits().bytes, data.count), values: 20_000_000)
        if file.lowercased().hasSuffix("l") || file.lowercased().hasSuffix("ndjson") {
            return lines(data, file, limits)
        }
        do {
            let value = try JSONValue(parsing: data, limits: limits)
            if value["type"]?.string.map({ ["FeatureCollection", "Feature"].contains($0) }) ?? false {
                return map(data, file)
            }
            report.describe(value)
        } catch {
            report.add(.refused, JSONSentences.sentence(error), at: "line \(error.line), column \(error.column)")
        }
        return report
    }

    private static func lines(_ data: Data, _ file: String, _ limits: JSONLimits) -> FileReport {
        var report = FileReport(file, kind: "JSON, a document on each line")
        var (documents, number) = (0, 0)
        for line in data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            number += 1
            guard line.contains(where: { $0 > 0x20 }) else { continue }
            do {
                _ = try JSONValue(parsing: line, limits: limits)
                documents += 1
            } catch {
                if report.findings.count < listed {
                    report.add(.fault, JSONSentences.sentence(error), at: "line \(number), column \(error.column)")
                } else {
                    report.unlisted += 1
                }
            }
        }
        report.holds = [("documents", .integer(documents))]
        return report
    }

    /// A list of objects, by itself or as the longest list in an object.
    private mutating func describe(_ value: JSONValue) {
        var list = value.array
        if let object = value.object {
            list = object.values.compactMap(\.array).max { $0.count < $1.count }
            holds.append(("members", .array(object.names.map { .string($0) })))
        }
        guard let list else { return add(.noticed, "The file holds no list.") }
        var counts: [String: Int] = [:]
        var names: [String] = []
        for entry in list {
            for name in entry.object?.names ?? [] {
                if counts.updateValue((counts[name] ?? 0) + 1, forKey: name) == nil { names.append(name) }
            }
        }
        holds += [("entries", .integer(list.count)), ("fields", .array(names.map { .string($0) }))]
        for (index, entry) in list.enumerated() where entry.object == nil && !names.isEmpty {
            add(.fault, "The entry is no object, as others are.", at: "entry \(index + 1)")
        }
        for name in names where counts[name] != list.count {
            add(.noticed, "\(list.count - (counts[name] ?? 0)) of \(list.count) entries have no \(name).")
        }
    }

    static func calendar(_ data: Data, _ file: String) -> FileReport {
        var report = FileReport(file, kind: "calendar (iCalendar)")
        let calendar = ICalendarReport(of: data, limit: listed)
        for (component, count) in calendar.components.sorted(by: { $0.key < $1.key }) {
            report.holds.append((component, .integer(count)))
        }
        report.holds.append(("firstDay", calendar.firstDay.map { .string($0) } ?? .null))
        report.holds.append(("lastDay", calendar.lastDay.map { .string($0) } ?? .null))
        for fault in calendar.faults {
            report.add(
                FormatSentences.effect(fault.reason), FormatSentences.text(fault.reason), at: "line \(fault.line)")
        }
        return report
    }

    static func map(_ data: Data, _ file: String) -> FileReport {
        var report = FileReport(file, kind: "map (GeoJSON)")
        do {
            let limits = JSONLimits(bytes: max(JSONLimits().bytes, data.count), values: 20_000_000)
            let map = try GeoJSONReport(parsing: data, limits: limits)
            report.holds = [
                ("features", .integer(map.featureCount)), ("withoutPlace", .integer(map.unlocatedCount)),
                ("points", .integer(map.points.count - map.unlocatedCount)),
            ]
            for fault in map.faults {
                report.add(
                    fault.reason == .windingOrder ? .noticed : .fault, FormatSentences.text(fault.reason),
                    at: fault.pointer.isEmpty ? nil : fault.pointer)
            }
        } catch {
            report.add(.refused, JSONSentences.sentence(error), at: "line \(error.line), column \(error.column)")
        }
        return report
    }
}
