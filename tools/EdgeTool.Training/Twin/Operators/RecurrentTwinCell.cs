using EdgeRuntime.Model;
using static TorchSharp.torch;

namespace EdgeTool.Training;

/// <summary>One step of RNN, GRU or LSTM for (sequences, units).</summary>
/// <param name="record">Which, with its activations.</param>
/// <param name="recurrent">(gates units, units)</param>
/// <param name="biases">Of the recurrent product, (gates units); or none.</param>
/// <param name="peepholes">(3 units) of input, output and forget gate; or none.</param>
/// <param name="units">Size of the state.</param>
internal sealed class RecurrentTwinCell(Recurrent record, Tensor recurrent, Tensor? biases, Tensor? peepholes, long units)
{
    /// <param name="products">W x + b of every gate, (sequences, gates units).</param>
    /// <param name="hidden">(sequences, units)</param>
    /// <param name="state">LSTM's cell, (sequences, units).</param>
    public (Tensor Hidden, Tensor State) Advance(Tensor products, Tensor hidden, Tensor state) => record.Cell switch
    {
        RecurrentCell.Rnn => (Activated(products + nn.functional.linear(hidden, recurrent, biases), record.Gate), state),
        RecurrentCell.Gru => (Gru(products, hidden), state),
        _ => Lstm(products, hidden, state),
    };

    private Tensor Gru(Tensor products, Tensor hidden)
    {
        var gates = Activated(products.narrow(1, 0, 2 * units) + Recurrent(hidden, 0, 2), record.Gate);
        var (update, reset) = (gates.narrow(1, 0, units), gates.narrow(1, units, units));
        var own = products.narrow(1, 2 * units, units);
        var candidate = Activated(own + (record.LinearBeforeReset == 1 ? reset * Recurrent(hidden, 2, 1) : Recurrent(reset * hidden, 2, 1)), record.Candidate);
        return ((1 - update) * candidate) + (update * hidden);
    }

    /// <summary>Gates lie in the order input, output, forget, cell.</summary>
    private (Tensor Hidden, Tensor State) Lstm(Tensor products, Tensor hidden, Tensor state)
    {
        var gates = (products + nn.functional.linear(hidden, recurrent, biases)).chunk(4, 1);
        var input = Activated(Peeped(gates[0], 0, state), record.Gate);
        var forget = record.CoupledForget == 1 ? 1 - input : Activated(Peeped(gates[2], 2, state), record.Gate);
        state = (forget * state) + (input * Activated(gates[3], record.Candidate));
        var output = Activated(Peeped(gates[1], 1, state), record.Gate);
        return (output * Activated(state, record.Output), state);
    }

    private Tensor Recurrent(Tensor hidden, long firstGate, long count) =>
        nn.functional.linear(hidden, recurrent.narrow(0, firstGate * units, count * units), biases?.narrow(0, firstGate * units, count * units));

    private Tensor Peeped(Tensor gate, long peephole, Tensor state) =>
        peepholes is null ? gate : gate + (peepholes.narrow(0, peephole * units, units) * state);

    private Tensor Activated(Tensor x, RecurrentActivation activation)
    {
        x = record.Clip > 0 ? x.clamp(-record.Clip, record.Clip) : x;
        var (alpha, beta) = (activation.Alpha, activation.Beta);
        return activation.Function switch
        {
            RecurrentFunction.Sigmoid => x.sigmoid(),
            RecurrentFunction.Tanh => x.tanh(),
            RecurrentFunction.Relu => x.relu(),
            RecurrentFunction.Affine => (x * alpha) + beta,
            RecurrentFunction.LeakyRelu => nn.functional.leaky_relu(x, alpha),
            RecurrentFunction.ThresholdedRelu => x * x.gt(alpha).to_type(ScalarType.Float32),
            RecurrentFunction.ScaledTanh => (x * beta).tanh() * alpha,
            RecurrentFunction.HardSigmoid => ((x * alpha) + beta).clamp(0, 1),
            RecurrentFunction.Elu => x.clamp(min: 0) + (x.clamp(max: 0).expm1() * alpha),
            RecurrentFunction.Softsign => x / (x.abs() + 1),
            _ => x.softplus(),
        };
    }
}
