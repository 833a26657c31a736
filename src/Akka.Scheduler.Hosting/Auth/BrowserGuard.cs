using Akka.Scheduler.Hosting.Configuration;
using Akka.Scheduler.Hosting.Gateway;
using Microsoft.AspNetCore.Http;

namespace Akka.Scheduler.Hosting.Auth;

/// <summary>Keeps web pages of others away from a node that trusts its loopback: no change from another site, and no name that merely resolves to it.</summary>
internal sealed class BrowserGuard(NodeOptions options)
{
    public async Task HandleAsync(HttpContext context, RequestDelegate next)
    {
        if (!options.Auth.IsConfigured && options.Http.Bind.IsLoopback && !IsLoopbackName(context.Request.Host.Host))
        {
            await Problems.Of(403, "foreignHost", "This node answers on loopback names only; configure authentication to reach it by another name.", "Host")
                .ExecuteAsync(context);
            return;
        }

        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method) && IsCrossSite(context.Request))
        {
            await Problems.Of(403, "crossSite", "A page of another site may not change anything here.", "Origin").ExecuteAsync(context);
            return;
        }

        await next(context);
    }

    private static bool IsLoopbackName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (System.Net.IPAddress.TryParse(host.Trim('[', ']'), out var address) && System.Net.IPAddress.IsLoopback(address));

    private static bool IsCrossSite(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site && site is not ("same-origin" or "none")) return true;
        return request.Headers.Origin.ToString() is { Length: > 0 } origin
            && (!Uri.TryCreate(origin, UriKind.Absolute, out var from) || !from.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }
}
