using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Hosting.Runtime;
using Microsoft.AspNetCore.Http;

namespace Akka.Scheduler.Hosting.Gateway.Endpoints;

/// <summary>Whether the process lives, and whether it serves. Tells nothing else about it.</summary>
internal static class Health
{
    public static IResult Live() => Results.Json(new HealthView { Status = "healthy" }, WireJson.Default.HealthView);

    public static IResult Ready(SchedulerRuntime runtime)
    {
        HealthCheckView[] checks = runtime.IsStarted
            ?
            [
                Check("shards", runtime.Engine.Serving.Covered >= runtime.Engine.Serving.Expected,
                    $"{runtime.Engine.Serving.Covered} of {runtime.Engine.Serving.Expected} are served"),
                Check("lease", runtime.Engine.IsTrusted, "the node's lease"),
            ]
            : [Check("node", false, "starting or stopping")];
        var healthy = checks.All(check => check.Status == "healthy");
        return Results.Json(
            new HealthView { Status = healthy ? "healthy" : "unhealthy", Checks = checks }, WireJson.Default.HealthView, statusCode: healthy ? 200 : 503);
    }

    private static HealthCheckView Check(string name, bool healthy, string detail) =>
        new() { Name = name, Status = healthy ? "healthy" : "unhealthy", Detail = detail };
}
