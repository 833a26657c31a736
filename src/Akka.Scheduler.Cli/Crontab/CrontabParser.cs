using System.Text.RegularExpressions;

namespace Akka.Scheduler.Cli.Crontab;

/// <summary>
/// Reads a crontab as crontab(5) describes it: comments, assignments that apply to the lines below them, five fields or a macro, the
/// user column of a system's crontab, and percent signs. <c>CRON_TZ</c>, or else <c>TZ</c>, names the zone of the lines below it.
/// </summary>
internal sealed partial class CrontabParser
{
    private const string ZoneVariable = "CRON_TZ";
    private const string NoUserColumn = "read the crontab of a user, which has no column for it, with --user-format.";
    private const string TooFewWords = "Five fields (minute, hour, day of month, month, day of week) and a command are needed.";

    private static readonly (string Name, string Title)[] FieldNames =
        [("minute", "minute"), ("hour", "hour"), ("day", "day of month"), ("month", "month"), ("weekday", "day of week")];

    private readonly bool _hasUserColumn;
    private readonly SortedDictionary<string, string> _environment = new(StringComparer.Ordinal);

    private CrontabParser(bool hasUserColumn) => _hasUserColumn = hasUserColumn;

    /// <summary>Reads all lines that ask for something.</summary>
    /// <param name="text">The file.</param>
    /// <param name="hasUserColumn">Whether the word after the fields is a user: so in /etc/crontab and /etc/cron.d.</param>
    public static List<CrontabLine> Parse(string text, bool hasUserColumn)
    {
        var parser = new CrontabParser(hasUserColumn);
        var lines = text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n');
        return [.. lines.Select((line, index) => parser.Read(index + 1, line)).OfType<CrontabLine>()];
    }

    private CrontabLine? Read(int number, string text)
    {
        var line = text.Trim();
        if (line.Length == 0 || line[0] == '#') return null;
        if (Assignment().Match(line) is { Success: true } assignment)
        {
            _environment[assignment.Groups["name"].Value] = Unquote(assignment.Groups["value"].Value);
            return null;
        }

        // A leading dash asks some daemons not to log the line; it does not change what is run.
        if (line[0] == '-') line = line[1..].TrimStart();
        return line.StartsWith('@') ? ReadMacro(number, line) : ReadFields(number, line);
    }

    private CrontabLine ReadMacro(int number, string line)
    {
        var name = FirstWord().Match(line).Value;
        return CrontabMacro.TryExpand(name, out var cron)
            ? ReadCommand(number, line, cron, line[name.Length..])
            : new CrontabLine.Refused(number, line, $"'{name}' is not a macro: use {CrontabMacro.Names}, or five fields.");
    }

    private CrontabLine ReadFields(int number, string line)
    {
        var match = Fields().Match(line);
        var fault = match.Success ? FieldFault(match) : null;
        if (!match.Success || (fault is not null && !match.Groups["rest"].Success)) fault = TooFewWords;
        if (fault is not null) return new CrontabLine.Refused(number, line, fault);

        var cron = string.Join(' ', FieldNames.Select(field => match.Groups[field.Name].Value));
        return ReadCommand(number, line, cron, match.Groups["rest"].Value);
    }

    private static string? FieldFault(Match match) => FieldNames
        .Select(field => CrontabField.Fault(field.Name, match.Groups[field.Name].Value) is { } fault ? $"{field.Title}: {fault}" : null)
        .FirstOrDefault(fault => fault is not null);

    private CrontabLine ReadCommand(int number, string line, string? cron, string rest)
    {
        rest = rest.TrimStart();
        string? user = null;
        if (_hasUserColumn)
        {
            user = FirstWord().Match(rest).Value;
            if (!UserName().IsMatch(user)) return new CrontabLine.Refused(number, line, $"'{user}' is no user: {NoUserColumn}");
            rest = rest[user.Length..].TrimStart();
        }

        var (command, input) = SplitAtPercent(rest);
        if (command.Length == 0) return new CrontabLine.Refused(number, line, "There is no command after the fields.");
        return new CrontabLine.Job(number, line)
        {
            Cron = cron,
            TimeZone = Assigned(ZoneVariable) ?? Assigned("TZ"),
            User = user,
            Command = command,
            StandardInput = input,
            Environment = _environment.Where(pair => pair.Key != ZoneVariable).ToDictionary(StringComparer.Ordinal),
            Shell = Assigned("SHELL") ?? "/bin/sh",
        };
    }

    private string? Assigned(string name) => _environment.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    /// <summary>The first bare percent sign ends the command, later ones are line ends of its input; <c>\%</c> is a percent sign.</summary>
    private static (string Command, string? Input) SplitAtPercent(string text)
    {
        var parts = BarePercent().Split(text).Select(part => part.Replace(@"\%", "%", StringComparison.Ordinal)).ToArray();
        return (parts[0].TrimEnd(), parts.Length == 1 ? null : string.Concat(parts.Skip(1).Select(part => part + "\n")));
    }

    private static string Unquote(string value) =>
        value.Length > 1 && value[0] is '"' or '\'' && value[^1] == value[0] ? value[1..^1] : value;

    [GeneratedRegex("""^(?<quote>["']?)(?<name>[A-Za-z_][A-Za-z0-9_]*)\k<quote>\s*=\s*(?<value>.*)$""", RegexOptions.ExplicitCapture)]
    private static partial Regex Assignment();

    [GeneratedRegex(
        @"^(?<minute>\S+)\s+(?<hour>\S+)\s+(?<day>\S+)\s+(?<month>\S+)\s+(?<weekday>\S+)(\s+(?<rest>.*))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Fields();

    [GeneratedRegex(@"^\S*")]
    private static partial Regex FirstWord();

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_.-]*[$]?$")]
    private static partial Regex UserName();

    [GeneratedRegex(@"(?<!\\)%")]
    private static partial Regex BarePercent();
}
