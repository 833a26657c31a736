using Akka.Scheduler.Domain.Tasks;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Akka.Scheduler.Executors.RabbitMq;

/// <summary>
/// The node's one connection to the broker, made when it is first needed and again when it was lost: by the attempt that needs it, within
/// that attempt's time, so that nothing goes on connecting that nobody waits for.
/// </summary>
internal sealed class BrokerConnection(RabbitMqOptions options, TimeProvider time) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private Task<IConnection>? _connection;

    /// <summary>The connection; attempts that ask at the same time wait for the same one.</summary>
    public Task<IConnection> GetAsync(CancellationToken cancel)
    {
        lock (_lock)
        {
            if (_connection is not { IsCompleted: false } and not { IsCompletedSuccessfully: true, Result.IsOpen: true })
            {
                if (_connection is { IsCompletedSuccessfully: true, Result: var lost }) _ = DiscardAsync(lost);
                _connection = Task.Run(ConnectAsync, CancellationToken.None);
            }

            return _connection.WaitAsync(cancel);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task<IConnection>? last;
        lock (_lock) (last, _connection) = (_connection, null);
        if (last is { IsCompletedSuccessfully: true }) await DiscardAsync(last.Result);
    }

    /// <summary>Gives up what may be broken: it makes no difference any more how that goes.</summary>
    public static async Task DiscardAsync(IAsyncDisposable part)
    {
        try
        {
            await part.DisposeAsync();
        }
        catch (Exception fault) when (fault is RabbitMQClientException or IOException or TimeoutException or OperationCanceledException or ObjectDisposedException)
        {
            // The broker forgets it when the connection ends.
        }
    }

    private async Task<IConnection> ConnectAsync()
    {
        var factory = new ConnectionFactory
        {
            Uri = new Uri(options.Uri!),
            ClientProvidedName = "akka-scheduler",
            AutomaticRecoveryEnabled = false,
            TopologyRecoveryEnabled = false,
            RequestedConnectionTimeout = options.ConnectTimeout,
            HandshakeContinuationTimeout = options.ConnectTimeout,
        };
        using var limit = new CancellationTokenSource(options.ConnectTimeout, time);
        try
        {
            return await factory.CreateConnectionAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"No connection to the broker within {SpanText.Of(options.ConnectTimeout)}.");
        }
    }
}
