import Foundation

/// Values of agreement that were published, or computed by other programs; they lie beside the checkout, not in it.
struct AgreementReference: Decodable {
    struct Alpha: Decodable {
        let name: String
        let codersByUnits: [[Double?]]
        let published: [String: Double]?
        let ownDefinition: [String: Double?]
    }

    struct Cohen: Decodable {
        let name: String
        let table: [[Int]]
        let kappaUnweighted: Double?
        let kappaLinear: Double?
        let kappaQuadratic: Double?
        let po: Double
        let published: Double?
        let brennanPrediger: Double
    }

    struct Fleiss: Decodable {
        let counts: [[Int]]
        let published: Double
        let statsmodels: Double
    }

    struct Spans: Decodable {
        let name: String
        let chars: Int
        let coderA: [[Int]]
        let coderB: [[Int]]
        let both, onlyA, onlyB, neither: Int
        let percentAgreement, cohenKappa, jaccardCodedOnly, f1: Double
    }

    struct Unitizing: Decodable {
        struct Computed: Decodable { let alphaU: Double }
        let name: String
        let length: Int
        let coders: [[[Int]]]
        let computed: Computed

        enum CodingKeys: String, CodingKey {
            case name, length = "L", coders, computed
        }
    }

    let krippendorffAlpha: [Alpha]
    let cohenKappa: [Cohen]
    let fleissKappa: [Fleiss]
    let characterSpanAgreement: [Spans]
    let krippendorffAlphaUSingleCategory: [Unitizing]

    static let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "shared/data/evidence/agreement/agreement_reference.json")

    static var isThere: Bool {
        let isThere = FileManager.default.isReadableFile(atPath: file.path)
        if !isThere { print("Not there, so not compared with: \(file.path)") }
        return isThere
    }

    static func read() throws -> AgreementReference {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(AgreementReference.self, from: Data(contentsOf: file))
    }
}
