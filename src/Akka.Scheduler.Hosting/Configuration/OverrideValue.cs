using Akka.Scheduler.Hosting.Configuration.Hocon;

namespace Akka.Scheduler.Hosting.Configuration;

/// <summary>
/// The value of an environment variable or of <c>--set</c>. What looks like a list, an object, a quoted string or a substitution is
/// HOCON; all else is text as it stands, so that <c>[::1]:8080</c> or a password with <c>#</c> needs no quotes.
/// </summary>
internal static class OverrideValue
{
    public static HoconValue Parse(string text, string source)
    {
        var trimmed = text.Trim();
        if (trimmed == "null")
            return new HoconNull(HoconOrigin.Of(source));
        var isHocon = trimmed is ['[', .., ']'] or ['{', .., '}'] or ['"', .., '"'] or ['$', '{', ..];
        return isHocon ? HoconParser.ParseValue(source, text) : new HoconText(text, HoconOrigin.Of(source));
    }
}
