namespace Akka.Scheduler.Hosting.Configuration;

/// <summary>Something wrong with the configuration. No part of it shows a secret.</summary>
/// <param name="Source">
/// Where it stands: <c>file:line:column</c>, <c>environment variable NAME</c>, <c>--set key</c>, or <c>default</c>.
/// </param>
/// <param name="Key">The key at fault; empty if the text could not be read as far as its keys.</param>
/// <param name="Problem">What is wrong.</param>
/// <param name="Fix">What to do about it.</param>
public sealed record ConfigurationProblem(string Source, string Key, string Problem, string Fix)
{
    /// <summary>One line for a person.</summary>
    public override string ToString()
    {
        var key = Key.Length == 0 ? "" : $"{Key}: ";
        var fix = Fix.Length == 0 ? "" : Fix[^1] == '?' ? $" {Fix}" : $" {Fix}.";
        return $"{Source}: {key}{Problem}.{fix}";
    }
}
