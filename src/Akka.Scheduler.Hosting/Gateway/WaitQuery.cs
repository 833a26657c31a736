using Akka.Scheduler.Client.Json;
using Microsoft.AspNetCore.Http;

namespace Akka.Scheduler.Hosting.Gateway;

/// <summary><c>?wait=30s</c></summary>
internal static class WaitQuery
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public static bool TryRead(HttpRequest request, out TimeSpan? wait, out IResult? problem)
    {
        (wait, problem) = (null, null);
        if (!request.Query.TryGetValue("wait", out var text)) return true;
        if (!WireDuration.TryParse(text, out var span, out var error)) problem = Problems.Invalid("wait", error);
        else if (span > Longest) problem = Problems.Invalid("wait", $"must be at most {WireDuration.Format(Longest)}");
        else wait = span;
        return problem is null;
    }
}
