import CaseComparison
import Languages

/// The words of the pictures of a comparison and of their tables.
struct ComparisonWords {
    private let study: Study
    private let t: Localiser

    init(_ study: Study, _ t: Localiser) { (self.study, self.t) = (study, t) }

    var truthTableHeading: [String] {
        [t("row")] + study.conditions.map(\.name) + [t("output"), "n", t("inclusion"), "PRI", t("cases")]
    }

    var truthTable: PictureWords {
        PictureWords(
            title: t("Truth table for \(study.outcome.expression)"),
            description: t(
                """
                Each line is a combination of conditions that occurs, dark squares for conditions that are present, \
                with its output, number of cases, inclusion, PRI and cases.
                """),
            heading: truthTableHeading)
    }

    func fit(_ formula: String) -> PictureWords {
        PictureWords(
            title: t("How \(formula) fits \(study.outcome.expression)"),
            description: t(
                """
                For each term the upper bar is its consistency, the lower bar its coverage, the dark part of it what \
                the term alone covers.
                """),
            heading: [t("term"), t("consistency"), "PRI", t("coverage"), t("unique coverage"), t("cases")])
    }

    func scatter(_ formula: String) -> PictureWords {
        PictureWords(
            title: t("Cases: \(formula) and \(study.outcome.expression)"),
            description: t(
                """
                Each dot is a case by its membership in the formula, across, and in the outcome, up. Dots below the \
                diagonal have less of the outcome than the formula would give; red ones are in the formula and not \
                in the outcome.
                """),
            heading: [t("case"), formula, study.outcome.expression])
    }
}
