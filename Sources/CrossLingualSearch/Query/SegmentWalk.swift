/// Finds the best documents of a segment, a window of neighbouring documents at a time.
///
/// MaxScore (Turtle and Flood, "Query evaluation: strategies and optimizations", 1995) with the bounds of blocks (Ding
/// and Suel, 2011). In each window the groups are ordered by the most they can give there. Those whose sum cannot lift a
/// document among the best are left to the end and read only for documents that the others brought near; a window in
/// which all together cannot is left out. Nothing that belongs among the best is lost.
struct SegmentWalk {
    /// Documents in a window: their sums fit into the processor's nearest cache.
    static let width = 4_096
    private typealias Lanes = SIMD16<Int32>
    private static let none = UInt32.max

    /// A place in the postings of one list.
    private struct Cursor {
        let documents: UnsafeBufferPointer<UInt32>
        let impacts: UnsafeBufferPointer<UInt8>
        let bounds: UnsafeBufferPointer<UInt8>
        let weight: UInt32
        /// First posting that may be in the window or after it.
        var place = 0
        /// First posting after the window, once it was read; or else no less than that.
        var end = 0

        init(_ list: ResolvedPlan.List, _ from: Postings) {
            documents = UnsafeBufferPointer(rebasing: from.documents[list.range])
            impacts = UnsafeBufferPointer(rebasing: from.impacts[list.range])
            bounds = UnsafeBufferPointer(rebasing: from.bounds[list.firstBlock...])
            weight = list.weight
        }
    }

    /// A group in the window at hand.
    private struct Standing {
        let group: Int
        let bound: Int32
        /// No fewer postings than the group has here.
        let postings: Int
    }

    private let segment: Int
    private let documentCount: Int
    private let groups: [Range<Int>]
    private let points: UnsafeBufferPointer<UInt32>
    private let cursors: UnsafeMutableBufferPointer<Cursor>
    /// By list the document at its cursor's place, ``none`` after the last: most lists have nothing in most windows.
    private let next: UnsafeMutableBufferPointer<UInt32>
    /// By document of the window: the sum of the groups read, and the best of the group that is being read.
    private let sums: UnsafeMutableBufferPointer<Int32>
    private let best: UnsafeMutableBufferPointer<Int32>

