namespace Akka.Scheduler.Hosting.Configuration.Hocon;

/// <summary>
/// Where a value was written. <see cref="Line"/> is 0 for a source without lines (an environment variable, <c>--set</c>).
/// </summary>
internal readonly record struct HoconOrigin(string Source, int Line, int Column)
{
    public static HoconOrigin Of(string source) => new(source, 0, 0);

    public override string ToString() => Line == 0 ? Source : $"{Source}:{Line}:{Column}";
}
