import CaseComparison
import SeededRandom
import Testing

@Suite struct CodeAgreementTests {
    private static func passage(_ document: String, _ coder: String, _ range: Range<Int>) -> CodedPassage {
        CodedPassage(document: document, coder: coder, code: "trust", start: range.lowerBound, end: range.upperBound)
    }

    private static func material(_ passages: [CodedPassage], segments: [Range<Int>] = []) throws -> CodedMaterial {
        try CodedMaterial(
            documents: [
                CodedDocument(name: "one", length: 100, segments: segments), CodedDocument(name: "two", length: 50),
            ], coders: ["a", "b"], passages: passages)
    }

    @Test func overlappingPassagesOfOneCoderAreOnePassage() throws {
        let material = try Self.material([
            Self.passage("one", "a", 10..<20), Self.passage("one", "a", 15..<30), Self.passage("one", "b", 10..<30),
        ])
        let agreement = material.agreement(on: "trust")
        #expect(agreement.passages == [1, 1])
        #expect(agreement.pairs[0].kappa.value == 1)
        #expect(agreement.unitizingAlpha.value == 1)
    }

    @Test func halvesThatOverlapAsMuchAsChanceWouldGiveKappaZero() throws {
        let material = try CodedMaterial(
            documents: [CodedDocument(name: "one", length: 1_000)], coders: ["a", "b"],
            passages: [Self.passage("one", "a", 0..<500), Self.passage("one", "b", 250..<750)])
        #expect(material.agreement(on: "trust").pairs[0].kappa.value == 0)
    }

    @Test func aCodeThatNobodyUsedIsUndefined() throws {
        let agreement = try Self.material([]).agreement(on: "trust")
        #expect(agreement.unitizingAlpha.coefficient == .undefined(.nothingCoded))
        #expect(agreement.pairs[0].kappa.coefficient == .undefined(.nothingCoded))
        #expect(agreement.pairs[0].jaccard.coefficient == .undefined(.nothingCoded))
        #expect(agreement.pairs[0].percent.value == 1)
        #expect(agreement.presenceBySegment == nil)
    }

    @Test func presenceIsComparedBySegmentAndByDocument() throws {
        let material = try Self.material(
            [Self.passage("one", "a", 5..<15), Self.passage("one", "b", 12..<30), Self.passage("two", "b", 0..<5)],
            segments: [0..<10, 10..<20, 20..<100])
        let agreement = material.agreement(on: "trust")
        // a: yes yes no; b: no yes yes
        #expect(agreement.presenceBySegment?.percent.value == 1.0 / 3)
        #expect(agreement.presenceByDocument.percent.value == 0.5)
    }

    @Test func intervalsComeFromDrawingDocuments() throws {
        let passages = [
            Self.passage("one", "a", 10..<30), Self.passage("one", "b", 12..<35), Self.passage("two", "a", 1..<9),
        ]
        let pair = try Self.material(passages).agreement(on: "trust").pairs[0]
        #expect(pair.kappa.interval != nil)
        let alone = try CodedMaterial(
            documents: [CodedDocument(name: "one", length: 100)], coders: ["a", "b"],
            passages: Array(passages.prefix(2)))
        #expect(alone.agreement(on: "trust").pairs[0].kappa.interval == nil)
    }

    @Test func passagesOutsideOfTheirDocumentAreRefused() {
        #expect(
            throws: AgreementError.passageOutside(document: "two", coder: "a", start: 40, end: 51, length: 50)
        ) { try Self.material([Self.passage("two", "a", 40..<51)]) }
        #expect(throws: AgreementError.unknownDocument("three")) {
            try Self.material([Self.passage("three", "a", 0..<1)])
        }
        #expect(throws: AgreementError.unknownCoder("c")) { try Self.material([Self.passage("two", "c", 0..<1)]) }
    }

    /// The measures against counting character by character.
    @Test(arguments: 0..<40 as Range<UInt64>)
    func overlapIsWhatCountingCharactersGives(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let passages = (0..<generator.below(30)).map { _ in
            let start = generator.below(100)
            let coder = generator.below(2) == 0 ? "a" : "b"
            return Self.passage("one", coder, start..<start + generator.below(101 - start))
        }
        let pair = try Self.material(passages).agreement(on: "trust", resampling: .none).pairs[0]
        let marks = ["a", "b"].map { coder in
            (0..<150).map { character in
                passages.contains { $0.coder == coder && ($0.start..<$0.end).contains(character) }
            }
        }
        let counted = zip(marks[0], marks[1])
        #expect(pair.both == counted.count { $0 && $1 }, "seed \(seed)")
        #expect(pair.onlyFirst == counted.count { $0 && !$1 }, "seed \(seed)")
        #expect(pair.onlySecond == counted.count { !$0 && $1 }, "seed \(seed)")
        #expect(pair.neither == counted.count { !$0 && !$1 }, "seed \(seed)")
    }
}
