namespace Akka.Scheduler.Hosting.Configuration.Hocon;

/// <summary>
/// The only exception that reading HOCON throws. The reason names punctuation, keys and files, never the text of a value:
/// a value may be a secret.
/// </summary>
internal sealed class HoconException(HoconOrigin origin, string reason) : Exception($"{origin}: {reason}")
{
    public HoconOrigin Origin { get; } = origin;

    public string Reason { get; } = reason;
}
