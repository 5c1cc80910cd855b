import Foundation
import Platform

/// Whether a request that writes was made by a page of this site.
///
/// Browsers tell it themselves: `Sec-Fetch-Site`, and `Origin` on every POST. Signed-in people's forms carry a token
/// bound to the session besides; visitors have nothing that another site could misuse, so origin alone is enough.
enum SameOrigin {
    static func isOwn(_ request: WebRequest) -> Bool {
        if let site = request.header("sec-fetch-site"), site != "same-origin", site != "none" { return false }
        if let origin = request.header("origin") {
            guard let host = URL(string: origin)?.authority, host == request.header("host") else { return false }
        }
        guard let session = request.session else {
            return request.header("sec-fetch-site") != nil || request.header("origin") != nil
        }
        guard let token = request.form[Form.tokenField] ?? request.header("x-form-token") else { return false }
        return request.site.signer.isFormToken(token, session: Data(session.token.utf8))
    }
}

extension URL {
    /// Host with port where it is not the scheme's own, as the `Host` header writes it.
    fileprivate var authority: String? {
        guard let host else { return nil }
        return port.map { "\(host):\($0)" } ?? host
    }
}
