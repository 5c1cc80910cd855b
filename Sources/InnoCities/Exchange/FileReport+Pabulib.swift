import Exchange
import Foundation

extension FileReport {
    /// An election in the format of Pabulib. The one place where its reader is wired in.
    static func pabulib(_ data: Data, _ file: String) -> FileReport {
        var report = FileReport(file, kind: "Pabulib election")
        report.add(.refused, "This build has no reader for elections.")
        return report
    }
}
