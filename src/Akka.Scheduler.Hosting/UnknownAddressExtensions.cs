using Akka.Scheduler.Hosting.Auth;
using Akka.Scheduler.Hosting.Configuration;
using Akka.Scheduler.Hosting.Gateway;
using Microsoft.AspNetCore.Builder;

namespace Akka.Scheduler.Hosting;

/// <summary>What an application that is nothing but a scheduler answers where nothing is.</summary>
public static class UnknownAddressExtensions
{
    /// <summary>Answers every address that is not mapped with 404 and a problem, like those below <c>/api/v1</c>. Not for applications with addresses of their own.</summary>
    public static WebApplication MapUnknownAddresses(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.MapFallback("{**path}", context => Problems.NotFound($"{context.Request.Method} {context.Request.Path}").ExecuteAsync(context))
            .WithMetadata(new AccessPolicy(TokenRole.Read, Anonymous: true));
        return app;
    }
}
