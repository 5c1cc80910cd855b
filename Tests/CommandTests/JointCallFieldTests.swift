import Exchange
import FairSelection
import Testing

@testable import InnoCities

/// Every field of the file of a joint call, wrong in each way.
@Suite struct JointCallFieldTests {
    private static func fault(_ text: String) -> String? {
        do { _ = try JointCallFile(parsing: text, ties: .identifier) } catch { return "\(error)" }
        return nil
    }

    /// A call with one value in the place of what stands there.
    private static func call(_ place: String, _ value: String) -> String {
        var fields = [
            "agency": "\"A\"", "budget": "10", "extra": "3", "total": "4", "gap": "5000", "rate": "3300", "id": "\"P\"",
            "score": "5", "spread": "2", "amount": "8", "proposals": "4", "partners": "[1, 2]", "request": "[2, 7]",
        ]
        fields[place] = value
        func field(_ name: String) -> String { fields[name] ?? "" }
        return """
            {"agencies": [{"id": \(field("agency")), "budget": \(field("budget")), "extra": \(field("extra"))},
              {"id": "B", "budget": 9}],
             "topup": {"total": \(field("total")), "gap_share_bp": \(field("gap")), "rate_bp": \(field("rate"))},
             "proposals": [{"id": \(field("id")), "score": \(field("score")), "spread": \(field("spread")),
                "requests": {"B": \(field("amount"))}}, {"id": "Q", "score": 5, "requests": {}}],
             "demand": {"proposals": \(field("proposals")), "partners": \(field("partners")),
                "request": \(field("request"))}}
            """
    }

    @Test(arguments: [
        ("budget", "agencies[0].budget"), ("extra", "agencies[0].extra"), ("total", "topup.total"),
        ("gap", "topup.gap_share_bp"), ("rate", "topup.rate_bp"), ("score", "proposals[0].score"),
        ("spread", "proposals[0].spread"), ("amount", "proposals[0].requests"),
    ])
    func everyNumberIsWholeAndInItsRange(field: String, path: String) {
        for wrong in ["-1", "1.5", "\"1\"", "true", "[]", "{}", "9223372036854775807", "1e300"] {
            let fault = Self.fault(Self.call(field, wrong))
            #expect(fault?.hasPrefix(path) == true, "\(field) \(wrong): \(fault ?? "was read")")
        }
    }

    @Test(arguments: [
        ("agency", "7", "agencies[0].id"), ("agency", "null", "agencies[0].id"), ("agency", "\"B\"", "agencies[1].id"),
        ("id", "[]", "proposals[0].id"), ("id", "\"Q\"", "proposals[1].id"), ("budget", "null", "agencies[0].budget"),
        ("total", "null", "topup.total"), ("gap", "null", "topup.gap_share_bp"), ("gap", "10001", "topup.gap_share_bp"),
        ("score", "null", "proposals[0].score"), ("proposals", "\"4\"", "demand.proposals"),
        ("partners", "[2, 1]", "demand.partners"), ("partners", "[1]", "demand.partners"),
        ("partners", "[1, \"2\"]", "demand.partners[1]"), ("request", "{}", "demand.request"),
        ("request", "null", "demand.request"),
    ])
    func aFaultNamesItsField(field: String, wrong: String, path: String) {
        let fault = Self.fault(Self.call(field, wrong))
        #expect(fault?.hasPrefix("\(path): ") == true, "\(field) \(wrong): \(fault ?? "was read")")
    }

    @Test(arguments: ["extra", "rate", "spread"]) func whatMayBeLeftOutMayBeNull(field: String) {
        #expect(Self.fault(Self.call(field, "null")) == nil)
    }

    /// Nothing to give, nobody to give it to, one proposal, all alike: every mode answers.
    @Test(arguments: [
        #"{"agencies": [], "topup": {"total": 0, "gap_share_bp": 0, "rate_bp": 0}, "proposals": []}"#,
        #"{"agencies": [{"id": "A", "budget": 0}], "topup": {"total": 0, "gap_share_bp": 10000, "rate_bp": 0}, "#
            + #""proposals": [{"id": "P", "score": 0, "requests": {"A": 1}}, {"id": "Q", "score": 0, "requests": {"A": 0}}]}"#,
        #"{"agencies": [{"id": "A", "budget": 1}], "topup": {"total": 1, "gap_share_bp": 1, "rate_bp": 1}, "#
            + #""proposals": [{"id": "P", "score": 1, "requests": {"A": 1}}, {"id": "Q", "score": 1, "requests": {"A": 1}}]}"#,
    ])
    func emptyAndEqualCallsAreAnswered(text: String) throws {
        let call = try JointCallFile(parsing: text, ties: .identifier).call
        for mode in JointCallMode.allCases {
            let selection = call.selection(mode)
            #expect(selection.proof == .optimal && selection.reasons.count == call.proposals.count, "\(mode)")
            #expect(selection.gapPotUsed <= selection.gapPot)
        }
    }
}
