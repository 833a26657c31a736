using System.Globalization;
using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Hosting.Gateway.Views;
using Microsoft.AspNetCore.Http;

namespace Akka.Scheduler.Hosting.Gateway.Endpoints;

/// <summary>Lets a node go, or gives it up.</summary>
internal static class ClusterCommands
{
    /// <summary>Writes into the node's row that it is to drain: it hears of it with its next renewal, hands its work over, and leaves.</summary>
    public static async Task<IResult> LeaveAsync(HttpContext context, GatewayServices services, string id)
    {
        if (await FindAsync(context, services, id) is not { } row) return Unknown(id);
        if (!row.State.Lives()) return Problems.Conflict("notAMember", $"Node '{id}' is {ClusterViews.WordOf(row.State)} already.");
        if (row.State != MemberState.Draining && !await services.Store.Membership.MoveAsync(row.Node, MemberState.Draining, context.RequestAborted))
            return Problems.Conflict("memberChanged", $"Node '{id}' has changed meanwhile; look at the cluster again.");
        return Answer(services, row with { State = MemberState.Draining }, 202);
    }

    /// <summary>Declares a node dead: its shards are taken over now. One that shows signs of life is spared unless <c>?force=true</c>.</summary>
    public static async Task<IResult> DownAsync(HttpContext context, GatewayServices services, string id)
    {
        var asked = context.Request.Query["force"].ToString();
        if (!bool.TryParse(asked.Length == 0 ? bool.FalseString : asked, out var force)) return Problems.Invalid("force", "must be true or false");
        if (await FindAsync(context, services, id) is not { } row) return Unknown(id);
        if (row.State == MemberState.Dead) return Answer(services, row, 200);
        if (row.State == MemberState.Left) return Problems.Conflict("notAMember", $"Node '{id}' left in order already.");
        if (!force && Healthy(services, row) is { } why) return Problems.Conflict("memberHealthy", why);

        // Without force a renewal that comes now wins; with it, nothing does.
        var store = services.Store.Membership;
        var dead = force
            ? await store.MoveAsync(row.Node, MemberState.Dead, context.RequestAborted)
            : await store.DeclareDeadAsync(row, context.RequestAborted);
        return dead
            ? Answer(services, row with { State = MemberState.Dead }, 200)
            : Problems.Conflict("memberHealthy", $"Node '{id}' has given a sign of life just now. {ByForce}");
    }

    private const string ByForce =
        "Use 'leave' to let it go in order, or ?force=true (schedctl: --force) to declare it dead all the same: it stops, and what it runs is run again elsewhere.";

    private static async Task<MemberRow?> FindAsync(HttpContext context, GatewayServices services, string id) =>
        (await services.Store.Membership.ReadAsync(context.RequestAborted)).FirstOrDefault(row => row.Node.NodeId == id);

    private static IResult Unknown(string id) => Problems.NotFound($"node '{id}'");

    private static string? Healthy(GatewayServices services, MemberRow row)
    {
        var seen = services.Runtime.Engine.Cluster.Current.Find(row.Node.NodeId);
        if (seen is null || seen.Node != row.Node) return $"Node '{row.Node.NodeId}' has only just come. {ByForce}";
        if (seen.IsSuspect) return null;
        var seconds = seen.Silent.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        return $"Node '{row.Node.NodeId}' gave a sign of life {seconds} s ago. {ByForce}";
    }

    private static IResult Answer(GatewayServices services, MemberRow row, int status)
    {
        var engine = services.Runtime.Engine;
        engine.LookAtCluster();
        var view = engine.Cluster.Current;
        var seen = view.Members.FirstOrDefault(member => member.Node == row.Node);
        var member = new Member(row.Node, row.State, row.Profile, seen?.Silent ?? TimeSpan.Zero, seen?.IsSuspect ?? false);
        return Results.Json(ClusterViews.Of(member, view), WireJson.Default.NodeView, statusCode: status);
    }
}
