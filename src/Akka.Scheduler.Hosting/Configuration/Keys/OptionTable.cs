namespace Akka.Scheduler.Hosting.Configuration.Keys;

/// <summary>All sections. A key is known if and only if it stands in one of them.</summary>
internal static class OptionTable
{
    public static IReadOnlyList<OptionSection> Sections { get; } =
    [
        NodeSection.Keys,
        HttpSection.Keys,
        ClusterSection.Keys,
        ClusterTlsSection.Keys,
        StoreSection.Keys,
        WorkerSection.Keys,
        DispatchSection.Keys,
        NoopExecutorSection.Keys,
        ShellExecutorSection.Keys,
        HttpExecutorSection.Keys,
        GrpcExecutorSection.Keys,
        AuthSection.Keys,
        LimitsSection.Keys,
        RetentionSection.Keys,
        SchedulingSection.Keys,
        LoggingSection.Keys,
    ];

    public static IReadOnlyList<string> Keys { get; } = [.. Sections.SelectMany(section => section.Keys)];
}
