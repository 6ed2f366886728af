using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Pruning;

/// <summary>Recurrent layers: a hidden unit is a lane of every gate, of what the gates read of the last step, and of the states.</summary>
internal static class RecurrentRules
{
    public static void Sequence(Node node, ChannelCoupling coupling)
    {
        var (sequence, states, gates) = (node.Inputs[0]!, node.Outputs[0], node.Record<Recurrent>().Gates);
        coupling.Lock(sequence, 0);
        coupling.Lock(states, 0);
        coupling.Same(new ValueAxis(sequence, 1), new ValueAxis(states, 1));
        coupling.Same(new ValueAxis(sequence, 2), new ValueAxis(node.Inputs[1]!, 1));
        var units = new ValueAxis(states, 2);
        Repeated(coupling, new ValueAxis(node.Inputs[1]!, 0), units);
        Repeated(coupling, new ValueAxis(node.Inputs[2]!, 0), units);
        coupling.Same(new ValueAxis(node.Inputs[2]!, 1), units);
        foreach (var whole in (int[])[Recurrent.Biases, Recurrent.Peepholes])
        {
            if (node.Inputs.ElementAtOrDefault(whole) is { } values)
            {
                Repeated(coupling, new ValueAxis(values, 0), units);
            }
        }

        var given = (int[])[Recurrent.FirstHidden, Recurrent.FirstCell];
        foreach (var state in given.Select(i => node.Inputs.ElementAtOrDefault(i)).OfType<Value>().Concat(node.Outputs.Skip(1)))
        {
            coupling.Same(new ValueAxis(state, 0), new ValueAxis(states, 1));
            coupling.Same(new ValueAxis(state, 1), units);
        }

        if (node.Inputs.ElementAtOrDefault(Recurrent.Lengths) is { } lengths)
        {
            coupling.LockAll(lengths);
            coupling.Lock(states, 1);
        }
    }

    public static void Lstm(Node node, ChannelCoupling coupling)
    {
        var (input, output) = (node.Inputs[0]!, node.Outputs[0]);
        coupling.Lock(input, 0, 1);
        coupling.Lock(output, 0, 1);
        var (features, units) = (new ValueAxis(input, 2), new ValueAxis(output, 2));
        for (var gate = 0; gate < UnidirectionalSequenceLstm.Gates; gate++)
        {
            var (read, carried, bias) = (node.Inputs[UnidirectionalSequenceLstm.InputWeights + gate]!,
                node.Inputs[UnidirectionalSequenceLstm.RecurrentWeights + gate]!, node.Inputs[UnidirectionalSequenceLstm.Biases + gate]!);
            coupling.Same(features, new ValueAxis(read, 1));
            coupling.Same(units, new ValueAxis(read, 0));
            coupling.Same(units, new ValueAxis(carried, 0));
            coupling.Same(units, new ValueAxis(carried, 1));
            coupling.Regroup(Enumerable.Range(0, bias.Shape.Rank).Select(axis => new ValueAxis(bias, axis)), [units]);
        }

        foreach (var state in (int[])[UnidirectionalSequenceLstm.HiddenState, UnidirectionalSequenceLstm.CellState])
        {
            coupling.Lock(node.Inputs[state]!, 0);
            coupling.Same(units, new ValueAxis(node.Inputs[state]!, 1));
        }
    }

    /// <summary>A unit is <c>Rank</c> filters, and a filter is a run of the state.</summary>
    public static void Svdf(Node node, ChannelCoupling coupling)
    {
        var (input, feature, time, state, output) = (node.Inputs[0]!, node.Inputs[1]!, node.Inputs[2]!, node.Inputs[4]!, node.Outputs[0]);
        var rank = node.Record<Svdf>().Rank;
        coupling.Same(new ValueAxis(input, 0), new ValueAxis(output, 0));
        coupling.Same(new ValueAxis(state, 0), new ValueAxis(output, 0));
        coupling.Same(new ValueAxis(input, 1), new ValueAxis(feature, 1));
        coupling.Same(new ValueAxis(feature, 0), new ValueAxis(time, 0));
        coupling.Lock(time, 1);
        for (var filter = 0; filter < time.Shape[0]; filter++)
        {
            coupling.Lanes.Join(new ValueAxis(time, 0), filter, new ValueAxis(output, 1), filter / rank);
        }

        for (var i = 0; i < state.Shape[1]; i++)
        {
            coupling.Lanes.Join(new ValueAxis(state, 1), i, new ValueAxis(time, 0), i / time.Shape[1]);
        }

        if (node.Inputs[3] is { } bias)
        {
            coupling.Regroup(Enumerable.Range(0, bias.Shape.Rank).Select(axis => new ValueAxis(bias, axis)), [new ValueAxis(output, 1)]);
        }
    }

    /// <summary>One run of all units after the other.</summary>
    private static void Repeated(ChannelCoupling coupling, ValueAxis runs, ValueAxis units)
    {
        for (var i = 0; i < runs.Size; i++)
        {
            coupling.Lanes.Join(runs, i, units, i % units.Size);
        }
    }
}
