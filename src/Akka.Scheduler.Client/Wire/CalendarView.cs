using System.Text.Json.Serialization;

namespace Akka.Scheduler.Client.Wire;

/// <summary>The body of <c>PUT /calendars/{id}</c>: days and stretches at which schedules that heed the calendar do not run.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CalendarRequest : IJsonOnDeserialized
{
    /// <summary>Days, such as <c>2026-12-25</c>.</summary>
    public IReadOnlyList<string>? Dates { get; init; }

    /// <summary>Stretches.</summary>
    public IReadOnlyList<CalendarRange>? Ranges { get; init; }

    /// <summary>The IANA time zone whose days the days are. Default <c>UTC</c>.</summary>
    public string? TimeZone { get; init; }

    void IJsonOnDeserialized.OnDeserialized()
    {
        NullEntries.Refuse(Dates, "dates", "a day such as 2026-12-25");
        NullEntries.Refuse(Ranges, "ranges", "a stretch with from and to");
    }
}

/// <summary>A stretch: of days, both included, or of instants, the second one not included.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CalendarRange
{
    /// <summary>The first day, such as <c>2026-12-24</c>, or the first instant, such as <c>2026-12-24T12:00:00Z</c>.</summary>
    public required string From { get; init; }

    /// <summary>The last day, or the first instant that does not belong to it any more.</summary>
    public required string To { get; init; }
}

/// <summary>A calendar as the node knows it.</summary>
public sealed record CalendarView
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its days.</summary>
    public required IReadOnlyList<string> Dates { get; init; }

    /// <summary>Its stretches.</summary>
    public required IReadOnlyList<CalendarRange> Ranges { get; init; }

    /// <summary>Whose days its days are.</summary>
    public required string TimeZone { get; init; }

    /// <summary>Grows with each change; also the <c>ETag</c>.</summary>
    public required long Version { get; init; }
}
