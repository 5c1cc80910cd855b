import Languages
import Platform
import Web

/// The parts of the administrators' rooms.
enum AdminPart: CaseIterable {
    case overview, people, settings, imports, moderation, marks, jobs, mail, audit

    var path: String {
        switch self {
        case .overview: "/admin"
        case .people: "/admin/people"
        case .settings: "/admin/settings"
        case .imports: "/admin/imports"
        case .moderation: "/admin/moderation"
        case .marks: "/admin/marks"
        case .jobs: "/admin/jobs"
        case .mail: "/admin/mail"
        case .audit: "/admin/audit"
        }
    }

    func label(_ t: Localiser) -> String {
        switch self {
        case .overview: t("Overview")
        case .people: t("People")
        case .settings: t("Settings")
        case .imports: t("Imports")
        case .moderation: t("Moderation")
        case .marks: t("Marks on answers")
        case .jobs: t("Jobs")
        case .mail: t("Mail")
        case .audit: t("Record of changes")
        }
    }
}

extension WebRequest {
    /// A page of an administrators' room, with the way to the others.
    func adminPage(_ part: AdminPart, title: String? = nil, lead: String? = nil, content: () -> HTML) -> WebResponse {
        var details = PageDetails()
        details.isHidden = true
        details.isWide = true
        details.trail = [Link(t("Administration"), to: link("/admin"), isCurrent: part == .overview)]
        if part != .overview {
            details.trail.append(Link(part.label(t), to: link(part.path), isCurrent: title == nil))
        }
        if let title { details.trail.append(Link(title, to: link(path), isCurrent: true)) }
        let tabs = Tabs(
            label: t("Administration"),
            AdminPart.allCases.map { Link($0.label(t), to: link($0.path), isCurrent: $0 == part) })
        let shown = title ?? part.label(t)
        let heading = Heading(shown, kicker: t("Administration"), lead: lead.map { "<p>\($0)</p>" })
        return page(title: shown, details) { "\(heading, t)\(tabs, t)\(content())" }
    }

    /// A button that sends a form of its own.
    func adminButton(
        _ text: String, to path: String, _ hidden: [(name: String, value: String)] = [],
        style: Button.Style = .quiet
    ) -> HTML {
        Form(action: link(path), token: formToken, hidden: hidden, content: "\(Button.submit(text, style: style), t)")
            .html(t)
    }
}

/// Fields that several of the administrators' actions have.
enum AdminFields {
    static let person = Field.hidden("person", label: "Person")
    static let reason = Field.text(
        "reason", label: "Reason", hint: "It is kept in the record of changes.", maximum: 500)
    /// How many rows a page of a list has.
    static let pageSize = 25
}
