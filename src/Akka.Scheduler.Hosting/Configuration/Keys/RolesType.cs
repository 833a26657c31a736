using System.Diagnostics.CodeAnalysis;
using Akka.Scheduler.Hosting.Configuration.Hocon;

namespace Akka.Scheduler.Hosting.Configuration.Keys;

/// <summary>A list of roles, at least one.</summary>
internal sealed class RolesType : OptionType<NodeRoles>
{
    private static readonly NodeRoles[] Single = [NodeRoles.Scheduler, NodeRoles.Worker, NodeRoles.Gateway];

    public override string Expects => "a list of at least one of scheduler, worker, gateway, such as [scheduler, worker]";

    public override bool TryRead(HoconValue value, out NodeRoles result, [NotNullWhen(false)] out string? problem)
    {
        result = NodeRoles.None;
        problem = ListType.Words(value) is null ? $"found {Shown(value)}" : null;
        foreach (var word in ListType.Words(value) ?? [])
        {
            var role = Array.Find(Single, candidate => OptionTypes.Word(candidate).Equals(word, StringComparison.OrdinalIgnoreCase));
            result |= role;
            if (role == NodeRoles.None)
                problem ??= $"{(word.Length <= 30 ? $"'{word}'" : "one of the words")} is not a role";
        }

        return problem is null;
    }

    public override string? Check(NodeRoles value) => value == NodeRoles.None ? "no role is left, so the node would do nothing" : null;

    public override string Format(NodeRoles value) =>
        $"[{string.Join(", ", Single.Where(role => value.HasFlag(role)).Select(OptionTypes.Word))}]";
}
