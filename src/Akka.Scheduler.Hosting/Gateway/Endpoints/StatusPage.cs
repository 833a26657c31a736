using System.Globalization;
using System.Net;
using System.Text;
using Akka.Scheduler.Domain.Tasks;
using Microsoft.AspNetCore.Http;

namespace Akka.Scheduler.Hosting.Gateway.Endpoints;

/// <summary><c>GET /</c>: how the node stands, as a plain page without scripts that loads itself anew.</summary>
internal static class StatusPage
{
    private const int LatestTasks = 25;

    public static async Task<IResult> WriteAsync(HttpContext context, GatewayServices services)
    {
        var (runtime, now) = (services.Runtime, services.Now);
        var counts = await services.Counts.ReadAsync(context.RequestAborted);
        var latest = await runtime.Store.Tasks.ListAsync(new() { Now = now }, LatestTasks, null, context.RequestAborted);
        var page = new StringBuilder();
        page.Append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta http-equiv=\"refresh\" content=\"5\">");
        page.Append("<title>Akka.Scheduler</title><style>body{font:15px system-ui;margin:2rem}table{border-collapse:collapse}td,th{padding:.2rem .8rem;text-align:left}</style>");
        page.Append("</head><body><h1>Akka.Scheduler</h1><p>Node ").Append(Text(runtime.Options.Node.Id));
        page.Append(CultureInfo.InvariantCulture, $": {runtime.Engine.Serving.Serving} of {runtime.Engine.Serving.Expected} shards serve.</p>");
        Table(page, "Tasks", ["status", "count"], counts.GroupBy(count => count.Status).Select(group => new[] { group.Key, group.Sum(count => count.Count).ToString(CultureInfo.InvariantCulture) }));
        Table(page, "Latest tasks", ["id", "executor", "status", "attempt", "created", "why"], latest.Items.Select(task => new[]
        {
            task.Id.Value,
            task.Spec.Template.Executor,
            TaskStatusText.Of(task.State, task.NextStartAt, now),
            task.Attempt.ToString(CultureInfo.InvariantCulture),
            task.Spec.CreatedAt.ToString("u", CultureInfo.InvariantCulture),
            task.Error ?? task.Reason ?? "",
        }));
        page.Append("</body></html>");
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.Text(page.ToString(), "text/html; charset=utf-8");
    }

    private static void Table(StringBuilder page, string title, string[] heads, IEnumerable<string[]> rows)
    {
        page.Append("<h2>").Append(Text(title)).Append("</h2><table><tr>");
        foreach (var head in heads) page.Append("<th>").Append(Text(head)).Append("</th>");
        page.Append("</tr>");
        foreach (var row in rows)
        {
            page.Append("<tr>");
            foreach (var cell in row) page.Append("<td>").Append(Text(cell)).Append("</td>");
            page.Append("</tr>");
        }

        page.Append("</table>");
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
