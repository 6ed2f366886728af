using EdgeRuntime.Model;
using static TorchSharp.torch;

namespace EdgeTool.Training;

/// <summary>Recurrent layers, unrolled over their sequence; equations as in the records.</summary>
internal static class RecurrentTwins
{
    public static Tensor[] Recurrent(TwinCall call)
    {
        var record = call.Record<Recurrent>();
        var (shape, units) = (call.ShapeOf(0), (long)call.OutputShape()[2]);
        var (time, sequences) = (shape[0], call.Batch * shape[1]);
        var biases = call.Weight(EdgeRuntime.Model.Recurrent.Biases);
        var gates = record.Gates * units;
        var x = call.Input(0).permute(1, 0, 2, 3).reshape(time, sequences, shape[2]);
        var products = nn.functional.linear(x, call.Weight(1)!, biases?.narrow(0, 0, gates));
        var cell = new RecurrentTwinCell(record, call.Weight(2)!, biases?.narrow(0, gates, gates), call.Weight(EdgeRuntime.Model.Recurrent.Peepholes), units);
        var (hidden, state) = (First(call, EdgeRuntime.Model.Recurrent.FirstHidden, sequences, units), First(call, EdgeRuntime.Model.Recurrent.FirstCell, sequences, units));
        var steps = new Tensor[time];
        for (var i = 0; i < time; i++)
        {
            var t = record.Reverse == 1 ? time - 1 - i : i;
            (hidden, state) = cell.Advance(products[t], hidden, state);
            steps[t] = hidden;
        }

        var all = stack(steps, 0).reshape(time, call.Batch, shape[1], units).permute(1, 0, 2, 3);
        return [all, .. ((Tensor[])[hidden, state]).Take(call.Node.Outputs.Count - 1).Select(s => s.reshape(call.Batch, shape[1], units))];
    }

    public static Tensor[] UnidirectionalSequenceLstm(TwinCall call)
    {
        var record = call.Record<UnidirectionalSequenceLstm>();
        var x = record.TimeMajor == 1 ? call.Input(0).transpose(1, 2) : call.Input(0); // (batch, n, time, inC)
        var (n, time, units) = (x.shape[1], x.shape[2], call.Node.Inputs[EdgeRuntime.Model.UnidirectionalSequenceLstm.RecurrentWeights]!.Shape[0]);
        x = x.reshape(call.Batch * n, time, x.shape[3]);
        var (hidden, state) = (zeros(call.Batch * n, units), zeros(call.Batch * n, units));
        var steps = new Tensor[time];
        for (var t = 0; t < time; t++)
        {
            var now = x.select(1, t);
            var (input, forget, candidate, output) = (Gate(0).sigmoid(), Gate(1).sigmoid(), Gate(2).tanh(), Gate(3).sigmoid());
            state = (forget * state) + (input * candidate);
            state = record.CellClip > 0 ? state.clamp(-record.CellClip, record.CellClip) : state;
            hidden = output * state.tanh();
            steps[t] = hidden;

            Tensor Gate(int gate) =>
                nn.functional.linear(now, call.Weight(EdgeRuntime.Model.UnidirectionalSequenceLstm.InputWeights + gate)!, call.Weight(EdgeRuntime.Model.UnidirectionalSequenceLstm.Biases + gate))
                + nn.functional.linear(hidden, call.Weight(EdgeRuntime.Model.UnidirectionalSequenceLstm.RecurrentWeights + gate)!);
        }

        var all = stack(steps, 1).reshape(call.Batch, n, time, units);
        return call.Reshaped(record.TimeMajor == 1 ? all.transpose(1, 2) : all);
    }

    private static Tensor First(TwinCall call, int input, long sequences, long units) =>
        call.Has(input) ? call.Input(input).expand(call.Batch, -1, -1).reshape(sequences, units) : zeros(sequences, units);
}
