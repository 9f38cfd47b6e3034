import ByteCoding
import Columnar

/// The settings under which a request was decoded, and is decoded again at a replay.
///
/// They stand in the log, so that an event that was acknowledged under yesterday's limits is not
/// refused by today's. Seven 32-bit integers, little-endian, in the order of the properties.
package struct DecodeTerms: Hashable, Sendable {
    let futureLimitSeconds: UInt32
    let depthMax: UInt32
    let keysPerObjectMax: UInt32
    let numberLengthMax: UInt32
    let listElementsPerEventMax: UInt32
    let eventByteCountMax: UInt32
    let eventsMax: UInt32

    package init(_ settings: PipelineSettings) {
        let limits = settings.decode
        futureLimitSeconds = UInt32(clamping: settings.futureLimit.components.seconds)
        depthMax = UInt32(clamping: limits.depthMax)
        keysPerObjectMax = UInt32(clamping: limits.keysPerObjectMax)
        numberLengthMax = UInt32(clamping: limits.numberLengthMax)
        listElementsPerEventMax = UInt32(clamping: limits.listElementsPerEventMax)
        eventByteCountMax = UInt32(clamping: limits.eventByteCountMax)
        eventsMax = UInt32(clamping: limits.eventsMax)
    }

    init(from reader: inout ByteReader) throws(ByteReaderError) {
        futureLimitSeconds = try reader.read()
        depthMax = try reader.read()
        keysPerObjectMax = try reader.read()
        numberLengthMax = try reader.read()
        listElementsPerEventMax = try reader.read()
        eventByteCountMax = try reader.read()
        eventsMax = try reader.read()
    }

    func write(to writer: inout ByteWriter) {
        for value in [
            futureLimitSeconds, depthMax, keysPerObjectMax, numberLengthMax,
            listElementsPerEventMax, eventByteCountMax, eventsMax,
        ] {
            writer.write(littleEndian: value)
        }
    }

    /// The decoder's limits.
    var limits: DecodeLimits {
        DecodeLimits(
            depthMax: Int(depthMax),
            keysPerObjectMax: Int(keysPerObjectMax),
            numberLengthMax: Int(numberLengthMax),
            listElementsPerEventMax: Int(listElementsPerEventMax),
            eventByteCountMax: Int(eventByteCountMax),
            eventsMax: Int(eventsMax)
        )
    }

    /// The decoder's circumstances for a request.
    func context(ingestTimeMicroseconds: Int64, seed: IDSeed) -> DecodeContext {
        DecodeContext(
            ingestTimeMicroseconds: ingestTimeMicroseconds,
            idSeed: (seed.high, seed.low),
            futureLimitMicroseconds: Int64(futureLimitSeconds) * 1_000_000
        )
    }
}
