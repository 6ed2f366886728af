using System.Runtime.InteropServices;
using EdgeRuntime.Model;
using EdgeTool.Compiler;
using static TorchSharp.torch;

namespace EdgeTool.Training;

/// <summary>Between the bytes of a graph's constants and torch's tensors.</summary>
internal static class TwinTensors
{
    /// <summary>A constant in its own shape; whole numbers as int64.</summary>
    public static Tensor Of(Value constant)
    {
        var (bytes, shape) = (constant.Constant!, Dimensions(constant.Shape));
        return constant.Type switch
        {
            ElementType.Float32 => tensor(MemoryMarshal.Cast<byte, float>(bytes).ToArray(), shape),
            ElementType.Bool => tensor(Array.ConvertAll(bytes, b => b != 0), shape),
            _ => tensor(WholeNumbers(constant), shape),
        };
    }

    /// <summary>Elements, row-major, of a float tensor.</summary>
    public static float[] Floats(Tensor tensor)
    {
        using var whole = tensor.detach().contiguous();
        return whole.data<float>().ToArray();
    }

    public static byte[] Bytes(Tensor tensor) => MemoryMarshal.AsBytes(Floats(tensor).AsSpan()).ToArray();

    /// <summary>An int32 or int64 constant's elements.</summary>
    public static long[] WholeNumbers(Value constant) => constant.Type switch
    {
        ElementType.Int64 => MemoryMarshal.Cast<byte, long>(constant.Constant).ToArray(),
        ElementType.Int32 => Array.ConvertAll(MemoryMarshal.Cast<byte, int>(constant.Constant).ToArray(), i => (long)i),
        var type => throw new InvalidOperationException($"'{constant.Name}' is {type}."),
    };

    public static long[] Dimensions(Shape shape) => Array.ConvertAll(shape.Span.ToArray(), d => (long)d);

    public static long[] Batched(long batch, Shape shape) => [batch, .. Dimensions(shape)];

    /// <summary>Axes whose bits are set, behind the batch.</summary>
    public static long[] Axes(int mask) => [.. Enumerable.Range(0, Shape.MaxRank).Where(i => (mask >> i & 1) == 1).Select(i => i + 1L)];
}
