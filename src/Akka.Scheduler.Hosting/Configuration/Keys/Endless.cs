using Akka.Scheduler.Hosting.Configuration.Hocon;

namespace Akka.Scheduler.Hosting.Configuration.Keys;

/// <summary>A duration that may be <c>infinite</c>, which is null.</summary>
internal readonly record struct Endless(TimeSpan? Duration)
{
    public static bool TryParse(string text, out Endless value)
    {
        value = default;
        if (text.Trim() == "infinite")
            return true;
        if (!HoconDuration.TryParse(text, out var duration))
            return false;
        value = new Endless(duration);
        return true;
    }

    public string Format() => Duration is { } duration ? HoconDuration.Format(duration) : "infinite";
}
