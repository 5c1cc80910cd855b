import Catalogue
import Database
import Exchange
import Languages
import Platform
import TestSupport
import Testing

@testable import Administration

@Suite struct HealthTests {
    @Test(arguments: Database.Engine.available)
    func theRecordIsVerifiedOnRequestAndTheOverviewSaysWhenAndHowFar(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            #expect(try await house.get("/en/admin", as: .administrator).text.contains("has not been verified yet"))
            for _ in 0..<2 {
                #expect(try await house.submit("/en/admin/audit/verify", [], as: .administrator).status == 303)
            }
            #expect(try await house.jobs.runOne())
            #expect(try await !house.jobs.runOne(), "asked for twice while it waits, it runs once")
            for path in ["/en/admin", "/en/admin/audit"] {
                let page = try await house.get(path, as: .administrator).text
                #expect(page.contains("The record of changes is whole"))
                #expect(page.contains("rows were checked, up to number"))
            }
            try await house.database.write { transaction in
                _ = try transaction.run("UPDATE audit SET action = 'other' WHERE position = 3")
            }
            _ = try await house.submit("/en/admin/audit/verify", [], as: .administrator)
            try await house.jobs.runOne()
            let page = try await house.get("/en/admin", as: .administrator).text
            #expect(page.contains("The first break is at number 3: this row was changed."))
            #expect(try await house.submit("/en/admin/audit/verify", [], as: .officerOfCityA).status == 403)
        }
    }

    @Test(arguments: Database.Engine.available)
    func theIndexIsMadeAnewAndFindsTheSame(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            let before = try await house.get("/api/v1/match?text=empty+shops&limit=5").json["items"]
            _ = try await house.submit("/en/admin/index/rebuild", [], as: .administrator)
            try await house.jobs.runOne()
            #expect(try await house.get("/api/v1/match?text=empty+shops&limit=5").json["items"] == before)
            let page = try await house.get("/en/admin", as: .administrator).text
            for text in ["Entries by language", "Topics known", "Change taken in last", "Last made anew"] {
                #expect(page.contains(text), "\(text)")
            }
        }
    }

    @Test(arguments: Database.Engine.available)
    func machinesAskWithoutAnAccountWhetherItRuns(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            let (alive, ready) = (try await house.get("/healthz").json, try await house.get("/readyz").json)
            #expect(alive["status"]?.string == "alive" && ready["status"]?.string == "ready")
            await house.database.close()
            #expect(try await house.get("/healthz").status == 200)
            #expect(try await house.get("/readyz").status >= 500)
        }
    }

    @Test(arguments: Database.Engine.available)
    func figuresForMonitoringTellOfJobsAndFeed(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            _ = try await house.submit("/en/admin/index/rebuild", [], as: .administrator)
            let text = try await house.get("/metrics", as: .administrator, by: .readingToken).text
            for line in [
                "innocities_jobs{state=\"queued\"} 1", "innocities_feed_lag 0",
                "# TYPE innocities_requests_total counter",
            ] {
                #expect(text.contains(line), "\(line)")
            }
        }
    }
}
