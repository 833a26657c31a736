using System.Runtime.InteropServices;

namespace Akka.Scheduler.Kernel;

/// <summary>A field alone on its cache line, so that writing it does not slow the readers of its neighbours.</summary>
[StructLayout(LayoutKind.Explicit, Size = 128)]
internal struct PaddedInt
{
    [FieldOffset(64)]
    public int Value;
}

/// <summary>As <see cref="PaddedInt"/>, 64 bits wide.</summary>
[StructLayout(LayoutKind.Explicit, Size = 128)]
internal struct PaddedLong
{
    [FieldOffset(64)]
    public long Value;
}
