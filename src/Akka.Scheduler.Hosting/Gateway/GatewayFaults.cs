using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Akka.Scheduler.Hosting.Gateway;

/// <summary>
/// Turns what is thrown on the way into problems: a store that is away, a body that is too large, a connection that spoke nonsense, and bugs,
/// whose stack goes to the log and not to the caller.
/// </summary>
internal sealed partial class GatewayFaults(ILogger<GatewayFaults> log)
{
    public async Task HandleAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone, or the node stops and ends its streams.
        }
        catch (Exception fault) when (!context.Response.HasStarted)
        {
            await AnswerTo(fault, context).ExecuteAsync(context);
        }
    }

    private IResult AnswerTo(Exception fault, HttpContext context)
    {
        switch (fault)
        {
            case StoreUnavailableException away:
                return Problems.Unavailable(away.Message);
            case AskTimeoutException:
                return Problems.Unavailable("a part of the node did not answer in time");
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return Problems.TooLarge("The body is larger than http.max-body allows.");
            case BadHttpRequestException bad:
                return Problems.Of(bad.StatusCode, "badRequest", bad.Message);
            default:
                LogBug(context.Request.Method, context.Request.Path, fault);
                return Problems.Broken();
        }
    }

    [LoggerMessage(1201, LogLevel.Error, "{Method} {Path} failed")]
    private partial void LogBug(string method, string path, Exception fault);
}
