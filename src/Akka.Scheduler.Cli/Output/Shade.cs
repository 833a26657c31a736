using Spectre.Console;

namespace Akka.Scheduler.Cli.Output;

/// <summary>The colour of a state word on a terminal; everything else stays plain.</summary>
internal static class Shade
{
    public static Style Of(string? word) => word switch
    {
        "succeeded" or "up" or "serving" or "active" or "healthy" => new Style(Color.Green),
        "failed" or "expired" or "dead" or "lost" or "unhealthy" or "free" => new Style(Color.Red),
        "running" => new Style(Color.Aqua),
        "retrying" or "draining" or "paused" or "pulling" or "collecting" or "cancelled" => new Style(Color.Yellow),
        _ => Style.Plain,
    };
}
