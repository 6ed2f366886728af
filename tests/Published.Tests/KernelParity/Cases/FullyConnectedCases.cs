using EdgeRuntime.Model;
using TestKit;

namespace KernelParity;

public static class FullyConnectedCases
{
    public static IParityCase Next(Random random)
    {
        var (batch, depth, units) = (random.Next(1, 9), random.Next(1, 150), random.Next(1, 80));
        depth *= random.Next(20) == 0 ? 60 : 1;
        var isSparse = random.Next(4) == 0;
        (depth, units) = isSparse ? (depth + random.Next(32, 300), units * random.Next(1, 4)) : (depth, units);
        var record = new FullyConnected { Activation = Draw.Activation(random) };
        if (!isSparse && random.Next(4) == 0)
        {
            return new ParityCase<FullyConnected>(
                record,
                [
                    Draw.Floats(random, new Shape(batch, depth)),
                    Draw.Floats(random, new Shape(units, depth), TensorKind.Constant),
                    Draw.FloatBias(random, units),
                ],
                TestTensor.Output<float>(new Shape(batch, units)));
        }

        if (!isSparse && random.Next(4) == 0)
        {
            return OtherIntegers.Case(random, record, new Shape(batch, depth), new Shape(units, depth), new Shape(batch, units));
        }

        var input = Draw.Input(random, new Shape(batch, depth));
        var weights = Draw.Weights(random, new Shape(units, depth), 0);
        weights = isSparse ? Draw.SharedZeros(random, weights) : weights;
        var output = TestTensor.Output<sbyte>(
            new Shape(batch, units), Draw.OutputScale(random, input, weights, depth), Draw.ZeroPoint(random));
        return new ParityCase<FullyConnected>(record, [input, weights, Draw.Bias(random, units)], output);
    }
}
