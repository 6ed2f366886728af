using EdgeRuntime.Model;
using TestKit;

namespace KernelParity;

/// <summary>A few steps of every recurrent cell.</summary>
public static class RecurrentCases
{
    public static IParityCase Next(Random random)
    {
        var record = new Recurrent
        {
            Cell = (RecurrentCell)random.Next(3),
            Reverse = random.Next(2),
            Gate = new RecurrentActivation { Function = RecurrentFunction.Sigmoid },
            Candidate = new RecurrentActivation { Function = RecurrentFunction.Tanh },
            Output = new RecurrentActivation { Function = RecurrentFunction.Tanh },
        };
        var (time, batch, features, units) = (random.Next(1, 4), random.Next(1, 4), random.Next(1, 70), random.Next(1, 40));
        var rows = record.Gates * units;
        TestTensor[] inputs =
        [
            Draw.Floats(random, new Shape(time, batch, features)),
            Draw.Floats(random, new Shape(rows, features)),
            Draw.Floats(random, new Shape(rows, units)),
            Draw.FloatBias(random, 2 * rows),
        ];
        var state = TestTensor.Output<float>(new Shape(batch, units));
        var hidden = TestTensor.Output<float>(new Shape(time, batch, units));
        return record.Cell == RecurrentCell.Lstm
            ? new ParityCase<Recurrent>(record, inputs, hidden, state, state)
            : new ParityCase<Recurrent>(record, inputs, hidden, state);
    }
}
