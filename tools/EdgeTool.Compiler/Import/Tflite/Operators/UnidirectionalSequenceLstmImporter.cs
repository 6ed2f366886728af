using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>
/// UNIDIRECTIONAL_SEQUENCE_LSTM (44), UnidirectionalSequenceLSTMOptions: fused_activation_function 0, cell_clip 1, proj_clip 2,
/// time_major 3, asymmetric_quantize_inputs 4, diagonal_recurrent_tensors 5. Inputs: 0 input; 1..4 input weights and 5..8 recurrent
/// weights of the input, forget, cell and output gate; 9..11 peepholes; 12..15 biases; 16, 17 projection; 18 hidden state;
/// 19 cell state; 20..23 layer normalization. Hybrid weights are expanded.
/// </summary>
public sealed class UnidirectionalSequenceLstmImporter : ITfliteImporter
{
    private const int Tanh = 4;

    public int BuiltinCode => 44;

    public void Import(TfliteNode source, TfliteGraphBuilder graph)
    {
        RequireAbsent(source, 9, 11, "peepholes");
        RequireAbsent(source, 16, 17, "a projection");
        RequireAbsent(source, 20, 23, "layer normalization");
        var options = source.Options;
        if (options.Byte(0) != Tanh)
        {
            throw new UnsupportedException($"has cell activation {options.Byte(0)}", "use tanh");
        }

        if (options.Bool(5))
        {
            throw new UnsupportedException("has diagonal recurrent weights", "use full recurrent matrices");
        }

        var record = new UnidirectionalSequenceLstm { CellClip = options.Float(1), TimeMajor = options.Bool(3) ? 1 : 0 };
        List<Value?> inputs = [source.Require(0, "input")];
        for (var i = 1; i <= 8; i++)
        {
            inputs.Add(source.Require(i, i <= 4 ? "input weights" : "recurrent weights"));
        }

        for (var i = 12; i <= 15; i++)
        {
            inputs.Add(source.Require(i, "bias"));
        }

        inputs.AddRange([source.Require(18, "hidden state"), source.Require(19, "cell state")]);
        graph.Add(source, record, inputs, source.Outputs);
    }

    private static void RequireAbsent(TfliteNode source, int first, int last, string what)
    {
        for (var i = first; i <= last; i++)
        {
            if (source.Input(i) is not null)
            {
                throw new UnsupportedException($"has {what} (input {i})", "train the layer without");
            }
        }
    }
}
