import CaseComparison
import Foundation

/// Agreement in plain words.
enum AgreementSentences {
    static func text(_ agreement: RatingAgreement, pairs: [RatingAgreement]) -> String {
        var lines = [
            "\(agreement.coders.count) coders, \(agreement.units) units, \(agreement.comparedUnits) of them rated by "
                + "two or more; \(agreement.ratings) ratings, \(agreement.missing) missing.",
            "",
            line("Krippendorff's alpha (\(agreement.level.rawValue))", agreement.krippendorffAlpha),
            line("Agreeing pairs of ratings", agreement.percent, isShare: true),
        ]
        if agreement.coders.count == 2 { lines.append(line("Cohen's kappa", agreement.cohenKappa)) }
        lines.append(line("Fleiss' kappa", agreement.fleissKappa))
        if let note = note(agreement.krippendorffAlpha) { lines += ["", note] }
        if let paradox = agreement.paradox { lines += ["", text(paradox)] }
        for pair in pairs {
            lines += ["", "\(pair.coders[0]) and \(pair.coders[1]), \(pair.comparedUnits) units:"]
            lines.append(line("Krippendorff's alpha (\(pair.level.rawValue))", pair.krippendorffAlpha))
            lines.append(line("Agreeing ratings", pair.percent, isShare: true))
            lines.append(line("Cohen's kappa", pair.cohenKappa))
        }
        return lines.joined(separator: "\n")
    }

    /// Below this the same few documents come up again and again.
    private static let fewDocuments = 10

    static func text(_ agreement: CodeAgreement) -> String {
        let counts = zip(agreement.coders, agreement.passages).map { "\($0) \($1)" }.joined(separator: ", ")
        var lines = [
            "Code “\(agreement.code)”: passages by \(counts); \(agreement.documents) documents, "
                + "\(agreement.characters) characters.",
            line("Alpha for unitizing, all coders", agreement.unitizingAlpha),
        ]
        if agreement.documents < fewDocuments {
            lines.append(
                "The ranges come from drawing documents anew. With \(agreement.documents) of them they say little.")
        }
        for pair in agreement.pairs {
            lines.append(
                "\(pair.first) and \(pair.second): both coded \(pair.both) characters, only the first "
                    + "\(pair.onlyFirst), only the second \(pair.onlySecond).")
            lines.append(line("  Kappa over all characters", pair.kappa))
            lines.append(line("  Overlap of what was coded (Jaccard)", pair.jaccard))
            lines.append(line("  Overlap of what was coded (F1)", pair.f1))
            lines.append(line("  Characters alike", pair.percent, isShare: true))
            if let paradox = pair.paradox { lines.append("  " + text(paradox)) }
        }
        if let segments = agreement.presenceBySegment {
            lines.append(line("Present in the same paragraphs, alpha", segments.krippendorffAlpha))
        }
        lines.append(line("Present in the same documents, alpha", agreement.presenceByDocument.krippendorffAlpha))
        return lines.joined(separator: "\n")
    }

    private static func line(_ name: String, _ estimate: Estimate, isShare: Bool = false) -> String {
        switch estimate.coefficient {
        case .undefined(let reason): return "\(name): undefined. \(text(reason))"
        case .value(let value):
            let shown = { (number: Double) in isShare ? percent(number) : decimal(number) }
            guard let interval = estimate.interval else { return "\(name): \(shown(value))" }
            return "\(name): \(shown(value)), in \(percent(interval.confidence)) of resamples between "
                + "\(shown(interval.lower)) and \(shown(interval.upper))"
        }
    }

    static func text(_ reason: Undefined) -> String {
        switch reason {
        case .nothingToCompare: "No unit was rated by two coders."
        case .noVariation(let value):
            "All ratings that can be compared are “\(value)”, so chance alone would give the same and nothing "
                + "can be told apart from it."
        case .notTwoCoders(let count): "It compares two coders, and there are \(count)."
        case .unequalRatings(let fewest, let most):
            "It asks for equally many ratings of every unit, and here are from \(fewest) to \(most)."
        case .tooManyValues(let count, let limit):
            "There are \(count) different values; more than \(limit) are not compared with each other."
        case .nothingCoded: "Nobody used the code."
        }
    }

    static func text(_ paradox: KappaParadox) -> String {
        "The percentage is high (\(percent(paradox.percent))) and the coefficient low (\(decimal(paradox.kappa))) "
            + "because \(percent(paradox.prevalence)) of the ratings are “\(paradox.commonestValue)”: by chance alone "
            + "\(percent(paradox.expectedByChance)) would agree. The percentage says that the common rating was rarely "
            + "missed, the coefficient that the rare one was rarely seen alike. If all values were equally common, the "
            + "same percentage would give \(decimal(paradox.kappaWithoutPrevalence)). Report both, and look at "
            + "what the coders see differently."
    }

    /// When many resamples had no value.
    private static func note(_ estimate: Estimate) -> String? {
        guard let interval = estimate.interval, interval.undefinedResamples > 0 else { return nil }
        return "\(interval.undefinedResamples) of \(interval.resamples + interval.undefinedResamples) resamples had no "
            + "variation and are not in the interval of alpha, which is too narrow by them."
    }

    private static func decimal(_ number: Double) -> String {
        let rounded = (number * 1_000).rounded() / 1_000
        return String(format: "%.3f", rounded == 0 ? 0 : rounded)
    }

    private static func percent(_ share: Double) -> String { String(format: "%.1f %%", share * 100) }
}
