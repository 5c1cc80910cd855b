import Catalogue
import Database
import Languages
import Platform
import Web

/// What a person follows, what became of it, and whether mails tell of it.
enum NotificationPages {
    static func routes(_ catalogue: CatalogueService) -> [Route] {
        [
            .page("/account/notifications", access: .signedIn) { try await page($0, catalogue) },
            .post("/account/notifications/read", access: .signedIn) { request in
                let (person, now) = (try request.person(), request.now)
                try await request.site.database.write { try Notifications.markRead(of: person, now: now, in: $0) }
                return request.done("/account/notifications", saying: .saved)
            },
            .post("/account/notifications/mode", access: .signedIn) { request in
                guard let mode = request.form["mode"].flatMap(Notifications.Mode.init(rawValue:)) else {
                    throw NotFound()
                }
                let person = try request.person()
                try await request.site.database.write { try Notifications.set(mode, for: person, in: $0) }
                return request.done("/account/notifications", saying: .saved)
            },
            .page("/unsubscribe") { request in
                let t = request.t
                return request.accountPage(t("No such mails any more")) {
                    request.button(
                        t("Get no such mails any more"), to: "/unsubscribe",
                        [("token", request.query["token"] ?? "")], style: .primary)
                }
            },
            .post("/unsubscribe") { request in
                guard try await unsubscribe(request.form["token"], request) else { return request.spentLink() }
                let t = request.t
                return request.accountPage(t("No such mails any more")) {
                    "<p>\(t("You get no more mails about what you follow. In your account you can ask for them again."))</p>"
                }
            },
            // What mail programs send for one click (RFC 8058): no cookie, no page, the token says all.
            Route(.post, "/unsubscribe", place: .plain) { request in
                WebResponse(status: try await unsubscribe(request.query["token"], request) ? 200 : 410)
            },
            Route(.get, "/unsubscribe", place: .plain) {
                .redirect(to: $0.query.address("/\($0.t.language.rawValue)/unsubscribe"))
            },
        ]
    }

    private static func unsubscribe(_ token: String?, _ request: WebRequest) async throws -> Bool {
        guard
            let person = try? request.site.signer.subject(of: token ?? "", purpose: .unsubscribe, at: request.now)
        else { return false }
        try await request.site.database.write { try Notifications.set(.never, for: person, in: $0) }
        return true
    }

    private static func page(_ request: WebRequest, _ catalogue: CatalogueService) async throws -> WebResponse {
        let (person, viewer, t) = (try request.person(), request.viewer, request.t)
        let found = try await request.site.database.read { transaction in
            let notifications = try Notifications.list(of: person, limit: 50, in: transaction)
            let followed = try transaction.all(
                "SELECT subject_id FROM follow WHERE person = \(person) ORDER BY since DESC LIMIT 200")
            let ids: [String] = try followed.map { try $0["subject_id"] }
            let entries = try EntryLists.entries(
                Array(Set(ids + notifications.map(\.subject.id))), as: viewer, in: transaction)
            let mode = try Notifications.mode(of: person, in: transaction)
            return (
                notifications: notifications, followed: ids, mode: mode,
                entries: Dictionary(entries.map { ($0.entry.id, $0.entry) }) { first, _ in first }
            )
        }
        func link(_ entry: Entry) -> HTML {
            "<a href=\(address: request.link(catalogue.path(to: entry)))>\(entry.title(t).text)</a>"
        }
        func news(_ notification: Notifications.Notification) -> HTML {
            guard let entry = found.entries[notification.subject.id] else { return .empty }
            let sentence = NotificationTexts.sentence(notification, entry.title(t).text, t)
            return """
                <li><a href=\(address: request.link(catalogue.path(to: entry)))>\(sentence)</a> \
                <span class="note">\(t.relative(notification.at, to: request.now))</span>\
                \(if: !notification.isRead, " \(Badge(t("new"), tone: .brand), t)")</li>
                """
        }
        func follows(_ id: String) -> HTML {
            guard let entry = found.entries[id] else { return .empty }
            let stop = request.button(
                t("Unfollow"), to: "/unfollow", [("kind", entry.kind), ("id", entry.id)], style: .quiet)
            return "<li class=\"actions\">\(link(entry))\(stop)</li>"
        }
        let hasUnread = found.notifications.contains { !$0.isRead }
        return AccountPages.page(request, t("Following and notifications")) {
            """
            <section><h2>\(t("What is new"))</h2>\
            \(if: found.notifications.isEmpty, "<p>\(t("Nothing yet."))</p>")\
            <ul role="list" class="stack">\(each: found.notifications, news)</ul>\
            \(if: hasUnread, request.button(t("Mark all as read"), to: "/account/notifications/read"))</section>\
            <section><h2>\(t("What you follow"))</h2>\
            \(if: found.followed.isEmpty, "<p>\(t("Nothing yet."))</p>")\
            <ul role="list" class="stack">\(each: found.followed, follows)</ul></section>\(modes(found.mode, request))
            """
        }
    }

    private static func modes(_ mode: Notifications.Mode, _ request: WebRequest) -> HTML {
        let t = request.t
        let field = FormField(
            "mode", label: t("Mails"),
            control: .radios([
                Choice("at-once", t("At once, whenever there is news")),
                Choice("daily", t("At most one a day, and at once when you get an answer")), Choice("never", t("None")),
            ]), value: mode.rawValue)
        return Form(
            action: request.link("/account/notifications/mode"), token: request.formToken,
            content: "\(field, t)\(Button.submit(t("Save"), style: .secondary), t)"
        ).html(t)
    }
}
