import Catalogue
import Languages
import Web

/// What this installation is, for somebody who has just arrived.
struct AboutPage: Sendable {
    let catalogue: CatalogueService

    func answer(_ request: WebRequest) -> WebResponse {
        let t = request.t
        let name = request.site.settings.current.name
        var details = WebRequest.PageDetails()
        details.description = t("What this is, how it works, and who runs it.")
        details.trail = [Link(t("About"), to: request.link("/about"), isCurrent: true)]
        let lead: HTML = """
            <p>\(t("\(name) is a place where a network of cities finds out what its people need, who has answered the same need before, and what became of it."))</p>
            """
        return request.page(title: t("About"), details) {
            """
            \(Heading(t("About"), lead: lead), t)<div class="prose">\(circle(t))\(systems(t))\
            \(matching(request))\(operators(request, name))</div>
            """
        }
    }

    private func circle(_ t: Localiser) -> HTML {
        """
        <h2>\(t("The circle"))</h2>\
        <p>\(t("Everything here belongs to one of six steps, which lead from a need to a result and back to the next need."))</p>\
        <dl class="definitions">\(each: Verb.allCases, { verb in
            "<div><dt>\(verb.word(t))</dt><dd>\(verb.explanation(t))</dd></div>"
        })</dl>
        """
    }

    private func systems(_ t: Localiser) -> HTML {
        let parts: [(String, String)] = [
            (
                t("Innovation places"),
                t(
                    "A way to study places where residents make social innovation: where they are, what people there trust and care about, and what they do."
                )
            ),
            (
                t("Agreements between cities and the state"),
                t(
                    "City regions agree with the state on what they develop, open calls, decide on applications and report on projects."
                )
            ),
            (
                t("A process for new ideas"),
                t(
                    "A municipality, a port or an energy company takes ideas from residents, researchers and firms through pilots into its ordinary duties, and passes on what works."
                )
            ),
            (
                t("National networks with a common agenda"),
                t(
                    "Networks in several countries hold meetings, gather needs, and merge them into one agenda without losing where each need came from."
                )
            ),
        ]
        return """
            <h2>\(t("What it joins"))</h2>\
            <p>\(t("Four kinds of work exist today apart from each other, each in its own country, language and tool. They are joined here."))</p>\
            <dl class="definitions">\(each: parts, { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>" })</dl>
            """
    }

    private func matching(_ request: WebRequest) -> HTML {
        let t = request.t
        return """
            <h2>\(t("How matching works"))</h2>\
            <p>\(t("You describe a need in your own language. The words are reduced to their stems, translated with dictionaries, and joined to the topics of the catalogue; entries that share rare words and topics with your need come first."))</p>\
            <p>\(t("Every answer says which words and topics brought it up, so that you can judge it yourself."))</p>\
            <h3>\(t("What it cannot do"))</h3><ul>\
            <li>\(t("It knows only what is in the catalogue: no answer means that nobody has recorded one."))</li>\
            <li>\(t("It compares words and topics and does not understand what you mean. A word with two meanings can lead astray."))</li>\
            <li>\(t("The dictionaries are better for some languages than for others; a missing word finds nothing in the other languages."))</li>\
            <li>\(t("A high place in the list says that an entry is alike, not that it is good. See the evidence on its page."))</li></ul>\
            <p><a href=\(address: request.link("/match"))>\(t("Try it"))</a></p>
            """
    }

    private func operators(_ request: WebRequest, _ name: String) -> HTML {
        let t = request.t
        return """
            <h2>\(t("Who runs it"))</h2>\
            <p>\(t("This is one of possibly many installations. The people who run it call it \(name) and answer for what is published here; its administrators can correct or hide an entry."))</p>\
            \(if: request.site.isDemonstration, "<p>\(t("This installation is a demonstration: its facts are published ones, its people are invented."))</p>")\
            <p>\(t("The software is free: anybody may run an installation of their own."))</p>\
            <p><a href=\(address: request.link("/privacy"))>\(t("Privacy"))</a> · \
            <a href=\(address: request.link("/developers"))>\(t("Open data and API"))</a> · \
            <a href=\(address: request.link("/licences"))>\(t("Licences"))</a></p>
            """
    }
}
