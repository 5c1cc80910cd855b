import Foundation
import TestSupport
import Testing

@testable import Platform

@Suite struct QRCodeTests {
    /// Reads codes given as lines of 0 and 1 by OpenCV and prints each text in base64.
    private static let reader = """
        import base64, sys, numpy, cv2
        for line in sys.stdin.read().split('\\n\\n'):
            rows = [[0 if c == '1' else 255 for c in row] for row in line.split()]
            picture = numpy.pad(numpy.kron(numpy.array(rows, dtype=numpy.uint8), numpy.ones((8, 8), dtype=numpy.uint8)),
                32, constant_values=255)
            text, _, _ = cv2.QRCodeDetector().detectAndDecode(picture)
            print(base64.b64encode(text.encode()).decode())
        """

    private static let python = PythonWithModule.path(module: "cv2")

    @Test(.enabled(if: python != nil, "no Python with opencv-python-headless; set INNOCITIES_PYTHON"))
    func anotherProgramReadsCodesOfEverySize() throws {
        let sizes = [1, 14, 15, 26, 27, 42, 43, 62, 63, 84, 85, 106, 107, 122, 123, 152, 153, 180, 181, 213]
        let texts =
            sizes.map { size in String((0..<size).map { Character(UnicodeScalar(UInt8(33 + ($0 * 7 + size) % 90))) }) }
            + [
                "otpauth://totp/InnoCities:anna%40example.org?secret=GEZDGNBVGY3TQOJQ&issuer=InnoCities&digits=6&period=30"
            ]
        let pictures = try texts.map { text in
            try #require(QRCode(text)).modules.map { String($0.map { $0 ? "1" : "0" }) }.joined(separator: "\n")
        }
        let output = try PythonWithModule.run(
            try #require(Self.python), Self.reader, input: pictures.joined(separator: "\n\n"))
        let read = output.split(separator: "\n", omittingEmptySubsequences: false).map {
            Data(base64Encoded: String($0)).map { String(decoding: $0, as: UTF8.self) }
        }
        for (index, text) in texts.enumerated() { #expect(read[index] == text, "\(text.utf8.count) bytes") }
    }

    @Test func whatDoesNotFitIsRefused() {
        #expect(QRCode(String(repeating: "x", count: 213))?.size == 57)
        #expect(QRCode(String(repeating: "x", count: 214)) == nil)
    }

    @Test func thePathDrawsEachDarkModuleInsideItsMargin() throws {
        let code = try #require(QRCode("InnoCities"))
        #expect(code.size == 21)
        #expect(code.path.hasPrefix("M4 4h1v1h-1z"))
        #expect(code.path.split(separator: "M").count == code.modules.joined().count { $0 })
    }
}
