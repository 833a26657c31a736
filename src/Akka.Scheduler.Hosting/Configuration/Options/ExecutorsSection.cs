namespace Akka.Scheduler.Hosting.Configuration;

/// <summary><c>scheduler.executors</c>: which built-in executors this node offers, and their bounds.</summary>
public sealed record ExecutorsSection
{
    /// <summary>The executor that does nothing.</summary>
    public NoopExecutorSection Noop { get; init; } = new();

    /// <summary>The executor that starts processes.</summary>
    public ShellExecutorSection Shell { get; init; } = new();

    /// <summary>The executor that sends HTTP requests.</summary>
    public HttpExecutorSection Http { get; init; } = new();

    /// <summary>The executor that makes gRPC calls.</summary>
    public GrpcExecutorSection Grpc { get; init; } = new();
}
