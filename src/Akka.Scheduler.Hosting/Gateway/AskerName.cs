using System.Net;
using Microsoft.AspNetCore.Http;

namespace Akka.Scheduler.Hosting.Gateway;

/// <summary>Who asks, for what is kept of a pause. Where nobody has to say who he is, where he is says something.</summary>
internal static class AskerName
{
    public static string Of(HttpContext context)
    {
        if (context.User.Identity is { IsAuthenticated: true, Name: { } name }) return name;
        return context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address) ? "loopback" : "anonymous";
    }
}
