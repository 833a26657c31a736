namespace Akka.Scheduler.Hosting.Configuration.Hocon;

/// <summary>
/// Replaces substitutions and concatenations by what they stand for.
/// <list type="bullet">
/// <item>Lazy: a field is evaluated only as far as its outermost object or array, so <c>a { x = 1, y = ${a.x} }</c> is no cycle.</item>
/// <item>A field that names itself while it is evaluated sees what was assigned to it earlier; any other way round is a cycle.</item>
/// <item>An environment variable is the fallback for a path that nothing defines.</item>
/// <item>Depth and work are bounded, so a small text cannot grow into a huge value.</item>
/// </list>
/// </summary>
internal sealed class HoconResolver
{
    private const int MaxDepth = 128;
    private const int MaxWork = 1_000_000;

    private readonly HoconObject _root;
    private readonly Func<string, string?> _environment;
    private readonly Dictionary<HoconField, HoconValue?> _heads = [];
    private readonly List<Evaluation> _active = [];
    private readonly HashSet<HoconField> _expanding = [];
    private long _work;

    private HoconResolver(HoconObject root, Func<string, string?> environment) => (_root, _environment) = (root, environment);

    /// <summary>A field under evaluation: what its lower values came to so far, and whether a substitution asked for it.</summary>
    private sealed class Evaluation(HoconField field, bool bySubstitution)
    {
        public HoconField Field { get; } = field;

        public bool BySubstitution { get; } = bySubstitution;

        public HoconValue? SoFar { get; set; }
    }

    public static HoconObject Resolve(HoconObject root, Func<string, string?> environment) =>
        (HoconObject)new HoconResolver(root, environment).Expand(root, 0);

    private HoconValue Expand(HoconValue head, int depth)
    {
        Spend(1, head.Origin);
        if (depth > MaxDepth)
            throw new HoconException(head.Origin, $"expected at most {MaxDepth} levels of nesting; a substitution may contain itself");
        return head switch
        {
            HoconObject fields => ExpandObject(fields, depth),
            HoconArray array => new HoconArray(
                [.. array.Items.Select(item => Head(item, null)).OfType<HoconValue>().Select(item => Expand(item, depth + 1))],
                array.Origin),
            _ => head,
        };
    }

    private HoconObject ExpandObject(HoconObject source, int depth)
    {
        var result = new HoconObject(source.Origin);
        foreach (var name in source.Names)
        {
            var field = source.Find(name)!;
            if (!_expanding.Add(field))
                throw new HoconException(field.Values[^1].Origin, $"expected a value that does not contain itself, in the key {name}");
            if (HeadOf(field, field.Values[^1].Origin, bySubstitution: false) is { } head)
                result.Add(name, Expand(head, depth + 1));
            _expanding.Remove(field);
        }

        return result;
    }

    private HoconValue? HeadOf(HoconField field, HoconOrigin origin, bool bySubstitution)
    {
        if (_heads.TryGetValue(field, out var known))
            return known;
        var active = _active.FindLastIndex(evaluation => evaluation.Field == field);
        if (active >= 0)
            return LookBack(active, origin);
        if (_active.Count > MaxDepth)
            throw new HoconException(origin, $"expected at most {MaxDepth} substitutions that lead to one another");
        var evaluation = new Evaluation(field, bySubstitution);
        _active.Add(evaluation);
        foreach (var value in field.Values)
            evaluation.SoFar = Merge(evaluation.SoFar, Head(value, evaluation));
        _active.RemoveAt(_active.Count - 1);
        return _heads[field] = evaluation.SoFar;
    }

    private HoconValue? LookBack(int active, HoconOrigin origin) =>
        _active.Skip(active + 1).Any(evaluation => evaluation.BySubstitution)
            ? throw new HoconException(origin, "expected a substitution that does not lead back to itself through another key")
            : _active[active].SoFar;

    private HoconValue? Head(HoconValue value, Evaluation? within)
    {
        Spend(1, value.Origin);
        return value switch
        {
            HoconFieldReference reference => HeadOf(reference.Field, reference.Origin, bySubstitution: false),
            HoconSubstitution substitution => Substitute(substitution),
            HoconConcatenation concatenation => Concatenate(concatenation),
            HoconAppend append => Append(within?.SoFar, append),
            _ => value,
        };
    }

