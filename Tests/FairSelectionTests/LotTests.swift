import FairSelection
import Testing

@Suite struct LotTests {
    /// The digests were computed with `printf '%s\n%s' SEED ID | sha256sum`.
    @Test func theOrderIsThatOfTheDigestsOfSeedAndIdentifier() {
        #expect(Lot.order(["a", "b", "c", "d"], seed: "2026") == expected)
    }

    private let expected = ["d", "b", "a", "c"]

    @Test func theOrderGivenDoesNotMatter() {
        #expect(Lot.order(["d", "b", "a", "c"], seed: "x") == Lot.order(["a", "b", "c", "d"], seed: "x"))
    }

    @Test func anotherSeedIsAnotherLot() {
        let ids = (0..<20).map(String.init)
        #expect(Lot.order(ids, seed: "1") != Lot.order(ids, seed: "2"))
    }
}
