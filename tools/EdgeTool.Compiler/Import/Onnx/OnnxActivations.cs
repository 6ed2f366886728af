using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>The activations, activation_alpha and activation_beta attributes of recurrent operators (ONNX operator specification, RNN).</summary>
internal static class OnnxActivations
{
    /// <summary>For each direction its activations in order: f, and g for GRU, and h for LSTM.</summary>
    public static RecurrentActivation[][] Of(OnnxNode node, RecurrentCell cell, int directions)
    {
        string[] defaults = cell switch
        {
            RecurrentCell.Rnn => ["Tanh"],
            RecurrentCell.Gru => ["Sigmoid", "Tanh"],
            _ => ["Sigmoid", "Tanh", "Tanh"],
        };
        var names = node.Texts("activations") ?? [.. Enumerable.Repeat(defaults, directions).SelectMany(d => d)];
        if (names.Length != directions * defaults.Length)
        {
            throw new UnsupportedException($"names {names.Length} activations", $"name {defaults.Length} for each direction");
        }

        // Parameters stand in the lists in the order of the activations that take one.
        Queue<float> alphas = new(node.Floats("activation_alpha") ?? []), betas = new(node.Floats("activation_beta") ?? []);
        return [.. names.Select(name => Named(name, alphas, betas)).Chunk(defaults.Length)];
    }

    private static RecurrentActivation Named(string name, Queue<float> alphas, Queue<float> betas)
    {
        (RecurrentFunction Function, float? Alpha, float? Beta) known = name.ToUpperInvariant() switch
        {
            "SIGMOID" => (RecurrentFunction.Sigmoid, null, null),
            "TANH" => (RecurrentFunction.Tanh, null, null),
            "RELU" => (RecurrentFunction.Relu, null, null),
            "AFFINE" => (RecurrentFunction.Affine, 1, 0),
            "LEAKYRELU" => (RecurrentFunction.LeakyRelu, 0.01f, null),
            "THRESHOLDEDRELU" => (RecurrentFunction.ThresholdedRelu, 1, null),
            "SCALEDTANH" => (RecurrentFunction.ScaledTanh, 1, 1),
            "HARDSIGMOID" => (RecurrentFunction.HardSigmoid, 0.2f, 0.5f),
            "ELU" => (RecurrentFunction.Elu, 1, null),
            "SOFTSIGN" => (RecurrentFunction.Softsign, null, null),
            "SOFTPLUS" => (RecurrentFunction.Softplus, null, null),
            _ => throw new UnsupportedException($"uses the activation '{name}'", "use one that the ONNX specification names"),
        };
        return new RecurrentActivation { Function = known.Function, Alpha = Next(known.Alpha, alphas), Beta = Next(known.Beta, betas) };
    }

    private static float Next(float? fallback, Queue<float> given) =>
        fallback is null ? 0 : given.TryDequeue(out var parameter) ? parameter : fallback.Value;
}
