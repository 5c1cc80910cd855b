import CaseComparison
import Foundation
import Testing

/// Every published or computed value of the reference file, to nine digits and more.
@Suite(.enabled(if: AgreementReference.isThere)) struct AgreementReferenceTests {
    private let reference: AgreementReference

    init() throws { reference = try AgreementReference.read() }

    private static func isNear(_ one: Double?, _ other: Double?) -> Bool {
        guard let one, let other else { return one == nil && other == nil }
        return abs(one - other) <= 1e-9
    }

    @Test func alphaIsThatOfTheReferenceAtEveryLevel() throws {
        for example in reference.krippendorffAlpha {
            let units = example.codersByUnits[0].indices
            for (name, expected) in example.ownDefinition {
                let level = try #require(MeasurementLevel(rawValue: name))
                let table = try RatingTable(
                    coders: example.codersByUnits.indices.map { "c\($0)" }, units: units.map { "u\($0)" },
                    numbers: units.map { unit in example.codersByUnits.map { $0[unit] } }, level: level)
                let alpha = RatingAgreement(table, resampling: .none).krippendorffAlpha
                #expect(
                    Self.isNear(alpha.value, expected), "\(example.name) \(name): \(alpha) is not \(expected ?? .nan)")
                guard let published = example.published?[name], let value = alpha.value else { continue }
                #expect(abs(value - published) < 0.0006, "\(example.name) \(name): printed as \(published)")
            }
        }
    }

    @Test func cohensKappaIsThatOfTheReferenceWithEveryWeight() throws {
        for example in reference.cohenKappa {
            var cells: [[Double?]] = []
            for (row, line) in example.table.enumerated() {
                for (column, count) in line.enumerated() {
                    cells += Array(repeating: [Double(row), Double(column)], count: count)
                }
            }
            let table = try RatingTable(
                coders: ["a", "b"], units: cells.indices.map { "\($0)" }, numbers: cells, level: .ordinal)
            let agreement = RatingAgreement(table, resampling: .none)
            #expect(Self.isNear(agreement.cohenKappa.value, example.kappaUnweighted), "\(example.name)")
            #expect(Self.isNear(agreement.weightedKappa[.linear]?.value, example.kappaLinear), "\(example.name)")
            #expect(Self.isNear(agreement.weightedKappa[.quadratic]?.value, example.kappaQuadratic), "\(example.name)")
            #expect(Self.isNear(agreement.percent.value, example.po), "\(example.name)")
            if let paradox = agreement.paradox {
                #expect(Self.isNear(paradox.kappaWithoutPrevalence, example.brennanPrediger), "\(example.name)")
            }
        }
    }

    @Test func fleissKappaIsThatOfTheReference() throws {
        for example in reference.fleissKappa {
            let cells = example.counts.map { counts in
                counts.enumerated().flatMap { Array(repeating: Optional("\($0)"), count: $1) }
            }
            let table = try RatingTable(
                coders: cells[0].indices.map { "r\($0)" }, units: cells.indices.map { "\($0)" }, cells: cells,
                level: .nominal)
            let kappa = RatingAgreement(table, resampling: .none).fleissKappa.value
            #expect(Self.isNear(kappa, example.statsmodels))
            #expect(abs((kappa ?? 0) - example.published) < 0.0006)
        }
    }

    @Test func overlapOfPassagesIsThatOfTheReference() throws {
        for example in reference.characterSpanAgreement {
            let passages = [("a", example.coderA), ("b", example.coderB)].flatMap { coder, spans in
                spans.map { CodedPassage(document: "d", coder: coder, code: "x", start: $0[0], end: $0[1]) }
            }
            let material = try CodedMaterial(
                documents: [CodedDocument(name: "d", length: example.chars)], coders: ["a", "b"], passages: passages)
            let overlap = material.agreement(on: "x", resampling: .none).pairs[0]
            #expect(overlap.both == example.both && overlap.neither == example.neither, "\(example.name)")
            #expect(overlap.onlyFirst == example.onlyA && overlap.onlySecond == example.onlyB, "\(example.name)")
            #expect(Self.isNear(overlap.percent.value, example.percentAgreement), "\(example.name)")
            #expect(Self.isNear(overlap.kappa.value, example.cohenKappa), "\(example.name)")
            #expect(Self.isNear(overlap.jaccard.value, example.jaccardCodedOnly), "\(example.name)")
            #expect(Self.isNear(overlap.f1.value, example.f1), "\(example.name)")
        }
    }

    @Test func alphaForUnitizingIsThatOfTheReference() throws {
        for example in reference.krippendorffAlphaUSingleCategory {
            let coders = example.coders.indices.map { "c\($0)" }
            let passages = zip(coders, example.coders).flatMap { coder, spans in
                spans.map { CodedPassage(document: "d", coder: coder, code: "x", start: $0[0], end: $0[1]) }
            }
            let material = try CodedMaterial(
                documents: [CodedDocument(name: "d", length: example.length)], coders: coders, passages: passages)
            let alpha = material.agreement(on: "x", resampling: .none).unitizingAlpha.value
            #expect(Self.isNear(alpha, example.computed.alphaU), "\(example.name): \(alpha ?? .nan)")
        }
    }
}
