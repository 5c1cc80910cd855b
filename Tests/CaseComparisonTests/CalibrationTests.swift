import CaseComparison
import Exchange
import Testing

@Suite struct CalibrationTests {
    @Test(.enabled(if: ReferenceData.isPresent)) func everyStoredCalibrationIsEqual() throws {
        let entries = try ReferenceData.document("calibration.json")["calibrations"]?.array ?? []
        #expect(entries.count == 18)
        for entry in entries {
            let label = entry["label"]?.string ?? ""
            let calibration = Self.calibration(entry["args"])
            let values = entry["x"]?.array?.compactMap(\.number) ?? []
            if label.hasPrefix("error") {
                #expect(throws: CaseTableError.self, "\(label)") {
                    try calibration.memberships(of: values, column: "x")
                }
                continue
            }
            let memberships = try calibration.memberships(of: values, column: "x")
            // R prints the indirect method to six decimals.
            let tolerance = calibration.method == .indirect ? 1.5e-6 : 1e-9
            for (own, known) in zip(memberships, entry["result"]?.array?.compactMap(\.number) ?? []) {
                #expect(abs(own - known) <= tolerance, "\(label): \(own) for \(known)")
            }
        }
    }

    private static func calibration(_ arguments: JSONValue?) -> Calibration {
        let thresholds = arguments?["thresholds"]
        let named = ["e", "c", "i"].compactMap { thresholds?[$0]?.number }
        let anchors = thresholds?.number.map { [$0] } ?? thresholds?.array?.compactMap(\.number) ?? named
        let isCurve = arguments?["logistic"]?.bool == false || anchors.count == 6 || arguments?["below"] != nil
        let method: Calibration.Method =
            switch (arguments?["type"]?.string, arguments?["method"]?.string) {
            case ("crisp", _): .levels
            case (_, "indirect"): .indirect
            case (_, "TFR"): .relative
            case _ where isCurve:
                .curve(below: arguments?["below"]?.number ?? 1, above: arguments?["above"]?.number ?? 1)
            default: .direct(.degree(arguments?["idm"]?.number ?? 0.95))
            }
        return Calibration(method, anchors: anchors.map { Calibration.Anchor($0) })
    }

    @Test func theCrossoverIsOneHalfAndTheOuterAnchorsKeepTheirConvention() throws {
        for (convention, degree) in [(Calibration.Convention.degree(0.95), 0.95), (.logOdds(3), 0.952574)] {
            let calibration = Calibration.direct(exclusion: 10, crossover: 20, inclusion: 40, convention: convention)
            let found = try calibration.memberships(of: [10, 20, 40], column: "x")
            for (own, known) in zip(found, [1 - degree, 0.5, degree]) { #expect(abs(own - known) < 1e-6) }
        }
    }

    @Test func aDecreasingSetMirrorsAnIncreasingOne() throws {
        let values = stride(from: -5.0, through: 30, by: 0.7).map { $0 }
        for method in [Calibration.Method.direct(.degree(0.95)), .curve(below: 1, above: 1)] {
            let up = Calibration(method, anchors: [1, 8, 20].map { .init($0) })
            let down = Calibration(method, anchors: [20, 8, 1].map { .init($0) })
            let (rising, falling) = (
                try up.memberships(of: values, column: "x"), try down.memberships(of: values, column: "x")
            )
            for (one, other) in zip(rising, falling) { #expect(abs(one + other - 1) < 1e-12) }
        }
    }

    @Test(arguments: [[1, 1, 2], [3, 1, 2], [1, 3, 2], [1, 2, .nan]]) func anchorsOutOfOrderAreRefused(
        _ anchors: [Double]
    ) {
        let calibration = Calibration(.direct(.degree(0.95)), anchors: anchors.map { .init($0) })
        #expect(throws: CaseTableError.anchorsOutOfOrder(column: "trust")) {
            try calibration.memberships(of: [1, 2], column: "trust")
        }
    }

    @Test func raterWordsBecomeMembershipsAndUnknownOnesAreNamed() throws {
        let scale = try QualitativeScale.even(["none", "little", "much", "full"])
        let table = try CaseTable(
            cases: ["a", "b", "c"],
            columns: [.init(name: "trust", cells: [.text("little"), .text("full"), .text("enormous")])])
        #expect(throws: CaseTableError.self) { try scale.memberships(of: table.columns[0], in: table) }
        let good = try CaseTable(
            cases: ["a", "b"], columns: [.init(name: "trust", cells: [.text("little"), .text("full")])])
        #expect(try scale.memberships(of: good.columns[0], in: good) == [1 / 3, 1])
        #expect(throws: CaseTableError.self) { try QualitativeScale.even(["no", "so so", "yes"]) }
    }
}
