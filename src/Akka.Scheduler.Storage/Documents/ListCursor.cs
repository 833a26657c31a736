using System.Globalization;
using Akka.Scheduler.Domain.Ids;

namespace Akka.Scheduler.Storage.Documents;

/// <summary>Where a page of tasks ended: newest first by (creation, id), so the next page holds what comes before this place.</summary>
/// <param name="CreatedAt">The last task's creation, in whole microseconds.</param>
/// <param name="Id">Its id.</param>
internal readonly record struct ListCursor(DateTimeOffset CreatedAt, TaskId Id)
{
    /// <summary>The opaque text.</summary>
    public override string ToString() => $"{CreatedAt.UtcTicks / TimeSpan.TicksPerMicrosecond:x}.{Id.Value}";

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static ListCursor Parse(string text)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        if (dot > 0
            && long.TryParse(text.AsSpan(0, dot), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var microseconds)
            && microseconds is >= 0 and <= long.MaxValue / TimeSpan.TicksPerMicrosecond
            && microseconds * TimeSpan.TicksPerMicrosecond <= DateTimeOffset.MaxValue.UtcTicks
            && IdText.Problem(text[(dot + 1)..]) is null)
            return new(new(microseconds * TimeSpan.TicksPerMicrosecond, TimeSpan.Zero), new(text[(dot + 1)..]));
        throw new FormatException("the cursor is not one that a page ended with");
    }
}
