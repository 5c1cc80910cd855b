/// Reads .pb files: UTF-8 with or without byte order mark, CRLF or LF, quotes as in CSV, decimals with point or comma.
///
/// Every fault is told, not only the first; only a file without errors (see `PabulibFault.Severity`) can be counted.
/// O(n); a gigabyte of hostile text costs about its own size in memory.
public struct PabulibReader {
    /// What a file holds and what is wrong with it.
    public struct Reading: Sendable {
        public var document = PabulibDocument()
        /// In the order of the lines, at most `mostFaults` of them.
        public var faults: [PabulibFault] = []
        /// All faults, also those beyond `mostFaults`.
        public var faultCount = 0

        /// The first fault that hinders the count.
        public var firstError: PabulibFault? { faults.first { $0.severity == .error } }
    }

    /// How many faults are kept; errors are always kept before warnings.
    public static let mostFaults = 1_000

    private var reading = Reading()
    private var voteType: String?
    private var points: [PabulibDecimal] = []
    private var weights: [PabulibDecimal] = []
    private var sections: Set<PabulibFault.Section> = []

    /// Reads a whole file.
    public static func read(_ bytes: [UInt8]) -> Reading {
        var reader = PabulibReader()
        bytes.withUnsafeBufferPointer { reader.read($0) }
        reader.reading.document.votes.rows.bytes = bytes
        PabulibCheck.check(&reader.reading)
        return reader.reading
    }

    private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) {
        let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        var scanner = PabulibScanner(bytes, (hasMark ? 3 : 0)..<bytes.count)
        var section: PabulibFault.Section?
        var isHeader = false
        var names = PabulibNames()
        var voters = PabulibNames()
        var columns = VoteColumns()
        while scanner.next() {
            if let next = Self.section(scanner) {
                if !sections.insert(next).inserted { fault(.error, scanner.line, next, "", .repeatedSection) }
                (section, isHeader) = (next, true)
                if next == .votes { names = projectNames(bytes) }
                continue
            }
            if scanner.hasQuoteFault { fault(.error, scanner.line, section, "", .quotes) }
            switch section {
            case nil: fault(.error, scanner.line, nil, "", .textBeforeSections)
            case .meta: if !isHeader || !Self.isMetaHeader(scanner) { readMeta(scanner) }
            case .projects: isHeader ? readProjectHeader(scanner) : readProject(scanner)
            case .votes:
                if isHeader {
                    columns = readVoteHeader(scanner)
                } else {
                    readVote(scanner, columns, names, &voters, bytes)
                }
            }
            isHeader = false
        }
        finishVotes()
        for section in [PabulibFault.Section.meta, .projects, .votes] where !sections.contains(section) {
            fault(.error, 0, section, "", .missingSection)
        }
    }

    private static func section(_ scanner: PabulibScanner) -> PabulibFault.Section? {
        guard let first = scanner.fields.first, first.end - first.start < 12,
            scanner.fields.dropFirst().allSatisfy({ $0.start == $0.end })
        else { return nil }
        let text = String(decoding: scanner.trimmed(first), as: UTF8.self)
        return PabulibFault.Section(rawValue: text.uppercased())
    }

    private static func isMetaHeader(_ scanner: PabulibScanner) -> Bool {
        scanner.fields.first.map { String(decoding: scanner.trimmed($0), as: UTF8.self) } == "key"
    }

    private mutating func readMeta(_ scanner: PabulibScanner) {
        let texts = scanner.texts()
        let name = texts[0].trimmed
        // Old files have unquoted semicolons in descriptions.
        let value = texts.dropFirst().joined(separator: ";").trimmed
        if reading.document.meta.contains(where: { $0.name == name }) {
            fault(.error, scanner.line, .meta, name, .duplicate(name))
        }
        reading.document.meta.append(.init(name, value, line: scanner.line))
        if name == "vote_type" { voteType = value }
    }

    private mutating func readProjectHeader(_ scanner: PabulibScanner) {
        reading.document.projectColumns = scanner.texts().map { $0.trimmed.lowercased() }
    }

    private mutating func readProject(_ scanner: PabulibScanner) {
        reading.document.projects.append(.init(scanner.texts().map(\.trimmed), line: scanner.line))
    }

    mutating func fault(
        _ severity: PabulibFault.Severity, _ line: Int, _ section: PabulibFault.Section?, _ field: String,
        _ reason: PabulibFault.Reason
    ) {
        reading.add(
            PabulibFault(severity: severity, line: line, section: section, field: field, reason: reason))
    }
}

