using Akka.Scheduler.Domain.Ids;
using Microsoft.AspNetCore.Http;

namespace Akka.Scheduler.Hosting.Gateway;

/// <summary>The <c>{id}</c> of an address: a slash in it arrives escaped, and what cannot be an id names nothing.</summary>
internal static class RouteIds
{
    private const string Key = "id";

    public static Task HandleAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.RouteValues[Key] is not string given) return next(context);

        // The server decodes every escape but this one, since a bare slash would part the path. No id holds a percent sign of its own.
        var id = given.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        context.Request.RouteValues[Key] = id;
        if (IdText.Problem(id) is not { } problem) return next(context);
        var answer = HttpMethods.IsPut(context.Request.Method) ? Problems.Invalid(Key, problem) : Problems.NotFound($"'{id}': an id {problem}");
        return answer.ExecuteAsync(context);
    }
}
