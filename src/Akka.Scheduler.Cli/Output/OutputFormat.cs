namespace Akka.Scheduler.Cli.Output;

/// <summary>How an answer is written.</summary>
internal enum OutputFormat
{
    /// <summary>For people.</summary>
    Table,

    /// <summary>One JSON document, indented.</summary>
    Json,

    /// <summary>One JSON document to a line, one line for each item.</summary>
    JsonLines,
}
