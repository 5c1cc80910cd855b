/// A document and what it scores, before explanation.
struct Candidate {
    let segment: Int
    let document: Int
    let points: Int32
}

/// Keeps the best candidates of a walk: a heap with the worst of them on top.
struct BestCandidates {
    private let limit: Int
    private let segments: [LiveSegment]
    private var heap: [Candidate] = []

    init(limit: Int, segments: [LiveSegment]) {
        self.limit = limit
        self.segments = segments
        heap.reserveCapacity(min(limit, 1_024))
    }

    /// Documents with fewer points are not among the best; at least 1.
    private(set) var threshold: Int32 = 1

    /// Of equal documents the one with the lower identifier is kept.
    mutating func offer(_ candidate: Candidate) {
        if heap.count < limit {
            heap.append(candidate)
            rise()
        } else if let worst = heap.first, isWorse(worst, candidate) {
            heap[0] = candidate
            sink()
        }
        if heap.count == limit, let worst = heap.first { threshold = max(1, worst.points) }
    }

    /// Best first; equal ones by identifier.
    var sorted: [Candidate] { heap.sorted { isWorse($1, $0) } }

    private func isWorse(_ a: Candidate, _ b: Candidate) -> Bool {
        if a.points != b.points { return a.points < b.points }
        let ids = (segments[a.segment].segment.content.ids, segments[b.segment].segment.content.ids)
        return ids.0.bytes.withUnsafeBytes { left in
            ids.1.bytes.withUnsafeBytes { right in
                compare(
                    UnsafeRawBufferPointer(rebasing: right[ids.1.range(b.document)]),
                    UnsafeRawBufferPointer(rebasing: left[ids.0.range(a.document)])) < 0
            }
        }
    }

    private mutating func rise() {
        var place = heap.count - 1
        while place > 0, isWorse(heap[place], heap[(place - 1) / 2]) {
            heap.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    private mutating func sink() {
        var place = 0
        while 2 * place + 1 < heap.count {
            var child = 2 * place + 1
            if child + 1 < heap.count, isWorse(heap[child + 1], heap[child]) { child += 1 }
            guard isWorse(heap[child], heap[place]) else { break }
            heap.swapAt(place, child)
            place = child
        }
    }
}
