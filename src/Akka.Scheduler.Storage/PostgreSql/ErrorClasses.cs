using System.Text;
using Npgsql;

namespace Akka.Scheduler.Storage.PostgreSql;

/// <summary>What an error says about the transaction in which it happened.</summary>
/// <param name="Why">The store's or the driver's words.</param>
internal abstract record StoreError(string Why)
{
    /// <summary>A fence refused shards: nothing was applied.</summary>
    /// <param name="Verdicts">Pairs of shard and code, as in <c>5:SH001 7:SH002</c>.</param>
    public sealed record Fenced(string Verdicts) : StoreError("fenced");

    /// <summary>Other tasks have unique keys that were claimed: nothing was applied.</summary>
    /// <param name="Verdicts">Who claimed what, and who has it, as <c>TakenKeys</c> reads it.</param>
    public sealed record KeysTaken(string Verdicts) : StoreError("unique keys are taken");

    /// <summary>Definitely not applied.</summary>
    /// <param name="Why">The store's or the driver's words.</param>
    /// <param name="Transient">Whether sending the same again may help.</param>
    /// <param name="OfTheGroup">Whether the cause may be one batch of several, so that each deserves a try of its own.</param>
    public sealed record Refused(string Why, bool Transient, bool OfTheGroup) : StoreError(Why);

    /// <summary>Nobody knows.</summary>
    /// <param name="Why">The store's or the driver's words.</param>
    public sealed record Unknown(string Why) : StoreError(Why);
}

/// <summary>Sorts errors into <see cref="StoreError"/>: the one place that knows SQLSTATEs and exception types. An I/O error is never taken for a refusal, whatever the driver thinks of repeating it.</summary>
internal static class ErrorClasses
{
    /// <summary>Another owner.</summary>
    public const string OtherOwner = "SH001";

    /// <summary>This very batch is there already.</summary>
    public const string AlreadyApplied = "SH002";

    /// <summary>The log has moved on.</summary>
    public const string OtherSequence = "SH003";

    /// <summary>The sequence is right, and another batch than the one before stands there.</summary>
    public const string OtherPredecessor = "SH005";

    /// <summary>A unique key that is claimed is another task's.</summary>
    public const string KeyTaken = "SH006";

    /// <summary>An error after something may have been sent.</summary>
    public static StoreError WhileSending(Exception error)
    {
        if (Find<PostgresException>(error) is { } said) return Said(said);
        // Thrown by the driver while it writes parameters: the message that ends the transaction has not been sent, and its connection is closed.
        if (error is EncoderFallbackException or InvalidCastException or ArgumentException or OverflowException or InvalidDataException)
            return new StoreError.Refused($"not writable: {error.Message}", Transient: false, OfTheGroup: true);
        return new StoreError.Unknown(Words(error));
    }

    /// <summary>An error before anything was sent: connecting, or waiting for a connection.</summary>
    public static StoreError.Refused WhileConnecting(Exception error)
    {
        var fatal = Find<PostgresException>(error) is { } said && said.SqlState[..2] is "28" or "3D" or "42" or "22";
        return new($"cannot connect: {Words(error)}", Transient: !fatal, OfTheGroup: false);
    }

    /// <summary>Whether a read or a small write failed for a reason that lies outside this program and may pass.</summary>
    public static bool IsOutage(Exception error) => error switch
    {
        OperationCanceledException => false,
        _ => Find<PostgresException>(error) is { } said
            ? Said(said) is not StoreError.Refused { Transient: false } || said.SqlState[..2] is "28" or "3D"
            : error is NpgsqlException or TimeoutException or IOException or ObjectDisposedException,
    };

    private static StoreError Said(PostgresException said)
    {
        var why = $"{said.SqlState}: {said.MessageText}";
        // The session's end may be told after its commit.
        if (said.InvariantSeverity is "FATAL" or "PANIC") return new StoreError.Unknown(why);
        return said.SqlState switch
        {
            OtherOwner or AlreadyApplied or OtherSequence or OtherPredecessor => new StoreError.Fenced(said.Detail ?? ""),
            KeyTaken => new StoreError.KeysTaken(said.Detail ?? ""),
            // Out of disk, memory or connections; read-only, since the session is on a standby now; a session that has lost its statements.
            ['5', '3', ..] or PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.InvalidSqlStatementName => new StoreError.Refused(why, Transient: true, OfTheGroup: false),
            // Deadlocks and serialisation, locks, timeouts, plans overtaken by a migration: perhaps because of a neighbour.
            ['4', '0', ..] or PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.FeatureNotSupported
                or PostgresErrorCodes.ObjectInUse => new StoreError.Refused(why, Transient: true, OfTheGroup: true),
            _ => new StoreError.Refused(why, Transient: false, OfTheGroup: true),
        };
    }

    private static string Words(Exception error) =>
        error.InnerException is { } inner && inner.Message != error.Message ? $"{error.Message} ({inner.Message})" : error.Message;

    private static T? Find<T>(Exception? error) where T : Exception
    {
        for (; error is not null; error = error.InnerException)
            if (error is T found) return found;
        return null;
    }
}
