namespace Akka.Scheduler.Hosting.Configuration;

/// <summary>How log lines look.</summary>
public enum LogFormat
{
    /// <summary>For people. The default.</summary>
    Text,

    /// <summary>One JSON object a line, for collectors.</summary>
    Json,
}
