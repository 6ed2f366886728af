using System.Runtime.InteropServices;
using EdgeRuntime.Model;
using TestKit;

namespace KernelParity;

/// <summary>int8 input with a state, full of anything, in int8 or int16.</summary>
public static class SvdfCases
{
    public static IParityCase Next(Random random)
    {
        var (batches, features, units, rank, memory) =
            (random.Next(1, 3), random.Next(1, 70), random.Next(1, 8), random.Next(1, 4), random.Next(1, 30));
        var filters = units * rank;
        var input = Draw.Input(random, new Shape(batches, features));
        var feature = TestTensor.Of<sbyte>(new Shape(filters, features), Draw.Int8(random, filters * features), Draw.Scale(random));
        var isWide = random.Next(2) == 0;
        var time = Elements(random, isWide, new Shape(filters, memory), Draw.Scale(random), 0);
        var stateScale = input.Info.Scale * feature.Info.Scale * MathF.Pow(2, random.Next(12));
        var state = Elements(random, isWide, new Shape(batches, filters * memory), stateScale, isWide ? 0 : Draw.ZeroPoint(random));
        state = state with { Info = state.Info with { Kind = TensorKind.Variable } };
        var outputScale = stateScale * time.Info.Scale * MathF.Pow(2, random.Next(16));
        return new ParityCase<Svdf>(
            new Svdf { Rank = rank },
            [input, feature, time, TestTensor.Absent, state],
            TestTensor.Output<sbyte>(new Shape(batches, units), outputScale, Draw.ZeroPoint(random)));
    }

    private static TestTensor Elements(Random random, bool isWide, Shape shape, float scale, int zeroPoint)
    {
        var bytes = MemoryMarshal.AsBytes<sbyte>(Draw.Int8(random, shape.ElementCount * (isWide ? sizeof(short) : 1)));
        return isWide
            ? TestTensor.Of<short>(shape, MemoryMarshal.Cast<byte, short>(bytes), scale)
            : TestTensor.Of<sbyte>(shape, MemoryMarshal.Cast<byte, sbyte>(bytes), scale, zeroPoint);
    }
}
