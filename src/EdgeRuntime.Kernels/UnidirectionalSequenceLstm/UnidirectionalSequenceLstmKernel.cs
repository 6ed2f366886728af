using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// For every step of the sequence, with W the input weights, R the recurrent weights, b the bias of a gate:
/// i, f, o = logistic(W x + R h + b); g = tanh(W x + R h + b); c = clip(f * c + i * g); h = o * tanh(c); output = h.
/// Integers: gates take Q3.12, saturated, and give Q0.15 (<see cref="Int16Sigmoid"/>); products are rescaled to the cell's and the
/// hidden state's scale. x (n, time, inC) or (time, n, inC), W (units, inC), R (units, units), b (units), h and c (n, units).
/// The output aliases nothing. Units are the n sequences; each owns its state.
/// </summary>
public static partial class UnidirectionalSequenceLstmKernel
{
    public static Kernel Kernel { get; } = new(OpCode.UnidirectionalSequenceLstm,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
