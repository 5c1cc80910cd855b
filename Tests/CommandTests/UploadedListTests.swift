import Database
import Foundation
import TestSupport
import Testing

/// An authority's list from the page where it is uploaded to the projects that it becomes: read on trial, then for good,
/// by the built program's own jobs.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: Program.executable.path)))
struct UploadedListTests {
    private static let list = """
        Projektitel / Operation name,Startdato / Operation start date,Slutdato / Operation end date
        Uploaded mills,24.04.2014,28.02.2017
        <b>Mills</b>,yesterday,
        ,24.04.2014,
        """

    /// A browser of the demonstration's administrator.
    private struct Browser {
        let client: TestClient
        let cookie: String

        init(_ client: TestClient) async throws {
            self.client = client
            let answer = try await client.send(
                "POST", "/en/demo-sign-in", headers: Self.form(client), body: Data("person=administrator&next=/".utf8))
            cookie = try #require(answer.header("set-cookie")?.split(separator: ";").first.map(String.init))
        }

        private static func form(_ client: TestClient) -> [(String, String)] {
            [
                ("origin", "http://127.0.0.1:\(client.port)"), ("content-type", "application/x-www-form-urlencoded"),
            ]
        }

        func get(_ path: String) async throws -> TestAnswer {
            try await client.send("GET", path, headers: [("cookie", cookie)])
        }

        /// The token that the forms of a page carry.
        func token(on path: String) async throws -> (name: String, value: String) {
            let text = try await get(path).text
            let found = try #require(text.firstMatch(of: /type="hidden" name="(csrf)" value="([^"]+)"/))
            return (String(found.1), String(found.2))
        }

        func submit(_ path: String, from page: String) async throws -> TestAnswer {
            let token = try await token(on: page)
            return try await client.send(
                "POST", path, headers: Self.form(client) + [("cookie", cookie)],
                body: Data("\(token.name)=\(token.value)".utf8))
        }

        func upload(_ text: String, mapping: String) async throws -> TestAnswer {
            let token = try await token(on: "/en/admin/imports")
            func part(_ head: String, _ text: String) -> String {
                "--part\r\ncontent-disposition: form-data; \(head)\r\n\r\n\(text)\r\n"
            }
            let file = part("name=\"file\"; filename=\"list.csv\"", text)
            let body =
                part("name=\"\(token.name)\"", token.value) + part("name=\"kind\"", "operations")
                + part("name=\"mapping\"", mapping) + file + "--part--\r\n"
            return try await client.send(
                "POST", "/en/admin/imports",
                headers: [
                    ("origin", "http://127.0.0.1:\(client.port)"), ("cookie", cookie),
                    ("content-type", "multipart/form-data; boundary=part"),
                ], body: Data(body.utf8))
        }

        /// Asks for a page until it says something, for a minute at most; seldom enough for the limits of the server.
        func wait(for text: String, at path: String) async throws -> String {
            let end = ContinuousClock.now.advanced(by: .seconds(60))
            while ContinuousClock.now < end {
                let page = try await get(path).text
                if page.contains(text) { return page }
                try await Task.sleep(for: .milliseconds(250))
            }
            return ""
        }
    }

    @Test(arguments: Database.Engine.available)
    func anUploadedListIsReadOnTrialAndThenBecomesProjects(_ engine: Database.Engine) async throws {
        try await withLocation(engine) { location in
            let folder = FileManager.default.temporaryDirectory.appending(path: "upload-\(UUID().uuidString)")
            defer { try? FileManager.default.removeItem(at: folder) }
            var arguments = ["--demo", "--data", folder.path]
            if case .url(let url) = location { arguments += ["--database-url", url] }
            let server = try ServerProcess(arguments)
            defer { server.end.kill() }
            let browser = try await Browser(server.client)
            let mapping = "dk-structural-funds-2014-2020"
            #expect(try await browser.upload(Self.list, mapping: "none").status == 422)
            let uploaded = try await browser.upload(Self.list, mapping: mapping)
            #expect(uploaded.status == 303)
            let trial = try #require(uploaded.header("location"))
            let report = try await browser.wait(for: "rows that would be taken", at: trial)
            #expect(report.contains("yesterday") && report.contains("The row has no title."))
            #expect(try await browser.get("/api/v1/projects?limit=200").text.contains("Uploaded mills") == false)
            let begun = try await browser.submit(trial + "/run", from: trial)
            #expect(begun.status == 303)
            let job = try #require(begun.header("location")?.split(separator: "?").first.map(String.init))
            _ = try await browser.wait(for: "rows taken", at: job)
            let projects = try await browser.wait(for: "Uploaded mills", at: "/api/v1/projects?limit=200")
            #expect(projects.contains("\"start\":\"2014-04-24\""))
            let page = try await browser.wait(for: "Mills", at: "/en/projects?q=Mills")
            #expect(!page.contains("<b>Mills</b>"))
        }
    }
}
