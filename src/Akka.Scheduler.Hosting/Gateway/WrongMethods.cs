using Akka.Scheduler.Hosting.Auth;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Akka.Scheduler.Hosting.Gateway;

/// <summary>Answers HEAD where GET is taken, and a method that an address does not take with 405, naming those that it takes.</summary>
internal static class WrongMethods
{
    // Behind every endpoint that takes the method, and before the fallback.
    private const int Order = 1;

    /// <summary>Maps it for every address of the scheduler that is mapped already; who may call the address may be told.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        var addresses = app.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<AccessPolicy>() is not null && MethodsOf(endpoint).Count > 0)
            .GroupBy(endpoint => endpoint.RoutePattern.RawText!, StringComparer.Ordinal)
            .ToList();
        foreach (var address in addresses)
        {
            var get = address.FirstOrDefault(endpoint => MethodsOf(endpoint).Contains(HttpMethods.Get));
            var allowed = string.Join(", ", address.SelectMany(MethodsOf).Concat(get is null ? [] : [HttpMethods.Head]).Distinct().Order(StringComparer.Ordinal));
            var least = address.Select(endpoint => endpoint.Metadata.GetMetadata<AccessPolicy>()!).MinBy(policy => policy.Role)!;
            app.Map(address.Key, context => AnswerAsync(context, get?.RequestDelegate, allowed)).WithMetadata(least).ExcludeFromDescription().WithOrder(Order);
        }
    }

    private static IReadOnlyList<string> MethodsOf(Endpoint endpoint) => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];

    // The server sends no body after the head of an answer to HEAD.
    private static Task AnswerAsync(HttpContext context, RequestDelegate? get, string allowed)
    {
        if (get is not null && HttpMethods.IsHead(context.Request.Method)) return get(context);
        context.Response.Headers.Allow = allowed;
        var method = context.Request.Method;
        return Problems.Of(405, "methodNotAllowed", $"{method} is not offered here; offered are {allowed}.").ExecuteAsync(context);
    }
}
