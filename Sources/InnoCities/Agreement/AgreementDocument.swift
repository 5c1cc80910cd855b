import CaseComparison
import Exchange
import Languages

/// Agreement as JSON: each coefficient as a number, `null` where it is undefined, with the reason and the interval
/// beside.
struct AgreementDocument {
    private let sentences: AgreementSentences
    private let inputHash: String
    private let seconds: () -> Double

    /// - Parameter seconds: how long the coefficients and intervals took.
    init(_ t: Localiser, inputHash: String, seconds: @escaping () -> Double) {
        sentences = AgreementSentences(t)
        self.inputHash = inputHash
        self.seconds = seconds
    }

    func document(_ agreement: RatingAgreement, pairs: [RatingAgreement]) -> JSONValue {
        var document = members(agreement)
        if !pairs.isEmpty { document["pairs"] = .array(pairs.map { .object(members($0)) }) }
        return ended(document)
    }

    func document(_ agreements: [CodeAgreement], _ material: CodedMaterial) -> JSONValue {
        ended([
            "kind": "codings", "coders": .array(material.coders.map { .string($0) }),
            "documents": .integer(material.documents.count),
            "characters": .integer(material.documents.reduce(0) { $0 + $1.length }),
            "codes": .array(agreements.map(document)),
        ])
    }

    private func ended(_ document: JSONObject) -> JSONValue {
        var document = document
        document["inputHash"] = .string(inputHash)
        document["seconds"] = .number(seconds())
        return .object(document)
    }

    private func members(_ agreement: RatingAgreement) -> JSONObject {
        var document = JSONObject()
        document["kind"] = "ratings"
        document["level"] = .string(agreement.level.rawValue)
        document["coders"] = .array(agreement.coders.map { .string($0) })
        document["units"] = .integer(agreement.units)
        document["n"] = .integer(agreement.comparedUnits)
        document["ratings"] = .integer(agreement.ratings)
        document["missing"] = .integer(agreement.missing)
        var estimates = [("krippendorffAlpha", agreement.krippendorffAlpha), ("percent", agreement.percent)]
        if agreement.coders.count == 2 { estimates.append(("cohenKappa", agreement.cohenKappa)) }
        if case .undefined(.unequalRatings) = agreement.fleissKappa.coefficient {
        } else {
            estimates.append(("fleissKappa", agreement.fleissKappa))
        }
        add(estimates, to: &document)
        for weights in [KappaWeights.linear, .quadratic] where agreement.coders.count == 2 {
            guard let kappa = agreement.weightedKappa[weights] else { continue }
            document["cohenKappa\(weights.rawValue.capitalized)"] = kappa.value.map { .number($0) } ?? .null
        }
        document["values"] = .array(agreement.values.map { ["value": .string($0.value), "count": .integer($0.count)] })
        if let paradox = agreement.paradox { document["paradox"] = self.document(paradox) }
        return document
    }

    private func document(_ agreement: CodeAgreement) -> JSONValue {
        var document: JSONObject = ["code": .string(agreement.code)]
        var passages = JSONObject()
        for (coder, count) in zip(agreement.coders, agreement.passages) { passages[coder] = .integer(count) }
        document["passages"] = .object(passages)
        add([("unitizingAlpha", agreement.unitizingAlpha)], to: &document)
        document["pairs"] = .array(agreement.pairs.map(self.document))
        document["presenceBySegment"] = agreement.presenceBySegment.map { .object(members($0)) } ?? .null
        document["presenceByDocument"] = .object(members(agreement.presenceByDocument))
        return .object(document)
    }

    private func document(_ pair: PassageOverlap) -> JSONValue {
        var document: JSONObject = [
            "coders": [.string(pair.first), .string(pair.second)], "both": .integer(pair.both),
            "onlyFirst": .integer(pair.onlyFirst), "onlySecond": .integer(pair.onlySecond),
            "neither": .integer(pair.neither),
        ]
        add(
            [("percent", pair.percent), ("kappa", pair.kappa), ("jaccard", pair.jaccard), ("f1", pair.f1)],
            to: &document)
        if let paradox = pair.paradox { document["paradox"] = self.document(paradox) }
        return .object(document)
    }

    private func add(_ estimates: [(String, Estimate)], to document: inout JSONObject) {
        for (name, estimate) in estimates { document[name] = .some(value(estimate)) }
        document["intervals"] = .object(intervals(estimates))
        let reasons = reasons(estimates)
        if reasons.count > 0 { document["undefined"] = .object(reasons) }
    }

    private func value(_ estimate: Estimate) -> JSONValue { estimate.value.map { .number($0) } ?? .null }

    private func intervals(_ estimates: [(String, Estimate)]) -> JSONObject {
        var members = JSONObject()
        for (name, estimate) in estimates {
            if let interval = estimate.interval { members[name] = document(interval) }
        }
        return members
    }

    private func document(_ interval: ConfidenceInterval) -> JSONValue {
        [
            "lower": .number(interval.lower), "upper": .number(interval.upper),
            "confidence": .number(interval.confidence), "resamples": .integer(interval.resamples),
            "undefinedResamples": .integer(interval.undefinedResamples),
        ]
    }

    private func reasons(_ estimates: [(String, Estimate)]) -> JSONObject {
        var members = JSONObject()
        for (name, estimate) in estimates {
            if case .undefined(let reason) = estimate.coefficient {
                members[name] = .string(sentences.text(reason))
            }
        }
        return members
    }

    private func document(_ paradox: KappaParadox) -> JSONValue {
        [
            "percent": .number(paradox.percent), "kappa": .number(paradox.kappa),
            "commonestValue": .string(paradox.commonestValue), "prevalence": .number(paradox.prevalence),
            "expectedByChance": .number(paradox.expectedByChance),
            "kappaWithoutPrevalence": .number(paradox.kappaWithoutPrevalence),
            "sentence": .string(sentences.text(paradox)),
        ]
    }
}
