using Akka.Scheduler.Hosting.Auth;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Akka.Scheduler.Hosting.Gateway;

/// <summary>
/// Answers a body that is too large so that its sender can read the answer: most send all of it before they read, and see a broken connection
/// if it is cut off in the middle.
/// </summary>
internal static class BodyBound
{
    // Beyond this the connection is cut off: reading on would cost more than the answer is worth.
    private const long MostRead = 128 * 1024 * 1024;

    public static async Task HandleAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<AccessPolicy>() is null
            || context.Features.Get<IHttpMaxRequestBodySizeFeature>() is not { IsReadOnly: false, MaxRequestBodySize: { } most } bound
            || context.Request.ContentLength is not { } length || length <= most)
        {
            await next(context);
            return;
        }

        // Who asks first (Expect) sends nothing after the answer.
        if (length <= MostRead && context.Request.Headers.Expect.Count == 0)
        {
            bound.MaxRequestBodySize = length;
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        }

        await Problems.TooLarge($"The body is {length} bytes long; at most {most} are taken (http.max-body).").ExecuteAsync(context);
    }
}
