import Database
import Exchange
import Platform
import TestSupport
import Testing
import Web

@testable import Catalogue

/// No name that a verb or a list does not declare does anything, least of all the name of a column.
@Suite struct UnknownNameTests {
    @Test(arguments: Database.Engine.available)
    func noActionTakesAColumnThatItDoesNotDeclare(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            let columns = try await Set(DatabaseContents(house.database).columns.map(\.name))
            #expect(columns.count > 50)
            for action in TestHouse.actions {
                let known = Set(action.fields.map(\.name))
                let unknown = columns.subtracting(known).sorted()
                for column in unknown {
                    do { _ = try Input(action.fields, from: [column: ["1"]]) } catch let faults as InputFaults {
                        #expect(faults.general.count == 1, "\(action.name) took \(column)")
                    }
                }
                var input = house.sample(action)
                for column in unknown { input[column] = "1" }
                let answer = try await house.act(action.name, .object(input), as: .administrator)
                #expect(answer.status == 422, "\(action.name)")
            }
        }
    }

    @Test(arguments: Database.Engine.available)
    func noListIsFilteredByAColumn(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            let known = Set(Facet.allCases.map(\.rawValue))
            let columns = try await Set(DatabaseContents(house.database).columns.map(\.name))
            for column in columns.subtracting(known).sorted() {
                let answer = try await house.get("/api/v1/needs?\(column)=1")
                #expect(answer.status == 422, "\(column)")
            }
            for order in ["id", "author", "title;DROP TABLE entry", "1"] {
                let text = QueryString([.init("order", order)]).address("/api/v1/needs")
                #expect(try await house.get(text).status == 422)
            }
        }
    }
}
