namespace Akka.Scheduler.Cli.Crontab;

/// <summary>A line of a crontab that asks for something; comments, blank lines and assignments are none.</summary>
internal abstract record CrontabLine
{
    private CrontabLine(int number, string text) => (Number, Text) = (number, text);

    /// <summary>Its place in the file, from 1.</summary>
    public int Number { get; }

    /// <summary>The line as it stands, without the blanks around it.</summary>
    public string Text { get; }

    /// <summary>A command and when to run it.</summary>
    public sealed record Job(int Place, string Line) : CrontabLine(Place, Line)
    {
        /// <summary>Five fields, or six with seconds where a macro stands for them; null for <c>@reboot</c>, which has no instants.</summary>
        public required string? Cron { get; init; }

        /// <summary>The zone that the file names for this line; null when it names none.</summary>
        public required string? TimeZone { get; init; }

        /// <summary>The user column of a system's crontab.</summary>
        public required string? User { get; init; }

        public required string Command { get; init; }

        /// <summary>What the command reads: the text after its first bare percent sign.</summary>
        public required string? StandardInput { get; init; }

        /// <summary>The assignments that stand above the line, in the order of their names.</summary>
        public required IReadOnlyDictionary<string, string> Environment { get; init; }

        /// <summary>The shell that reads the command.</summary>
        public required string Shell { get; init; }
    }

    /// <summary>A line that cannot be taken.</summary>
    public sealed record Refused(int Place, string Line, string Reason) : CrontabLine(Place, Line);
}
