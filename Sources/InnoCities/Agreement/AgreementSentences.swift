import CaseComparison
import Languages

/// Agreement in plain words.
struct AgreementSentences {
    /// What writes for the reader.
    private let t: Localiser

    init(_ t: Localiser) { self.t = t }

    func text(_ agreement: RatingAgreement, pairs: [RatingAgreement]) -> String {
        let (coders, units, compared) = (agreement.coders.count, agreement.units, agreement.comparedUnits)
        let (ratings, missing) = (agreement.ratings, agreement.missing)
        var lines = [
            t(
                """
                Coders: \(coders); units: \(units), rated by two or more: \(compared); ratings: \(ratings), missing: \
                \(missing).
                """),
            "", measured(alpha(agreement), agreement.krippendorffAlpha),
            measured(Message("Agreeing pairs of ratings"), agreement.percent, isShare: true),
        ]
        if agreement.coders.count == 2 { lines.append(measured(Message("Cohen's kappa"), agreement.cohenKappa)) }
        lines.append(measured(Message("Fleiss' kappa"), agreement.fleissKappa))
        if let note = note(agreement.krippendorffAlpha) { lines += ["", note] }
        if let paradox = agreement.paradox { lines += ["", text(paradox)] }
        for pair in pairs {
            let (first, second, units) = (pair.coders[0], pair.coders[1], pair.comparedUnits)
            lines += ["", t("\(first), \(second): units that both rated: \(units)")]
            lines.append(measured(alpha(pair), pair.krippendorffAlpha))
            lines.append(measured(Message("Agreeing ratings"), pair.percent, isShare: true))
            lines.append(measured(Message("Cohen's kappa"), pair.cohenKappa))
        }
        return lines.joined(separator: "\n")
    }

    private func alpha(_ agreement: RatingAgreement) -> Message {
        let level = agreement.level.rawValue
        return Message("Krippendorff's alpha (\(level))")
    }

    /// Below this the same few documents come up again and again.
    private static let fewDocuments = 10

    func text(_ agreement: CodeAgreement) -> String {
        let counts = zip(agreement.coders, agreement.passages).map { Message("\($0) (\($1))") }
        let (code, documents, characters) = (agreement.code, agreement.documents, agreement.characters)
        var lines = [
            t("Code “\(code)”: passages by \(list: counts); documents: \(documents), characters: \(characters)."),
            measured(Message("Alpha for unitizing, all coders"), agreement.unitizingAlpha),
        ]
        if documents < Self.fewDocuments {
            lines.append(
                t("The ranges come from drawing documents anew. With so few of them they say little: \(documents)."))
        }
        lines += agreement.pairs.flatMap(lines(of:))
        if let segments = agreement.presenceBySegment {
            lines.append(measured(Message("Present in the same paragraphs, alpha"), segments.krippendorffAlpha))
        }
        let byDocument = agreement.presenceByDocument.krippendorffAlpha
        lines.append(measured(Message("Present in the same documents, alpha"), byDocument))
        return lines.joined(separator: "\n")
    }

    private func lines(of pair: PassageOverlap) -> [String] {
        let (first, second, both) = (pair.first, pair.second, pair.both)
        let (onlyFirst, onlySecond) = (pair.onlyFirst, pair.onlySecond)
        let counts = t(
            """
            \(first), \(second): characters that both coded: \(both); only the first: \(onlyFirst); only the second: \
            \(onlySecond).
            """)
        let measures = [
            measured(Message("Kappa over all characters"), pair.kappa),
            measured(Message("Overlap of what was coded (Jaccard)"), pair.jaccard),
            measured(Message("Overlap of what was coded (F1)"), pair.f1),
            measured(Message("Characters alike"), pair.percent, isShare: true),
        ]
        return [counts] + (measures + (pair.paradox.map { [text($0)] } ?? [])).map { "  " + $0 }
    }

    private func measured(_ measure: Message, _ estimate: Estimate, isShare: Bool = false) -> String {
        switch estimate.coefficient {
        case .undefined(let reason): return t("\(measure): undefined.") + " " + text(reason)
        case .value(let value):
            func shown(_ number: Double) -> Message { isShare ? "\(percent: number)" : number.thousandths }
            guard let interval = estimate.interval else { return t("\(measure): \(shown(value))") }
            let (low, high, confidence) = (shown(interval.lower), shown(interval.upper), interval.confidence)
            return t("\(measure): \(shown(value)), in \(percent: confidence) of resamples from \(low) to \(high)")
        }
    }

    func text(_ reason: Undefined) -> String {
        switch reason {
        case .nothingToCompare: t("No unit was rated by two coders.")
        case .noVariation(let value):
            t(
                """
                All ratings that can be compared are “\(value)”, so chance alone would give the same and nothing can \
                be told apart from it.
                """)
        case .notTwoCoders(let count): t("It compares two coders; there are: \(count).")
        case .unequalRatings(let fewest, let most):
            t(
                """
                It asks for equally many ratings of every unit. Here are at least \(fewest) and at most \(most).
                """)
        case .tooManyValues(let count, let limit):
            t("There are too many different values to compare with each other: \(count), at most \(limit).")
        case .nothingCoded: t("Nobody used the code.")
        }
    }

    func text(_ paradox: KappaParadox) -> String {
        let (percent, kappa, value) = (paradox.percent, paradox.kappa.thousandths, paradox.commonestValue)
        let (prevalence, chance) = (paradox.prevalence, paradox.expectedByChance)
        let alternative = paradox.kappaWithoutPrevalence.thousandths
        return t.paragraph([
            Message(
                """
                The percentage is high (\(percent: percent)) and the coefficient low (\(kappa)) because \
                \(percent: prevalence) of the ratings are “\(value)”: by chance alone \(percent: chance) would agree.
                """),
            Message(
                """
                The percentage says that the common rating was rarely missed, the coefficient that the rare one was \
                rarely seen alike.
                """),
            Message("If all values were equally common, the same percentage would give \(alternative)."),
            Message("Report both, and look at what the coders see differently."),
        ])
    }

    /// When many resamples had no value.
    private func note(_ estimate: Estimate) -> String? {
        guard let interval = estimate.interval, interval.undefinedResamples > 0 else { return nil }
        let (undefined, all) = (interval.undefinedResamples, interval.resamples + interval.undefinedResamples)
        return t.paragraph([
            Message("Resamples without variation: \(undefined) of \(all)."),
            Message("They are not in the interval of alpha, which is too narrow by them."),
        ])
    }
}
