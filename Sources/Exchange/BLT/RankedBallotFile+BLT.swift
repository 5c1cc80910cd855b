extension RankedBallotFile {
    /// Reads a BLT file, as programs for the single transferable vote exchange them.
    ///
    /// First the numbers of candidates and seats, then a negative number for each candidate who has withdrawn, then the
    /// ballots (a count, preferences, 0), a 0, and in quotes the names of the candidates and the title. `=` joins equal
    /// preferences, `-` stands for a rank left open, `#` begins a comment. Source of the format: D. Hill, "STV in the
    /// Computer Age" and the documentation of OpenSTV. O(n).
    /// - Throws: `RankedBallotError`.
    public init(parsingBLT text: String) throws(RankedBallotError) {
        var words = BLTWords(text)
        let count = try words.number("the number of candidates")
        guard (1...Self.mostCandidates).contains(count) else {
            throw RankedBallotError(
                line: words.line, "\(count) candidates; a file may have 1 to \(Self.mostCandidates).")
        }
        let seats = try words.number("the number of seats")
        guard seats >= 0 else { throw RankedBallotError(line: words.line, "\(seats) seats; write 1 or more.") }
        var withdrawn: [Int] = []
        var papers = try words.number("a ballot or 0")
        while papers < 0 {
            guard papers >= -count else {
                throw RankedBallotError(line: words.line, "candidate \(papers) has withdrawn; there are \(count).")
            }
            withdrawn.append(-papers - 1)
            papers = try words.number("a ballot or 0")
        }
        var ballots: [Ballot] = []
        while papers != 0 {
            guard (1...Self.mostPapers).contains(papers) else {
                throw RankedBallotError(
                    line: words.line, "\(papers) papers; write a number from 1 to \(Self.mostPapers).")
            }
            let line = words.line
            ballots.append(Ballot(count: papers, levels: try words.preferences(candidates: count), line: line))
            papers = try words.number("a ballot or 0")
        }
        var names: [String] = []
        for number in 0..<count { names.append(try words.quoted("the name of candidate \(number + 1)")) }
        self.init(
            title: words.isAtEnd ? "" : try words.quoted("the title"), candidates: names,
            withdrawn: Set(withdrawn).sorted(), seats: seats, ballots: ballots)
    }

    /// The file in BLT; quotes in names become apostrophes, for the format has no way to write them.
    public func blt() -> String {
        var lines = ["\(candidates.count) \(seats ?? 1)"]
        lines += withdrawn.map { "-\($0 + 1)" }
        for ballot in ballots {
            let levels = ballot.levels.map { level in level.map { String($0 + 1) }.joined(separator: "=") }
            lines.append((["\(ballot.count)"] + levels + ["0"]).joined(separator: " "))
        }
        lines.append("0")
        for name in candidates + [title] {
            let plain = name.map { $0 == "\"" ? "'" : $0.isNewline ? " " : $0 }
            lines.append("\"\(String(plain))\"")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

/// The words of a BLT file one after another.
private struct BLTWords {
    private let text: [UInt8]
    private var position = 0
    private(set) var line = 1

    init(_ text: String) {
        self.text = Array(text.utf8)
        if self.text.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    var isAtEnd: Bool {
        mutating get {
            skipBlank()
            return position == text.count
        }
    }

    private mutating func skipBlank() {
        while position < text.count {
            switch text[position] {
            case .lineFeed: line += 1
            case UInt8(ascii: " "), UInt8(ascii: "\t"), .carriageReturn: break
            case UInt8(ascii: "#"):
                while position < text.count, text[position] != .lineFeed { position += 1 }
                continue
            default: return
            }
            position += 1
        }
    }

    private mutating func word(_ expected: String) throws(RankedBallotError) -> String {
        skipBlank()
        let start = position
        while position < text.count, text[position] > UInt8(ascii: " "), text[position] != UInt8(ascii: "#") {
            position += 1
        }
        guard position > start else {
            throw RankedBallotError(line: line, "the file ends; here must stand \(expected).")
        }
        return String(decoding: text[start..<position], as: UTF8.self)
    }

    mutating func number(_ expected: String) throws(RankedBallotError) -> Int {
        let word = try word(expected)
        guard let number = Int(word), number.magnitude <= 1 << 40 else {
            throw RankedBallotError(line: line, "\"\(word)\" stands where \(expected) must stand.")
        }
        return number
    }

    /// Preferences up to the 0 that ends them.
    mutating func preferences(candidates: Int) throws(RankedBallotError) -> [[Int]] {
        var levels: [[Int]] = []
        var seen: Set<Int> = []
        while true {
            let word = try word("a candidate or 0")
            if word == "0" { return levels }
            if word == "-" { continue }
            var level: [Int] = []
            for part in word.split(separator: "=", omittingEmptySubsequences: false) {
                guard let number = Int(part), (1...candidates).contains(number) else {
                    throw RankedBallotError(line: line, "\"\(part)\" is no candidate from 1 to \(candidates).")
                }
                guard seen.insert(number).inserted else {
                    throw RankedBallotError(line: line, "candidate \(number) is ranked twice.")
                }
                level.append(number - 1)
            }
            levels.append(level)
        }
    }

    mutating func quoted(_ expected: String) throws(RankedBallotError) -> String {
        skipBlank()
        guard position < text.count, text[position] == .quote else {
            throw RankedBallotError(line: line, "here must stand \(expected), in quotes.")
        }
        let start = position + 1
        position = start
        while position < text.count, text[position] != .quote {
            if text[position] == .lineFeed { line += 1 }
            position += 1
        }
        guard position < text.count else { throw RankedBallotError(line: line, "the quote of \(expected) has no end.") }
        position += 1
        return String(decoding: text[start..<(position - 1)], as: UTF8.self)
    }
}
