namespace Akka.Scheduler.Hosting.Transport;

/// <summary>Why a connection between two nodes did not come to be, or ended. Those below 100 are told to the other side by their number.</summary>
internal enum TransportFault
{
    /// <summary>The other side does not have this cluster's secret.</summary>
    WrongSecret = 1,

    /// <summary>The other side belongs to another cluster.</summary>
    OtherCluster = 2,

    /// <summary>Another node, or another life of it, is at the address than the one that was meant.</summary>
    OtherIncarnation = 3,

    /// <summary>The other side speaks another version of the protocol.</summary>
    OtherVersion = 4,

    /// <summary>The other side's certificate is missing, not trusted, or for another node.</summary>
    OtherCertificate = 5,

    /// <summary>What came is not what this protocol says.</summary>
    Unreadable = 6,

    /// <summary>A frame was longer than allowed.</summary>
    FrameTooLarge = 7,

    /// <summary>No connection could be made in time.</summary>
    Unreachable = 100,

    /// <summary>The connection broke.</summary>
    Lost = 101,

    /// <summary>Too much waits for the peer, so that frames are refused.</summary>
    QueueFull = 102,

    /// <summary>Whoever takes frames in failed on one: a bug.</summary>
    ReceiverFailed = 103,
}
