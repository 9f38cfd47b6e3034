import LakeModel

/// A moment for people, in UTC: `2026-08-22T14:03:09Z`.
struct Timestamp: CustomStringConvertible {
    let milliseconds: Int64

    var description: String {
        let seconds = milliseconds / 1000
        let day = seconds / 86_400 - (seconds % 86_400 < 0 ? 1 : 0)
        let rest = seconds - day * 86_400
        let time = [rest / 3600, rest / 60 % 60, rest % 60]
            .map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
        return "\(CivilDay(Int32(clamping: day)))T\(time)Z"
    }
}
