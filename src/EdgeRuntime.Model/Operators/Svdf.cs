using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>
/// Dense layer factored into a filter over features and a filter over time (singular value decomposition filter; Nakkiran et al. 2015).
/// Inputs: input (n, inC), feature weights (filters, inC), time weights (filters, memory), bias (units) or none,
/// state (n, filters * memory), a variable, which holds each filter's last results, oldest first. Output (n, units), units = filters / rank.
/// float32 throughout; or int8 with time weights and state in int16 or int8.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct Svdf : IOperatorRecord<Svdf>
{
    /// <summary>Filters that add up to one unit.</summary>
    public int Rank;

    public Activation Activation;

    public static OpCode OpCode => OpCode.Svdf;

    public static void Check(in Svdf record, OperandSet operands)
    {
        Law.Counts(operands, 5, 5);
        var (input, feature, time, bias, state) =
            (operands.Inputs[0], operands.Inputs[1], operands.Inputs[2], operands.Inputs[3], operands.Inputs[4]);
        var output = operands.Outputs[0];
        Law.TypeOf("input", input, ElementType.Float32, ElementType.Int8);
        Law.TypeOf("output", output, input.Type);
        Law.Present("time weights", time);
        Law.RankOf("input", input, 2, 2);
        Law.RankOf("time weights", time, 2, 2);
        var (batches, filters, memory) = (input.Shape[0], time.Shape[0], time.Shape[1]);
        Law.Range("rank", record.Rank, 1, filters);
        Law.Require(FaultKind.Parameter, filters % record.Rank == 0, "rank", $"a divisor of {filters} filters", record.Rank);
        var units = filters / record.Rank;

        var isFloat = input.Type == ElementType.Float32;
        Law.TypeOf("time weights", time, isFloat ? [ElementType.Float32] : [ElementType.Int16, ElementType.Int8]);
        RecurrentLaw.Weights("feature weights", feature, input.Type, new Shape(filters, input.Shape[1]));
        RecurrentLaw.Weights("time weights", time, time.Type, time.Shape);
        Law.Range("state elements", (long)filters * memory, 1, Shape.MaxDimension);
        RecurrentLaw.State("state", state, time.Type, new Shape(batches, filters * memory));
        Law.ShapeOf("output", output, new Shape(batches, units));
        if (!bias.IsAbsent)
        {
            Law.TypeOf("bias", bias, isFloat ? ElementType.Float32 : ElementType.Int32);
            Law.ElementsOf("bias", bias, units);
        }

        if (isFloat)
        {
            ConvolutionLaw.FusedActivation(record.Activation);
            return;
        }

        ConvolutionLaw.Activations("input", input);
        ConvolutionLaw.Activations("output", output);
        Law.Range("input features", input.Shape[1], 1, RecurrentLaw.MaxProducts);
        Law.Range("activation", (int)record.Activation, (int)Activation.None, (int)Activation.Relu);
    }

    public static long Macs(in Svdf record, OperandSet operands) =>
        (long)operands.Inputs[0].Shape[0] * (operands.Inputs[1].Shape.ElementCount + (long)operands.Inputs[2].Shape.ElementCount);
}