    private HoconArray Append(HoconValue? soFar, HoconAppend append) => soFar switch
    {
        null or HoconNull => new HoconArray([append.Item], append.Origin),
        HoconArray array => Join(array, new HoconArray([append.Item], append.Origin)),
        _ => throw new HoconException(append.Origin, "expected a key that holds an array before '+='"),
    };

    private HoconValue? Substitute(HoconSubstitution substitution)
    {
        var found = substitution.Scope.Elements.Count > 0 ? Find(substitution.Scope.Append(substitution.Path), substitution.Origin) : null;
        found ??= Find(substitution.Path, substitution.Origin);
        if (found is not null)
            return found;
        var variable = string.Join('.', substitution.Path.Elements);
        if (_environment(variable) is { } text)
            return new HoconText(text, HoconOrigin.Of($"environment variable {variable}"));
        return substitution.Optional ? null : throw new HoconException(
            substitution.Origin,
            $"expected a value for ${{{substitution.Path}}}: no key and no environment variable has that name (${{?...}} may be absent)");
    }

    private HoconValue? Find(HoconPath path, HoconOrigin origin)
    {
        HoconValue? current = _root;
        foreach (var element in path.Elements)
        {
            if (current is not HoconObject parent || parent.Find(element) is not { } field)
                return null;
            current = HeadOf(field, origin, bySubstitution: true);
        }

        return current;
    }

    private HoconValue? Concatenate(HoconConcatenation concatenation)
    {
        var parts = concatenation.Parts.Select(part => Head(part, null)).OfType<HoconValue>().ToList();
        if (!parts.Any(part => part is HoconObject or HoconArray))
            return JoinText(parts, concatenation.Origin);
        HoconValue? result = null;
        foreach (var part in parts.Where(part => part is not HoconBlank))
        {
            result = (result, part) switch
            {
                (null, _) => part,
                (HoconObject low, HoconObject high) => MergeObjects(low, high),
                (HoconArray first, HoconArray second) => Join(first, second),
                _ => throw new HoconException(part.Origin, "expected only objects, only arrays or only text side by side in one value"),
            };
        }

        return result;
    }

    private HoconText? JoinText(List<HoconValue> parts, HoconOrigin origin)
    {
        if (parts.All(part => part is HoconBlank))
            return null;
        var texts = parts.ConvertAll(part => part switch
        {
            HoconText text => text.Text,
            HoconBlank blank => blank.Text,
            _ => "null",
        });
        Spend(texts.Sum(text => (long)text.Length), origin);
        return new HoconText(string.Concat(texts), origin);
    }

    private HoconValue? Merge(HoconValue? low, HoconValue? high) => (low, high) switch
    {
        (_, null) => low,
        (HoconObject lowObject, HoconObject highObject) => MergeObjects(lowObject, highObject),
        _ => high,
    };

    private HoconObject MergeObjects(HoconObject low, HoconObject high)
    {
        Spend(low.Names.Count + high.Names.Count, high.Origin);
        var merged = new HoconObject(high.Origin);
        foreach (var name in low.Names.Union(high.Names))
            merged.Attach(name, MergeFields(low.Find(name), high.Find(name), high.Origin));
        return merged;
    }

    /// <summary>A field that only one side has keeps its identity, so that it is evaluated once and still knows its own path.</summary>
    private static HoconField MergeFields(HoconField? low, HoconField? high, HoconOrigin origin)
    {
        if (low is null || high is null)
            return low ?? high!;
        var both = new HoconField();
        both.Add(new HoconFieldReference(low, origin));
        if (high.Values[0] is not HoconAppend)
        {
            both.Add(new HoconFieldReference(high, origin));
            return both;
        }

        // An append needs what stands below it.
        foreach (var value in high.Values)
            both.Add(value);
        return both;
    }

    private HoconArray Join(HoconArray first, HoconArray second)
    {
        Spend(first.Items.Count + second.Items.Count, second.Origin);
        return new HoconArray([.. first.Items, .. second.Items], first.Origin);
    }

    private void Spend(long work, HoconOrigin origin)
    {
        if (work > MaxWork - _work)
            throw new HoconException(origin, "expected a smaller value: substitutions blow it up beyond all use");
        _work += work;
    }
}
