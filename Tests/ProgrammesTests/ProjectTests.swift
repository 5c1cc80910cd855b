import Database
import Exchange
import Foundation
import Languages
import Platform
import TestSupport
import Testing

@testable import Catalogue
@testable import Programmes

@Suite struct ProjectFormTests {
    private let project: JSONValue = [
        "title": "The mill opens", "language": "en", "city": "Cityaville", "programme": "ERDF 2021-2027",
        "code": "M-1", "partners": "Tool association\nA firm", "status": "approved", "start": "2026-01-01",
        "end": "2026-12-31", "granted": "288270,50", "currency": "EUR",
    ]

    @Test(arguments: Database.Engine.available)
    func officersRegisterProjectsOfTheirOwnCityOnly(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            for (persona, status) in [
                (Persona.visitor, 401), (.resident, 403), (.member, 403), (.coordinatorOfNetworkA, 403),
                (.researcher, 403), (.officerOfCityB, 422),
            ] {
                #expect(try await house.act("projects.register", project, as: persona).status == status)
            }
            for persona in [Persona.officerOfCityA, .administrator] {
                #expect((200...201).contains(try await house.act("projects.register", project, as: persona).status))
            }
            let one = try await house.get("/api/v1/projects/the-mill-opens").json
            #expect(one["details"]?["code"] == "M-1")
            #expect(one["details"]?["partners"] == ["Tool association", "A firm"])
            #expect(one["links"]?.array?.map { $0["slug"] } == ["organisation-a"])
            #expect(one["details"]?["amounts"]?.array?.first?["minor_units"] == 28_827_050)
        }
    }

    @Test func theFormOffersAnOfficerTheirCitiesAndAnAdministratorAll() async throws {
        try await withHouse(.sqlite) { house in
            #expect(try await house.get("/en/projects/new", as: .resident).status == 403)
            #expect(try await house.get("/en/projects/new").status == 303)
            let own = try await house.get("/en/projects/new", as: .officerOfCityA).text
            #expect(own.contains("Cityaville") && !own.contains("Citybburg"))
            let all = try await house.get("/en/projects/new", as: .administrator).text
            #expect(all.contains("<datalist") && all.contains("Citybburg"))
        }
    }

    @Test(arguments: [
        ("end", "2025-01-01", "end"), ("granted", "12.345", "granted"), ("granted", "many", "granted"),
        ("currency", "", "currency"), ("city", "Nowhere", "city"), ("source", "javascript:alert(1)", "source"),
    ])
    func aWrongValueIsNamedBesideItsField(_ field: String, _ value: String, _ named: String) async throws {
        try await withHouse(.sqlite) { house in
            var input = try #require(project.object)
            input[field] = .string(value)
            let answer = try await house.act("projects.register", .object(input), as: .administrator)
            #expect(answer.status == 422)
            #expect(answer.text.contains("\"\(named)\""), "\(answer.text)")
        }
    }
}

@Suite struct ProjectStateTests {
    private static let day = CalendarDate(iso: "2026-05-28")

    @Test(
        arguments: [
            ("2026-05-29", nil, EntryState.planned), ("2026-05-28", nil, nil), ("2026-05-28", "2026-05-28", .running),
            ("2020-01-01", "2026-05-27", .ended), (nil, "2026-05-27", .ended), (nil, "2026-06-27", nil),
            (nil, nil, nil),
        ] as [(String?, String?, EntryState?)])
    func theDaysSayWhereAThingStands(_ begins: String?, _ ends: String?, _ state: EntryState?) throws {
        let day = try #require(Self.day)
        let found = EntryState.on(
            day, begins: begins.flatMap(CalendarDate.init(iso:)), ends: ends.flatMap(CalendarDate.init(iso:)))
        #expect(found == state)
    }

    @Test(arguments: Database.Engine.available)
    func aStateThatDaysSayIsNotStoredAndADecidedOneIs(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            let tomorrow = CalendarDate(daysSince1970: CalendarDate.today.daysSince1970 + 1)
            let documents: [JSONValue] = [
                [
                    "kind": "project", "slug": "dated", "title": "Dated", "state": "running",
                    "details": ["start": .string(tomorrow.iso), "end": "2099-01-01"],
                ],
                ["kind": "project", "slug": "decided", "title": "Decided", "state": "ended"],
            ]
            let action = try #require(TestHouse.entryImports.first { $0.kind == "project" })
            _ = try await ImportRun(runner: house.runner)
                .entries([ImportFile(action, named: "projects", JSONValue.array(documents).data())])
            let stored = try await house.database.read { transaction in
                try ["dated", "decided"].map { slug in
                    try transaction.first("SELECT state FROM entry WHERE slug = \(slug)")?["state"] as String?
                }
            }
            #expect(stored == [nil, "ended"])
            #expect(try await house.get("/api/v1/projects/dated").json["state"] == "planned")
            #expect(try await house.get("/api/v1/projects?state=planned").json["total"] == 1)
            #expect(try await house.get("/api/v1/projects?state=ended").json["total"] == 1)
        }
    }

    @Test func theFiltersTurnAtMidnightWithoutAnybodyWriting() async throws {
        try await withHouse(.sqlite) { house in
            let document: JSONValue = [
                "kind": "project", "slug": "dated", "title": "Dated",
                "details": ["start": "2020-01-01", "end": "2098-12-31"],
            ]
            let action = try #require(TestHouse.entryImports.first { $0.kind == "project" })
            _ = try await ImportRun(runner: house.runner)
                .entries([ImportFile(action, named: "projects", JSONValue.array([document]).data())])
            for (day, running) in [("2098-12-31", 1), ("2099-01-01", 0), ("2019-12-31", 0), ("2020-01-01", 1)] {
                try await house.catalogue.turn(to: try #require(CalendarDate(iso: day)))
                let found = try await house.get("/api/v1/projects?state=running").json["total"]?.integer
                #expect(found == running, "on \(day)")
            }
        }
    }
}
