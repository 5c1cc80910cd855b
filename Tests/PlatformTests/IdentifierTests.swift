import Foundation
import Languages
import Testing

@testable import Platform

@Suite struct IdentifierTests {
    private let moment = Instant(milliseconds: 1_763_750_000_123)

    @Test func identifiersAreOfVersionSevenAndBeginWithTheirTime() throws {
        for _ in 0..<1_000 {
            let id = newIdentifier(at: moment)
            let bytes = try #require(UUID(uuidString: id)).uuid
            #expect(bytes.6 >> 4 == 7)
            #expect(bytes.8 >> 6 == 0b10)
            #expect(id.hasPrefix("019aa7"))
            #expect(UInt64(id.filter { $0 != "-" }.prefix(12), radix: 16) == 1_763_750_000_123)
        }
    }

    @Test func identifiersOfOneInstantKeepTheOrderInWhichTheyWereMade() {
        let made = (0..<100_000).map { _ in newIdentifier(at: moment) }
        #expect(made == made.sorted())
        #expect(Set(made).count == made.count)
    }
}
