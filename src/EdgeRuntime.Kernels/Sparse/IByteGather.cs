using System.Runtime.Intrinsics;

namespace EdgeRuntime.Kernels;

/// <summary>The lookup of a <see cref="GatherWindow"/>.</summary>
internal unsafe interface IByteGather
{
    /// <summary>Bytes of the <see cref="GatherWindow.Bytes"/> from <paramref name="window"/> on; zero for <see cref="GatherWindow.Nothing"/>.</summary>
    static abstract Vector128<byte> Pick(byte* window, Vector128<byte> indices);
}
