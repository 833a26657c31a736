using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.Engine.Workers;

/// <summary>Keeps what an attempt hands back within bounds, whatever its executor lets through: it goes through memory, messages and the store.</summary>
internal static class OutcomeBounds
{
    /// <summary>So many characters of an error, a message or a reason are kept.</summary>
    public const int LongestText = 4 * 1024;

    /// <summary>The outcome, cut to size. The same instance where nothing is too long.</summary>
    /// <param name="outcome">How the attempt ended.</param>
    /// <param name="maxData">How many characters of data are kept; longer data is left out, because half of it would be no JSON.</param>
    public static AttemptOutcome Bounded(this AttemptOutcome outcome, int maxData) => outcome switch
    {
        AttemptOutcome.Succeeded { Result: { } result } ok => IsFit(result, maxData) ? ok : ok with { Result = Cut(result, maxData) },
        AttemptOutcome.Failed failed => Bounded(failed, maxData),
        AttemptOutcome.Cancelled { Result: { } result } cancelled => IsFit(result, maxData) ? cancelled : cancelled with { Result = Cut(result, maxData) },
        _ => outcome,
    };

    private static AttemptOutcome.Failed Bounded(AttemptOutcome.Failed failed, int maxData)
    {
        var fit = failed.Result is null || IsFit(failed.Result, maxData);
        return fit && failed.Error.Length <= LongestText
            ? failed
            : failed with { Error = Cut(failed.Error), Result = failed.Result is { } result ? Cut(result, maxData) : null };
    }

    private static bool IsFit(TaskResult result, int maxData) => !(result.Data?.Length > maxData) && !(result.Message?.Length > LongestText);

    private static TaskResult Cut(TaskResult result, int maxData)
    {
        var message = result.Message is { } text ? Cut(text) : null;
        if (!(result.Data?.Length > maxData)) return result with { Message = message };
        var note = $"The result of {result.Data.Length} characters is left out: at most {maxData} are kept (worker.max-result).";
        return result with { Data = null, Message = message is null ? note : $"{message} {note}" };
    }

    private static string Cut(string text) =>
        text.Length <= LongestText ? text : $"{text[..LongestText]} [{text.Length - LongestText} characters were left out]";
}
