import Database
import TestSupport
import Testing

@Suite struct DoorTests {
    @Test(arguments: Database.Engine.available)
    func theHouseAnswersOnItsPort(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            #expect(try await house.get("/healthz").json["status"]?.string == "alive")
            #expect(try await house.get("/readyz").json["status"]?.string == "ready")
            #expect(try await house.get("/en/needs").text.contains("Tyhjät talot keskustassa"))
            let member = try await house.get("/en/needs/need-draft", as: .member)
            #expect(member.status == 200)
            #expect(try await house.get("/en/needs/need-draft", as: .resident).status == 404)
        }
    }
}
