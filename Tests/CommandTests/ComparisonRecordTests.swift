import CaseComparison
import Exchange
import Foundation
import SeededRandom
import Testing

@testable import InnoCities

/// Records from people we do not know: each is run or refused in a sentence with place and mend, and nothing traps.
@Suite struct ComparisonRecordTests {
    private static let record = """
        {"format":"innocities.comparison/1","settings":{"outcome":"Y","conditions":["A","B"],"calibrations":[{"column":\
        "A","method":"direct","anchors":[{"value":1.0,"reason":"why","passage":"p"},{"value":5.0},{"value":9.0}],\
        "degree":0.95,"logOdds":null}],"incomplete":"refuse","inclusion":0.8,"secondInclusion":null,"frequency":1,\
        "pri":0.0,"necessity":{"consistency":0.9,"coverage":0.6,"ron":0.5},"solution":null,"expectations":["A","~A*B"],\
        "untenable":{"impossible":["A*B"],"necessary":[],"contradictoryAssumptions":false,"simultaneousSubsets":true},\
        "rowDominance":false,"models":20,"robustness":true,"draws":20,"seed":1,"clusters":"G","units":null,\
        "tests":["A + B"]},"data":{"cases":["Lyon","Oulu","Lund"],"lines":[2,3,4],"columns":[{"name":"A","cells":[1.0,\
        9.0,6.0]},{"name":"B","cells":[0.2,0.8,0.3]},{"name":"G","cells":["x","x","y"]},{"name":"Y","cells":[0.1,1.0,\
        0.7]}]}}
        """

    private static func fault(_ bytes: [UInt8]) -> String? {
        do {
            _ = try ComparisonRecord(reading: Data(bytes), name: "r.json").run(name: "r.json") {
                ($0.draws, $0.options.limits.models) = (min($0.draws, 20), min($0.options.limits.models, 20))
            }
            return nil
        } catch {
            #expect(error is CommandFault, "\(error)")
            return "\(error)"
        }
    }

    @Test func mutatedRecordsAreRunOrRefused() {
        let pieces = [
            "1e308", "-1", "0", "null", "true", "[]", "{}", "\"\"", "\"A\"", "9223372036854775807", ",", "\"", "0.5",
            "~", "*",
            "[1]", "A[2]", "levels", "indirect", "relative", "\u{0}",
        ].map { Array($0.utf8) }
        let values = [
            "null", "1.0", "9.0", "0.8", "\"Y\"", "\"A\"", "\"direct\"", "true", "false", "20", "[", "1", "\"x\"",
            "\"cells\"",
        ]
        var numbers = SeededGenerator(seed: 5)
        var refused = 0
        for _ in 0..<250 {
            var bytes = Array(Self.record.utf8)
            for _ in 0...numbers.below(3) {
                let piece = pieces[numbers.below(pieces.count)]
                if numbers.below(3) > 0 {
                    // A value becomes another one: what is still JSON reaches farther.
                    let value = Array(values[numbers.below(values.count)].utf8)
                    let places = bytes.indices.filter { bytes[$0...].starts(with: value) }
                    guard !places.isEmpty else { continue }
                    let place = places[numbers.below(places.count)]
                    bytes.replaceSubrange(place..<place + value.count, with: piece)
                } else {
                    let place = numbers.below(bytes.count)
                    bytes.replaceSubrange(place..<min(bytes.count, place + numbers.below(9)), with: piece)
                }
            }
            guard let fault = Self.fault(bytes) else { continue }
            #expect(fault.hasPrefix("r.json") && fault.count > 20, "\(fault)")
            refused += 1
        }
        #expect((50..<250).contains(refused))
    }

    @Test(arguments: [
        ("\"outcome\":\"Y\"", "\"outcome\":3", "settings.outcome must be text"),
        ("[2,3,4]", "[2,3]", "data.lines must count every case"), ("[2,3,4]", "[2,3,4.5]", "data.lines"),
        ("\"incomplete\":\"refuse\"", "\"incomplete\":\"ask\"", "settings.incomplete must be refuse or leave-out"),
        ("\"solution\":null", "\"solution\":\"short\"", "settings.solution must be complex, parsimonious"),
        ("\"secondInclusion\":null", "\"secondInclusion\":\"x\"", "settings.secondInclusion must be a number"),
        ("\"clusters\":\"G\"", "\"clusters\":3", "settings.clusters must be text"),
        ("\"method\":\"direct\"", "\"method\":\"guess\"", "guess is no method"),
        ("\"draws\":20", "\"draws\":0", "settings.draws must be from 1 to 10000000"),
        ("0.2,0.8,0.3", "0.2,0.8,[]", "data.columns.cells"), ("{\"format\"", "{\"format", "line 1, column"),
    ])
    func whatCannotBeUsedIsNamed(old: String, new: String, part: String) {
        let fault = Self.fault(Array(Self.record.replacing(old, with: new).utf8))
        #expect(fault?.contains(part) == true, "\(fault ?? "not refused")")
    }
}
