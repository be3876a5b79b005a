/// What a service shows on the page of `/metrics`, beside the requests.
public protocol MetricsPart: Sendable {
    /// Lines of the Prometheus text format in a fixed order, each metric with its `HELP` and `TYPE`; labels are closed lists
    /// of ours. Called at each scrape, so it answers from memory.
    func lines() -> [String]
}
