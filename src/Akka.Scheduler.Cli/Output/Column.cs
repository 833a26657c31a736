namespace Akka.Scheduler.Cli.Output;

/// <summary>A column of a table.</summary>
/// <typeparam name="T">What a row stands for.</typeparam>
/// <param name="Title">Its head.</param>
/// <param name="Text">The cell of a row; null leaves it empty.</param>
internal sealed record Column<T>(string Title, Func<T, string?> Text)
{
    /// <summary>Numbers stand to the right.</summary>
    public bool Right { get; init; }
}
