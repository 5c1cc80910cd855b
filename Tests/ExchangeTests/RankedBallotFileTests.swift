import Exchange
import Foundation
import SeededRandom
import Testing

@Suite struct RankedBallotFileTests {
    private static let blt = """
        # a comment
        4 2
        -2
        3 1 3=4 0
        4 1 3 - 2 0
        2 0
        0
        "Ann" "Bo" "Ci" "Di"   # names
        "A title"
        """

    @Test func bltIsRead() throws {
        let file = try RankedBallotFile(parsingBLT: Self.blt)
        #expect(file.candidates == ["Ann", "Bo", "Ci", "Di"] && file.seats == 2 && file.title == "A title")
        #expect(file.withdrawn == [1])
        #expect(file.ballots.map(\.levels) == [[[0], [2, 3]], [[0], [2], [1]], []])
        #expect(file.ballots.map(\.count) == [3, 4, 2])
        #expect(file.ballots.map(\.line) == [4, 5, 6])
    }

    @Test func whatIsWrittenAsBLTReadsBackTheSame() throws {
        let file = try RankedBallotFile(parsingBLT: Self.blt)
        let again = try RankedBallotFile(parsingBLT: file.blt())
        #expect(again.blt() == file.blt())
        #expect(again.candidates == file.candidates && again.ballots.map(\.levels) == file.ballots.map(\.levels))
    }

    @Test func whoHasWithdrawnLeavesTheRankings() throws {
        let file = try RankedBallotFile(parsingBLT: Self.blt).withoutWithdrawn()
        #expect(file.candidates == ["Ann", "Ci", "Di"])
        #expect(file.ballots.map(\.levels) == [[[0], [1, 2]], [[0], [1]], []])
    }

    @Test func theScottishFormIsRead() throws {
        let text = """
            3,1,
            5,1,2,
            2,3,
            "Candidate 1","Ann","A",
            "Candidate 2","Bo","B",
            "Candidate 3","Ci","C",
            "Ward 9",
            """
        let file = try RankedBallotFile(parsingCSV: text)
        #expect(file.candidates == ["Ann", "Bo", "Ci"] && file.seats == 1 && file.title == "Ward 9")
        #expect(file.ballots.map(\.levels) == [[[0], [1]], [[2]]])
    }

    @Test func aTableOfRanksIsReadAndWritten() throws {
        let file = try RankedBallotFile(parsingCSV: "count,Ann,Bo,Ci\r\n4,2,1,\r\n1,1,1,2\r\n")
        #expect(file.ballots.map(\.levels) == [[[1], [0]], [[0, 1], [2]]])
        #expect(String(decoding: file.csv(), as: UTF8.self) == "count,Ann,Bo,Ci\r\n4,2,1,\r\n1,1,1,2\r\n")
    }

    @Test(arguments: [
        ("4", 1), ("0 1", 1), ("2 1\n1 3 0", 2), ("2 1\n1 1 1 0", 2), ("2 1\nx", 2), ("2 1\n1 1 0\n0\n\"a\"", 4),
        ("2 1\n1 1 0\n0\n\"a\" \"b", 4), ("2 1\n-3\n0", 2), ("2 1\n99999999999999999999 1 0", 2), ("2 1\n1 1", 2),
    ])
    func aFaultNamesItsLine(text: String, line: Int) {
        do {
            _ = try RankedBallotFile(parsingBLT: text)
            Issue.record("\(text) was read")
        } catch { #expect(error.line == line, "\(text): \(error)") }
    }

    /// Every field of each form wrong in turn.
    @Test(arguments: [
        ("x,1\n", 1), ("0,1\n", 1), ("-2,1\n", 1), ("99999999999999999999,1\n", 1), ("2,x\n", 1), ("2\n", 1),
        ("2,-1\n", 1), ("2,1\n0,1\n", 2), ("2,1\n-5,1\n", 2), ("2,1\n99999999999999999999,1\n", 2), ("2,1\nx,1\n", 2),
        ("2,1\n,1,2\n", 2), ("2,1\n1.5,1\n", 2), ("2,1\n5,3\n", 2), ("2,1\n5,0\n", 2), ("2,1\n5,x\n", 2),
        ("2,1\n5,,1\n", 2), ("2,1\n5,1,1\n", 2), ("2,1\nWard\nWard\n", 3), ("2,1\n\"Candidate 3\",C\n", 2),
        ("2,1\n\"Candidate 1\"\n", 2), ("2,1\n\"Candidate 1\",A\n\"Candidate 1\",B\n", 3),
        ("2,1\n\"Candidate 1\",A\n", 2), ("count\n", 1), ("count,A,B\nx,1,2\n", 2), ("count,A,B\n,1,2\n", 2),
        ("count,A,B\n0,1,2\n", 2), ("count,A,B\n-1,1,2\n", 2), ("count,A,B\n99999999999999999999,1,2\n", 2),
        ("count,A,B\n1,0,2\n", 2), ("count,A,B\n1,x,2\n", 2), ("count,A,B\n1,1.5,2\n", 2),
        ("count,A,B\n1,99999999999999999999,2\n", 2), ("count,A,B\n1,1,2,3\n", 2),
    ])
    func aFaultInATableNamesItsLine(text: String, line: Int) {
        do {
            _ = try RankedBallotFile(parsingCSV: text)
            Issue.record("\(text) was read")
        } catch let error as RankedBallotError { #expect(error.line == line, "\(text): \(error)") } catch {
            Issue.record("\(text): \(error)")
        }
    }

    @Test(arguments: [
        ("x 1", 1), ("-1 1", 1), ("2 -1", 1), ("2 x", 1), ("2 1\n-x\n0", 2), ("2 1\n1.5 1 0", 2), ("2 1\n1 -1 0", 2),
        ("2 1\n1 x 0", 2), ("2 1\n1 1= 0", 2), ("2 1\n1 1=1 0", 2), ("2 1\n1 1 0\n0\nA B", 4), ("2 1\n1 1 0\n0\n", 4),
        ("2 1\n1000000001 1 0", 2),
    ])
    func everyFieldOfABLTFileIsChecked(text: String, line: Int) { aFaultNamesItsLine(text: text, line: line) }

    /// Thousands of damaged files are read or refused, and never end the program.
    @Test func damagedFilesAreReadOrRefused() throws {
        let table = "count,Ann,Bo,Ci\n4,2,1,\n1,1,1,2\n"
        let scottish = "2,1,\n5,1,2,\n\"Candidate 1\",\"A\",\"x\",\n\"Candidate 2\",\"B\",\"y\",\n\"W\",\n"
        var chance = SeededGenerator(seed: 7)
        let pieces = [
            "-", "0", "9223372036854775807", "99999999999999999999", "\"", ",", "\n", "=", "#", "\u{0}", "é", " ",
        ]
        for round in 0..<6_000 {
            var bytes = Array([Self.blt, table, scottish][round % 3].utf8)
            for _ in 0...chance.below(3) {
                let place = chance.below(bytes.count)
                switch chance.below(3) {
                case 0: bytes[place] = UInt8(chance.below(256))
                case 1: bytes.removeSubrange(place..<min(bytes.count, place + 1 + chance.below(6)))
                default: bytes.insert(contentsOf: pieces[chance.below(pieces.count)].utf8, at: place)
                }
                if bytes.isEmpty { break }
            }
            let text = String(decoding: bytes, as: UTF8.self)
            if let file = try? RankedBallotFile(parsingBLT: text) { _ = file.withoutWithdrawn().blt() }
            if let file = try? RankedBallotFile(parsingCSV: text) { _ = file.csv() }
        }
    }
}
