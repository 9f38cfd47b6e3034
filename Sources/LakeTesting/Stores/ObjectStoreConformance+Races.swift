import ObjectStorage

extension ObjectStoreConformance {
    static let races: [Check] = [
        Check("of eight that create a key one wins", prefix: "race-create") { bench in
            for round in 0..<10 {
                let key = bench.key("round\(round)/object")
                let (winners, losers) = await bench.race { runner throws(ObjectStoreError) in
                    try await bench.store.put(key, [runner], mode: .create)
                }
                try bench.expect(winners.count == 1, "\(winners.count) won; \(losers)")
                let isPlain = losers.allSatisfy { $0.code == .alreadyExists }
                try bench.expect(isPlain, "losers were told \(losers)")
                let read = try await bench.store.get(key, range: nil)
                try bench.expect(read == winners, "\(winners) won, \(read) is stored")
            }
        },
        Check("of eight that update an object one wins", prefix: "race-update") { bench in
            let key = bench.key("pointer")
            var tag = try await bench.store.put(key, [255], mode: .create).entityTag
            // Tags may be made of the bytes: no two puts have the same.
            for round in UInt8(0)..<10 {
                let mode = PutMode.update(ifMatch: tag)
                let (winners, losers) = await bench.race { runner throws(ObjectStoreError) in
                    try await bench.store.put(key, [runner, round], mode: mode)
                }
                try bench.expect(winners.count == 1, "\(winners.count) won; \(losers)")
                let isPlain = losers.allSatisfy { $0.code == .preconditionFailed }
                try bench.expect(isPlain, "losers were told \(losers)")
                let read = try await bench.store.get(key, range: nil)
                try bench.expect(read == winners + [round], "\(winners) won, \(read) is stored")
                tag = try await bench.store.head(key).entityTag
            }
        },
        Check(
            "of eight uploads that create a key one wins",
            prefix: "race-parts",
            needs: .atomicCompletion
        ) { bench in
            let key = bench.key("object")
            let (winners, losers) = await bench.race { runner throws(ObjectStoreError) in
                let upload = try await bench.store.beginMultipart(key, mode: .create)
                try await upload.uploadPart(1, [runner])
                try await upload.complete()
            }
            try bench.expect(winners.count == 1, "\(winners.count) won; \(losers)")
            let isPlain = losers.allSatisfy { $0.code == .alreadyExists }
            try bench.expect(isPlain, "losers were told \(losers)")
            let read = try await bench.store.get(key, range: nil)
            try bench.expect(read == winners, "\(winners) won, \(read) is stored")
        },
        Check("a reader sees whole objects only", prefix: "atomic") { bench in
            let key = bench.key("object")
            let size = 200_000
            try await bench.store.put(key, [UInt8](repeating: 0, count: size), mode: .create)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for value in UInt8(1)..<40 {
                        let bytes = [UInt8](repeating: value, count: size + Int(value))
                        try await bench.store.put(key, bytes, mode: .overwrite)
                    }
                }
                group.addTask {
                    for _ in 0..<40 {
                        let read = try await bench.store.get(key, range: nil)
                        let value = read.first ?? 0
                        let isWhole =
                            read.count == size + Int(value)
                            && read.allSatisfy { $0 == value }
                        try bench.expect(isWhole, "\(read.count) bytes that begin with \(value)")
                    }
                }
                try await group.waitForAll()
            }
        },
    ]
}
