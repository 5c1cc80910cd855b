import Languages
import OpinionMapping

/// What a compatible map says, in plain sentences.
struct CompatibleMapSentences {
    let map: CompatibleMap
    let texts: [String: String]

    var all: [Message] {
        let opening = Message(
            "People: \(map.participants.count); votes: \(map.voteCount); computed as Polis computes them.")
        guard !map.groups.isEmpty else { return [opening, Message("There are no groups yet.")] }
        return [opening] + map.groups.flatMap(sentences) + map.agreed.map(agreed) + map.disagreed.map(disagreed)
    }

    private func statement(_ position: Int) -> String { OpinionWording.statement(map.statements[position], texts) }

    private func sentences(_ group: CompatibleMap.Group) -> [Message] {
        let number = group.identifier + 1
        let told: [Message] = group.representative.map { finding in
            let (statement, yes, votes) = (statement(finding.statement), finding.successes, finding.votes)
            return finding.stance == .agree
                ? Message("Group \(number) agrees with statement \(statement) (votes: \(yes) of \(votes)).")
                : Message("Group \(number) disagrees with statement \(statement) (votes: \(yes) of \(votes)).")
        }
        return [OpinionWording.size(ofGroup: number, group.members.count)] + told
    }

    private func agreed(_ finding: CompatibleConsensus) -> Message {
        let (statement, yes, votes) = (statement(finding.statement), finding.successes, finding.votes)
        return Message("Most people agree with statement \(statement) (votes: \(yes) of \(votes)).")
    }

    private func disagreed(_ finding: CompatibleConsensus) -> Message {
        let (statement, yes, votes) = (statement(finding.statement), finding.successes, finding.votes)
        return Message("Most people disagree with statement \(statement) (votes: \(yes) of \(votes)).")
    }
}

extension ProductionComparison {
    /// The comparison in plain sentences.
    var messages: [Message] {
        let lists = [
            (Message("number of groups"), hasEqualCount), (Message("groups"), hasEqualGroups),
            (Message("representative statements"), hasEqualRepresentative), (Message("consensus"), hasEqualConsensus),
        ]
        let equal = lists.filter(\.1).map(\.0)
        let different = lists.filter { !$0.1 }.map(\.0)
        return (equal.isEmpty ? [] : [Message("Equal to the stored result: \(list: equal).")])
            + (different.isEmpty ? [] : [Message("Different from the stored result: \(list: different).")])
            + differences.map { difference in
                // The name is that of the JSON document; the number is as small as 1e-12, so it is written as programs do.
                difference.value.isFinite
                    ? Message("Largest difference of \(difference.name): \(String(difference.value)).")
                    : Message("Largest difference of \(difference.name): one side lacks what the other has.")
            }
    }
}
