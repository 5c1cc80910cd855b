import Catalogue
import Foundation
import Languages
import Web

/// Open data and the API, for people who write programs or reports.
struct DevelopersPage: Sendable {
    let catalogue: CatalogueService

    func answer(_ request: WebRequest) -> WebResponse {
        let t = request.t
        var details = WebRequest.PageDetails()
        details.description = t("Everything that is public can be downloaded or read by programs.")
        details.trail = [Link(t("Open data and API"), to: request.link("/developers"), isCurrent: true)]
        let lead: HTML = "<p>\(t("Everything that is public can be downloaded or read by programs."))</p>"
        return request.page(title: t("Open data and API"), details) {
            """
            \(Heading(t("Open data and API"), lead: lead), t)<h2>\(t("Downloads"))</h2>\(downloads(request), t)\
            <div class="prose">\(reading(request))\(writing(request))\(citing(request))</div>
            """
        }
    }

    private func downloads(_ request: WebRequest) -> DataTable {
        let t = request.t
        return DataTable(
            caption: t("Downloads"),
            note: t("The same files stand below every list, where they hold what you filtered."),
            columns: [.init(t("Kind")), .init(t("Formats")), .init("API")],
            rows: catalogue.kinds.map { kind in
                let files = CatalogueExport.Format.allCases.map { format -> HTML in
                    let address = request.link("/\(kind.path).\(format.rawValue)")
                    return "<a href=\(address: address)>\(format.rawValue)</a>"
                }
                let api = "/api/v1/\(kind.path)"
                return [
                    HTML(text: t(kind.plural)), HTML.joined(files, separator: ", "),
                    "<a href=\(address: api)><code>\(api)</code></a>",
                ]
            })
    }

    private func reading(_ request: WebRequest) -> HTML {
        let t = request.t
        let origin = request.site.mailOrigin
        return """
            <h2>\(t("Reading"))</h2>\
            <p>\(t("Public data need no token. Lists take the same filters as the pages, and tell where the next part is."))</p>\
            <pre tabindex="0"><code>curl '\(origin)/api/v1/match?text=food+waste&amp;language=en'</code></pre>\
            <p>\(t("The whole API is described in one document that programs can read:"))\
             <a href="/api/openapi.json"><code>/api/openapi.json</code></a></p>\
            <p>\(t("Instants are in UTC, days are ISO 8601, countries ISO 3166-1, languages BCP 47, places WGS 84. What nobody has stated is left out or null, never zero."))</p>
            """
    }

    private func writing(_ request: WebRequest) -> HTML {
        let t = request.t
        let origin = request.site.mailOrigin
        return """
            <h2>\(t("Writing"))</h2>\
            <p>\(t("Programs write with a token of your account, which may do what you may and no more. Make one in your account; a token that only reads cannot write, and each has an end."))</p>\
            <pre tabindex="0"><code>curl -H 'Authorization: Bearer TOKEN' -H 'Content-Type: application/json' \\
              -d '{"kind": "practice", "id": "…"}' '\(origin)/api/v1/actions/catalogue.follow'</code></pre>\
            <p>\(t("What can be done has the same name in the API, in the record of changes and in this product's pages. A request with the header Idempotency-Key is carried out once, however often it is sent."))</p>\
            <p>\(t("Faults come as problem documents (RFC 9457) that name the field and the mend."))</p>
            """
    }

    private func citing(_ request: WebRequest) -> HTML {
        let t = request.t
        let name = request.site.settings.current.name
        let day = CalendarDate(request.now, in: .gmt)
        return """
            <h2>\(t("How to cite"))</h2>\
            <p>\(t("Name the installation, the file and the day on which you fetched it, because the catalogue changes:"))</p>\
            <blockquote><p>\(name). \(t("Open data")), \(day.iso). \(request.site.mailOrigin)\
            \(request.link("/developers"))</p></blockquote>\
            <p>\(t("Facts about single entries should be cited from the source that their page names."))</p>
            """
    }
}
