using Akka.Scheduler.Engine.Storage;
using Microsoft.AspNetCore.Http;

namespace Akka.Scheduler.Hosting.Gateway;

/// <summary>Turns what is thrown on the way into problems: a store that is away, a body that is too large, a connection that spoke nonsense.</summary>
internal static class GatewayFaults
{
    public static async Task HandleAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (StoreUnavailableException away) when (!context.Response.HasStarted)
        {
            await Problems.Unavailable(away.Message).ExecuteAsync(context);
        }
        catch (BadHttpRequestException bad) when (!context.Response.HasStarted)
        {
            var answer = bad.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? Problems.TooLarge("The body is larger than http.max-body allows.")
                : Problems.Of(bad.StatusCode, "badRequest", bad.Message);
            await answer.ExecuteAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone.
        }
    }
}
