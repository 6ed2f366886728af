using System.Runtime.InteropServices;
using EdgeRuntime.Model;
using TestKit;

namespace KernelParity;

/// <summary>Operands of products in other integers than int8: uint8 with zero points on all sides, or int16 with int8 weights.</summary>
public static class OtherIntegers
{
    public static IParityCase Case<TRecord>(Random random, TRecord record, Shape input, Shape weights, Shape output, int channelAxis = 0)
        where TRecord : unmanaged, IOperatorRecord<TRecord>
    {
        var depth = weights.ElementCount / weights[channelAxis];
        return random.Next(2) == 0 ? UInt8(random, record, input, weights, output, depth, channelAxis) : Int16(random, record, input, weights, output, depth, channelAxis);
    }

    private static ParityCase<TRecord> UInt8<TRecord>(Random random, TRecord record, Shape inputShape, Shape weightShape, Shape output, int depth, int channelAxis)
        where TRecord : unmanaged, IOperatorRecord<TRecord>
    {
        var input = TestTensor.Of<byte>(inputShape, Elements<byte>(random, inputShape), Draw.Scale(random), ZeroPoint(random));
        var weights = Constant(TestTensor.Of<byte>(weightShape, Elements<byte>(random, weightShape), Draw.Scale(random), ZeroPoint(random)));
        var scale = Draw.OutputScale(random, input, weights, 4 * depth);
        return new ParityCase<TRecord>(record, [input, weights, Draw.Bias(random, weightShape[channelAxis])], TestTensor.Output<byte>(output, scale, ZeroPoint(random)));
    }

    private static ParityCase<TRecord> Int16<TRecord>(Random random, TRecord record, Shape inputShape, Shape weightShape, Shape output, int depth, int channelAxis)
        where TRecord : unmanaged, IOperatorRecord<TRecord>
    {
        var input = TestTensor.Of<short>(inputShape, Elements<short>(random, inputShape), Draw.Scale(random));
        var weights = Draw.Weights(random, weightShape, channelAxis);
        var scale = Draw.OutputScale(random, input, weights, depth);
        var bias = random.Next(2) == 0
            ? Draw.Bias(random, weightShape[channelAxis])
            : Constant(TestTensor.Of<long>(new Shape(weightShape[channelAxis]), [.. Enumerable.Range(0, weightShape[channelAxis]).Select(_ => random.NextInt64(1L << 38) - (1L << 37))]));
        return new ParityCase<TRecord>(record, [input, weights, bias], TestTensor.Output<short>(output, scale));
    }

    /// <summary>One time in three the two extremes only.</summary>
    private static T[] Elements<T>(Random random, Shape shape) where T : unmanaged
    {
        var elements = new T[shape.ElementCount];
        random.NextBytes(MemoryMarshal.AsBytes(elements.AsSpan()));
        if (random.Next(3) == 0)
        {
            var (least, most) = typeof(T) == typeof(byte) ? ((T)(object)byte.MinValue, (T)(object)byte.MaxValue) : ((T)(object)short.MinValue, (T)(object)short.MaxValue);
            for (var i = 0; i < elements.Length; i++)
            {
                elements[i] = random.Next(2) == 0 ? least : most;
            }
        }

        return elements;
    }

    private static int ZeroPoint(Random random) => random.Next(3) switch { 0 => 0, 1 => 255, _ => random.Next(256) };

    private static TestTensor Constant(TestTensor tensor) => tensor with { Info = tensor.Info with { Kind = TensorKind.Constant } };
}
