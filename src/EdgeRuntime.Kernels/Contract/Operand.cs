using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>One operand as a kernel sees it while running: where its bytes are and what they mean. Lives in native memory.</summary>
public unsafe struct Operand
{
    /// <summary>First byte of the tensor, 64-byte aligned; null when the operand was left out.</summary>
    public byte* Data;

    public Shape Shape;

    public ElementType Type;

    /// <summary>Per-tensor scale; 0 when not quantized or per channel.</summary>
    public float Scale;

    public int ZeroPoint;

    /// <summary>Scales along the channel axis; null when quantized per tensor or not at all.</summary>
    public float* ChannelScales;

    public int ElementCount;

    public long ByteLength;

    public readonly bool IsAbsent => Data == null;

    /// <summary>Scale of one channel, whichever way the tensor is quantized.</summary>
    public readonly float ScaleOf(int channel) => ChannelScales != null ? ChannelScales[channel] : Scale;

    public readonly T* As<T>() where T : unmanaged => (T*)Data;
}