extension PabulibReader.Reading {
    mutating func add(_ fault: PabulibFault) {
        faultCount += 1
        if faults.count < PabulibReader.mostFaults {
            faults.append(fault)
        } else if fault.severity == .error, firstError == nil {
            faults[faults.count - 1] = fault
        }
    }
}

// MARK: - Votes

extension PabulibReader {
    /// Where in a line the fields stand that ballots are made of.
    struct VoteColumns {
        var voter: Int?
        var vote: Int?
        var points: Int?
        var weight: Int?
    }

    /// The ids of the projects as bytes of the file, in their order; ids that stand in quotes with quotes are rare
    /// enough to be found by their text.
    private func projectNames(_ bytes: UnsafeBufferPointer<UInt8>) -> PabulibNames {
        var names = PabulibNames()
        guard let column = reading.document.projectColumns.firstIndex(of: "project_id") else { return names }
        var scanner = PabulibScanner(bytes, 0..<bytes.count)
        var lines = Set(reading.document.projects.map(\.line))
        while !lines.isEmpty, scanner.next() {
            guard lines.remove(scanner.line) != nil else { continue }
            let span = column < scanner.fields.count ? scanner.trimmed(scanner.fields[column]) : bytes[0..<0]
            // A repeated id is a fault that `PabulibCheck` tells; it must still take a place.
            if !names.add(span.startIndex..<span.endIndex, in: bytes) { names.skip() }
        }
        return names
    }

    private mutating func readVoteHeader(_ scanner: PabulibScanner) -> VoteColumns {
        let names = scanner.texts().map { $0.trimmed.lowercased() }
        reading.document.voteColumns = names
        let usesPoints = voteType == "cumulative" || voteType == "scoring"
        return VoteColumns(
            voter: names.firstIndex(of: "voter_id"), vote: names.firstIndex(of: "vote"),
            points: usesPoints ? names.firstIndex(of: "points") : nil, weight: names.firstIndex(of: "weight"))
    }

    private mutating func readVote(
        _ scanner: PabulibScanner, _ columns: VoteColumns, _ names: PabulibNames, _ voters: inout PabulibNames,
        _ bytes: UnsafeBufferPointer<UInt8>
    ) {
        guard let vote = columns.vote else { return }
        let line = scanner.line
        if let voter = columns.voter, voter < scanner.fields.count {
            let id = scanner.trimmed(scanner.fields[voter])
            if id.isEmpty {
                fault(.warning, line, .votes, "voter_id", .emptyField)
            } else if !voters.add(id.startIndex..<id.endIndex, in: bytes) {
                fault(.warning, line, .votes, "voter_id", .duplicate(String(decoding: id, as: UTF8.self)))
            }
        }
        let first = reading.document.votes.projects.count
        if vote < scanner.fields.count { readEntries(scanner.trimmed(scanner.fields[vote]), names, line, bytes) }
        let count = reading.document.votes.projects.count - first
        if let column = columns.points {
            readPoints(
                column < scanner.fields.count ? scanner.trimmed(scanner.fields[column]) : bytes[0..<0], count, line)
        }
        if let column = columns.weight {
            let text = column < scanner.fields.count ? scanner.trimmed(scanner.fields[column]) : bytes[0..<0]
            let weight = PabulibDecimal(bytes: text)
            if weight.map({ $0.mantissa > 0 }) != true {
                let text = String(decoding: text, as: UTF8.self)
                fault(.error, line, .votes, "weight", weight == nil ? .notANumber(text) : .notPositive(text))
            }
            weights.append(weight ?? Self.one)
        }
        reading.document.votes.starts.append(reading.document.votes.projects.count)
        reading.document.votes.lines.append(Int32(truncatingIfNeeded: line))
        reading.document.votes.rows.ranges.append(scanner.range)
    }

