import Database
import Exchange
import Foundation
import TestSupport
import Testing
import Web

/// ASVS 5: files are read for what they are, and given to nobody whom they do not concern.
@Suite struct UploadTests {
    private static let marker = "Zqxupload"

    private static func upload(
        _ house: TestHouse, _ name: String, _ content: Data, as persona: Persona = .administrator
    ) async throws -> TestAnswer {
        let token = house.formToken(of: persona) ?? ""
        var body = Data()
        func add(_ head: String, _ value: Data) {
            body += Data("--b\r\ncontent-disposition: form-data; \(head)\r\n\r\n".utf8) + value + Data("\r\n".utf8)
        }
        add("name=\"\(Form.tokenField)\"", Data(token.utf8))
        add("name=\"mapping\"", Data((house.site.installation.mappings.first ?? "").utf8))
        add("name=\"file\"; filename=\"\(name)\"", content)
        body += Data("--b--\r\n".utf8)
        return try await house.send(
            "POST", "/en/admin/imports", as: persona, by: .session,
            headers: [
                ("origin", "http://127.0.0.1:\(house.client.port)"),
                ("content-type", "multipart/form-data; boundary=b"),
            ], body: body)
    }

    @Test(arguments: Database.Engine.available)
    func whatIsUploadedIsReadByItsContentAndHandedToNobody(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            let refused: [(String, Data)] = [
                ("page.csv", Data("<!doctype html><script>alert(1)</script>".utf8)),
                ("picture.csv", Data("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".utf8)),
                ("program.csv", Data([0x7F, 0x45, 0x4C, 0x46, 0, 1])), ("paper.csv", Data("%PDF-1.7".utf8)),
            ]
            for (name, content) in refused {
                #expect(try await Self.upload(house, name, content).status == 422, "\(name)")
            }
            let list = Data("name;sum\n\(Self.marker);1\n".utf8)
            for persona in [Persona.visitor, .officerOfCityA] {
                #expect([303, 403].contains(try await Self.upload(house, "list.csv", list, as: persona).status))
            }
            let stored = try #require(house.site.installation.files)
            #expect(try await stored.all().isEmpty, "what was refused was kept")

            let taken = try await Self.upload(house, "<script>alert(1)</script>.csv", list)
            let page = try #require(taken.header("location"))
            #expect(taken.status == 303 && page.hasPrefix("/en/admin/imports/"))
            #expect(!(try await house.get(page, as: .administrator)).text.contains("<script>alert"))
            let digest = try #require(try await stored.all().first).digest.hexadecimal
            for route in house.routes where route.method == .get {
                for address in house.addresses(route, [digest, String(page.split(separator: "/").last ?? "")]) {
                    for persona in [Persona.visitor, .officerOfCityA] {
                        let answer = try await house.get(address, as: persona)
                        #expect(!answer.text.contains(Self.marker), "\(address) as \(persona)")
                    }
                }
            }
        }
    }

    @Test func whatIsTooLargeForAnImportIsRefused() async throws {
        try await withHouse(.sqlite) { house in
            let answer = try await Self.upload(house, "list.csv", Data(count: 51_000_000))
            #expect(answer.status == 413)
        }
    }

    @Test(arguments: Database.Engine.available)
    func onesOwnDataAreHandedToOneselfAlone(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            func texts(_ persona: Persona) async throws -> String {
                let answer = try await house.get("/en/account/export", as: persona)
                #expect(answer.status == 200 && answer.header("cache-control")?.contains("no-store") == true)
                #expect(answer.header("content-disposition")?.hasPrefix("attachment") == true)
                let archive = try ZIPReader(answer.data)
                return try archive.entries.map { String(decoding: try archive.content(of: $0), as: UTF8.self) }.joined()
            }
            let (member, resident) = (try await texts(.member), try await texts(.resident))
            #expect(member.contains("member@people.example") && resident.contains("resident@people.example"))
            #expect(!resident.contains("member@people.example"))
            #expect(try await house.get("/en/account/export").status == 303)
            #expect(try await house.submit("/en/sign-out", [], as: .member).status == 303)
            #expect(try await house.get("/en/account/export", as: .member).status == 303, "after signing out")
        }
    }
}
