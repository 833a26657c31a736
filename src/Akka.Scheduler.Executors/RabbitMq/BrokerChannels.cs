using System.Collections.Concurrent;
using RabbitMQ.Client;

namespace Akka.Scheduler.Executors.RabbitMq;

/// <summary>The channels of the connection. One attempt has one at a time: a channel is not made for several users.</summary>
internal sealed class BrokerChannels(BrokerConnection connection, int most) : IDisposable
{
    private static readonly CreateChannelOptions Confirmed = new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);

    private readonly SemaphoreSlim _places = new(most, most);
    private readonly ConcurrentBag<IChannel> _idle = [];

    /// <summary>Lends a channel with publisher confirms. After an exception it is given up, as nobody knows what is still to come on it.</summary>
    public async Task<T> UseAsync<T>(Func<IChannel, Task<T>> use, CancellationToken cancel)
    {
        await _places.WaitAsync(cancel);
        IChannel? channel = null;
        var isSound = false;
        try
        {
            channel = await RentAsync(cancel);
            var result = await use(channel);
            isSound = channel.IsOpen;
            return result;
        }
        finally
        {
            if (isSound) _idle.Add(channel!);
            else if (channel is not null) _ = BrokerConnection.DiscardAsync(channel);
            _places.Release();
        }
    }

    public void Dispose() => _places.Dispose();

    private async Task<IChannel> RentAsync(CancellationToken cancel)
    {
        while (_idle.TryTake(out var idle))
        {
            if (idle.IsOpen) return idle;
            _ = BrokerConnection.DiscardAsync(idle);
        }

        var open = await connection.GetAsync(cancel);
        return await open.CreateChannelAsync(Confirmed, cancel);
    }
}
