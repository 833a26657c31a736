namespace Akka.Scheduler.Hosting.Configuration;

/// <summary>A bearer token that callers may use.</summary>
/// <param name="Name">Names the caller in the audit trail; unique.</param>
/// <param name="TokenHash">The SHA-256 of the token, as 64 hexadecimal digits. The token itself is stored nowhere.</param>
/// <param name="Role">What the caller may do.</param>
public sealed record AuthToken(string Name, Secret TokenHash, TokenRole Role);
