import CrossLingualSearch
import Foundation
import Languages
import Platform

/// The index and the search engine on disk, so that a node starts in a moment and reads from the database only what
/// changed since.
///
/// Two files in one folder. They count only together and only for the database they were made from: both hold the same
/// place in the change feed, and the change at that place is the one they saw. Anything else is built anew.
struct CatalogueSnapshot: Sendable {
    /// The last change that the snapshot has taken in.
    struct Place: Sendable, Equatable {
        let position: Int
        let at: Int
        let subject: String

        init(_ change: ChangeFeed.Change) {
            position = change.position
            at = change.at.milliseconds
            subject = change.subject.id
        }

        fileprivate init(position: Int, at: Int, subject: String) {
            (self.position, self.at, self.subject) = (position, at, subject)
        }
    }

    private static let magic = "INNOCAT2"

    let folder: URL
    var searchFile: URL { folder.appending(path: "search.snapshot") }
    /// The vectors of texts, which count whatever database and index they were made for.
    var vectorFile: URL { folder.appending(path: "vectors.snapshot") }
    private var columnsFile: URL { folder.appending(path: "catalogue.snapshot") }

    /// Writes both files, each at once; a crash between them leaves two that do not fit, and those are not used.
    func save(_ columns: [String: KindColumns], _ search: SearchIndex, at place: Place, on day: CalendarDate) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var writer = ColumnWriter()
        writer.add([Self.magic, place.subject, day.iso])
        writer.add([Int64(place.position), Int64(place.at)])
        writer.add(columns.keys.sorted())
        for (_, column) in columns.sorted(by: { $0.key < $1.key }) { column.write(to: &writer) }
        try writer.sealed.write(to: columnsFile, options: .atomic)
        try search.save(to: searchFile)
    }

    var hasVectors: Bool { FileManager.default.fileExists(atPath: vectorFile.path) }

    func saveVectors(_ search: SearchIndex) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try search.saveVectors(to: vectorFile)
    }

    /// The columns, the place in the feed and the day whose states they hold; nil when there is no file of this version or it is damaged.
    func load() -> (columns: [String: KindColumns], place: Place, day: CalendarDate)? {
        guard let data = try? Data(contentsOf: columnsFile), var reader = ColumnReader(sealed: data),
            let head = reader.strings(), head.count == 3, head[0] == Self.magic, let day = CalendarDate(iso: head[2]),
            let place = reader.numbers(Int64.self),
            place.count == 2, let kinds = reader.strings()
        else { return nil }
        var columns: [String: KindColumns] = [:]
        for kind in kinds {
            guard let column = KindColumns(from: &reader) else { return nil }
            columns[kind] = column
        }
        return (columns, Place(position: Int(place[0]), at: Int(place[1]), subject: head[1]), day)
    }
}

extension KindColumns {
    fileprivate func write(to writer: inout ColumnWriter) {
        writer.add(ids)
        writer.add(keys)
        writer.add(created)
        writer.add(latitudes.map(\.bitPattern))
        writer.add(longitudes.map(\.bitPattern))
        writer.add(byTitle)
        writer.add(byNewest)
        for column in [cities] + facets {
            writer.add(column.names)
            writer.add(column.starts)
            writer.add(column.lengths)
            writer.add(column.flat)
        }
    }

    fileprivate init?(from reader: inout ColumnReader) {
        guard let ids = reader.strings(), let keys = reader.strings(), let created = reader.numbers(Int64.self),
            let latitudes = reader.numbers(UInt64.self), let longitudes = reader.numbers(UInt64.self),
            let byTitle = reader.numbers(Int32.self), let byNewest = reader.numbers(Int32.self)
        else { return nil }
        var columns: [ValueColumn] = []
        for _ in 0...Facet.allCases.count {
            guard let names = reader.strings(), let starts = reader.numbers(Int32.self),
                let lengths = reader.numbers(Int32.self), let flat = reader.numbers(Int32.self),
                let column = ValueColumn(names: names, starts: starts, lengths: lengths, flat: flat)
            else { return nil }
            columns.append(column)
        }
        self.init(
            ids: ids, keys: keys, created: created, latitudes: latitudes.map(Double.init(bitPattern:)),
            longitudes: longitudes.map(Double.init(bitPattern:)), cities: columns[0],
            facets: Array(columns.dropFirst()),
            byTitle: byTitle, byNewest: byNewest)
    }
}

/// Arrays of numbers and strings, one after the other, little-endian, each with its length; a checksum at the end.
private struct ColumnWriter {
    private var data = Data()

    mutating func add<Number: FixedWidthInteger>(_ numbers: [Number]) {
        withUnsafeBytes(of: UInt64(numbers.count).littleEndian) { data.append(contentsOf: $0) }
        numbers.map(\.littleEndian).withUnsafeBytes { data.append(contentsOf: $0) }
    }

    mutating func add(_ strings: [String]) {
        add(strings.map { UInt32($0.utf8.count) })
        add(strings.flatMap { Array($0.utf8) })
    }

    var sealed: Data {
        var sealed = data
        withUnsafeBytes(of: checksum(data).littleEndian) { sealed.append(contentsOf: $0) }
        return sealed
    }
}

private struct ColumnReader {
    private let data: Data
    private var place = 0

    init?(sealed: Data) {
        guard sealed.count >= 8 else { return nil }
        data = sealed.dropLast(8)
        let kept = sealed.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: sealed.count - 8, as: UInt64.self) }
        guard UInt64(littleEndian: kept) == checksum(data) else { return nil }
    }

    mutating func numbers<Number: FixedWidthInteger>(_ type: Number.Type) -> [Number]? {
        guard data.count - place >= 8 else { return nil }
        let start = place + 8
        let count = data.withUnsafeBytes {
            UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: place, as: UInt64.self))
        }
        guard count <= UInt64((data.count - start) / MemoryLayout<Number>.size) else { return nil }
        let size = Int(count) * MemoryLayout<Number>.size
        place = start + size
        return data.withUnsafeBytes { bytes in
            [Number](unsafeUninitializedCapacity: Int(count)) { buffer, initialized in
                UnsafeMutableRawBufferPointer(buffer).copyMemory(
                    from: UnsafeRawBufferPointer(rebasing: bytes[start..<(start + size)]))
                for index in buffer.indices { buffer[index] = Number(littleEndian: buffer[index]) }
                initialized = Int(count)
            }
        }
    }

    mutating func strings() -> [String]? {
        guard let lengths = numbers(UInt32.self), let bytes = numbers(UInt8.self),
            lengths.reduce(0, { $0 + Int($1) }) == bytes.count
        else { return nil }
        var start = 0
        return lengths.map { length in
            defer { start += Int(length) }
            return String(decoding: bytes[start..<(start + Int(length))], as: UTF8.self)
        }
    }
}

/// FNV-1a over eight bytes at a time: finds what a disk or a cut-off write did, not what an enemy did.
private func checksum(_ data: Data) -> UInt64 {
    data.withUnsafeBytes { bytes in
        var sum: UInt64 = 0xcbf2_9ce4_8422_2325
        var place = 0
        while place + 8 <= bytes.count {
            sum =
                (sum ^ UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)))
                &* 0x100_0000_01b3
            place += 8
        }
        for byte in bytes[place...] { sum = (sum ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return sum
    }
}
