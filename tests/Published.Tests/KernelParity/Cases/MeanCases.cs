using EdgeRuntime.Model;
using TestKit;

namespace KernelParity;

/// <summary>int8 and float32 means over any axes, sometimes over more elements than 16 bits can sum.</summary>
public static class MeanCases
{
    public static IParityCase Next(Random random)
    {
        var shape = random.Next(4) == 0
            ? new Shape(random.Next(1, 3), random.Next(200, 600), random.Next(10, 40))
            : new Shape(random.Next(1, 4), random.Next(1, 8), random.Next(1, 8), random.Next(1, 60));
        var mask = random.Next(2) == 0 ? 0b110 & ((1 << shape.Rank) - 2) : random.Next(1 << shape.Rank);
        var kept = shape;
        for (var axis = 0; axis < shape.Rank; axis++)
        {
            kept[axis] = (mask >> axis & 1) == 1 ? 1 : shape[axis];
        }

        var record = new Mean { AxisMask = mask, KeepDims = 1 };
        if (random.Next(3) == 0)
        {
            return new ParityCase<Mean>(record, [Draw.Floats(random, shape)], TestTensor.Output<float>(kept));
        }

        var input = Draw.Input(random, shape);
        var output = TestTensor.Output<sbyte>(kept, input.Info.Scale * MathF.Pow(2, (random.NextSingle() * 6) - 4), Draw.ZeroPoint(random));
        return new ParityCase<Mean>(record, [input], output);
    }
}
