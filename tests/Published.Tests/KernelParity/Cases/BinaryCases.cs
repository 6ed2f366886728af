using EdgeRuntime.Model;
using TestKit;

namespace KernelParity;

/// <summary>Element-wise operators with two int8 or float32 inputs, broadcast in every way.</summary>
public static class BinaryCases
{
    public static IParityCase NextAdd(Random random) => Next(random, new Add { Activation = Draw.Activation(random) }, Math.Max);

    public static IParityCase NextSub(Random random) => Next(random, new Sub { Activation = Draw.Activation(random) }, Math.Max);

    public static IParityCase NextMul(Random random) => Next(random, new Mul { Activation = Draw.Activation(random) }, (a, b) => a * b * 128);

    private static ParityCase<T> Next<T>(Random random, T record, Func<float, float, float> range) where T : unmanaged, IOperatorRecord<T>
    {
        var (left, right) = Shapes(random);
        if (random.Next(4) == 0)
        {
            return new ParityCase<T>(
                record, [Draw.Floats(random, left), Draw.Floats(random, right)], TestTensor.Output<float>(Broadcasting.ShapeOf(left, right)));
        }

        var (a, b) = (Draw.Input(random, left), Draw.Input(random, right));
        if (random.Next(4) == 0)
        {
            b = b with { Info = b.Info with { Scale = a.Info.Scale } };
        }

        var scale = range(a.Info.Scale, b.Info.Scale) * MathF.Pow(2, (random.NextSingle() * 6) - 3);
        var output = TestTensor.Output<sbyte>(Broadcasting.ShapeOf(left, right), scale, Draw.ZeroPoint(random));
        return new ParityCase<T>(record, [a, b], output);
    }

    /// <summary>Mostly rows long enough for vectors: equal shapes, a channel vector, a single element, or either the wrong way round.</summary>
    private static (Shape Left, Shape Right) Shapes(Random random)
    {
        var (rows, columns) = (random.Next(1, 5), random.Next(1, random.Next(2) == 0 ? 40 : 1200));
        var whole = new Shape(rows, columns);
        var other = random.Next(4) switch
        {
            0 => new Shape(1, columns),
            1 => new Shape(rows, 1),
            2 => new Shape(1),
            _ => whole,
        };
        return random.Next(2) == 0 ? (whole, other) : (other, whole);
    }
}
