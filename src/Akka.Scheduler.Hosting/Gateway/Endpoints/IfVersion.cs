using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Akka.Scheduler.Hosting.Gateway.Endpoints;

/// <summary>The version that a change is meant for: <c>If-Match: "3"</c> asks for version 3, <c>If-None-Match: *</c> that there be none.</summary>
internal static class IfVersion
{
    public static bool TryRead(HttpRequest request, out long? version, out IResult? problem)
    {
        (version, problem) = (null, null);
        if (request.Headers.IfNoneMatch == "*") version = 0;
        if (request.Headers.IfMatch.Count == 0 || request.Headers.IfMatch == "*") return true;
        if (long.TryParse(request.Headers.IfMatch.ToString().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var asked)) version = asked;
        else problem = Problems.Invalid("If-Match", "must be an ETag of it, such as \"3\"");
        return problem is null;
    }
}
