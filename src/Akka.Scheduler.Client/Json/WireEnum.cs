using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Akka.Scheduler.Client.Json;

/// <summary>The words that stand for enum values outside: in JSON, in queries and on the command line.</summary>
public static class WireEnum
{
    /// <summary>The camelCase word of a value.</summary>
    /// <typeparam name="T">The enum.</typeparam>
    /// <param name="value">A named value of it.</param>
    /// <returns>For example <c>atLeastOnce</c>.</returns>
    public static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>Finds the value of a word.</summary>
    /// <typeparam name="T">The enum.</typeparam>
    /// <param name="text">The word, exactly as <see cref="Name"/> writes it.</param>
    /// <param name="value">The value found.</param>
    /// <returns>Whether there is one.</returns>
    public static bool TryParse<T>([NotNullWhen(true)] string? text, out T value)
        where T : struct, Enum
    {
        foreach (var candidate in Enum.GetValues<T>())
        {
            if (!string.Equals(Name(candidate), text, StringComparison.Ordinal)) continue;
            value = candidate;
            return true;
        }

        value = default;
        return false;
    }

    /// <summary>Every word of an enum, for messages: <c>low, normal, high, urgent</c>.</summary>
    /// <typeparam name="T">The enum.</typeparam>
    /// <returns>The words in the order of the values.</returns>
    public static string Permitted<T>()
        where T : struct, Enum => string.Join(", ", Enum.GetValues<T>().Select(Name));
}
