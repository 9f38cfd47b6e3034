/// Runs a job for each of many things, a few at a time, and gives the results in their order.
enum BoundedTasks {
    /// Runs the jobs.
    ///
    /// - Parameters:
    ///   - items: what to work on.
    ///   - limit: how many at a time.
    ///   - work: the job.
    ///   - take: gets each result, in the order of the items; false: no further job is begun.
    static func run<Item: Sendable, Result: Sendable>(
        _ items: [Item],
        limit: Int,
        work: @escaping @Sendable (Item) async -> Result,
        take: (Result) -> Bool
    ) async {
        await withTaskGroup(of: (index: Int, result: Result).self) { group in
            var begun = 0
            var waiting: [Int: Result] = [:]
            var next = 0
            var goesOn = true
            func begin() {
                guard goesOn, begun < items.count else { return }
                let index = begun
                begun += 1
                group.addTask { (index, await work(items[index])) }
            }
            for _ in 0..<limit { begin() }
            while let (index, result) = await group.next() {
                waiting[index] = result
                while let ready = waiting.removeValue(forKey: next) {
                    goesOn = take(ready) && goesOn
                    next += 1
                }
                begin()
            }
        }
    }
}
