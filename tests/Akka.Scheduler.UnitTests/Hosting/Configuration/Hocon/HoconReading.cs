using Akka.Scheduler.Hosting.Configuration.Hocon;

namespace Akka.Scheduler.UnitTests.Hosting.Configuration.Hocon;

/// <summary>Reads HOCON and renders what it came to, for comparison.</summary>
internal static class HoconReading
{
    public static string Read(string text, params (string Name, string Value)[] environment)
    {
        var root = HoconParser.ParseDocument("test", text, HoconPath.Empty);
        var variables = environment.ToDictionary(pair => pair.Name, pair => pair.Value);
        return Render(HoconResolver.Resolve(root, name => variables.GetValueOrDefault(name)));
    }

    /// <summary>Compact and unambiguous: <c>{a='1',b=['x',null]}</c>.</summary>
    public static string Render(HoconValue value) => value switch
    {
        HoconText text => $"'{text.Text}'",
        HoconNull => "null",
        HoconArray array => $"[{string.Join(',', array.Items.Select(Render))}]",
        HoconObject fields => $"{{{string.Join(',', fields.Names.Select(name => $"{name}={Render(fields.Find(name)!.Values[^1])}"))}}}",
        _ => throw new InvalidOperationException($"unresolved: {value.GetType().Name}"),
    };
}
