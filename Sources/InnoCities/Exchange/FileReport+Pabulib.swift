import Exchange
import Foundation

extension FileReport {
    /// An election in the format of Pabulib.
    static func pabulib(_ data: Data, _ file: String) -> FileReport {
        var report = FileReport(file, kind: "Pabulib election")
        let found = PabulibReport(checking: [UInt8](data))
        report.holds = [("projects", .integer(found.projects)), ("voters", .integer(found.voters))]
        for (name, value) in [("vote type", found.voteType), ("budget", found.budget), ("rule", found.rule)] {
            if let value, !value.isEmpty { report.holds.append((name, .string(value))) }
        }
        for fault in found.faults {
            report.add(
                fault.severity == .error ? .fault : .noticed, fault.sentence,
                at: fault.place.isEmpty ? nil : fault.place)
        }
        report.unlisted = found.faultCount - found.faults.count
        return report
    }
}
