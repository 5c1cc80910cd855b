import Platform
import Web

/// What is kept about people: the inventory that the program itself goes by when it exports or erases a person.
struct PrivacyPage: Sendable {
    func answer(_ request: WebRequest) -> WebResponse {
        let t = request.t
        var details = WebRequest.PageDetails()
        details.description = t("What is kept about you, why, and how to get it or have it erased.")
        details.trail = [Link(t("Privacy"), to: request.link("/privacy"), isCurrent: true)]
        let lead: HTML = "<p>\(t("What is kept about you, why, and how to get it or have it erased."))</p>"
        return request.page(title: t("Privacy"), details) {
            """
            \(Heading(t("Privacy"), lead: lead), t)<div class="prose">\
            <h2>\(t("Without an account"))</h2>\
            <p>\(t("You can read, search and download everything that is public without an account. No other host is asked for anything, and nothing follows you to other sites."))</p>\
            \(cookies(request))<h2>\(t("With an account"))</h2>\
            <p>\(t("The table below is the list that the program itself uses: what stands in it is what you get when you ask for your data, and what goes when you have your account erased."))</p></div>\
            \(inventory(request), t)<div class="prose">\
            <h2>\(t("Your rights"))</h2>\
            <p>\(t("Signed in, you can download all that is kept about you and erase your account yourself, without asking anybody. What you published for everybody can stay without your name; drafts go with you."))</p>\
            <p>\(t("Every change is recorded with who made it, so that mistakes can be found. The record of your own changes stays without your details when your account is erased."))</p></div>
            """
        }
    }

    private func cookies(_ request: WebRequest) -> HTML {
        let t = request.t
        return """
            <h3>\(t("Cookies"))</h3><dl class="definitions">\
            <div><dt><code>language</code></dt><dd>\(t("The language you read in. It ends after a year."))</dd></div>\
            <div><dt><code>session</code></dt><dd>\(t("That you are signed in. It is set only when you sign in, and ends when you sign out or after two weeks without a visit."))</dd></div>\
            </dl>
            """
    }

    private func inventory(_ request: WebRequest) -> DataTable {
        let t = request.t
        return DataTable(
            caption: t("What is kept about people"),
            columns: [.init(t("Table")), .init(t("What it holds and why"))],
            rows: request.site.installation.personalData.map { data in
                ["<code>\(data.table)</code>", HTML(text: t(data.purpose))]
            })
    }
}
