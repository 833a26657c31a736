using System.Net;
using Akka.Scheduler.Hosting.Configuration;

namespace Akka.Scheduler.Node;

/// <summary>Asks a running node on this machine how it is: for container engines, whose images have no HTTP client.</summary>
internal static class HealthQuestion
{
    // Less than container engines wait by default, so that the answer is ours and has words.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <summary>Asks, and prints what is wrong if something is.</summary>
    /// <param name="result">The running node's configuration.</param>
    /// <param name="path">What to ask.</param>
    /// <returns>0 when the node is well, 1 when not, 2 when the configuration does not say where it is.</returns>
    public static async Task<int> AskAsync(ConfigurationResult result, string path)
    {
        if (result is not ConfigurationResult.Valid { Options.Http.Bind: var bind }) return NodePrints.Refuse(result);
        if (bind.Port == 0)
        {
            await Console.Error.WriteLineAsync("scheduler.http.bind has port 0, so nothing tells where the node listens. Give it a port.");
            return Hosting.Configuration.CommandLine.NodeCommandLine.UsageExitCode;
        }

        using var http = new HttpClient { Timeout = Patience };
        var address = new UriBuilder(Uri.UriSchemeHttp, HostOf(bind), bind.Port, path).Uri;
        try
        {
            using var answer = await http.GetAsync(address);
            if (answer.StatusCode == HttpStatusCode.OK) return 0;
            await Console.Error.WriteLineAsync($"{address} answers {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        }
        catch (Exception trouble) when (trouble is HttpRequestException or TaskCanceledException)
        {
            await Console.Error.WriteLineAsync($"{address} does not answer: {trouble.Message}");
        }

        return 1;
    }

    private static string HostOf(BindAddress bind) =>
        !bind.IsAny ? bind.Host
        : IPAddress.TryParse(bind.Host, out var any) && any.Equals(IPAddress.IPv6Any) ? "::1"
        : "127.0.0.1";
}
