using System.Runtime.InteropServices;
using EdgeRuntime.Model;

namespace TestKit;

/// <summary>An operand with its bytes, for running one operator by itself.</summary>
public sealed record TestTensor(OperandInfo Info, byte[] Bytes)
{
    /// <summary>An input or constant with given elements.</summary>
    public static TestTensor Of<T>(Shape shape, ReadOnlySpan<T> elements, float scale = 0, int zeroPoint = 0) where T : unmanaged =>
        new(new OperandInfo(ElementTypes.Of<T>(), shape, TensorKind.Arena, scale, zeroPoint), MemoryMarshal.AsBytes(elements).ToArray());

    /// <summary>Weights with one scale per index of <paramref name="axis"/>.</summary>
    public static TestTensor PerChannel<T>(Shape shape, ReadOnlySpan<T> elements, int axis, params float[] scales) where T : unmanaged =>
        new(new OperandInfo(ElementTypes.Of<T>(), shape, TensorKind.Constant, 0, 0, axis, scales), MemoryMarshal.AsBytes(elements).ToArray());

    /// <summary>An output to be written; its bytes start as a pattern that no kernel would leave.</summary>
    public static TestTensor Output<T>(Shape shape, float scale = 0, int zeroPoint = 0) where T : unmanaged
    {
        var info = new OperandInfo(ElementTypes.Of<T>(), shape, TensorKind.Arena, scale, zeroPoint);
        var bytes = new byte[info.ByteLength];
        bytes.AsSpan().Fill(0xA5);
        return new TestTensor(info, bytes);
    }

    /// <summary>An optional operand left out.</summary>
    public static TestTensor Absent { get; } = new(OperandInfo.Absent, []);

    /// <summary>Uniformly random bytes of the type; floats in [-4, 4).</summary>
    public static TestTensor Random<T>(Random random, Shape shape, float scale = 0, int zeroPoint = 0) where T : unmanaged
    {
        var elements = new T[shape.ElementCount];
        random.NextBytes(MemoryMarshal.AsBytes(elements.AsSpan()));
        if (typeof(T) == typeof(float))
        {
            for (var i = 0; i < elements.Length; i++)
            {
                elements[i] = (T)(object)((random.NextSingle() * 8) - 4);
            }
        }

        return Of<T>(shape, elements, scale, zeroPoint);
    }

    public T[] As<T>() where T : unmanaged => MemoryMarshal.Cast<byte, T>(Bytes).ToArray();
}
