using Akka.Scheduler.Hosting.Configuration.Hocon;

namespace Akka.Scheduler.Hosting.Configuration.Keys;

/// <summary>The keys below one path, and the record that holds their values.</summary>
internal abstract class OptionSection(string path)
{
    /// <summary>The dotted path of the section, such as <c>scheduler.http</c>.</summary>
    public string Path { get; } = path;

    /// <summary>The full names of the keys, in the order in which they are printed.</summary>
    public abstract IReadOnlyList<string> Keys { get; }

    /// <summary>Reads what the resolved tree says about this section; <c>null</c> values leave the default.</summary>
    public abstract NodeOptions Read(NodeOptions options, HoconObject root, ConfigurationReport report);

    /// <summary>Checks the values that the options hold, wherever they come from.</summary>
    public abstract void Check(NodeOptions options, ConfigurationReport report);

    /// <summary>The keys with their values as HOCON, secrets redacted.</summary>
    public abstract IEnumerable<(string Key, string Value)> Describe(NodeOptions options);
}

/// <summary>A section whose values are in a <typeparamref name="TSection"/>.</summary>
internal sealed class OptionSection<TSection>(
    string path,
    Func<NodeOptions, TSection> get,
    Func<NodeOptions, TSection, NodeOptions> with,
    params OptionKey<TSection>[] keys) : OptionSection(path)
{
    public override IReadOnlyList<string> Keys { get; } = [.. keys.Select(key => $"{path}.{key.Name}")];

    public override NodeOptions Read(NodeOptions options, HoconObject root, ConfigurationReport report)
    {
        var section = get(options);
        if (Below(root) is not { } fields)
            return options;
        foreach (var key in keys)
        {
            if (!fields.TryGet(key.Name, out var value) || value is HoconNull)
                continue;
            report.SetBy($"{Path}.{key.Name}", value.LastOrigin);
            if (key.Read(ref section, value) is { } problem)
                report.Add($"{Path}.{key.Name}", problem, key.Fix);
        }

        return with(options, section);
    }

    public override void Check(NodeOptions options, ConfigurationReport report)
    {
        foreach (var key in keys)
        {
            if (key.Check(get(options)) is { } problem)
                report.Add($"{Path}.{key.Name}", problem, key.Fix);
        }
    }

    public override IEnumerable<(string Key, string Value)> Describe(NodeOptions options) =>
        keys.Select(key => ($"{Path}.{key.Name}", key.Format(get(options))));

    private HoconObject? Below(HoconObject root)
    {
        HoconObject? current = root;
        foreach (var name in Path.Split('.'))
            current = current is not null && current.TryGet(name, out var value) ? value as HoconObject : null;
        return current;
    }
}
