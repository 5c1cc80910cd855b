import Foundation
import Languages
import Web

/// Under which terms the parts of this installation come that others made.
struct LicencesPage: Sendable {
    func answer(_ request: WebRequest) -> WebResponse {
        let t = request.t
        var details = WebRequest.PageDetails()
        details.trail = [Link(t("Licences"), to: request.link("/licences"), isCurrent: true)]
        let lead: HTML =
            "<p>\(t("InnoCities is free software. These parts were made by others, under their own terms."))</p>"
        return request.page(title: t("Licences"), details) {
            """
            \(Heading(t("Licences"), lead: lead), t)<div class="prose">\
            <h2>\(t("Maps"))</h2>\
            <p>\(t("Outlines of countries are from Natural Earth, which is in the public domain. Maps that move are drawn by Leaflet, under the BSD licence with two clauses."))</p></div>\
            \(document("assets/LICENCES.txt", title: t("Files shown in the browser"), request))\
            <div class="prose"><h2>\(t("Dictionaries"))</h2>\
            <p>\(t("Matching across languages uses the dictionaries of FreeDict, each under its own licence."))</p></div>\
            \(document("lexicon-licences.txt", title: t("Dictionaries and their licences"), request))
            """
        }
    }

    /// A licence file as set-up left it on this machine, or a sentence that it is not there.
    private func document(_ name: String, title: String, _ request: WebRequest) -> HTML {
        let t = request.t
        guard let file = request.site.installation.localFolder?.appending(path: name),
            let text = try? String(contentsOf: file, encoding: .utf8)
        else {
            return
                "<p class=\"missing\">\(t("These files are not on this machine, so nothing of them is used here."))</p>"
        }
        return """
            <details class="panel"><summary>\(title)</summary>\
            <pre class="scroll" tabindex="0" lang="en">\(text)</pre></details>
            """
    }
}
