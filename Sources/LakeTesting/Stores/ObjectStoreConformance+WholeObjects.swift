import ObjectStorage

extension ObjectStoreConformance {
    static let wholeObjects: [Check] = [
        Check("what was put is what is read", prefix: "roundtrip") { bench in
            let key = bench.key("a/b/object.bin")
            for size in [0, 1, 65_536, 1 << 20] {
                let bytes = bench.bytes(size, seed: 1)
                let put = try await bench.store.put(key, bytes, mode: .overwrite)
                let read = try await bench.store.get(key, range: nil)
                let head = try await bench.store.head(key)
                try bench.expect(read == bytes, "\(size) bytes came back as \(read.count)")
                try bench.expect(head == put, "put said \(put), head \(head)")
                try bench.expect(head.size == size && head.key == key, "\(head) of \(size) bytes")
            }
        },
        Check("overwriting replaces the object and changes its tag", prefix: "overwrite") { bench in
            let key = bench.key("pointer")
            var tags: Set<String> = []
            for seed in UInt8(0)..<20 {
                let bytes = bench.bytes(8, seed: seed)
                tags.insert(try await bench.store.put(key, bytes, mode: .overwrite).entityTag)
                let read = try await bench.store.get(key, range: nil)
                try bench.expect(read == bytes, "the object of before came back")
            }
            try bench.expect(tags.count == 20, "20 objects had \(tags.count) tags")
        },
        Check("what is not there is not found", prefix: "absent") { bench in
            let key = bench.key("nothing/here")
            try await bench.expect(.notFound, "get") { () throws(ObjectStoreError) in
                try await bench.store.get(key, range: nil)
            }
            try await bench.expect(.notFound, "get of a range") { () throws(ObjectStoreError) in
                try await bench.store.get(key, range: 0..<1)
            }
            try await bench.expect(.notFound, "get of no bytes") { () throws(ObjectStoreError) in
                try await bench.store.get(key, range: 0..<0)
            }
            try await bench.expect(.notFound, "head") { () throws(ObjectStoreError) in
                try await bench.store.head(key)
            }
            try await bench.store.put(bench.key("nothing/here/but/this"), [1], mode: .overwrite)
            try await bench.expect(.notFound, "head of a folder") { () throws(ObjectStoreError) in
                try await bench.store.head(key)
            }
        },
        Check("a range is cut at the object's end, and must begin before it", prefix: "range") {
            bench in
            let key = bench.key("object")
            let bytes = bench.bytes(1000, seed: 3)
            try await bench.store.put(key, bytes, mode: .overwrite)
            for range in [0..<1, 10..<20, 999..<1000, 0..<1000, 990..<5000, 7..<7] {
                let read = try await bench.store.get(key, range: range)
                let wanted = Array(bytes[range.clamped(to: 0..<1000)])
                try bench.expect(read == wanted, "\(range) gave \(read.count) bytes")
            }
            try await bench.expect(.invalidRequest, "a range behind") {
                () throws(ObjectStoreError) in
                try await bench.store.get(key, range: 1000..<1001)
            }
        },
        Check("deleting succeeds whether or not the object is there", prefix: "delete") { bench in
            let key = bench.key("folder/object")
            try await bench.store.put(key, [1], mode: .overwrite)
            for _ in 0..<2 { try await bench.store.delete(key) }
            try await bench.expect(.notFound, "head") { () throws(ObjectStoreError) in
                try await bench.store.head(key)
            }
            try bench.expect(try await bench.names().isEmpty, "the object is still listed")
            try await bench.store.put(key, [2], mode: .create)
            try await bench.store.delete(bench.key("no/such/folder/object"))
        },
        Check("keys of odd characters work everywhere", prefix: "odd") { bench in
            let odd = [
                "a b", "a+b", "a%20b", "a%2Fb", "a&b=c", "a~b", "a'b\"c", "a<b>c", "día=1/ü",
                "tenantId=t/dt=2026-01-01/x.parquet", "日本", "a:b@c!d$e,f;g", "(a)*[b]", "#?",
            ]
            for name in odd {
                try await bench.store.put(bench.key(name), Array(name.utf8), mode: .create)
            }
            for name in odd {
                let read = try await bench.store.get(bench.key(name), range: nil)
                try bench.expect(read == Array(name.utf8), "'\(name)' held something else")
                let start = String(name.prefix(2))
                let listed = try await bench.names(start).contains(name)
                try bench.expect(listed, "'\(name)' is not listed below '\(start)'")
            }
            let names = try await bench.names()
            let isComplete = names.count == odd.count && Set(names) == Set(odd)
            try bench.expect(isComplete, "listed as \(names)")
            for name in odd { try await bench.store.delete(bench.key(name)) }
            try bench.expect(try await bench.names().isEmpty, "something was not deleted")
        },
    ]
}
