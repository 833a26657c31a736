using Akka.Scheduler.Hosting.Telemetry;
using Akka.Scheduler.Hosting.Transport;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Hosting.Telemetry;

public sealed class ClusterLogTests
{
    [Fact]
    public void Trouble_with_peers_is_counted_by_why_with_what_was_not_reported()
    {
        var log = new ClusterLog(NullLogger<ClusterLog>.Instance, TimeProvider.System);
        ITransportObserver observer = log;
        observer.Trouble(new(TransportFault.OtherVersion, "n2", "another version", 0));
        observer.Trouble(new(TransportFault.OtherVersion, "n2", "another version", 4));
        observer.Trouble(new(TransportFault.Lost, "n3", "lost", 0));

        (log.PeerTrouble(TransportFault.OtherVersion), log.PeerTrouble(TransportFault.Lost), log.PeerTrouble(TransportFault.WrongSecret)).ShouldBe((6, 1, 0));
    }
}