    /// Offers the best documents of a segment that are live and accepted.
    static func offer(
        _ part: ResolvedPlan.Part, of plan: ResolvedPlan, in live: LiveSegment, number: Int,
        to found: inout BestCandidates, where accepts: (Int) -> Bool
    ) {
        guard !part.lists.isEmpty else { return }
        let memory = UnsafeMutableRawBufferPointer.allocate(
            byteCount: 2 * width * MemoryLayout<Int32>.size, alignment: MemoryLayout<Lanes>.alignment)
        defer { memory.deallocate() }
        let scratch = memory.initializeMemory(as: Int32.self, repeating: 0)
        let cursors = UnsafeMutableBufferPointer<Cursor>.allocate(capacity: part.lists.count)
        defer { cursors.deallocate() }
        let next = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: part.lists.count)
        defer { next.deallocate() }
        let content = live.segment.content
        content.postingDocuments.withUnsafeBufferPointer { documents in
            content.impacts.withUnsafeBufferPointer { impacts in
                live.segment.bounds.impacts.withUnsafeBufferPointer { bounds in
                    part.joined.withPostings { joined in
                        plan.points.withUnsafeBufferPointer { points in
                            let own = Postings(documents: documents, impacts: impacts, bounds: bounds)
                            for (place, list) in part.lists.enumerated() {
                                cursors.initializeElement(at: place, to: Cursor(list, list.isJoined ? joined : own))
                                next.initializeElement(at: place, to: cursors[place].documents.first ?? none)
                            }
                            let walk = SegmentWalk(
                                segment: number, documentCount: content.documentCount, groups: part.groups,
                                points: points, cursors: cursors, next: next,
                                sums: UnsafeMutableBufferPointer(rebasing: scratch[..<width]),
                                best: UnsafeMutableBufferPointer(rebasing: scratch[width...]))
                            walk.run(&found) { live.isLive($0) && accepts($0) }
                        }
                    }
                }
            }
        }
    }

    private func run(_ found: inout BestCandidates, where accepts: (Int) -> Bool) {
        var standings: [Standing] = []
        var candidates: [Int] = []
        for base in stride(from: 0, to: documentCount, by: Self.width) {
            let limit = UInt32(min(documentCount, base + Self.width))
            let most = enter(UInt32(base), limit, &standings)
            guard most >= found.threshold else { continue }
            standings.sort { $0.bound < $1.bound }
            var optional = 0
            var rest: Int32 = 0
            while optional < standings.count, rest + standings[optional].bound < found.threshold {
                rest += standings[optional].bound
                optional += 1
            }
            let read = standings[optional...]
            for standing in read { add(standing, UInt32(base), limit) }
            let isSparse = read.reduce(0) { $0 + $1.postings } < Self.width / 8
            let needed = max(1, found.threshold - rest)
            if isSparse {
                gather(read, UInt32(base), atLeast: needed, &candidates)
            } else {
                select(atLeast: needed, &candidates)
            }
            for standing in standings[..<optional].reversed() where !candidates.isEmpty {
                add(standing, UInt32(base), limit, to: candidates)
                rest -= standing.bound
                let needed = found.threshold - rest
                candidates.removeAll { sums[$0] < needed }
            }
            for candidate in candidates where sums[candidate] >= found.threshold && accepts(base + candidate) {
                found.offer(Candidate(segment: segment, document: base + candidate, points: sums[candidate]))
            }
            if isSparse { each(read, UInt32(base)) { sums[$0] = 0 } } else { sums.update(repeating: 0) }
        }
    }

    /// Brings the cursors to the window and says what each group can give in it at most; returns the sum.
    private func enter(_ base: UInt32, _ limit: UInt32, _ standings: inout [Standing]) -> Int32 {
        standings.removeAll(keepingCapacity: true)
        var sum: Int32 = 0
        for (group, lists) in groups.enumerated() {
            var bound: Int32 = 0
            var postings = 0
            for list in lists {
                if next[list] < base { skip(list, to: base) }
                guard next[list] < limit else {
                    cursors[list].end = cursors[list].place
                    continue
                }
                bound = max(bound, self.bound(list, limit))
                postings += cursors[list].end - cursors[list].place
            }
            guard bound > 0 else { continue }
            standings.append(Standing(group: group, bound: bound, postings: postings))
            sum += bound
        }
        return sum
    }

    private func skip(_ list: Int, to document: UInt32) {
        let cursor = cursors[list]
        let place = firstPosting(
            notBefore: document, from: cursor.place, to: cursor.documents.count, in: cursor.documents)
        cursors[list].place = place
        next[list] = place < cursor.documents.count ? cursor.documents[place] : Self.none
    }

    /// The most that a posting of a list that has some in the window is worth there; sets the cursor's end.
    private func bound(_ list: Int, _ limit: UInt32) -> Int32 {
        let cursor = cursors[list]
        let count = cursor.documents.count
        var bound: UInt32 = 0
        var block = cursor.place / PostingBounds.blockSize
        var next = 0
        repeat {
            bound = max(bound, points[Int(cursor.bounds[block])])
            block += 1
            next = block * PostingBounds.blockSize
        } while next < count && cursor.documents[next] < limit
        cursors[list].end = min(next, count)
        return Int32((cursor.weight * bound) >> ResolvedPlan.shift)
    }

    /// Adds a group to the sums of all documents of the window.
    private func add(_ standing: Standing, _ base: UInt32, _ limit: UInt32) {
        let lists = groups[standing.group]
        for list in lists { read(list, base, limit) }
        guard standing.postings < Self.width / 4 else {
            for place in 0..<Self.width {
                sums[place] &+= best[place]
                best[place] = 0
            }
            return
        }
        for list in lists { each(list, base) { settle($0) } }
    }

    /// Adds a group to the sums of some documents: by looking each of them up, or by reading all when that is less work.
    private func add(_ standing: Standing, _ base: UInt32, _ limit: UInt32, to candidates: [Int]) {
        let lists = groups[standing.group]
        let stepsOfLookup = 8
        if candidates.count * lists.count * stepsOfLookup < standing.postings {
            for list in lists where cursors[list].place < cursors[list].end { lookUp(candidates, list, base) }
            for candidate in candidates { settle(candidate) }
        } else {
            for list in lists { read(list, base, limit) }
            for candidate in candidates { settle(candidate) }
            for list in lists { each(list, base) { best[$0] = 0 } }
        }
    }

    @inline(__always)
    private func settle(_ place: Int) {
        sums[place] &+= best[place]
        best[place] = 0
    }

    /// Notes what the list gives to the documents of the window.
    private func read(_ list: Int, _ base: UInt32, _ limit: UInt32) {
        let cursor = cursors[list]
        guard cursor.place < cursor.end else { return }
        var place = cursor.place
        while place < cursor.end {
            let document = cursor.documents[place]
            guard document < limit else { break }
            let value = Int32(
                truncatingIfNeeded: (cursor.weight &* points[Int(cursor.impacts[place])]) >> ResolvedPlan.shift)
            let slot = Int(document &- base)
            best[slot] = max(best[slot], value)
            place &+= 1
        }
        cursors[list].end = place
    }

    /// The documents of a list in the window, after it was read.
    @inline(__always)
    private func each(_ list: Int, _ base: UInt32, _ take: (Int) -> Void) {
        let cursor = cursors[list]
        for place in cursor.place..<cursor.end { take(Int(cursor.documents[place] &- base)) }
    }

    /// The documents that groups which were read have in the window; one may come more than once.
    @inline(__always)
    private func each(_ read: ArraySlice<Standing>, _ base: UInt32, _ take: (Int) -> Void) {
        for standing in read {
            for list in groups[standing.group] { each(list, base, take) }
        }
    }

    private func lookUp(_ candidates: [Int], _ list: Int, _ base: UInt32) {
        let cursor = cursors[list]
        var place = cursor.place
        for candidate in candidates {
            let document = base + UInt32(candidate)
            if cursor.documents[place] < document {
                place = firstPosting(notBefore: document, from: place, to: cursor.end, in: cursor.documents)
            }
            guard place < cursor.end else { return }
            guard cursor.documents[place] == document else { continue }
            let value = Int32((cursor.weight * points[Int(cursor.impacts[place])]) >> ResolvedPlan.shift)
            best[candidate] = max(best[candidate], value)
        }
    }

    /// As ``select(atLeast:_:)``, where few postings were read.
    private func gather(_ read: ArraySlice<Standing>, _ base: UInt32, atLeast needed: Int32, _ candidates: inout [Int])
    {
        candidates.removeAll(keepingCapacity: true)
        each(read, base) { if sums[$0] >= needed { candidates.append($0) } }
        candidates.sort()
        var last = -1
        candidates.removeAll { place in
            defer { last = place }
            return place == last
        }
    }

    /// Places of the window whose sum is no less than the given one.
    private func select(atLeast needed: Int32, _ candidates: inout [Int]) {
        candidates.removeAll(keepingCapacity: true)
        let least = Lanes(repeating: needed)
        let sums = UnsafeRawBufferPointer(sums)
        for start in stride(from: 0, to: Self.width, by: Lanes.scalarCount) {
            let lanes = sums.load(fromByteOffset: start * MemoryLayout<Int32>.size, as: Lanes.self)
            guard any(lanes .>= least) else { continue }
            for lane in 0..<Lanes.scalarCount where lanes[lane] >= needed { candidates.append(start + lane) }
        }
    }
}

/// The arrays that postings stand in.
private struct Postings {
    let documents: UnsafeBufferPointer<UInt32>
    let impacts: UnsafeBufferPointer<UInt8>
    let bounds: UnsafeBufferPointer<UInt8>
}

extension ResolvedPlan.Joined {
    fileprivate func withPostings(_ body: (Postings) -> Void) {
        documents.withUnsafeBufferPointer { documents in
            impacts.withUnsafeBufferPointer { impacts in
                bounds.withUnsafeBufferPointer { bounds in
                    body(Postings(documents: documents, impacts: impacts, bounds: bounds))
                }
            }
        }
    }
}
