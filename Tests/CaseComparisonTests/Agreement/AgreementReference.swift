import Foundation

/// Values of agreement that were published, or computed by other programs; they lie beside the checkout, not in it.
struct AgreementReference: Decodable {
    struct Alpha: Decodable {
        let name: String
        let coders_by_units: [[Double?]]
        let published: [String: Double]?
        let own_definition: [String: Double?]
    }

    struct Cohen: Decodable {
        let name: String
        let table: [[Int]]
        let kappa_unweighted: Double?
        let kappa_linear: Double?
        let kappa_quadratic: Double?
        let po: Double
        let published: Double?
        let brennan_prediger: Double
    }

    struct Fleiss: Decodable {
        let counts: [[Int]]
        let published: Double
        let statsmodels: Double
    }

    struct Spans: Decodable {
        let name: String
        let chars: Int
        let coder_a: [[Int]]
        let coder_b: [[Int]]
        let both, only_a, only_b, neither: Int
        let percent_agreement, cohen_kappa, jaccard_coded_only, f1: Double
    }

    struct Unitizing: Decodable {
        struct Computed: Decodable { let Do, De, alpha_u: Double }
        let name: String
        let L: Int
        let coders: [[[Int]]]
        let computed: Computed
    }

    let krippendorff_alpha: [Alpha]
    let cohen_kappa: [Cohen]
    let fleiss_kappa: [Fleiss]
    let character_span_agreement: [Spans]
    let krippendorff_alpha_u_single_category: [Unitizing]

    static let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "shared/data/evidence/agreement/agreement_reference.json")

    static var isThere: Bool {
        let isThere = FileManager.default.isReadableFile(atPath: file.path)
        if !isThere { print("Not there, so not compared with: \(file.path)") }
        return isThere
    }

    static func read() throws -> AgreementReference {
        try JSONDecoder().decode(AgreementReference.self, from: Data(contentsOf: file))
    }
}
