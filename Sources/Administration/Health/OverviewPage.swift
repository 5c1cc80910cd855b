import Catalogue
import Languages
import Platform
import Web

/// The first page of an administrator: how the installation is.
struct OverviewPage: Sendable {
    let catalogue: CatalogueService

    func answer(_ request: WebRequest) async throws -> WebResponse {
        let t = request.t
        let health = try await Health.read(request, catalogue)
        let failedJobs = health.jobs["failed"] ?? 0
        let failedMails = health.mails["failed"] ?? 0
        let waitingJobs = (health.jobs["queued"] ?? 0) + (health.jobs["running"] ?? 0)
        let waitingMails = (health.mails["queued"] ?? 0) + (health.mails["sending"] ?? 0)
        let stats = StatRow([
            Stat(t.number(health.people), label: t("People"), address: request.link("/admin/people")),
            Stat(t.number(waitingJobs), label: t("Jobs waiting or running"), address: request.link("/admin/jobs")),
            Stat(t.number(failedJobs), label: t("Failed jobs"), address: request.link("/admin/jobs")),
            Stat(t.number(waitingMails), label: t("Mails waiting"), address: request.link("/admin/mail")),
            Stat(t.number(failedMails), label: t("Failed mails"), address: request.link("/admin/mail")),
        ])
        return request.adminPage(.overview) {
            """
            \(AuditPage.verification(health.audit, request))\(stats, t)<div class="columns columns-even">\
            <section class="panel"><h2>\(t("Program and database"))</h2>\(program(request, health), t)</section>\
            <section class="panel"><h2>\(t("Search"))</h2>\(search(request, health))</section></div>
            """
        }
    }

    private func program(_ request: WebRequest, _ health: Health) -> DefinitionList {
        let t = request.t
        return DefinitionList([
            Fact(t("Version"), Installation.version),
            Fact(t("Running since"), t.dateTime(request.site.installation.startedAt)),
            Fact(t("Memory"), health.memory.map { megabytes($0, t) }),
            Fact(t("Free disk space"), health.freeSpace.map { megabytes($0, t) }),
            Fact(t("Database"), health.engine == .sqlite ? "SQLite" : "PostgreSQL"),
            Fact(t("Size of the database"), megabytes(health.databaseSize, t)),
            Fact(t("Migrations"), t.number(health.migrations)),
            Fact(t("Changes not yet in lists and search"), t.number(health.lag)),
            Fact(t("For programs that watch it"), "/healthz, /readyz, /metrics"),
        ])
    }

    private func search(_ request: WebRequest, _ health: Health) -> HTML {
        let t = request.t
        let knowledge = catalogue.search.knowledge
        let languages = knowledge.documents.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { tag, count in
            t("\(Language(tag: tag).map { t.name(of: $0) } ?? tag): \(count)")
        }
        let facts = DefinitionList([
            Fact(t("Entries"), t.number(knowledge.documents.values.reduce(0, +))),
            Fact(t("Entries by language"), t.list(languages)),
            Fact(t("Topics known"), t.number(knowledge.concepts)),
            Fact(t("Dictionaries"), markup: dictionaries(knowledge.lexicon?.names, request)),
            Fact(t("Words in dictionaries"), knowledge.lexicon.map { t.number($0.words) }),
            Fact(t("Translations in dictionaries"), knowledge.lexicon.map { t.number($0.translations) }),
            Fact(
                t("Texts compared by meaning"),
                knowledge.meaning.map { t("\($0.texts) of \($0.texts + $0.waiting)") }
                    ?? t("none, for the encoder is missing: search goes by words alone")),
            Fact(t("Memory of the index"), megabytes(knowledge.bytes, t)),
            Fact(t("Change taken in last"), t("number \(health.followed) of \(health.feed)")),
            Fact(
                t("Last made anew"),
                catalogue.builtAt.map { t.dateTime($0) } ?? t("before this start; it was read from its file")),
        ])
        let rebuild = request.adminButton(t("Make it anew"), to: "/admin/index/rebuild", style: .secondary)
        return "\(facts, t)\(rebuild)"
    }

    /// The dictionaries by name, folded away because there are many, with the way to their licences.
    private func dictionaries(_ names: [String]?, _ request: WebRequest) -> HTML {
        let t = request.t
        guard let names else { return HTML(text: t("none: languages meet only in topics")) }
        let count = t.count(
            names.count, one: "\(names.count) dictionary", other: "\(names.count) dictionaries")
        return """
            <details><summary>\(count)</summary><ul>\(each: names, { "<li lang=\"en\">\($0)</li>" })</ul></details>\
            <a href=\(address: request.link("/licences"))>\(t("Dictionaries and their licences"))</a>
            """
    }

    private func megabytes(_ bytes: Int, _ t: Localiser) -> String {
        t("\(Double(bytes) / 1_000_000, fractionDigits: 1) MB")
    }
}
