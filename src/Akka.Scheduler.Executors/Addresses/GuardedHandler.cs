namespace Akka.Scheduler.Executors.Addresses;

/// <summary>The connections of an executor that calls addresses which tasks name: all of them behind <see cref="AddressGuard"/>.</summary>
internal static class GuardedHandler
{
    /// <summary>Makes a handler that opens connections only as the guard allows, and adds nothing of its own to what is sent.</summary>
    /// <param name="guard">What connects.</param>
    /// <param name="connectTimeout">How long a connection may take to be made.</param>
    /// <param name="connectionLifetime">How old a connection may become before calls go over a new one.</param>
    public static SocketsHttpHandler Make(AddressGuard guard, TimeSpan connectTimeout, TimeSpan connectionLifetime) => new()
    {
        ConnectCallback = (context, cancel) => guard.ConnectAsync(context.DnsEndPoint, cancel),
        // A proxy would connect in our stead, past the guard.
        UseProxy = false,
        // Whoever follows redirects does so hop by hop, so that each is judged like a first call.
        AllowAutoRedirect = false,
        // Nothing that one task's answer sets goes out with another one's call.
        UseCookies = false,
        // The attempt's own trace context is sent, not that of whatever runs here.
        ActivityHeadersPropagator = null,
        ConnectTimeout = connectTimeout,
        PooledConnectionLifetime = connectionLifetime,
    };
}
