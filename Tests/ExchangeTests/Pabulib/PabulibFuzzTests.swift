import Exchange
import SeededRandom
import Testing

/// Broken files: whatever stands in them, the reader ends, tells a fault or reads, and never traps.
@Suite struct PabulibFuzzTests {
    private static let pieces: [[UInt8]] =
        [
            "\"", ";", ",", "\n", "\r", "-", "99999999999999999999", "META", "PROJECTS", "VOTES", "\u{FEFF}", "\0",
            "a;",
            ";;;;;;;;", "1e9", "NaN", "0", "voter_id", "points", "weight", "1,1", "\u{FF}",
        ].map { Array($0.utf8) } + [[0xFF, 0xFE], [0xC3], [0x80]]

    @Test func brokenFilesNeverTrap() {
        let whole = Array(PabulibReaderTests.small.utf8)
        var numbers = SeededGenerator(seed: 7)
        for _ in 0..<6_000 {
            var bytes = whole
            for _ in 0...numbers.below(4) {
                let place = numbers.below(bytes.count + 1)
                switch numbers.below(4) {
                case 0: bytes.removeSubrange(min(place, bytes.count)..<min(bytes.count, place + numbers.below(30)))
                case 1: bytes.insert(contentsOf: Self.pieces[numbers.below(Self.pieces.count)], at: place)
                case 2: if place < bytes.count { bytes[place] = UInt8(numbers.below(256)) }
                default:
                    let from = numbers.below(bytes.count + 1)
                    bytes.insert(contentsOf: bytes[min(from, place)..<max(from, place)].prefix(200), at: place)
                }
            }
            let reading = PabulibReader.read(bytes)
            let votes = reading.document.votes
            #expect(votes.starts.count == votes.lines.count + 1)
            if reading.firstError == nil {
                #expect(votes.projects.allSatisfy { reading.document.projects.indices.contains(Int($0)) })
                let again = PabulibReader.read([UInt8](PabulibWriter.data(reading.document)))
                #expect(again.document.votes.projects == votes.projects)
            }
        }
    }
}
