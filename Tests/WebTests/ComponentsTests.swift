import Languages
import Testing

@testable import Web

@Suite struct ComponentsTests {
    let t = Catalogues.english.localiser(.en)

    @Test func missingValueIsSaidToBeMissing() {
        let list = DefinitionList([Fact("Cost", nil), Fact("City", "Łódź"), Fact("Year", "")])
        let text = list.html(t).text
        #expect(text.contains("<dd>Łódź</dd>"))
        #expect(text.split(separator: "not stated").count == 3)
    }
}
