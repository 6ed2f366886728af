namespace EdgeRuntime.Model;

/// <summary>What one step of <see cref="Recurrent"/> computes. The numbers are part of the file format.</summary>
public enum RecurrentCell
{
    /// <summary>Elman network: one gate.</summary>
    Rnn = 0,

    /// <summary>Gated recurrent unit (Cho et al. 2014): gates update, reset, hidden.</summary>
    Gru = 1,

    /// <summary>Long short-term memory (Hochreiter and Schmidhuber 1997, with forget gate): gates input, output, forget, cell.</summary>
    Lstm = 2,
}

/// <summary>Functions that gates may use. The numbers are part of the file format.</summary>
public enum RecurrentFunction
{
    Sigmoid = 0,
    Tanh = 1,
    Relu = 2,

    /// <summary>alpha x + beta.</summary>
    Affine = 3,

    LeakyRelu = 4,
    ThresholdedRelu = 5,

    /// <summary>alpha tanh(beta x).</summary>
    ScaledTanh = 6,

    /// <summary>alpha x + beta, clipped to [0, 1].</summary>
    HardSigmoid = 7,

    Elu = 8,
    Softsign = 9,
    Softplus = 10,
}