    private mutating func readEntries(
        _ list: Slice<UnsafeBufferPointer<UInt8>>, _ names: PabulibNames, _ line: Int,
        _ bytes: UnsafeBufferPointer<UInt8>
    ) {
        guard !list.isEmpty else { return }
        let first = reading.document.votes.projects.count
        var start = list.startIndex
        var position = start
        while position <= list.endIndex {
            if position == list.endIndex || bytes[position] == UInt8(ascii: ",") {
                var (from, to) = (start, position)
                while from < to, bytes[from] == 0x20 { from += 1 }
                while from < to, bytes[to - 1] == 0x20 { to -= 1 }
                if let project = names.position(of: from..<to, in: bytes) {
                    if reading.document.votes.projects[first...].contains(Int32(project)) {
                        let id = String(decoding: bytes[from..<to], as: UTF8.self)
                        fault(.error, line, .votes, "vote", .projectNamedTwice(id))
                    }
                    reading.document.votes.projects.append(Int32(project))
                } else {
                    let id = String(decoding: bytes[from..<min(to, from + 80)], as: UTF8.self)
                    fault(.error, line, .votes, "vote", .unknownProject(id))
                    reading.document.votes.projects.append(-1)
                }
                start = position + 1
            }
            position += 1
        }
    }

    private mutating func readPoints(_ list: Slice<UnsafeBufferPointer<UInt8>>, _ count: Int, _ line: Int) {
        var found = 0
        if !list.isEmpty {
            for part in list.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
                found += 1
                let text = part.trimmingSpaces
                let number = PabulibDecimal(bytes: text)
                if number == nil {
                    fault(.error, line, .votes, "points", .notANumber(String(decoding: text, as: UTF8.self)))
                }
                if found <= count { points.append(number ?? Self.one) }
            }
        }
        guard found != count else { return }
        fault(.error, line, .votes, "points", .pointsDoNotMatch(projects: count, points: found))
        for _ in min(found, count)..<count { points.append(Self.one) }
    }

    private static let one = PabulibDecimal(mantissa: 1)

    /// Brings points and weights to common units.
    private mutating func finishVotes() {
        // A section that stands twice, which is a fault already, may have points in one of its parts only.
        if points.count != reading.document.votes.projects.count { points = [] }
        if weights.count != reading.document.votes.count { weights = [] }
        let places = points.map(\.places).max() ?? 0
        reading.document.votes.pointPlaces = places
        reading.document.votes.points = points.map { $0.units(places: places) ?? 0 }
        if points.contains(where: { $0.units(places: places) == nil }) {
            fault(.error, 0, .votes, "points", .tooLarge)
        }
        let weightPlaces = weights.map(\.places).max() ?? 0
        reading.document.votes.weightPlaces = weightPlaces
        reading.document.votes.weights = weights.map { $0.units(places: weightPlaces) ?? 1 }
        if weights.contains(where: { $0.units(places: weightPlaces) == nil }) {
            fault(.error, 0, .votes, "weight", .tooLarge)
        }
    }
}

extension PabulibDecimal {
    init(mantissa: Int) {
        self.mantissa = mantissa
        places = 0
    }
}

extension Slice<UnsafeBufferPointer<UInt8>> {
    var trimmingSpaces: Self {
        var (start, end) = (startIndex, endIndex)
        while start < end, self[start] == 0x20 { start += 1 }
        while start < end, self[end - 1] == 0x20 { end -= 1 }
        return self[start..<end]
    }
}

extension StringProtocol {
    /// Without spaces and tabs around it.
    var trimmed: String {
        var text = self[...]
        while let first = text.first, first == " " || first == "\t" { text = text.dropFirst() }
        while let last = text.last, last == " " || last == "\t" { text = text.dropLast() }
        return String(text)
    }
}
