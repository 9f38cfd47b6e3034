/// The settings under which a request was decoded, and is decoded again at a replay.
///
/// They stand in the log, so that an event that was acknowledged under yesterday's limits is not
/// refused by today's.
struct DecodeTerms: Hashable, Sendable {
    let futureLimitSeconds: UInt32
    let depthMax: UInt32
    let keysMax: UInt32
}

extension PipelineSettings {
    var terms: DecodeTerms {
        DecodeTerms(
            futureLimitSeconds: UInt32(clamping: futureLimit.components.seconds),
            depthMax: UInt32(clamping: depthMax),
            keysMax: UInt32(clamping: keysMax)
        )
    }
}
