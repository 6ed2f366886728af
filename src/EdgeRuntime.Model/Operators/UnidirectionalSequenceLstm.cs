using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>
/// Long short-term memory over a sequence (Hochreiter and Schmidhuber 1997, with forget gate), without peepholes, projection or layer
/// normalization. Inputs: 0 input (n, time, inC); 1..4 input weights (units, inC) of the input, forget, cell and output gate; 5..8 recurrent
/// weights (units, units); 9..12 biases (units); 13 hidden state and 14 cell state (n, units), variables. Output (n, time, units).
/// float32 throughout; or int8 or int16 activations with int8 weights and an int16 cell state whose scale is a power of two.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct UnidirectionalSequenceLstm : IOperatorRecord<UnidirectionalSequenceLstm>
{
    /// <summary>Index of the first operand of each kind; the gates follow in the order input, forget, cell, output.</summary>
    public const int InputWeights = 1, RecurrentWeights = 5, Biases = 9, HiddenState = 13, CellState = 14, Gates = 4;

    /// <summary>The cell state is clamped to +- this; 0: not at all.</summary>
    public float CellClip;

    /// <summary>1: input and output are (time, n, channels).</summary>
    public int TimeMajor;

    public static OpCode OpCode => OpCode.UnidirectionalSequenceLstm;

    public static void Check(in UnidirectionalSequenceLstm record, OperandSet operands)
    {
        Law.Counts(operands, 15, 15);
        var (input, hidden, cell, output) = (operands.Inputs[0], operands.Inputs[HiddenState], operands.Inputs[CellState], operands.Outputs[0]);
        Law.TypeOf("input", input, ElementType.Float32, ElementType.Int8, ElementType.Int16);
        Law.TypeOf("output", output, input.Type);
        Law.RankOf("input", input, 3, 3);
        Law.RankOf("output", output, 3, 3);
        Law.Range("time major", record.TimeMajor, 0, 1);
        Law.Finite("cell clip", record.CellClip);
        Law.Require(FaultKind.Parameter, record.CellClip >= 0, "cell clip", "0 or more", record.CellClip);
        var (features, units, batches) = (input.Shape[2], output.Shape[2], input.Shape[record.TimeMajor == 1 ? 1 : 0]);
        Law.ShapeOf("output", output, new Shape(input.Shape[0], input.Shape[1], units));

        var isFloat = input.Type == ElementType.Float32;
        var weightType = isFloat ? ElementType.Float32 : ElementType.Int8;
        for (var gate = 0; gate < Gates; gate++)
        {
            RecurrentLaw.Weights("input weights", operands.Inputs[InputWeights + gate], weightType, new Shape(units, features));
            RecurrentLaw.Weights("recurrent weights", operands.Inputs[RecurrentWeights + gate], weightType, new Shape(units, units));
            Law.TypeOf("bias", operands.Inputs[Biases + gate], BiasTypes(input.Type));
            Law.ElementsOf("bias", operands.Inputs[Biases + gate], units);
        }

        RecurrentLaw.State("hidden state", hidden, input.Type, new Shape(batches, units));
        RecurrentLaw.State("cell state", cell, isFloat ? ElementType.Float32 : ElementType.Int16, new Shape(batches, units));
        if (isFloat)
        {
            return;
        }

        ConvolutionLaw.Activations("input", input);
        ConvolutionLaw.Activations("output", output);
        Law.Range("input features", features, 1, RecurrentLaw.MaxProducts);
        Law.Range("units", units, 1, RecurrentLaw.MaxProducts);
        var power = Math.ILogB(cell.Scale);
        Law.Require(FaultKind.Quantization, Math.ScaleB(1f, power).Equals(cell.Scale) && power is >= -24 and <= 0,
            "cell state scale", "a power of two from 2^-24 to 1", cell.Scale);
    }

    /// <summary>The four gates of one step: units elements each, float32 or int16.</summary>
    public static long ScratchBytes(in UnidirectionalSequenceLstm record, OperandSet operands) =>
        (long)Gates * operands.Outputs[0].Shape[2] * (operands.Inputs[0].Type == ElementType.Float32 ? sizeof(float) : sizeof(short));

    public static long Macs(in UnidirectionalSequenceLstm record, OperandSet operands)
    {
        var (input, output) = (operands.Inputs[0].Shape, operands.Outputs[0].Shape);
        return Gates * (long)output.ElementCount * ((long)input[2] + output[2]);
    }

    private static ReadOnlySpan<ElementType> BiasTypes(ElementType input) => input switch
    {
        ElementType.Float32 => [ElementType.Float32],
        ElementType.Int16 => [ElementType.Int32, ElementType.Int64],
        _ => [ElementType.Int32],
    };
}
