import Foundation

/// One line of a backup.
enum BackupLine {
    static let format = 1

    case begin(format: Int, migrations: [String])
    case table(String, columns: [String])
    case row([Value])
    case end(rows: Int)

    /// Reads a line; `number` is for the error.
    init(_ line: Data, number: Int) throws {
        do {
            if line.first == UInt8(ascii: "[") {
                self = .row(try JSONDecoder().decode([Cell].self, from: line).map(\.value))
                return
            }
            let heading = try JSONDecoder().decode(Heading.self, from: line)
            if let format = heading.format, let migrations = heading.migrations {
                self = .begin(format: format, migrations: migrations)
            } else if let table = heading.table, let columns = heading.columns {
                self = .table(table, columns: columns)
            } else if let rows = heading.end {
                self = .end(rows: rows)
            } else {
                throw DatabaseError.backup("")
            }
        } catch {
            // The decoder's words quote the line.
            throw DatabaseError.backup("line \(number): it cannot be read")
        }
    }

    /// The line with its line feed.
    var encoded: Data {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            var data =
                switch self {
                case .begin(let format, let migrations):
                    try encoder.encode(Heading(format: format, migrations: migrations))
                case .table(let name, let columns): try encoder.encode(Heading(table: name, columns: columns))
                case .row(let values): try encoder.encode(values.map(Cell.init))
                case .end(let rows): try encoder.encode(Heading(end: rows))
                }
            data.append(UInt8(ascii: "\n"))
            return data
        }
    }

    /// The lines that are objects, told apart by their fields.
    private struct Heading: Codable {
        var format: Int?
        var migrations: [String]?
        var table: String?
        var columns: [String]?
        var end: Int?
    }

    /// A value as JSON has it: what JSON lacks stands in an object with the name of its form.
    private struct Cell: Codable {
        let value: Value

        private struct Special: Codable {
            var base64: Data?
            var double: String?
        }

        init(_ value: Value) {
            self.value = value
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if container.decodeNil() {
                value = .null
            } else if let text = try? container.decode(String.self) {
                value = .text(text)
            } else if let integer = try? container.decode(Int.self) {
                value = .integer(integer)
            } else if let double = try? container.decode(Double.self) {
                value = .double(double)
            } else {
                let special = try container.decode(Special.self)
                if let data = special.base64 {
                    value = .blob(data)
                } else if let double = special.double.flatMap({ Double($0) }) {
                    value = .double(double)
                } else {
                    throw DecodingError.dataCorruptedError(in: container, debugDescription: "unknown form of a value")
                }
            }
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch value {
            case .null: try container.encodeNil()
            case .integer(let integer): try container.encode(integer)
            case .double(let double) where double.isFinite: try container.encode(double)
            case .double(let double): try container.encode(Special(double: String(double)))
            case .text(let text): try container.encode(text)
            case .blob(let data): try container.encode(Special(base64: data))
            }
        }
    }
}
